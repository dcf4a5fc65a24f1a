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
    private readonly HashSet<Guid> marked = [];
    private VendorRow? vendor;
    private IReadOnlyList<SubledgerItem> items = [];
    private bool missing, all;
    private Guid client, shown;
    private int at;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a vendor's items are.</summary>
    public static string Href(Guid vendor) => $"/leverandor/{vendor}/poster";

    private string VendorHref => VendorPage.Href(Id);

    private bool CanUndo => at < items.Count && items[at].Open != items[at].Amount;

    private IEnumerable<SubledgerItem> Shown => marked.Count == 0 ? items : items.Where(i => marked.Contains(i.LineId));

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "payments");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id) return;
        shown = Id;
        marked.Clear();
        await RefreshAsync();
        at = Math.Max(0, items.Select(i => i.LineId.ToString()).ToList().IndexOf(trail.RowHere ?? ""));
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            vendor = await db.VendorRowAsync(Id);
            missing = vendor is null;
            if (missing) return 0;
            client = await db.Vendors.Where(v => v.Id == Id).Select(v => v.ClientId).SingleAsync();
            items = await db.SubledgerAsync(client, OpenItems.Always, Id, onlyOpen: !all);
            return 0;
        });
        marked.RemoveWhere(id => items.All(i => i.LineId != id || i.Open == 0));
        at = Math.Clamp(at, 0, Math.Max(items.Count - 1, 0));
    }

    private void Open(int index)
    {
        if (index < items.Count) trail.Leave(items[index].LineId.ToString(), EntryPage.Href(items[index].EntryId));
    }

    private void Mark() => MarkAt(at);

    private void MarkAt(int index)
    {
        if (index >= items.Count || items[index].Open == 0) return;
        at = index;
        if (!marked.Add(items[index].LineId)) marked.Remove(items[index].LineId);
    }

    private Task ShowAsync()
    {
        all = !all;
        return RefreshAsync();
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
        if (!done) return;
        snackbar.Add(pairs == 0 ? L["Ingenting hører sikkert sammen. Merk postene selv med x."] : L["{0} gjort opp", Figures.Count(pairs)]);
        await RefreshAsync();
    }

    private async Task UnmatchAsync()
    {
        if (CanUndo && await books.DoAsync(db => db.UnmatchAsync(client, items[at].LineId))) await RefreshAsync();
    }
}
