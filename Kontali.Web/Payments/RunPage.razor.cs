using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Kontali.Web.Invoices;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Payments;

/// <summary>A payment run: what it pays, who put it together, who approved it, and its file.</summary>
public sealed partial class RunPage(Books books, CurrentUser who, NavigationManager navigation, Trail trail, IDialogService dialogs)
{
    // Whoever approves sees where a vendor was paid before, where that was another account.
    private sealed record Row(PaymentOrder Order, string? ChangedFrom);

    private ClientName? client;
    private PaymentRun? run;
    private IReadOnlyList<Row> orders = [];
    private string? proposer, approver;
    private bool missing, isOwn;
    private int at;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a run is.</summary>
    public static string Href(Guid id) => $"/betalinger/{id}";

    private Row? Here => at < orders.Count ? orders[at] : null;

    private static string HrefOf(PaymentOrder order) => order.EntryId is { } entry ? EntryPage.Href(entry) : InvoicePage.Href(order.InvoiceId);

    protected override Task OnInitializedAsync() => FollowAsync("payments");

    protected override async Task OnParametersSetAsync()
    {
        if (run?.Id == Id) return;
        await RefreshAsync();
        at = Math.Max(0, orders.ToList().FindIndex(o => o.Order.Id.ToString() == trail.RowHere));
    }

    protected override async Task RefreshAsync()
    {
        var me = (await who.ActorAsync()).User;
        await books.AskAsync(async db =>
        {
            run = await db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == Id);
            missing = run is null;
            if (run is null) return 0;
            client = await db.Clients.Where(c => c.Id == run.ClientId).AsNames.SingleAsync();
            var found = await db.PaymentOrders.Where(o => o.RunId == Id).OrderBy(o => o.Place).Join(db.Vendors, o => o.VendorId, v => v.Id, (o, v) => new { Order = o, v.KnownAccounts }).ToListAsync();
            orders = [.. found.Select(f => new Row(f.Order, f.KnownAccounts.LastOrDefault(known => !IsSame(known, f.Order.ToAccount))))];
            var names = await db.Users.Where(u => u.Id == run.CreatedBy || u.Id == run.ApprovedBy).ToDictionaryAsync(u => u.Id, u => u.Name);
            (proposer, approver, isOwn) = (names.GetValueOrDefault(run.CreatedBy), run.ApprovedBy is { } by ? names.GetValueOrDefault(by) : null, run.CreatedBy == me);
            return 0;
        });
    }

    private static bool IsSame(string written, string account) => Data.Invoices.BankAccount.TryParse(written, out var known) && known.ToString() == account;

    private void Open(int index)
    {
        if (index < orders.Count) trail.Leave(orders[index].Order.Id.ToString(), HrefOf(orders[index].Order));
    }

    private async Task FetchAsync(PainVersion version)
    {
        if ((await books.DoAsync(db => db.SendRunAsync(Id, version))).Done) navigation.NavigateTo(PaymentFiles.Href(Id, version), forceLoad: true);
        await RefreshAsync();
    }

    private async Task RefusedAsync()
    {
        if (Here is not { } row) return;
        if (await RejectDialog.AskAsync(dialogs, L["Ikke betalt av banken"], L["{0} til {1}. Fakturaen kan settes opp til betaling på nytt. Er du ikke sikker, se i nettbanken først.", Figures.Amount(row.Order.Amount), row.Order.Payee], L["Ikke betalt"]) is not { } why) return;
        await books.DoAsync(db => db.RefusedByBankAsync(row.Order.Id), reason: why);
        await RefreshAsync();
    }

    private async Task DoAsync(Func<KontaliContext, Task> verb)
    {
        await books.DoAsync(verb);
        await RefreshAsync();
    }
}
