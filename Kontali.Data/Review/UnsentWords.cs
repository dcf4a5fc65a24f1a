using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What somebody is writing about an item and has not sent: a comment, a question to the client, the client's answer. It outlives a dropped line, a reload and a restart.</summary>
public sealed class UnsentWords : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Whose words.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What they are to become.</summary>
    public required NoteKind Kind { get; init; }

    /// <summary>As far as she has come.</summary>
    public required string Body { get; set; }

    /// <summary>The client's address, of a question.</summary>
    public string? Recipient { get; set; }

    /// <summary>When she last wrote, UTC.</summary>
    public DateTimeOffset WrittenAt { get; set; }
}

/// <summary>Keeps and forgets them.</summary>
public static class KeepUnsent
{
    /// <summary>Keeps what she has written so far; nothing written is nothing kept.</summary>
    public static async Task KeepUnsentAsync(this KontaliContext db, ReviewItem item, NoteKind kind, string body, string? recipient = null, CancellationToken ct = default)
    {
        if (db.Actor.User is not { } me) return;
        await db.DemandAsync(Right.Deliver, ct);
        var kept = await db.Unsent.SingleOrDefaultAsync(u => u.ItemId == item.Id && u.UserId == me && u.Kind == kind, ct);
        if (string.IsNullOrWhiteSpace(body) || body.Length > WriteNote.Longest)
        {
            if (kept is not null) db.Unsent.Remove(kept);
            return;
        }
        var to = recipient is { Length: > 0 and <= 255 } ? recipient : null;
        if (kept is not null) (kept.Body, kept.Recipient, kept.WrittenAt) = (body, to, db.Clock.Now());
        else db.Unsent.Add(new() { TenantId = item.TenantId, ClientId = item.ClientId, ItemId = item.Id, UserId = me, Kind = kind, Body = body, Recipient = to, WrittenAt = db.Clock.Now() });
    }

    /// <summary>Forgets it: it was sent, or she will not send it.</summary>
    public static Task ForgetUnsentAsync(this KontaliContext db, Guid item, NoteKind kind, CancellationToken ct = default) =>
        db.Unsent.Where(u => u.ItemId == item && u.UserId == db.Actor.User && u.Kind == kind).ExecuteDeleteAsync(ct);

    extension(KontaliContext db)
    {
        /// <summary>What the reader has begun to write about an item.</summary>
        public IQueryable<UnsentWords> UnsentOn(Guid item) => db.Unsent.Where(u => u.ItemId == item && u.UserId == db.Actor.User);
    }
}
