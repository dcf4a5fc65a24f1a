using System.Text;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Documents;

/// <summary>What was received: the document, and whether the same bytes were here before.</summary>
public sealed record Receipt(Guid DocumentId, ArrivalStatus Status, bool WasHereBefore);

/// <summary>Enters a file whose bytes are kept already.</summary>
public static class ReceiveFile
{
    /// <summary>Adds document and arrival; or, for bytes the firm has received before, by themselves or in an e-mail or ZIP, names the first document and adds nothing.</summary>
    public static async Task<Receipt> ReceiveFileAsync(this KontaliContext db, StoredFile file, string filename, string mimeType, FileKind kind, Door door, Guid? clientId = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        var before = await (from d in db.Documents
                            join a in db.Arrivals on d.Id equals a.DocumentId
                            where d.FileHash == file.Sha256
                            orderby d.ParentId != null, d.UploadedAt, d.Id
                            select new { d.Id, a.Status }).FirstOrDefaultAsync(ct);
        if (before is not null) return new(before.Id, before.Status, true);

        var (document, arrival) = db.AddDocument(file, filename, mimeType, kind, door, clientId);
        return new(document.Id, arrival.Status, false);
    }

    /// <summary>Adds document and arrival, for bytes that are known to be new.</summary>
    internal static (Document Document, Arrival Arrival) AddDocument(this KontaliContext db, StoredFile file, string filename, string mimeType, FileKind kind, Door door, Guid? clientId, Guid? parentId = null, int place = 0)
    {
        var document = new Document
        {
            Id = place == 0 ? Ids.New(db.Clock) : Ids.New(db.Clock, place),
            TenantId = db.Actor.RequiredFirm,
            ParentId = parentId,
            StoreKey = file.Key,
            FileHash = file.Sha256,
            FileSize = file.Size,
            Filename = DisplayName(filename),
            MimeType = mimeType,
            DocumentType = kind,
            Door = door,
            UploadedAt = db.Clock.Now(),
            UploadedByUserId = db.Actor.User,
        };
        if (clientId is { } client) document.BelongsTo(client);
        var arrival = new Arrival { DocumentId = document.Id, TenantId = document.TenantId, Door = door, ClientId = clientId, ReceivedAt = document.UploadedAt };
        arrival.Now(ArrivalStatus.Received, document.UploadedAt);
        db.Documents.Add(document);
        db.Arrivals.Add(arrival);
        return (document, arrival);
    }

    /// <summary>A sent name as it may be shown: its last part, without control characters, at most 200 characters.</summary>
    public static string DisplayName(string? sent)
    {
        var name = new StringBuilder();
        foreach (var rune in (sent ?? "").Replace('\\', '/').Split('/')[^1].EnumerateRunes())
            if (!Rune.IsControl(rune) && rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format && name.Length < 200)
                name.Append(rune.ToString());
        return name.Length > 0 ? name.ToString() : "uten navn";
    }
}
