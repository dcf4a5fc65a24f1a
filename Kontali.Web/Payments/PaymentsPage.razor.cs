using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Kontali.Web.Invoices;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Payments;

/// <summary>A client's payments: what is due, the runs, and what the bank tells.</summary>
public sealed partial class PaymentsPage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail, Frame frame)
{
    private const string Kroner = "NOK";

    private enum Parts { Due, Runs, Bank }

    private sealed record RunRow(Guid Id, DateTimeOffset CreatedAt, string By, DateOnly ExecuteOn, string FromAccount, int Count, decimal Kroner, int Paid, RunState State);

    private readonly HashSet<Guid> marked = [];
    private ClientName? client;
    private IReadOnlyList<Payable> due = [];
    private IReadOnlyList<RunRow> runs = [];
    private IReadOnlyList<BankEntry> told = [];
    private IReadOnlyList<string> banks = [];
    private IReadOnlyList<AccountName> bankAccounts = [];
    private Dictionary<string, string> ledgers = [];
    private string shown = "", from = "";
    private DateOnly on;
    private bool missing;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "del")] private string? PartWord { get; set; }

    /// <summary>Where a client's payments are.</summary>
    public static string Href(string client) => $"/betalinger?klient={client}";

    private Parts Part => PartWord switch { "oppdrag" => Parts.Runs, "bank" => Parts.Bank, _ => Parts.Due };

    private int Rows => Part switch { Parts.Runs => runs.Count, Parts.Bank => told.Count, _ => due.Count };

    protected override Task OnInitializedAsync()
    {
        on = clock.Today();
        return FollowAsync("ledger", "payments");
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        marked.Clear();
        await RefreshAsync();
        at = Math.Max(0, Part switch
        {
            Parts.Runs => runs.ToList().FindIndex(r => r.Id.ToString() == trail.RowHere),
            Parts.Bank => told.ToList().FindIndex(b => b.Id.ToString() == trail.RowHere),
            _ => due.ToList().FindIndex(p => p.InvoiceId.ToString() == trail.RowHere),
        });
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            missing = client is null && !string.IsNullOrEmpty(ClientNumber);
            (due, runs, told) = ([], [], []);
            if (client is not { Id: var id }) return 0;
            banks = await db.Clients.Where(c => c.Id == id).Select(c => c.ActiveBanks).SingleAsync();
            if (!banks.Contains(from)) from = banks.Count > 0 ? banks[0] : "";
            if (Part == Parts.Due) due = await db.PayablesAsync(id, clock.Today());
            if (Part == Parts.Runs)
                runs = await db.PaymentRuns.Where(r => r.ClientId == id).OrderByDescending(r => r.CreatedAt).Take(200).Select(r => new RunRow(r.Id, r.CreatedAt, db.Users.Where(u => u.Id == r.CreatedBy).Select(u => u.Name).First(), r.ExecuteOn, r.FromAccount,
                    db.PaymentOrders.Count(o => o.RunId == r.Id), db.PaymentOrders.Where(o => o.RunId == r.Id).Sum(o => o.Kroner), db.PaymentOrders.Count(o => o.RunId == r.Id && o.State == OrderState.Paid), r.State)).ToListAsync();
            if (Part == Parts.Bank)
            {
                told = await db.BankEntries.Where(b => b.ClientId == id).OrderByDescending(b => b.BookedOn).ThenByDescending(b => b.Id).Take(300).ToListAsync();
                ledgers = await db.BankAccountSettings.Where(a => a.ClientId == id).ToDictionaryAsync(a => a.Number, a => a.LedgerAccount);
                bankAccounts = await db.FindAccountsAsync(id, "19", 50);
            }
            return 0;
        });
        marked.RemoveWhere(id => due.All(p => p.InvoiceId != id));
        at = Math.Clamp(at, 0, Math.Max(Rows - 1, 0));
    }

    private void Open(int index)
    {
        if (Part == Parts.Due && index < due.Count) trail.Leave(due[index].InvoiceId.ToString(), InvoicePage.Href(due[index].InvoiceId));
        if (Part == Parts.Runs && index < runs.Count) trail.Leave(runs[index].Id.ToString(), RunPage.Href(runs[index].Id));
        if (Part == Parts.Bank && index < told.Count)
        {
            at = index;
            if (told[index].EntryId is { } entry) trail.Leave(told[index].Id.ToString(), EntryPage.Href(entry));
        }
    }

    private void Mark() => MarkAt(at);

    private void MarkAt(int index)
    {
        if (index >= due.Count || due[index].Hindrance is not null) return;
        at = index;
        if (!marked.Add(due[index].InvoiceId)) marked.Remove(due[index].InvoiceId);
    }

    private void MarkLate() => marked.UnionWith(due.Where(p => p.Hindrance is null && p.Item.Due <= clock.Today()).Select(p => p.InvoiceId));

    private async Task ProposeAsync()
    {
        var (done, run) = await books.DoAsync(db => db.ProposeRunAsync(client!.Id, [.. marked], from, on));
        if (done) trail.Leave("", RunPage.Href(run!.Id));
    }

    private async Task SetAsync(string bank, ChangeEventArgs change)
    {
        await books.DoAsync(db => db.SetBankAccountAsync(client!.Id, bank, $"{change.Value}"));
        await RefreshAsync();
    }

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)));
}
