using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Learning;

/// <summary>What was learned, in sentences: each with its record, its lines and its versions; stopped and promoted with a key.</summary>
public sealed partial class PatternsPage(Books books, NavigationManager navigation, IDialogService dialogs)
{
    private const int PageSize = 60;
    private List<PatternRow>? rows;
    private IReadOnlyDictionary<PatternState, int> counts = new Dictionary<PatternState, int>();
    private IReadOnlyList<LessonRow> lessons = [];
    private IReadOnlyList<PatternRow> versions = [];
    private ClientName? client;
    private Reach? reach;
    private ElementReference search, limit;
    private string shown = "";
    private string? cap;
    private Guid? looked;
    private bool more;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "tilstand")] private string? State { get; set; }
    [SupplyParameterFromQuery(Name = "sok")] private string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "slag")] private string? Kind { get; set; }

    private PatternRow? Current => rows is not null && at >= 0 && at < rows.Count ? rows[at] : null;
    private PatternFilter Filter => new(client?.Id, LearningWords.StateNamed(State), State == "foreslatt", Text?.Trim(), Kind switch { "regler" => true, "laert" => false, _ => null });
    private int Standing => reach?.Rows.Sum(r => r.Vouchers - r.TakenBack) ?? 0;

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
        if (looked != current.Id) (looked, cap, reach, lessons, versions) = (current.Id, CapOf(current), null, [], []);
        var (behind, all, led) = await books.AskAsync(async db => (current.IsByHand ? [] : await db.LessonsBehindAsync(current.Id), await db.VersionsAsync(current.PatternId), await db.ReachAsync(current.PatternId)));
        if (looked == current.Id) (lessons, versions, reach) = (behind, all, led); // Else she has gone on meanwhile.
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

    /// <summary>Writes a rule, or another version of one, and puts the cursor on it.</summary>
    private async Task WriteAsync(PatternRow? former)
    {
        if (await RuleDialog.AskAsync(dialogs, former) is not { } written) return;
        await RefreshAsync();
        if (rows!.FindIndex(r => r.Id == written) is >= 0 and var row) await MoveAsync(row);
    }

    /// <summary>Stops it; what it led to, and still stands, opens as a batch to be corrected.</summary>
    private async Task StopAsync(PatternRow current)
    {
        var affected = Standing;
        if (!await books.DoAsync(db => db.StopPatternAsync(current.Id))) return;
        if (affected > 0) navigation.NavigateTo(Batch(current));
        else await RefreshAsync();
    }

    private async Task CappedAsync(Func<decimal?, Func<KontaliContext, Task>> verb)
    {
        var amount = Figuring.Amount(cap);
        // What is no amount is refused by the verb, not taken for none.
        await DoAsync(verb(string.IsNullOrWhiteSpace(cap) ? null : amount ?? 0));
    }

    private static string? CapOf(PatternRow row) => row.Cap is { } amount ? Figures.Quantity(amount) : null;

    private static string Batch(PatternRow row) => Corrections.NewBatchPage.Href(("monster", row.Id.ToString()));

    private async Task DoAsync(Func<KontaliContext, Task> verb)
    {
        if (await books.DoAsync(verb)) await RefreshAsync();
    }

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)(w.Value is { Length: > 0 } value ? value : null))));
}
