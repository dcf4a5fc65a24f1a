using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using MudBlazor;

namespace Kontali.Web.Review;

// Colleagues: who has what open, whose it is, and what of hers must outlive this page.
public sealed partial class ReviewQueuePage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly Guid page = Guid.NewGuid();
    private Dictionary<Guid, Holder> holders = [];
    private List<Colleague> colleagues = [];
    private List<SavedView> views = [];
    private ITimer? beat, keep;
    private (Guid Item, Guid? Next, bool TakeOver)? wanted;
    private bool holding, resting;
    private int beats;
    private BookingDraft? unkept;
    private int notesTold;

    private string? NameOf(Guid? person) => person is { } id && id != me ? colleagues.Find(c => c.Id == id)?.Name : null;

    private async Task MeetAsync()
    {
        await FollowAsync(LookWhoAsync, "holds");
        await FollowAsync(() => { notesTold++; return Task.FromResult(true); }, "notes");
        colleagues = await books.AskAsync(db => db.Colleagues.ToListAsync());
        await LoadViewsAsync();
        await LookWhoAsync();
        StateHasChanged();
    }

    private void StartTimers()
    {
        beat = clock.CreateTimer(_ => _ = InvokeAsync(BeatAsync), null, HoldItem.Beat, HoldItem.Beat);
        keep = clock.CreateTimer(_ => _ = InvokeAsync(KeepDraftAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // Leases run out, and ages grow, without anybody ringing.
    private async Task BeatAsync() => await QuietlyAsync(async () =>
    {
        HoldSoon();
        await LookWhoAsync();
        if (++beats % 2 == 0) await RefreshAsync();
        StateHasChanged();
    });

    // True where it is another than it was: her own coming and going rings as well, and changes nothing that she sees.
    private async Task<bool> LookWhoAsync()
    {
        if (firm is not { } id) return false;
        var (before, now) = (holders, (await queueHolders.OfAsync(id)).Where(h => h.UserId != me).ToDictionary(h => h.ItemId));
        holders = now;
        if (before.Count == now.Count && now.All(h => h.Value.Equals(before.GetValueOrDefault(h.Key)))) return false;
        if (virtualized is not null) await virtualized.RefreshDataAsync();
        return true;
    }

    private async Task LoadViewsAsync() => views = await books.AskAsync(db => db.SavedViews.Where(v => v.UserId == me).OrderBy(v => v.Name).ToListAsync());

    // After the paint, never before it: whether a colleague sees her initials a moment later does not matter. One at a time, the newest wins.
    private void HoldSoon(bool takeOver = false)
    {
        if (resting || at is not { } item || Current is not { Item.IsOpen: true } || !frame.May(Kontali.Data.Firms.Right.Post)) return;
        wanted = (item, ahead?.Id, takeOver);
        if (!holding) _ = HoldAsync();
    }

    private async Task HoldAsync()
    {
        holding = true;
        while (wanted is { } next)
        {
            wanted = null;
            await QuietlyAsync(() => books.TryAsync(db => db.HoldAsync(page, next.Item, next.Next, next.TakeOver), _ => { }));
        }
        holding = false;
    }

    /// <summary>Called by review.js: she has not touched the page for so long that nobody should wait for her.</summary>
    [JSInvokable]
    public async Task RestAsync()
    {
        resting = true;
        await QuietlyAsync(() => books.TryAsync(db => db.LetGoAsync(page), _ => { }));
    }

    /// <summary>Called by review.js: she is back, and has the item again where nobody took it meanwhile.</summary>
    [JSInvokable]
    public async Task ReturnAsync()
    {
        resting = false;
        HoldSoon();
        await QuietlyAsync(LookWhoAsync);
        StateHasChanged();
    }

    private Task TakeOverAsync()
    {
        if (at is { } item) holders.Remove(item);
        HoldSoon(takeOver: true);
        return BackAsync();
    }

    private async Task AskHolderAsync(Holder holder)
    {
        if (await books.DoAsync(db => db.RequestAsync(holder.ItemId, holder.UserId))) snackbar.Add(L["{0} får beskjed.", holder.Name], Severity.Info);
        await BackAsync();
    }

    // What she writes is kept when she has paused for a moment; a lost line or a restart loses no more than that moment.
    private void KeepDraftSoon()
    {
        if (unkept is not null && unkept != Draft) _ = KeepDraftAsync(); // She writes on another already.
        unkept = Draft;
        keep?.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private async Task KeepDraftAsync()
    {
        if (unkept is not { IsTouched: true } writing) return;
        unkept = null;
        await QuietlyAsync(() => books.TryAsync(db => db.KeepDraftAsync(writing.Item, writing.Settlement()), _ => { }));
    }

    private async Task QuietlyAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It comes again with the next beat or the next letter; her own action tells her when the database is away.
            log.LogDebug(e, "What stands beside the review could not be written");
        }
    }

    private void Leave()
    {
        beat?.Dispose();
        keep?.Dispose();
        _ = QuietlyAsync(async () =>
        {
            await KeepDraftAsync();
            await books.TryAsync(db => db.LetGoAsync(page), _ => { });
        });
    }
}
