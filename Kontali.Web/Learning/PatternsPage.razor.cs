using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Learning;

/// <summary>What was learned, in sentences: each with its record, its lines and its versions; stopped and promoted with a key.</summary>
public sealed partial class PatternsPage(Books books, NavigationManager navigation)
{
    private const int PageSize = 60;
    private List<PatternRow>? rows;
    private IReadOnlyDictionary<PatternState, int> counts = new Dictionary<PatternState, int>();
    private IReadOnlyList<LessonRow> lessons = [];
    private IReadOnlyList<PatternRow> versions = [];
    private ClientName? client;
    private ElementReference search;
    private string shown = "";
    private bool more;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "tilstand")] private string? State { get; set; }
    [SupplyParameterFromQuery(Name = "sok")] private string? Text { get; set; }

    private PatternRow? Current => rows is not null && at >= 0 && at < rows.Count ? rows[at] : null;
    private PatternFilter Filter => new(client?.Id, LearningWords.StateNamed(State), State == "foreslatt", Text?.Trim());

    protected override Task OnInitializedAsync() => FollowAsync("learning");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        (rows, at) = (null, 0);
        await RefreshAsync();
    }

    protected override async Task RefreshAsync()
    {
        var stood = Current?.PatternId;
        await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            rows = [.. await db.PatternRowsAsync(Filter, take: Math.Max(PageSize, rows?.Count ?? 0))];
            counts = await db.PatternCountsAsync(Filter);
            return 0;
        });
        more = rows!.Count >= PageSize && rows.Count % PageSize == 0;
        // What she looks at stays under her eye, wherever its row has gone.
        if (rows.FindIndex(r => r.PatternId == stood) is >= 0 and var row) at = row;
        await BehindAsync();
    }

    private async Task BehindAsync()
    {
        if (Current is not { } current) return;
        (lessons, versions) = await books.AskAsync(async db => (await db.LessonsBehindAsync(current.Id), await db.VersionsAsync(current.PatternId)));
    }

    private async Task MoveAsync(int index)
    {
        at = index;
        await BehindAsync();
    }

    private async Task MoreAsync()
    {
        if (!more || rows is not { Count: > 0 }) return;
        var next = await books.AskAsync(db => db.PatternRowsAsync(Filter, rows[^1].Place, PageSize));
        rows.AddRange(next);
        more = next.Count == PageSize;
    }

    private async Task DoAsync(Func<KontaliContext, Task> verb)
    {
        if (await books.DoAsync(verb)) await RefreshAsync();
    }

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)(w.Value is { Length: > 0 } value ? value : null))));
}
