using Kontali.Data.Documents;

namespace Kontali.Data.Invoices;

/// <summary>A document that shows an invoice which came by another one: the PDF of an EHF, sent by itself.</summary>
public sealed class JoinedDocument : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The document.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>The invoice it shows.</summary>
    public required Guid InvoiceId { get; init; }

    /// <summary>When it was joined, UTC.</summary>
    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>Asks which documents belong to another.</summary>
public static class DocumentsInside
{
    /// <summary>The files that came inside a document, and those that were joined to its invoice. Two questions, each with its index: asked as
    /// one with an "or" between, every document of the firm is looked at.</summary>
    /// <param name="db">The books.</param>
    /// <param name="document">The document.</param>
    /// <param name="joined">The joins of its invoice.</param>
    public static IQueryable<Document> Inside(this KontaliContext db, Guid document, IQueryable<JoinedDocument> joined) =>
        db.Documents.Where(d => d.ParentId == document).Union(db.Documents.Where(d => joined.Select(j => j.DocumentId).Contains(d.Id)));
}
