using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Web.Inbox;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using MudBlazor;

namespace Kontali.Web.Review;

/// <summary>
/// The queue over all clients, the document, and its booking. Everything goes by the keyboard. This part holds the list and the cursor;
/// what is done with an item stands in Triage, and what colleagues do meanwhile in Company.
/// </summary>
public sealed partial class ReviewQueuePage(Books books, CurrentUser who, Papers papers, QueueCounts queueCounts, QueueHolders queueHolders, NavigationManager navigation, IDialogService dialogs, Frame frame, ISnackbar snackbar, IJSRuntime js, TimeProvider clock, ILogger<ReviewQueuePage> log)
{
    private const int RowHeight = 68, PageSize = 60, MostRows = 900;

    // What was swapped under the cursor is not acted on before the eye has had time to see it.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(60);

    private readonly Dictionary<Guid, BookingDraft> drafts = [];
    private QueueFilter? filter;
    private List<ReviewRow>? rows; // A stretch of the queue; the first of them stands at place `first`.
    private int first;
    private int? measured; // How many there are, where the kept counts cannot tell.
    private IReadOnlyList<ReviewCount>? counts;
    private List<ReviewCount> visible = [];
    private Dictionary<Guid, string>? names; // Of the clients she sees; null until they are read.
    private HashSet<Guid> asked = []; // Clients that were looked for, found or not.
    private Stage? former, shown, next; // The next one is drawn out of sight while she looks at this one; the one she has left is cleared away once she sees it.
    private Part? desk;
    private ReviewRow? row;
    private (Guid Id, Task<ReviewCase?> Case)? ahead;
    private readonly QueueCursor cursor = new();
    private Guid? leaving, me, firm;
    private DateTimeOffset now;
    private long swapped, rethought; // When what stands before her became another; and when only what the agent thinks of it did.
    private bool underHer; // It is the item she had before her that changed, and not the cursor that went on to another.
    private bool more, met, stale, whyOpen = true; // Stale: the rows are others than those that are drawn.
    private string? highlight;
    private Virtualize<ReviewRow>? virtualized;
    private ElementReference list;
    private IJSObjectReference? module, ears;
    private DotNetObjectReference<ReviewQueuePage>? self;
    private Dictionary<string, Func<Task>> keys = [];
    private string? address;

    private Guid? at { get => cursor.At; set => cursor.At = value; }
    private ReviewCase? Current => shown?.Case;
    private BookingDraft? Draft => shown?.Draft;
    private ReviewPanel? Panel => shown?.Panel;
    private IEnumerable<Stage> Stages => ((Stage?[])[former, shown, next]).OfType<Stage>();

    private string? Filtered => filter?.Client is { } id ? names?.GetValueOrDefault(id) : Current?.Client.Name is { } name && rows is { Count: > 0 } ? name : null;
    private int All => visible.Where(c => !c.Snoozed).Sum(c => c.Count);
    // Where the list is read to its end, its end says it; counts may rest for a second.
    private int Total => Math.Max(more ? measured ?? visible.Where(filter!.Takes).Sum(c => c.Count) : 0, first + (rows?.Count ?? 0));
    private int Important => visible.Where(filter!.Takes).Sum(c => c.Important);
    private int Stuck => visible.Where(filter!.Takes).Sum(c => c.Stuck);

    /// <summary>True once she has had time to see what she acts on; what the agent thought again, and she has picked herself since, she knows.</summary>
    private bool MayAct() => Current?.Item.Id == at && HasSeen(swapped) && (HasSeen(rethought) || Draft is { IsKnown: true });

    private bool HasSeen(long since) => since == 0 || clock.GetElapsedTime(since) >= Glance;

    protected override async Task OnInitializedAsync()
    {
        var actor = await who.ActorAsync();
        (me, firm) = (actor.User, actor.Firm);
        keys = Keys();
        StartTimers();
        await FollowAsync("review");
    }

    // The address is the filter: a link brings the same list to a colleague.
    protected override async Task OnParametersSetAsync()
    {
        var query = new Uri(navigation.Uri).Query;
        if (address == query) return;
        address = query;
        var asked = QueryHelpers.ParseQuery(query);
        string? Asked(string name) => asked.TryGetValue(name, out var value) ? value.ToString() : null;
        var next = QueueAddress.Read(Asked, me);
        if (next != filter) marked.Clear();
        filter = next;
        (first, measured) = (0, null);
        await LoadAsync(0, PageSize);
        if (Guid.TryParse(Asked("sak"), out var item) && Index(item) < 0) await BringAsync(item);
        var begin = rows!.Find(r => r.Id == item) ?? rows!.FirstOrDefault();
        Clear();
        if (begin is not null) await SelectAsync(begin, byHer: true);
        if (met) return;
        met = true;
        await MeetAsync(); // Colleagues come when her own work is there.
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (rows is not { Count: > 0 } || ears is not null) return;
        module ??= await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/review.js"]}");
        self ??= DotNetObjectReference.Create(this);
        ears = await module.InvokeAsync<IJSObjectReference>("attach", self, (int)HoldItem.Idle.TotalMilliseconds);
    }

    // What others did comes with its counts, in one drawing.
    protected override async Task RefreshAsync()
    {
        if (firm is { } id) await queueCounts.OfAsync(id);
        await AskAgainAsync();
    }

    /// <summary>Asks again, and leaves what the eye is on where it is.</summary>
    private async Task AskAgainAsync()
    {
        if (rows is null || leaving is not null) return;
        var (was, before) = (at, Index(at));
        var stood = before >= 0 ? rows[before] : null;
        await LoadAsync(first, Math.Clamp(rows.Count, PageSize, MostRows));
        if (at != was || leaving is not null)
        {
            await RedrawAsync(); // She moved or acted while we asked: what she has before her is newer than our question.
            return;
        }
        var after = Index(at);
        if (stood is not null && after < 0)
        {
            // A colleague or an agent settled it: it stays under her eye, and its panel says who did.
            rows.Insert(Math.Min(before, rows.Count), stood);
            if (Current is { Item.IsOpen: true } && await books.AskAsync(db => db.ReviewCaseAsync(stood.Id)) is { } settled && at == stood.Id && shown is not null) shown.Case = settled;
            after = before;
        }
        else if (stood is not null && Current is { } looked && at == looked.Item.Id && rows[after].Version != looked.Item.RowVersion)
        {
            // Somebody changed it while she had it open.
            row = rows[after];
            if (shown is { } open && await RenewAsync(open) is null && at == row.Id)
            {
                await ReadAsync(row);
                (swapped, underHer) = (clock.GetTimestamp(), true);
            }
        }
        // What is drawn ahead is as new as what she sees.
        if (next is { } coming && shown is { } looking && rows.Find(r => r.Id == coming.Case.Item.Id) is { } behind && !Is(coming.Case, behind)) _ = QuietlyAsync(() => DrawAheadAsync(looking));
        await RedrawAsync();
        if (module is not null && before >= 0 && after != before) await module.InvokeVoidAsync("shift", list, (after - before) * RowHeight);
        if (Current is null && rows.Count > 0) await SelectAsync(rows[0], byHer: false);
    }

    // A stretch of the queue from a place in it. The ids come from the index alone, however far down it is; the rows are few.
    private async Task LoadAsync(int place, int howMany)
    {
        now = clock.GetUtcNow();
        var counting = firm is { } id ? queueCounts.OfAsync(id) : Task.FromResult<IReadOnlyList<ReviewCount>>([]);
        (rows, measured) = await books.AskAsync(async db => (
            place == 0 ? await filter!.Of(db, now).InOrder(filter.Snoozed).Take(howMany).AsRows(db).ToListAsync()
                : await FarAsync(db, place, howMany),
            filter!.IsCounted ? (int?)null : await filter!.Of(db, now).CountAsync()));
        (first, more, stale) = (place, rows.Count == howMany, true);
        // Counts that rest for a moment are not waited for: the list is what she came for.
        if (counts is null || counting.IsCompleted) TakeCounts(await counting);
        else _ = LaterAsync(counting);
        if (names is null || counts!.Any(c => !asked.Contains(c.ClientId)))
        {
            names = await books.AskAsync(db => db.Clients.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name));
            asked = [.. counts!.Select(c => c.ClientId)];
            TakeCounts(counts!);
        }
    }

    private async Task<List<ReviewRow>> FarAsync(KontaliContext db, int place, int howMany)
    {
        var ids = await filter!.Of(db, now).InOrder(filter.Snoozed).Skip(place).Take(howMany).Select(r => r.Id).ToListAsync();
        return await db.ReviewQueue.Where(r => ids.Contains(r.Id)).InOrder(filter.Snoozed).AsRows(db).ToListAsync();
    }

    private async Task LaterAsync(Task<IReadOnlyList<ReviewCount>> counting)
    {
        TakeCounts(await counting);
        await InvokeAsync(StateHasChanged);
    }

    // Those of the clients she sees.
    private void TakeCounts(IReadOnlyList<ReviewCount> all) => (counts, visible) = (all, [.. all.Where(c => names is not null && names.ContainsKey(c.ClientId))]);

    // The list is the whole queue; what is near comes page by page, what is far away by its place.
    private async ValueTask<ItemsProviderResult<ReviewRow>> ProvideAsync(ItemsProviderRequest request)
    {
        var end = request.StartIndex + request.Count;
        if (request.StartIndex < first || request.StartIndex > first + rows!.Count + 2 * PageSize)
        {
            await LoadAsync(Math.Max(0, request.StartIndex - PageSize / 2), Math.Max(PageSize, request.Count + PageSize));
        }
        while (more && end >= first + rows!.Count)
            if (!await MoreAsync(seen: request.StartIndex)) break;
        stale = false;
        return new(rows!.Skip(Math.Max(0, request.StartIndex - first)).Take(request.Count), Total);
    }

    // The rows after the last; false where the list became another while they were asked for.
    private async Task<bool> MoreAsync(int seen)
    {
        var (taken, selection) = (rows!, filter!);
        var last = taken.Count > 0 ? taken[^1] : null;
        var next = await books.AskAsync(db => selection.Of(db, now).After(last, selection.Snoozed).InOrder(selection.Snoozed).Take(PageSize).AsRows(db).ToListAsync());
        if (!ReferenceEquals(rows, taken) || filter != selection) return false;
        more = next.Count == PageSize;
        var known = taken.Select(r => r.Id).ToHashSet();
        taken.AddRange(next.Where(n => !known.Contains(n.Id)));
        // What is long above what she sees is let go, and comes back when she does.
        var above = Math.Clamp(seen - 2 * PageSize - first, 0, Math.Max(0, taken.Count - MostRows));
        taken.RemoveRange(0, above);
        stale = true;
        first += above;
        return true;
    }

    // An item that a link names stands first where it is not among the most urgent.
    private async Task BringAsync(Guid item)
    {
        if (await books.AskAsync(db => db.ReviewQueue.Open.Where(r => r.Id == item).AsRows(db).SingleOrDefaultAsync()) is { } asked)
        {
            rows!.Insert(0, asked);
            stale = true;
        }
    }

    private int Index(Guid? id) => rows!.FindIndex(r => r.Id == id);

    private async Task MoveAsync(int by)
    {
        var index = Index(at);
        if (index < 0 && row is { } away)
        {
            // She has scrolled far away from the cursor: the list comes back to it.
            var place = await books.AskAsync(db => filter!.Of(db, now).Before(away, filter.Snoozed).CountAsync());
            await LoadAsync(Math.Max(0, place - PageSize / 2), PageSize);
            index = Index(at);
        }
        index += by;
        if (more && index >= rows!.Count) await MoreAsync(seen: first + index);
        if (index < 0 && first > 0)
        {
            var place = first;
            await LoadAsync(Math.Max(0, first - PageSize), rows!.Count + PageSize);
            index += place - first;
        }
        if (index < 0 || index >= rows!.Count) return;
        await SelectAsync(rows[index], byHer: true);
    }

    /// <summary>Puts the cursor on a row and shows its case; one that came there by itself is not acted on at once.</summary>
    private async Task SelectAsync(ReviewRow to, bool byHer)
    {
        // What she walks past and does not touch is not kept.
        if (at is { } left && left != to.Id && drafts.TryGetValue(left, out var untouched) && !untouched.IsTouched) drafts.Remove(left);
        (at, row, highlight, swapped, underHer) = (to.Id, to, null, byHer ? 0 : clock.GetTimestamp(), false);
        var isDrawn = next is { } drawn && Is(drawn.Case, to);
        if (!isDrawn) cursor.Draw(); // The cursor does not wait for what it points at.
        await ReadAsync(to);
        if (!byHer && !isDrawn) swapped = clock.GetTimestamp();
        if (stale && virtualized is not null) await virtualized.RefreshDataAsync();
        if (module is not null) await module.InvokeVoidAsync("show", list, first + Index(at), RowHeight);
    }

    private async Task ReadAsync(ReviewRow to)
    {
        if (next is { } drawn && Is(drawn.Case, to))
        {
            Show(drawn);
            return;
        }
        var reading = ahead is { } coming && coming.Id == to.Id ? coming.Case : books.AskAsync(db => db.ReviewCaseAsync(to.Id));
        var read = await reading;
        if (read is { } early && !Is(early, to)) read = await books.AskAsync(db => db.ReviewCaseAsync(to.Id));
        if (at == to.Id) Show(read is null ? null : StageOf(read)); // Else she has moved on meanwhile.
    }

    private static bool Is(ReviewCase read, ReviewRow row) => read.Item.Id == row.Id && read.Item.RowVersion == row.Version;

    private void Show(Stage? stage)
    {
        // To take away what she has left costs the browser as much as to show what she comes to.
        (former, shown, next, ahead) = (stage is null || shown == stage ? null : shown, stage, null, null);
        if (stage is not null)
        {
            drafts[stage.Case.Item.Id] = stage.Draft;
            _ = QuietlyAsync(() => DrawAheadAsync(stage));
        }
        // What she works on, and her place in the list; what stands around it is drawn when she sees this.
        if (stage is not null && desk is not null) desk.Draw(cursor.Draw);
        else StateHasChanged();
    }

    // She gets it as it is now, in the form she has before her: with what she has written, and the cursor where it is. True where what Enter
    // would post is as it was, and nothing new speaks against it; null where it needs another form, or she has gone on.
    private async Task<bool?> RenewAsync(Stage stage)
    {
        var (was, before) = (stage.Case, Posted(stage));
        if (await books.AskAsync(db => db.ReviewCaseAsync(was.Item.Id)) is not { Item.IsOpen: true } now || stage != shown || !stage.Draft.Renew(now)) return null;
        stage.Case = now;
        var same = now.Invoice.UpdatedAt == was.Invoice.UpdatedAt && now.Item.AiSuggestion.Flags.All(f => was.Item.AiSuggestion.Flags.Any(w => w.Code == f.Code));
        var stands = same && before.SequenceEqual(Posted(stage));
        if (stands) return true;
        if (same) rethought = clock.GetTimestamp();
        else swapped = clock.GetTimestamp();
        underHer = true;
        return false;
    }

    // The postings without what the agent says of them: how sure it is may change, and nothing of what is posted with it.
    private static List<PostingLine> Posted(Stage stage) => [.. stage.Draft.Preview().Postings.Select(p => p with { Confidence = null, Reasoning = null })];

    // Her own correction makes the agent think again of what she sees next: where that changes nothing of what she approves, it does not stop her.
    private async Task<bool> StandsStillAsync(Stage stage)
    {
        var version = stage.Case.Item.RowVersion;
        return await RenewAsync(stage) == true && stage.Case.Item.RowVersion != version;
    }

    private void Clear() => (former, shown, next, row, at) = (null, null, null, null, null);

    private Stage StageOf(ReviewCase read) => new(read, drafts.TryGetValue(read.Item.Id, out var kept) && kept.IsTouched
        ? kept.Item.RowVersion == read.Item.RowVersion ? kept : new(read with { Draft = kept.Settlement() }) // Changed since: hers, on the item as it is now.
        : new(read));

    // The next one is read, and drawn out of sight, while she looks at this one; but first she gets to see this one.
    private async Task DrawAheadAsync(Stage behind)
    {
        await Task.Delay(Breath);
        if (shown != behind) return;
        former = null;
        StateHasChanged();
        var (index, coming) = (Index(at) + 1, (ReviewRow?)null);
        if (index > 0 && index < rows!.Count) ahead = ((coming = rows[index]).Id, books.AskAsync(db => db.ReviewCaseAsync(coming.Id)));
        HoldSoon();
        if (coming is null || ahead is not { } reading || await reading.Case is not { } read || shown != behind || ahead?.Id != coming.Id) return;
        next = StageOf(read);
        desk?.Draw(cursor.Draw);
        if (module is not null) await module.InvokeVoidAsync("drawn");
    }

    // From the key to the commit, live changes wait.
    private void Settling(Guid? item)
    {
        leaving = item;
        if (item is not null && unkept?.Item.Id == item) unkept = null;
        if (item is null) StateHasChanged();
    }

    private Task SettledAsync(SettledItem settled)
    {
        (deed, mayUndo, alike) = (Told(settled), true, null);
        if (settled.How == ReviewStatus.Corrected) _ = QuietlyAsync(() => OfferAlikeAsync(settled.Id));
        return GoneAsync(settled.Id);
    }

    /// <summary>It is not in this list any more: the next one that no colleague has open takes its place.</summary>
    private async Task GoneAsync(Guid item)
    {
        var index = Index(item);
        drafts.Remove(item);
        marked.Remove(item);
        if (index >= 0)
        {
            Uncount(rows![index]);
            rows.RemoveAt(index);
            stale = true;
        }
        leaving = null;
        if (at != item)
        {
            await RedrawAsync(); // She has moved on: the cursor stays where she put it.
            return;
        }
        if (more && index >= rows!.Count) await MoreAsync(seen: first + index);
        if (rows!.Count == 0)
        {
            Clear();
            await RedrawAsync();
            return;
        }
        var after = Math.Clamp(index, 0, rows.Count - 1);
        var free = rows.FindIndex(after, r => !holders.ContainsKey(r.Id));
        await SelectAsync(rows[free < 0 ? after : free], byHer: false);
    }

    // The counts move with her; the database's own come a moment later.
    private void Uncount(ReviewRow gone)
    {
        if (measured is { } many) measured = many - 1;
        var i = visible.FindIndex(c => c.ClientId == gone.ClientId && c.Reason == gone.Reason && c.AssignedTo == gone.AssignedTo && c.Snoozed == filter!.Snoozed);
        if (i >= 0) visible[i] = visible[i] with { Count = Math.Max(0, visible[i].Count - 1), Important = Math.Max(0, visible[i].Important - (gone.IsImportant(now) ? 1 : 0)), Stuck = Math.Max(0, visible[i].Stuck - (gone.IsStuck(now) ? 1 : 0)) };
    }

    private async Task RedrawAsync()
    {
        if (virtualized is not null) await virtualized.RefreshDataAsync();
        StateHasChanged();
    }

    private void Light(string? field)
    {
        highlight = field;
        StateHasChanged();
    }

    private void GoTo(QueueFilter to) => navigation.NavigateTo(QueueAddress.Of(to, me));

    private Task BackAsync() => Panel?.BackAsync() ?? Task.CompletedTask;

    private Task<string> XmlAsync(Document document) => papers.TextAsync(document);

    private static string? PdfOf(ReviewCase shown) => Papers.PdfOf(shown.Document, shown.Inside);

    private static string? FileOf(ReviewCase shown, AttachmentFacts file) => Papers.FileOf(shown.Inside, file);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Leave();
        if (ears is not null) _ = ears.StopAsync();
        self?.Dispose();
    }
}
