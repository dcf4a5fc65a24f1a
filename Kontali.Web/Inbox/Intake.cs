using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Vouchers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Web.Inbox;

/// <summary>What every door does: keep the bytes first, then enter document and task together.</summary>
public sealed class Intake(DocumentStore store)
{
    /// <summary>Takes a file in. The context is opened for whoever sends it; this saves and commits.</summary>
    /// <exception cref="BrokenRule">Empty, too large, no right, or an unknown client.</exception>
    public async Task<Receipt> TakeAsync(KontaliContext db, Stream bytes, string filename, Door door, Guid? clientId = null, CancellationToken ct = default)
    {
        var kept = await store.KeepAsync(db.Actor.RequiredFirm, bytes, ct);
        var (kind, mime) = ContentType.Of(await store.ReadAsync(kept.Key, ct));
        try
        {
            return await EnterAsync(db, kept, filename, mime, kind, door, clientId, ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same bytes by two doors at once: now the first is there to be found.
            db.ChangeTracker.Clear();
            return await EnterAsync(db, kept, filename, mime, kind, door, clientId, ct);
        }
    }

    /// <summary>Keeps a file that stands behind a voucher by hand: no agent reads it. This saves and commits.</summary>
    /// <exception cref="BrokenRule">Empty, too large, no right, or another client's already.</exception>
    public async Task<Receipt> AttachAsync(KontaliContext db, Stream bytes, string filename, Guid clientId, CancellationToken ct = default)
    {
        var kept = await store.KeepAsync(db.Actor.RequiredFirm, bytes, ct);
        var (kind, mime) = ContentType.Of(await store.ReadAsync(kept.Key, ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var document = await db.AttachFileAsync(kept, filename, mime, kind, clientId, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new(document.Id, ArrivalStatus.Posted, false);
    }

    private static async Task<Receipt> EnterAsync(KontaliContext db, StoredFile kept, string filename, string mime, FileKind kind, Door door, Guid? clientId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var receipt = await db.ReceiveAsync(kept, filename, mime, kind, door, clientId, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return receipt;
    }
}
