using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Invoices;

/// <summary>An invoice: what it says, where it stands, and what was done with it.</summary>
public sealed partial class InvoicePage(Books books, Trail trail)
{
    private InvoiceStory? story;
    private bool missing;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where an invoice is.</summary>
    public static string Href(Guid id) => $"/faktura/{id}";

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "review");

    protected override async Task OnParametersSetAsync()
    {
        if (story?.Invoice.Id != Id) await RefreshAsync();
    }

    protected override async Task RefreshAsync()
    {
        story = await books.AskAsync(db => db.InvoiceStoryAsync(Id));
        missing = story is null;
    }
}
