using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>The one verb behind every door: document and task together, so that what is received is also read.</summary>
public static class ReceiveDocument
{
    /// <summary>Enters a file whose bytes are kept, and asks the agent to read it. Sending the same bytes again is harmless and says so.</summary>
    public static async Task<Receipt> ReceiveAsync(this KontaliContext db, StoredFile file, string filename, string mimeType, FileKind kind, Door door, Guid? clientId = null, CancellationToken ct = default)
    {
        if (clientId is { } id && !await db.Clients.AnyAsync(c => c.Id == id, ct)) throw new BrokenRule($"Klienten finnes ikke.");
        var receipt = await db.ReceiveFileAsync(file, filename, mimeType, kind, door, clientId, ct);
        if (receipt.WasHereBefore) return receipt;
        if (kind is FileKind.Mail or FileKind.Archive) db.Enqueue(Unpacker.Name, Unpacker.UnpackDocument, new { receipt.DocumentId }, clientId, dedupeKey: $"unpack:{receipt.DocumentId}");
        else db.AskToRead(receipt.DocumentId, clientId);
        db.Tell(Happened.DocumentReceived, receipt.DocumentId, clientId, new { door = door.ToString(), filename = ReceiveFile.DisplayName(filename) });
        return receipt;
    }

    /// <summary>A person says whose an unassigned document is; it is then read again, for that client.</summary>
    /// <exception cref="BrokenRule">It is not waiting for a client, or the client is unknown.</exception>
    public static async Task AssignAsync(this KontaliContext db, Guid documentId, Guid clientId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        var arrival = await db.Arrivals.SingleOrDefaultAsync(a => a.DocumentId == documentId, ct) ?? throw new BrokenRule($"Dokumentet finnes ikke.");
        if (arrival.Status != ArrivalStatus.Unassigned) throw new BrokenRule($"Dokumentet venter ikke lenger på en klient.");
        if (!await db.Clients.AnyAsync(c => c.Id == clientId && c.IsActive, ct)) throw new BrokenRule($"Klienten finnes ikke.");
        arrival.ClientId = clientId;
        arrival.Now(ArrivalStatus.Received, db.Clock.Now());
        db.AskToRead(documentId, clientId);
    }

    /// <summary>A person rejects a document that no client wants.</summary>
    public static async Task RefuseAsync(this KontaliContext db, Guid documentId, string reason, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        if (string.IsNullOrWhiteSpace(reason)) throw new BrokenRule($"Skriv hvorfor dokumentet avvises.");
        var arrival = await db.Arrivals.SingleOrDefaultAsync(a => a.DocumentId == documentId, ct) ?? throw new BrokenRule($"Dokumentet finnes ikke.");
        if (arrival.Status != ArrivalStatus.Unassigned) throw new BrokenRule($"Dokumentet venter ikke lenger på en klient.");
        arrival.Now(ArrivalStatus.Rejected, db.Clock.Now(), Phrase.Of($"Avvist av {db.Actor.Name}: {reason.Trim()}"));
        db.Tell(Happened.Rejected, documentId, null);
    }

    /// <summary>Asks the agent to read a document that is entered.</summary>
    internal static void AskToRead(this KontaliContext db, Guid documentId, Guid? clientId) =>
        db.Enqueue(InvoiceAgent.Name, InvoiceAgent.ReadDocument, new { documentId }, clientId, dedupeKey: $"read:{documentId}");
}
