using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What somebody has written on an item and not yet posted: it outlives a dropped line, a reload and a restart.</summary>
public sealed class ReviewDraft : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Whose words.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What she would settle it with.</summary>
    public required Settlement Content { get; set; }

    /// <summary>When she last wrote, UTC.</summary>
    public DateTimeOffset WrittenAt { get; set; }
}

/// <summary>Keeps and forgets drafts.</summary>
public static class KeepDraft
{
    /// <summary>Keeps what stands in the form.</summary>
    public static async Task KeepDraftAsync(this KontaliContext db, ReviewItem item, Settlement content, CancellationToken ct = default)
    {
        if (db.Actor.User is not { } me) return;
        await db.DemandAsync(Right.Post, ct);
        // Settled meanwhile, by her or another: a new draft of it would stay for ever. What the loser had before, she keeps.
        if (!await db.ReviewQueue.Open.AnyAsync(r => r.Id == item.Id, ct)) return;
        if (await db.ReviewDrafts.SingleOrDefaultAsync(d => d.ItemId == item.Id && d.UserId == me, ct) is { } kept) (kept.Content, kept.WrittenAt) = (content, db.Clock.Now());
        else db.ReviewDrafts.Add(new() { TenantId = item.TenantId, ClientId = item.ClientId, ItemId = item.Id, UserId = me, Content = content, WrittenAt = db.Clock.Now() });
    }

    /// <summary>Forgets it: she wants the agent's suggestion again.</summary>
    public static Task ForgetDraftAsync(this KontaliContext db, Guid item, CancellationToken ct = default) =>
        db.ReviewDrafts.Where(d => d.ItemId == item && d.UserId == db.Actor.User).ExecuteDeleteAsync(ct);
}
