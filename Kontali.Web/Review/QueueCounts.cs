using System.Collections.Concurrent;
using Kontali.Data;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

/// <summary>
/// How much waits in a firm, counted once for all its open pages: with many of them, each approval would otherwise be counted anew by each.
/// Counted at most once a second, and again after a minute, for time makes things important by itself.
/// </summary>
public sealed class QueueCounts(Contexts contexts, Bell bell, TimeProvider clock)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1), Old = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, Lazy<Kept>> firms = new();

    /// <summary>The counts of all clients; a page shows those of the clients its person sees.</summary>
    public Task<IReadOnlyList<ReviewCount>> OfAsync(Guid firm) => firms.GetOrAdd(firm, id => new(() =>
    {
        var kept = new Kept(() => CountAsync(id), clock);
        // Lives as long as the node, as its firm does.
        bell.Listen(id, "review", _ => { kept.Spoil(); return Task.CompletedTask; });
        return kept;
    })).Value.GetAsync();

    private async Task<IReadOnlyList<ReviewCount>> CountAsync(Guid firm)
    {
        await using var db = contexts.Open(Actor.Setup(firm));
        return await db.ReviewCounts(clock.GetUtcNow()).ToListAsync();
    }

    private sealed class Kept(Func<Task<IReadOnlyList<ReviewCount>>> count, TimeProvider clock)
    {
        private readonly Lock gate = new();
        private Task<IReadOnlyList<ReviewCount>>? counting;
        private long counted;
        private volatile bool spoilt;

        public void Spoil() => spoilt = true;

        public Task<IReadOnlyList<ReviewCount>> GetAsync()
        {
            lock (gate)
            {
                var age = clock.GetElapsedTime(counted);
                return counting switch
                {
                    null or { IsCompleted: true, IsCompletedSuccessfully: false } => counting = CountAsync(TimeSpan.Zero),
                    { IsCompleted: false } => counting,
                    _ when age > Old => counting = CountAsync(TimeSpan.Zero),
                    _ => spoilt ? counting = CountAsync(age < Rest ? Rest - age : TimeSpan.Zero) : counting,
                };
            }
        }

        // What changes while it is counted is counted too, for nobody may ask again.
        private async Task<IReadOnlyList<ReviewCount>> CountAsync(TimeSpan after)
        {
            for (var rounds = 0; ; rounds++)
            {
                if (after > TimeSpan.Zero) await Task.Delay(after, clock);
                spoilt = false;
                var counts = await count();
                counted = clock.GetTimestamp();
                if (!spoilt || rounds == 4) return counts;
                after = Rest;
            }
        }
    }
}
