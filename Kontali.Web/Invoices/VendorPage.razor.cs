using Kontali.Data.Invoices;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Invoices;

/// <summary>A vendor of one client: who it is, what it is owed, how it is booked, and its invoices.</summary>
public sealed partial class VendorPage(Books books, Trail trail)
{
    private const int Page = 100;
    private readonly Stack<InvoicePlace?> before = [];
    private InvoicePlace? after;
    private Vendor? vendor;
    private VendorRow? row;
    private IReadOnlyList<InvoiceRow> invoices = [];
    private IReadOnlyList<UsualAccount> usual = [];
    private bool missing, more;
    private int at;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a vendor is.</summary>
    public static string Href(Guid id) => $"/leverandor/{id}";

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "review");

    protected override async Task OnParametersSetAsync()
    {
        if (vendor?.Id == Id) return;
        before.Clear();
        after = null;
        await RefreshAsync();
        at = Math.Max(0, invoices.Select(i => i.Id.ToString()).ToList().IndexOf(trail.RowHere ?? ""));
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            (vendor, row) = (await db.Vendors.SingleOrDefaultAsync(v => v.Id == Id), await db.VendorRowAsync(Id));
            missing = vendor is null;
            if (vendor is null) return 0;
            usual = await db.UsualAccountsAsync(vendor);
            var found = await db.InvoicesOfAsync(vendor, after, Page + 1);
            (invoices, more) = ([.. found.Take(Page)], found.Count > Page);
            return 0;
        });
        at = Math.Clamp(at, 0, Math.Max(invoices.Count - 1, 0));
    }

    private void Open(int index)
    {
        if (index < invoices.Count) trail.Leave(invoices[index].Id.ToString(), InvoicePage.Href(invoices[index].Id));
    }

    private async Task OlderAsync()
    {
        if (!more) return;
        before.Push(after);
        (after, at) = (invoices[^1].Place, 0);
        await RefreshAsync();
    }

    private async Task NewerAsync()
    {
        if (!before.TryPop(out after)) return;
        at = Page - 1;
        await RefreshAsync();
    }
}
