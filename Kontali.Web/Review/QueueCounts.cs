using Kontali.Data;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

/// <summary>How much waits in a firm. Counted at most once a second, and again after a minute, for time makes things important by itself.</summary>
public sealed class QueueCounts(Contexts contexts, Bell bell, TimeProvider clock) : FirmWide<IReadOnlyList<ReviewCount>>(bell, clock, "review", rest: TimeSpan.FromSeconds(1), old: TimeSpan.FromMinutes(1))
{
    private readonly TimeProvider clock = clock;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<ReviewCount>> AskAsync(Guid firm)
    {
        await using var db = contexts.Open(Actor.Setup(firm));
        return await db.ReviewCounts(clock.GetUtcNow()).ToListAsync();
    }
}
