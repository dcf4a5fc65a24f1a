using Kontali.Data.Vat;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Vat;

/// <summary>Every voucher behind one line of the return, with what it adds; they sum to the line.</summary>
public sealed partial class VatLinePage(Books books, NavigationManager navigation, Trail trail)
{
    private const int Page = 300;

    private sealed record Row(Guid Id, string Name, DateOnly Date, DateOnly Booked, string Text, decimal Base, decimal Vat);

    private ReturnAtHand? hand;
    private ReturnLine? line;
    private IReadOnlyList<Row> rows = [];
    private string shown = "";
    private bool missing;
    private int at, most = Page;

    [Parameter] public string Number { get; set; } = "";
    [SupplyParameterFromQuery(Name = "termin")] private string? TermFrom { get; set; }
    [SupplyParameterFromQuery(Name = "linje")] private string? Line { get; set; }
    [SupplyParameterFromQuery(Name = "korriger")] private string? Correct { get; set; }

    private string ReturnHref => VatReturnPage.Href(Number, hand?.Return.Period.From, hand is not null && Correct == "1");

    /// <summary>Where a line's vouchers are.</summary>
    public static string Href(string client, DateOnly termFrom, string line, bool correct) =>
        $"/mva/{Uri.EscapeDataString(client)}/linje?termin={termFrom:yyyy-MM-dd}&linje={Uri.EscapeDataString(line)}{(correct ? "&korriger=1" : "")}";

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "vat");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        await RefreshAsync();
        at = Math.Max(0, rows.Select(r => r.Id.ToString()).ToList().IndexOf(trail.RowHere ?? ""));
        most = Math.Max(most, at + 1);
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            var client = await db.Clients.SingleOrDefaultAsync(c => c.ClientNumber == Number);
            if (client is null || ReturnQuery.TermFrom(client.VatTerm, TermFrom) is not { } term) return missing = true;
            var found = await db.ReturnAsync(client, term, Correct == "1");
            if (found.Return.Lines.FirstOrDefault(l => l.Key == Line) is not { } its)
            {
                (hand, line) = (found, null);
                return missing = true;
            }
            var shares = found.Facts.Where(f => f.Code == its.Code).GroupBy(f => f.EntryId).Select(g => (Id: g.Key, Share: VatReturn.Share(its, [.. g], found.Tax))).Where(s => s.Share != (0, 0)).ToDictionary(s => s.Id, s => s.Share);
            var ids = shares.Keys.ToList();
            var entries = await db.Journal.Where(j => j.ClientId == client.Id && ids.Contains(j.Id)).Select(j => new { j.Id, j.Series, j.FiscalYear, j.VoucherNumber, j.EntryDate, j.AccountingDate, j.Description }).ToListAsync();
            rows = [.. entries.Select(e => new Row(e.Id, Data.Ledger.JournalEntry.NameOf(e.Series, e.FiscalYear, e.VoucherNumber), e.EntryDate, e.AccountingDate, e.Description, shares[e.Id].Base, shares[e.Id].Vat)).OrderBy(r => r.Date).ThenBy(r => r.Name, StringComparer.Ordinal)];
            (hand, line) = (found, its);
            return missing = false;
        });
        at = Math.Clamp(at, 0, Math.Max(rows.Count - 1, 0));
    }

    private void Open(int index)
    {
        if (index >= 0 && index < rows.Count) trail.Leave(rows[index].Id.ToString(), EntryPage.Href(rows[index].Id));
    }
}
