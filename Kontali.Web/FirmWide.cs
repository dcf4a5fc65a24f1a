using System.Collections.Concurrent;
using Kontali.Data;

namespace Kontali.Web;

/// <summary>
/// What many open pages of a firm show alike: asked once for all of them, and anew when its bell has rung. With a page for each of
/// them asking, whoever acts in one would wait for all the others.
/// </summary>
/// <param name="contexts">Opens the database.</param>
/// <param name="bell">Rings when it has changed.</param>
/// <param name="clock">The clock.</param>
/// <param name="what">What rings: review, holds …</param>
/// <param name="rest">How soon after one question the next is asked, at the soonest.</param>
/// <param name="old">After how long it is asked again although nothing rang, for some of it changes with time alone.</param>
public abstract class FirmWide<T>(Contexts contexts, Bell bell, TimeProvider clock, string what, TimeSpan rest, TimeSpan old)
{
    private readonly ConcurrentDictionary<Guid, Lazy<Kept>> firms = new();

    /// <summary>As it stands, for the whole firm: a page shows what belongs to the clients its person sees.</summary>
    public Task<T> OfAsync(Guid firm) => firms.GetOrAdd(firm, id => new(() =>
    {
        var kept = new Kept(() => AskAsync(id), clock, rest, old);
        // Lives as long as the node, as its firm does.
        bell.Listen(id, what, _ => { kept.Spoil(); return Task.CompletedTask; });
        return kept;
    })).Value.GetAsync();

    /// <summary>The question, asked for the whole firm.</summary>
    /// <param name="db">Opened for the firm.</param>
    /// <param name="now">When it is asked, UTC.</param>
    protected abstract Task<T> AskAsync(KontaliContext db, DateTimeOffset now);

    private async Task<T> AskAsync(Guid firm)
    {
        await using var db = contexts.Open(Actor.Setup(firm));
        return await AskAsync(db, clock.GetUtcNow());
    }

    private sealed class Kept(Func<Task<T>> ask, TimeProvider clock, TimeSpan rest, TimeSpan old)
    {
        private readonly Lock gate = new();
        private Task<T>? asking;
        private long asked;
        private volatile bool spoilt;

        public void Spoil() => spoilt = true;

        public Task<T> GetAsync()
        {
            lock (gate)
            {
                var age = clock.GetElapsedTime(asked);
                return asking switch
                {
                    null or { IsCompleted: true, IsCompletedSuccessfully: false } => asking = AskAsync(TimeSpan.Zero),
                    { IsCompleted: false } => asking,
                    _ when age > old => asking = AskAsync(TimeSpan.Zero),
                    _ => spoilt ? asking = AskAsync(age < rest ? rest - age : TimeSpan.Zero) : asking,
                };
            }
        }

        // What changes while it is asked is asked too, for nobody may ask again.
        private async Task<T> AskAsync(TimeSpan after)
        {
            for (var rounds = 0; ; rounds++)
            {
                if (after > TimeSpan.Zero) await Task.Delay(after, clock);
                spoilt = false;
                var answer = await ask();
                asked = clock.GetTimestamp();
                if (!spoilt || rounds == 4) return answer;
                after = rest;
            }
        }
    }
}
