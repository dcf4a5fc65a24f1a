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
