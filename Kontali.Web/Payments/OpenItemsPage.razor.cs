using Kontali.Data.Invoices;
using Kontali.Data.Payments;
using Kontali.Web.Invoices;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Payments;

/// <summary>A vendor's open items, and putting together what settles each other.</summary>
public sealed partial class OpenItemsPage(Books books, Trail trail, ISnackbar snackbar)
{
    private const int Shown = 2;
    private readonly HashSet<Guid> marked = [];
    private VendorRow? vendor;
    private VendorStatement statement = new([], [], []);
    private IReadOnlyList<VendorLine> lines = [];
    private ILookup<Guid, (string Name, string Title, bool IsKept)>? against;
    private bool missing, all;
    private Guid client, shown;
    private int at;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a vendor's items are.</summary>
    public static string Href(Guid vendor) => $"/leverandor/{vendor}/poster";

    private VendorLine? Here => at < lines.Count ? lines[at] : null;

    private ILookup<Guid, (string Name, string Title, bool IsKept)> Against => against ??= AgainstOf();

    private IEnumerable<VendorLine> Summed => marked.Count == 0 ? lines : lines.Where(l => marked.Contains(l.Id));

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "payments");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id) return;
        shown = Id;
        marked.Clear();
        await RefreshAsync();
        at = Math.Max(0, lines.ToList().FindIndex(l => l.Id.ToString() == trail.RowHere));
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            vendor = await db.VendorRowAsync(Id);
            missing = vendor is null;
            if (missing) return 0;
            client = await db.Vendors.Where(v => v.Id == Id).Select(v => v.ClientId).SingleAsync();
            statement = await db.VendorStatementAsync(client, Id);
            return 0;
        });
        Choose();
    }

    private void Choose()
    {
        (lines, against) = (all ? statement.Lines : [.. statement.Lines.Where(l => l.Unmatched != 0)], null);
        marked.RemoveWhere(id => !lines.Any(l => l.Id == id && l.Unmatched != 0));
        at = Math.Clamp(at, 0, Math.Max(lines.Count - 1, 0));
    }

    // What is kept and what is only assumed, seen from both sides.
    private ILookup<Guid, (string Name, string Title, bool IsKept)> AgainstOf()
    {
        var names = statement.Lines.ToDictionary(l => l.Id, l => l.VoucherName);
        return statement.Kept.Select(m => (m.DebitLineId, m.CreditLineId, Title: $"{Figures.Amount(m.Amount)}, {L.Kind(m.Kind)}", IsKept: true))
            .Concat(statement.Guesses.Select(g => (g.Debit.Id, g.Credit.Id, Title: $"{Figures.Amount(g.Amount)}, {(g.Kind is { } kind ? L.Kind(kind) : L["den eldste"])}", IsKept: false)))
            .SelectMany(p => new[] { (Line: p.Item1, Other: p.Item2, p.Title, p.IsKept), (Line: p.Item2, Other: p.Item1, p.Title, p.IsKept) })
            .ToLookup(p => p.Line, p => (names.GetValueOrDefault(p.Other, ""), p.Title, p.IsKept));
    }

    private static bool IsMatched(VendorLine? line) => line is not null && line.Unmatched != line.Amount;

    private decimal SumOf(VendorLine line) => marked.Count == 0 ? line.Amount : line.Unmatched;

    private void Open(int index)
    {
        if (index < lines.Count) trail.Leave(lines[index].Id.ToString(), EntryPage.Href(lines[index].EntryId));
    }

    private void MarkAt(int index)
    {
        if (index >= lines.Count) return;
        at = index;
        if (lines[index].Unmatched != 0 && !marked.Add(lines[index].Id)) marked.Remove(lines[index].Id);
    }

    private void Show()
    {
        all = !all;
        Choose();
    }

    private async Task MatchAsync()
    {
        if (!await books.DoAsync(db => db.MatchAsync(client, Id, [.. marked]))) return;
        marked.Clear();
        await RefreshAsync();
    }

    private async Task SureAsync()
    {
        var (done, pairs) = await books.DoAsync(db => db.MatchSureAsync(client, Id));
        if (done) snackbar.Add(L["{0} gjort opp", Figures.Count(pairs)], MudBlazor.Severity.Success);
        await RefreshAsync();
    }

    private async Task UnmatchAsync()
    {
        if (Here is { } line && IsMatched(line)) await books.DoAsync(db => db.UnmatchAsync(client, line.Id));
        await RefreshAsync();
    }
}
