using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web;

/// <summary>A page that asks again, when an agent or a colleague has changed what it shows.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    // Many pages do not ask in the same moment, and draw, for who acts in one of them would wait for all: each further one that hears the same
    // puts off the last by so much. With one or two it is not felt; with thirty, a page is six seconds behind on the average, a part of it three.
    private static readonly TimeSpan WholePage = TimeSpan.FromMilliseconds(400), OnePart = TimeSpan.FromMilliseconds(220);

    private readonly List<IDisposable> hanging = [];
    private bool gone;

    [Inject] private Bell Bell { get; set; } = default!;
    [Inject] private CurrentUser Who { get; set; } = default!;

    /// <summary>Asks again; draws by itself afterwards.</summary>
    protected abstract Task RefreshAsync();

    /// <summary>How long many changes are gathered into one question; longer where the question is large.</summary>
    protected virtual TimeSpan Gather => TimeSpan.FromMilliseconds(150);

    /// <summary>Begins to listen for inbox, review, ledger, learning, tasks; whatever rings, the page asks again once.</summary>
    protected Task FollowAsync(params string[] what) => FollowAsync(async () => { await RefreshAsync(); return true; }, WholePage, what);

    /// <summary>Begins to listen for something that only a part of the page shows; the page is drawn again where that says that it is another.</summary>
    protected Task FollowAsync(Func<Task<bool>> refresh, params string[] what) => FollowAsync(refresh, OnePart, what);

    private async Task FollowAsync(Func<Task<bool>> refresh, TimeSpan turn, string[] what)
    {
        if ((await Who.ActorAsync()).Firm is not { } firm || gone) return;
        var once = new Once(this, refresh, turn);
        foreach (var it in what) hanging.Add(Bell.Listen(firm, it, once.RingAsync));
    }

    // Many changes in a moment are one question, and one question is answered before the next is asked.
    private sealed class Once(LivePage page, Func<Task<bool>> refresh, TimeSpan turn)
    {
        // Who rings speaks no language of hers: the page asks in the one it was opened in.
        private readonly CultureInfo culture = CultureInfo.CurrentCulture, language = CultureInfo.CurrentUICulture;
        private int rung;

        public async Task RingAsync(int among)
        {
            if (Interlocked.Increment(ref rung) > 1) return;
            // Left only where nobody rang since the question was asked.
            do
            {
                await Task.Delay(page.Gather + turn * (Random.Shared.NextDouble() * Math.Clamp(among - 1, 0, 29)));
                Volatile.Write(ref rung, 1);
                if (page.gone) return;
                try
                {
                    await page.InvokeAsync(async () =>
                    {
                        if (page.gone) return;
                        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
                        if (await refresh()) page.StateHasChanged();
                    });
                }
                catch
                {
                    Volatile.Write(ref rung, 0);
                    throw;
                }
            } while (Interlocked.CompareExchange(ref rung, 0, 1) != 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gone = true;
        foreach (var h in hanging) h.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>For what a page itself holds.</summary>
    protected virtual void Dispose(bool disposing) { }
}
