using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vouchers;

/// <summary>A file that stands behind a voucher by hand: kept like every document, read by nobody but people.</summary>
public static class AttachFile
{
    /// <summary>Enters it for a client; bytes that are there already are the document they were.</summary>
    /// <exception cref="BrokenRule">She may not, or the same file is another client's.</exception>
    public static async Task<Document> AttachFileAsync(this KontaliContext db, StoredFile file, string filename, string mimeType, FileKind kind, Guid clientId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        await db.ClientAsync(clientId, ct);
        if (await db.Documents.SingleOrDefaultAsync(d => d.FileHash == file.Sha256 && d.ParentId == null, ct) is { } before)
            return before.ClientId == clientId ? before : throw new BrokenRule($"Den samme filen er kommet inn før og hører ikke til denne klienten.");
        var document = new Document
        {
            Id = Ids.New(db.Clock),
            TenantId = db.Actor.RequiredFirm,
            StoreKey = file.Key,
            FileHash = file.Sha256,
            FileSize = file.Size,
            Filename = ReceiveFile.DisplayName(filename),
            MimeType = mimeType,
            DocumentType = kind,
            Door = Door.Browser,
            UploadedAt = db.Clock.Now(),
            UploadedByUserId = db.Actor.User,
        };
        document.BelongsTo(clientId);
        db.Documents.Add(document);
        return document;
    }
}
