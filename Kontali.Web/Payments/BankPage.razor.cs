using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Payments;

/// <summary>What banks have told of a client's accounts, or of all clients'.</summary>
public sealed partial class BankPage(Books books, NavigationManager navigation, Trail trail, Frame frame, IDialogService dialogs, ISnackbar snackbar)
{
    /// <summary>Where it is.</summary>
    public const string Address = "/betalinger/bank";

    private const int Most = 300;
    private sealed record Row(BankEntry Entry, string Client, string? Payee, string? Message)
    {
        // What the bank gives no words for, our own order has.
        public string Says => Entry.Text ?? Message ?? Entry.Reference;
    }


    private ClientName? client;
    private List<Row>? rows;
    private IReadOnlyList<string> banks = [];
    private IReadOnlyList<AccountName> accounts = [];
    private Dictionary<string, string> ledgers = [];
    private string? asked;
    private bool all;
    private int at, waiting;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }

    /// <summary>Where a client's is.</summary>
    public static string Href(string? client) => client is null ? Address : $"{Address}?klient={client}";

    private BankEntry? Here => rows is not null && at < rows.Count ? rows[at].Entry : null;

    protected override Task OnInitializedAsync() => FollowAsync("payments");

    protected override async Task OnParametersSetAsync()
    {
        if (rows is not null && asked == ClientNumber) return;
        asked = ClientNumber;
        await RefreshAsync();
        at = Math.Max(0, rows!.FindIndex(r => r.Entry.Id.ToString() == trail.RowHere));
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            var (one, told) = (client?.Id, db.BankEntries.AsQueryable());
            if (one is { } id) told = told.Where(b => b.ClientId == id);
            waiting = await told.CountAsync(b => b.State == BankEntryState.Waiting);
            if (!all) told = told.Where(b => b.State == BankEntryState.Waiting);
            rows = await told.OrderByDescending(b => b.BookedOn).ThenByDescending(b => b.Id).Take(Most).Select(b => new Row(b, db.Clients.Where(c => c.Id == b.ClientId).Select(c => c.Name).First(),
                db.PaymentOrders.Where(o => o.Id == b.OrderId).Select(o => o.Payee).FirstOrDefault(), db.PaymentOrders.Where(o => o.Id == b.OrderId).Select(o => o.Message).FirstOrDefault())).ToListAsync();
            (banks, accounts, ledgers) = ([], [], []);
            if (one is not { } its) return 0;
            banks = await db.Clients.Where(c => c.Id == its).Select(c => c.ActiveBanks).SingleAsync();
            accounts = await db.FindAccountsAsync(its, "19", 50);
            ledgers = await db.BankAccountSettings.Where(a => a.ClientId == its).ToDictionaryAsync(a => a.Number, a => a.LedgerAccount);
            return 0;
        });
        at = Math.Clamp(at, 0, Math.Max(rows!.Count - 1, 0));
    }

    private Task ShowAsync()
    {
        all = !all;
        return RefreshAsync();
    }

    private async Task OpenAsync(int index)
    {
        if (rows is null || index >= rows.Count) return;
        at = index;
        if (rows[index].Entry.EntryId is { } entry) trail.Leave(rows[index].Entry.Id.ToString(), EntryPage.Href(entry));
        else if (frame.May(Right.Post)) await SettleAsync();
    }

    private async Task SettleAsync()
    {
        if (Here is not { State: BankEntryState.Waiting or BankEntryState.Left } entry) return;
        var dialog = await dialogs.ShowAsync<SettleBankDialog>(L["Gjør opp"], new DialogParameters<SettleBankDialog> { { d => d.Entry, entry } }, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Medium, FullWidth = true });
        if ((await dialog.Result) is { Canceled: false, Data: string voucher }) snackbar.Add(L["Bilag {0} er bokført.", voucher], Severity.Success);
        await RefreshAsync();
    }

    private async Task LeaveAsync()
    {
        if (Here is { State: BankEntryState.Waiting } entry) await books.DoAsync(db => db.LeaveAsync(entry.Id));
        await RefreshAsync();
    }

    private async Task SureAsync()
    {
        if (client is null) return;
        var (done, settled) = await books.DoAsync(db => db.SettleSureAsync(client.Id));
        if (done) snackbar.Add(settled == 0 ? L["Ingen av dem har KID og beløp som én åpen faktura."] : L["{0} bokført", Figures.Count(settled)], settled == 0 ? Severity.Info : Severity.Success);
        await RefreshAsync();
    }

    private async Task SetAsync(string bank, string? account)
    {
        if (client is not null && account is not null) await books.DoAsync(db => db.SetBankAccountAsync(client.Id, bank, account));
        await RefreshAsync();
    }
}
