using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Kontali.Web.Invoices;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Payments;

/// <summary>What a client has to pay.</summary>
public sealed partial class DuePage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail, IDialogService dialogs)
{
    /// <summary>Where it is.</summary>
    public const string Address = "/betalinger";

    private readonly HashSet<Guid> marked = [];
    private ClientName? client;
    private IReadOnlyList<Payable> due = [];
    private IReadOnlyList<string> banks = [];
    private string? asked;
    private string from = "";
    private DateOnly on, today;
    private Guid run;
    private bool loaded, unclear;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }

    /// <summary>Where a client's is.</summary>
    public static string Href(string? client) => client is null ? Address : $"{Address}?klient={client}";

    private Payable? Here => at < due.Count ? due[at] : null;

    private static decimal Sum(IEnumerable<Payable> payables) => -payables.Sum(p => p.Line.Unmatched);

    private static string Short(HindranceKind kind) => kind switch
    {
        HindranceKind.NewAccount => Texts.Of("nytt kontonummer"),
        HindranceKind.LooseLines => Texts.Of("har poster som ikke er gjort opp"),
        _ => Texts.Of("betales i nettbanken"),
    };

    protected override Task OnInitializedAsync()
    {
        on = today = clock.Today();
        run = Ids.New(clock);
        return FollowAsync("ledger", "payments");
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded && asked == ClientNumber) return;
        asked = ClientNumber;
        marked.Clear();
        await RefreshAsync();
        at = Math.Max(0, due.ToList().FindIndex(p => p.InvoiceId.ToString() == trail.RowHere));
    }

    protected override async Task RefreshAsync()
    {
        (client, due, banks) = await books.AskAsync(async db =>
        {
            var one = await db.ClientNumberedAsync(ClientNumber);
            return one is null ? (null, [], []) : (one, await db.PayablesAsync(one.Id), await db.Clients.Where(c => c.Id == one.Id).Select(c => c.ActiveBanks).SingleAsync());
        });
        loaded = true;
        if (!banks.Contains(from)) from = banks.Count > 0 ? banks[0] : "";
        marked.RemoveWhere(id => !due.Any(p => p.InvoiceId == id && p.Hindrance is null));
        at = Math.Clamp(at, 0, Math.Max(due.Count - 1, 0));
    }

    private void Open(int index)
    {
        if (index < due.Count) trail.Leave(due[index].InvoiceId.ToString(), InvoicePage.Href(due[index].InvoiceId));
    }

    private void MarkAt(int index)
    {
        if (index >= due.Count) return;
        at = index;
        if (due[index].Hindrance is null && !marked.Add(due[index].InvoiceId)) marked.Remove(due[index].InvoiceId);
    }

    private void MarkLate() => marked.UnionWith(due.Where(p => p.Hindrance is null && p.Line.Due <= today).Select(p => p.InvoiceId));

    private async Task ProposeAsync()
    {
        if (client is null || marked.Count == 0) return;
        var (done, made) = await books.DoAsync(db => db.ProposeRunAsync(client.Id, [.. marked], from, on, run));
        if (!done) return;
        run = Ids.New(clock);
        trail.Leave("", RunPage.Href(made!.Id));
    }

    private async Task AcceptAsync()
    {
        if (Here is not { Account: { } account } payable || await AcceptAccountDialog.AskAsync(dialogs, payable, L) is not { } how) return;
        await books.DoAsync(db => db.AcceptAccountAsync(payable.InvoiceId, account, how), reason: how);
        await RefreshAsync();
    }
}
