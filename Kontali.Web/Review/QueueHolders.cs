using Kontali.Data;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

/// <summary>Who in a firm has what open, or next in turn. Asked again after some seconds, for a lease runs out by itself.</summary>
public sealed class QueueHolders(Contexts contexts, Bell bell, TimeProvider clock) : FirmWide<IReadOnlyList<Holder>>(contexts, bell, clock, "holds", rest: TimeSpan.FromMilliseconds(100), old: TimeSpan.FromSeconds(10))
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Holder>> AskAsync(KontaliContext db, DateTimeOffset now) => await db.Holders.ToListAsync();
}
