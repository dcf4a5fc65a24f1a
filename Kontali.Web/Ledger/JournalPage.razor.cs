using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Ledger;

/// <summary>The journal: every voucher of all clients or one, newest first. What is shown stands in the address.</summary>
public sealed partial class JournalPage(Books books, NavigationManager navigation, Trail trail)
{
    private ElementReference search;
    private JournalSheet? page;
    private ClientName? client;
    private string? typed, asked;
    private CancellationTokenSource typing = new();
    private int? count;
    private int at;
    private bool missing;
    private string shown = "";

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "sok")] private string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "etter")] private string? After { get; set; }
    [SupplyParameterFromQuery(Name = "foran")] private string? Before { get; set; }

    private bool Filtered => !string.IsNullOrEmpty(ClientNumber + From + To + Text);
    private JournalFilter Filter => new() { Client = client?.Id, From = From, To = To, Text = Text };

    protected override Task OnInitializedAsync() => FollowAsync("ledger");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        if (Text != asked) typed = null; // She came here by another way than the field.
        await RefreshAsync();
        var left = Guid.TryParse(trail.RowHere, out var id) ? id : Guid.Empty;
        // Back from a voucher she stands on its row; turning to a newer page she stands at its end.
        at = page?.Rows.Select(r => r.Id).ToList().IndexOf(left) is >= 0 and var row ? row : Before is null ? 0 : (page?.Rows.Count ?? 1) - 1;
    }

    protected override async Task RefreshAsync()
    {
        var cursor = page is { Rows: { Count: > 0 } rows } && at < rows.Count ? rows[at].Id : Guid.Empty;
        await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            missing = client is null && !string.IsNullOrEmpty(ClientNumber);
            if (missing) return 0;
            page = await db.JournalSheetAsync(Filter, JournalPlace.Parse(After), JournalPlace.Parse(Before));
            count = await db.CountJournalAsync(Filter);
            return 0;
        });
        // When vouchers come in above, the cursor stays on its voucher.
        if (page?.Rows.Select(r => r.Id).ToList().IndexOf(cursor) is >= 0 and var row) at = row;
    }

    private void Open(int index)
    {
        if (page is null || index >= page.Rows.Count) return;
        var id = page.Rows[index].Id;
        trail.Leave(id.ToString(), EntryPage.Href(id));
    }

    private Task OlderAsync()
    {
        if (page is { HasOlder: true }) Go(("etter", page.Rows[^1].Place.ToString()), ("foran", null));
        return Task.CompletedTask;
    }

    private Task NewerAsync()
    {
        if (page is { HasNewer: true }) Go(("etter", null), ("foran", page.Rows[0].Place.ToString()));
        return Task.CompletedTask;
    }

    private void Show(string? klient) => Go(("klient", klient), ("etter", null), ("foran", null));
    private void Show(string? from, string? to) => Go(("fra", from), ("til", to), ("etter", null), ("foran", null));

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
        Go(replace: true, ("sok", asked = said?.Trim() is { Length: > 0 } text ? text : null), ("etter", null), ("foran", null));
    }

    private void Go(params (string Name, string? Value)[] words) => Go(replace: false, words);

    private void Go(bool replace, params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)), replace: replace);

    protected override void Dispose(bool disposing)
    {
        typing.Dispose();
        base.Dispose(disposing);
    }
}
