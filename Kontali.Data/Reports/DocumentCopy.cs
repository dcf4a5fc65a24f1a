using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A document beside what was made of it.</summary>
public sealed record DocumentCopy
{
    /// <summary>The document.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="Documents.Document.StoreKey"/>
    public required string StoreKey { get; init; }

    /// <inheritdoc cref="Documents.Document.FileHash"/>
    public required string FileHash { get; init; }

    /// <inheritdoc cref="Documents.Document.Filename"/>
    public required string Filename { get; init; }

    /// <inheritdoc cref="Documents.Document.DocumentType"/>
    public required FileKind Kind { get; init; }

    /// <inheritdoc cref="Documents.Document.Door"/>
    public required Door Door { get; init; }

    /// <inheritdoc cref="Documents.Document.UploadedAt"/>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Who sent it, where it was a person.</summary>
    public string? UploadedBy { get; init; }

    /// <summary>The files that lay inside it.</summary>
    public IReadOnlyList<DocumentCopy> Inside { get; init; } = [];

    /// <summary>The PDF to show: itself, or the first inside it.</summary>
    public Guid? Pdf => Kind == FileKind.Pdf ? Id : Inside.FirstOrDefault(d => d.Kind == FileKind.Pdf)?.Id;
}

/// <summary>Asks for one.</summary>
public static class DocumentCopies
{
    /// <summary>A document with the files inside it; null where there is none, or it is somebody else's.</summary>
    public static async Task<DocumentCopy?> DocumentCopyAsync(this KontaliContext db, Guid? id, CancellationToken ct)
    {
        if (id is null || await db.Documents.Where(d => d.Id == id).AsCopies(db).SingleOrDefaultAsync(ct) is not { } document) return null;
        return document with { Inside = await db.Inside(id.Value, db.JoinedDocuments.Where(j => db.Invoices.Any(i => i.Id == j.InvoiceId && i.DocumentId == id))).OrderBy(d => d.UploadedAt).ThenBy(d => d.Id).Take(50).AsCopies(db).ToListAsync(ct) };
    }

    private static IQueryable<DocumentCopy> AsCopies(this IQueryable<Document> documents, KontaliContext db) => documents.Select(d => new DocumentCopy
    {
        Id = d.Id,
        StoreKey = d.StoreKey,
        FileHash = d.FileHash,
        Filename = d.Filename,
        Kind = d.DocumentType,
        Door = d.Door,
        UploadedAt = d.UploadedAt,
        UploadedBy = db.Users.Where(u => u.Id == d.UploadedByUserId).Select(u => u.Name).FirstOrDefault(),
    });
}
