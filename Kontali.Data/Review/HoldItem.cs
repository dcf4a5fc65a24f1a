using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>Somebody else who has an item open.</summary>
public sealed record Holder
{
    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Her name.</summary>
    public required string Name { get; init; }

    /// <summary>It is only next in her turn.</summary>
    public required bool IsReserved { get; init; }
}

/// <summary>Says who has what open, so that two people are never in each other's way. It stops nobody: the row version does that.</summary>
public static class HoldItem
{
    /// <summary>How long it lasts without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How often a page says that it still has it open.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    /// <summary>How long a page may lie untouched before it lets go of what it has open.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A page opens an item and reserves the next; what it had before is free. An item that somebody else has open stays hers.
    /// Called again, it prolongs. One statement, so that moving down the list costs one round.
    /// </summary>
    public static async Task HoldAsync(this KontaliContext db, Guid page, Guid item, Guid? next = null, bool takeOver = false, CancellationToken ct = default)
    {
        if (db.Actor.User is not { } me) return;
        await db.DemandAsync(Right.Post, ct);
        // Hers to open: those of her clients, that still wait.
        var hers = await db.ReviewQueue.Open.Where(r => r.Id == item || r.Id == next).Select(r => r.Id).ToArrayAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            with freed as (delete from review.leases where page_id = {page} and user_id = {me} and item_id <> all({hers}))
            insert into review.leases as l (tenant_id, item_id, user_id, page_id, is_reserved, until)
            select r.tenant_id, r.id, {me}, {page}, r.id <> {item}, clock_timestamp() + {Lease} from review_queue r where r.id = any({hers}) order by r.id
            on conflict (item_id) do update set user_id = excluded.user_id, page_id = excluded.page_id, is_reserved = excluded.is_reserved, until = excluded.until
             where l.user_id = excluded.user_id or l.until < clock_timestamp() or (l.is_reserved and not excluded.is_reserved) or ({takeOver} and not excluded.is_reserved)
            """, ct);
    }

    /// <summary>A page that closes holds nothing.</summary>
    public static Task LetGoAsync(this KontaliContext db, Guid page, CancellationToken ct = default) =>
        db.Database.ExecuteSqlAsync($"delete from review.leases where page_id = {page} and user_id = {db.Actor.User}", ct);

    extension(KontaliContext db)
    {
        /// <summary>What others in the firm have open now, or next in turn: two rows for each who is at work.</summary>
        public IQueryable<Holder> Holders =>
            from l in db.ReviewLeases
            where l.Until > DateTimeOffset.UtcNow && l.UserId != db.Actor.User
            join u in db.Users on l.UserId equals u.Id
            select new Holder { ItemId = l.ItemId, UserId = l.UserId, Name = u.Name, IsReserved = l.IsReserved }; // By name, so that what is asked of it is asked of the rows.
    }
}
