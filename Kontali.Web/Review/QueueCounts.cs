using Kontali.Data;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

/// <summary>How much waits in a firm. Counted at most once a second, and again after a minute, for time makes things important by itself.</summary>
public sealed class QueueCounts(Contexts contexts, Bell bell, TimeProvider clock) : FirmWide<IReadOnlyList<ReviewCount>>(contexts, bell, clock, "review", rest: TimeSpan.FromSeconds(1), old: TimeSpan.FromMinutes(1))
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<ReviewCount>> AskAsync(KontaliContext db, DateTimeOffset now) => await db.ReviewCounts(now).ToListAsync();
}
