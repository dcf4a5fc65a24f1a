using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Web.Inbox;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace Kontali.Web.Review;

/// <summary>The queue over all clients, the document, and its booking. Everything goes by the keyboard.</summary>
public sealed partial class ReviewQueuePage(Books books, CurrentUser who, Papers papers, NavigationManager navigation, IJSRuntime js, TimeProvider clock)
{
    private const int RowHeight = 68, PageSize = 60;

    // What was swapped under the cursor is not acted on before the eye has had time to see it.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(400);

    private readonly Dictionary<Guid, BookingDraft> drafts = [];
    private List<ReviewRow>? rows;
    private List<ReviewCount>? counts;
    private Dictionary<Guid, string> names = [];
    private ReviewCase? current;
    private BookingDraft? draft;
    private (Guid Id, Task<ReviewCase?> Case)? ahead;
    private Guid? at, leaving, me;
    private DateTimeOffset now;
    private long swapped;
    private bool more, whyOpen = true;
    private string? highlight;
    private Virtualize<ReviewRow>? virtualized;
    private ReviewPanel? panel;
    private ElementReference list, panes;
    private IJSObjectReference? module, ears;

    [SupplyParameterFromQuery(Name = "klient")] private Guid? ClientId { get; set; }
    [SupplyParameterFromQuery(Name = "grunn")] private string? Reason { get; set; }
    [SupplyParameterFromQuery(Name = "min")] private int? Mine { get; set; }
    [SupplyParameterFromQuery(Name = "sak")] private Guid? Asked { get; set; }

    private bool IsMine => Mine == 1;
    private bool IsFiltered => ClientId is not null || !string.IsNullOrEmpty(Reason) || IsMine;
    private string? Filtered => ClientId is { } id ? names.GetValueOrDefault(id) : current?.Client.Name is { } name && rows is { Count: > 0 } ? name : null;
    private IEnumerable<ReviewCount> Shown => (counts ?? []).Where(c => (ClientId is null || c.ClientId == ClientId) && (string.IsNullOrEmpty(Reason) || c.Reason == Reason));
    private int All => (counts ?? []).Sum(c => c.Count);
    private int Open => Shown.Sum(c => c.Count);
    private int Important => Shown.Sum(c => c.Important);
    private IEnumerable<(Guid Id, string Name, int Count)> ClientsOfQueue => (counts ?? []).GroupBy(c => c.ClientId).Select(g => (g.Key, names.GetValueOrDefault(g.Key, ""), g.Sum(c => c.Count))).OrderBy(c => c.Item2, StringComparer.CurrentCulture);
    private IEnumerable<(string Code, int Count)> ReasonsOfQueue => (counts ?? []).Where(c => ClientId is null || c.ClientId == ClientId).GroupBy(c => c.Reason).Select(g => (g.Key, g.Sum(c => c.Count))).OrderByDescending(r => r.Item2);

    /// <summary>True once she has had time to see what she acts on.</summary>
    private bool MayAct() => current?.Item.Id == at && (swapped == 0 || clock.GetElapsedTime(swapped) >= Glance);

    protected override async Task OnInitializedAsync()
    {
        me = (await who.ActorAsync()).User;
        await FollowAsync("review");
    }

    // The address is the filter: a link brings the same list to a colleague.
    private (Guid?, string?, int?)? former;
    protected override async Task OnParametersSetAsync()
    {
        if (former == (ClientId, Reason, Mine)) return;
        former = (ClientId, Reason, Mine);
        await LoadAsync(PageSize);
        var first = rows!.FirstOrDefault(r => r.Id == Asked) ?? rows!.FirstOrDefault();
        (current, draft, at) = (null, null, null);
        if (first is not null) await SelectAsync(first, byHer: true);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (rows is not { Count: > 0 } || ears is not null) return;
        module ??= await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/review.js"]}");
        ears = await module.InvokeAsync<IJSObjectReference>("attach", panes);
    }

    /// <summary>Asks again, and leaves what the eye is on where it is.</summary>
    protected override async Task RefreshAsync()
    {
        if (rows is null || leaving is not null) return;
        var before = Index(at);
        var stood = before >= 0 ? rows[before] : null;
        await LoadAsync(Math.Clamp(rows.Count, PageSize, 1000));
        var after = Index(at);
        if (stood is not null && after < 0)
        {
            // A colleague or an agent settled it: it stays under her eye, and its panel says who did.
            rows.Insert(Math.Min(before, rows.Count), stood);
            if (await books.AskAsync(db => db.ReviewCaseAsync(stood.Id)) is { } settled && at == stood.Id) current = settled;
            after = before;
        }
        else if (stood is not null && rows[after].Version != stood.Version && current is { } shown && at == shown.Item.Id && draft is not { IsTouched: true }) await ReadAsync(rows[after]);
        await RedrawAsync();
        if (module is not null && before >= 0 && after != before) await module.InvokeVoidAsync("shift", list, (after - before) * RowHeight);
        if (current is null && rows.Count > 0) await SelectAsync(rows[0], byHer: false);
    }

    private async Task LoadAsync(int howMany)
    {
        now = clock.GetUtcNow();
        var dayAgo = now.AddDays(-1);
        (rows, counts) = await books.AskAsync(async db => (
            await db.ReviewQueue.Open.For(ClientId).Because(Chosen).Of(IsMine ? me : null).MostUrgentFirst.Take(howMany).AsRows(db).ToListAsync(),
            await db.ReviewCounts(dayAgo).ToListAsync()));
        more = rows.Count == howMany;
        if (counts.Exists(c => !names.ContainsKey(c.ClientId)))
            names = await books.AskAsync(db => db.Clients.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name));
    }

    private string? Chosen => string.IsNullOrEmpty(Reason) ? null : Reason;

    // The list grows page by page as it is scrolled or walked; the database is asked for what comes after the last row.
    private async ValueTask<ItemsProviderResult<ReviewRow>> ProvideAsync(ItemsProviderRequest request)
    {
        while (more && request.StartIndex + request.Count >= rows!.Count) await MoreAsync();
        return new(rows!.Skip(request.StartIndex).Take(request.Count), rows!.Count + (more ? 10 : 0));
    }

    private async Task MoreAsync()
    {
        var last = rows!.Count > 0 ? rows[^1] : null;
        var next = await books.AskAsync(db => db.ReviewQueue.Open.For(ClientId).Because(Chosen).Of(IsMine ? me : null).After(last).MostUrgentFirst.Take(PageSize).AsRows(db).ToListAsync());
        more = next.Count == PageSize;
        rows.AddRange(next.Where(n => rows.TrueForAll(r => r.Id != n.Id)));
    }

    private int Index(Guid? id) => rows!.FindIndex(r => r.Id == id);

    private async Task MoveAsync(int by)
    {
        var index = Index(at) + by;
        if (more && index >= rows!.Count) await MoreAsync();
        if (index < 0 || index >= rows!.Count) return;
        await SelectAsync(rows[index], byHer: true);
    }

    /// <summary>Puts the cursor on a row and shows its case; one that came there by itself is not acted on at once.</summary>
    private async Task SelectAsync(ReviewRow row, bool byHer)
    {
        (at, highlight) = (row.Id, null);
        await RedrawAsync();
        await ReadAsync(row);
        swapped = byHer ? 0 : clock.GetTimestamp();
        if (module is not null) await module.InvokeVoidAsync("show", list, Index(at), RowHeight);
    }

    private async Task ReadAsync(ReviewRow row)
    {
        var reading = ahead is { } next && next.Id == row.Id ? next.Case : books.AskAsync(db => db.ReviewCaseAsync(row.Id));
        ahead = null;
        var read = await reading;
        if (read is { } early && early.Item.RowVersion != row.Version) read = await books.AskAsync(db => db.ReviewCaseAsync(row.Id));
        if (at != row.Id) return; // She has moved on meanwhile.
        current = read;
        draft = read is null ? null : drafts.TryGetValue(row.Id, out var kept) && kept.IsTouched ? kept : drafts[row.Id] = new(read);
        ReadAhead();
        StateHasChanged();
    }

    // The next one is read while she looks at this one.
    private void ReadAhead()
    {
        var index = Index(at) + 1;
        if (index > 0 && index < rows!.Count) ahead = (rows[index].Id, books.AskAsync(db => db.ReviewCaseAsync(rows[index].Id)));
    }

    // From the key to the commit, live changes wait.
    private void SettlingAsync(bool busy) => leaving = busy ? at : null;

    private async Task SettledAsync(Guid item)
    {
        var index = Index(item);
        drafts.Remove(item);
        if (index >= 0)
        {
            var gone = rows![index];
            rows.RemoveAt(index);
            Uncount(gone);
        }
        leaving = null;
        if (more && index >= rows!.Count) await MoreAsync();
        if (rows!.Count == 0)
        {
            (current, draft, at) = (null, null, null);
            await RedrawAsync();
            return;
        }
        await SelectAsync(rows[Math.Clamp(index, 0, rows.Count - 1)], byHer: false);
    }

    // The counts move with her; the database's own come a moment later.
    private void Uncount(ReviewRow gone)
    {
        var i = counts!.FindIndex(c => c.ClientId == gone.ClientId && c.Reason == gone.Reason);
        if (i >= 0) counts[i] = counts[i] with { Count = Math.Max(0, counts[i].Count - 1), Important = Math.Max(0, counts[i].Important - (gone.IsImportant(now) ? 1 : 0)) };
    }

    private async Task RedrawAsync()
    {
        if (virtualized is not null) await virtualized.RefreshDataAsync();
        StateHasChanged();
    }

    private async Task Light(string? field)
    {
        highlight = field;
        StateHasChanged();
        await Task.Yield();
        if (module is not null && field is not null) await module.InvokeVoidAsync("reveal", panes);
    }

    private void FilterAsync(string? client = null, string? reason = null, bool? mine = null) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["klient"] = client is null ? ClientId : Guid.TryParse(client, out var id) ? id : null,
        ["grunn"] = (reason ?? Reason) is { Length: > 0 } code ? code : null,
        ["min"] = mine ?? IsMine ? 1 : null,
        ["sak"] = null,
    }));

    private void ClearAsync() => navigation.NavigateTo("/til-kontroll");

    private Task<string> XmlAsync(Document document) => papers.TextAsync(document);

    private static string? PdfOf(ReviewCase shown) => Papers.PdfOf(shown.Document, shown.Inside);

    private static string? FileOf(ReviewCase shown, AttachmentFacts file) => Papers.FileOf(shown.Inside, file);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (ears is not null) _ = StopAsync(ears);
    }

    private static async Task StopAsync(IJSObjectReference ears)
    {
        try
        {
            await ears.InvokeVoidAsync("stop");
            await ears.DisposeAsync();
        }
        catch (JSDisconnectedException) { } // The page is gone, and its listeners with it.
    }
}
