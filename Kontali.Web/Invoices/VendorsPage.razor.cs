using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Invoices;

/// <summary>The vendors of all clients or one, by name.</summary>
public sealed partial class VendorsPage(Books books, NavigationManager navigation, Trail trail) : IDisposable
{
    private const int Page = 100;
    private readonly Stack<VendorPlace?> before = [];
    private ElementReference search;
    private VendorPlace? after;
    private IReadOnlyList<VendorRow>? vendors;
    private ClientName? client;
    private string? typed, asked;
    private CancellationTokenSource typing = new();
    private string shown = "";
    private bool missing, more;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "sok")] private string? Text { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        if (Text != asked) typed = null; // She came here by another way than the field.
        before.Clear();
        after = null;
        await AskAsync();
        at = Math.Max(0, vendors?.Select(v => v.Id.ToString()).ToList().IndexOf(trail.RowHere ?? "") ?? 0);
    }

    private Task<int> AskAsync() => books.AskAsync(async db =>
    {
        client = await db.ClientNumberedAsync(ClientNumber);
        missing = client is null && !string.IsNullOrEmpty(ClientNumber);
        if (missing) return 0;
        var found = await db.VendorsAsync(client?.Id, Text, after, Page + 1);
        (vendors, more) = ([.. found.Take(Page)], found.Count > Page);
        return 0;
    });

    private void Open(int index)
    {
        if (vendors is not null && index < vendors.Count) trail.Leave(vendors[index].Id.ToString(), VendorPage.Href(vendors[index].Id));
    }

    private async Task OnAsync()
    {
        if (!more) return;
        before.Push(after);
        (after, at) = (vendors![^1].Place, 0);
        await AskAsync();
    }

    private async Task BackAsync()
    {
        if (!before.TryPop(out after)) return;
        at = Page - 1;
        await AskAsync();
    }

    // A moment's rest in the typing is one search.
    private async Task SearchAsync(string? said)
    {
        typed = said ?? "";
        await typing.CancelAsync();
        typing.Dispose();
        typing = new();
        var mine = typing.Token;
        try
        {
            await Task.Delay(220, mine);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        Go(("sok", asked = said?.Trim() is { Length: > 0 } text ? text : null));
    }

    private void Go((string Name, string? Value) word) => navigation.NavigateTo(navigation.GetUriWithQueryParameter(word.Name, word.Value), replace: true);

    /// <inheritdoc/>
    public void Dispose() => typing.Dispose();
}
