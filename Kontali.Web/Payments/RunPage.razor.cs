using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Kontali.Web.Invoices;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Payments;

/// <summary>A payment run: what it pays, who put it together, who approved it, and its file.</summary>
public sealed partial class RunPage(Books books, CurrentUser who, NavigationManager navigation, Trail trail)
{
    private ClientName? client;
    private PaymentRun? run;
    private IReadOnlyList<PaymentOrder> orders = [];
    private string? proposer, approver;
    private bool missing, isOwn;
    private int at;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a run is.</summary>
    public static string Href(Guid id) => $"/betalinger/{id}";

    private string ListHref => client is null ? "/betalinger" : $"{PaymentsPage.Href(client.Number)}&del=oppdrag";

    protected override Task OnInitializedAsync() => FollowAsync("payments");

    protected override async Task OnParametersSetAsync()
    {
        if (run?.Id == Id) return;
        await RefreshAsync();
        at = Math.Max(0, orders.ToList().FindIndex(o => o.Id.ToString() == trail.RowHere));
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
            orders = await db.PaymentOrders.Where(o => o.RunId == Id).OrderBy(o => o.Place).ToListAsync();
            var names = await db.Users.Where(u => u.Id == run.CreatedBy || u.Id == run.ApprovedBy).ToDictionaryAsync(u => u.Id, u => u.Name);
            (proposer, approver, isOwn) = (names.GetValueOrDefault(run.CreatedBy), run.ApprovedBy is { } by ? names.GetValueOrDefault(by) : null, run.CreatedBy == me);
            return 0;
        });
    }

    private void Open(int index)
    {
        if (index < orders.Count) trail.Leave(orders[index].Id.ToString(), orders[index].EntryId is { } entry ? EntryPage.Href(entry) : InvoicePage.Href(orders[index].InvoiceId));
    }

    private Task ApproveAsync() => DoAsync(db => db.ApproveRunAsync(Id));

    private Task CancelAsync() => DoAsync(db => db.CancelRunAsync(Id));

    private async Task FetchAsync(string version)
    {
        if (await books.DoAsync(db => db.SendRunAsync(Id))) navigation.NavigateTo(PaymentFiles.Href(Id, version), forceLoad: true);
        await RefreshAsync();
    }

    private async Task DoAsync(Func<KontaliContext, Task> verb)
    {
        await books.DoAsync(verb);
        await RefreshAsync();
    }
}
