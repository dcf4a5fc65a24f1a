namespace Kontali.Data.Documents;

/// <summary>Where a received document stands. Every arrival is in exactly one state, so that received = the sum of the rest.</summary>
public enum ArrivalStatus
{
    /// <summary>Kept, waiting for the reader.</summary>
    Received,

    /// <summary>Being read.</summary>
    Reading,

    /// <summary>Read, but whose it is cannot be told: a person assigns it.</summary>
    Unassigned,

    /// <summary>In the review queue.</summary>
    Review,

    /// <summary>In the ledger.</summary>
    Posted,

    /// <summary>Refused or rejected, with the reason.</summary>
    Rejected,

    /// <summary>The same invoice was here before.</summary>
    Duplicate,

    /// <summary>An e-mail or ZIP whose files have become documents of their own.</summary>
    Unpacked,
}

/// <summary>A document's way through the house: one row for each document that came by a door.</summary>
public sealed class Arrival : IOfFirm
{
    /// <summary>The document.</summary>
    public required Guid DocumentId { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The door its document came by; it stands here too, so that sums by door are read from one index.</summary>
    public required Door Door { get; init; }

    /// <summary>Whose it is, when known.</summary>
    public Guid? ClientId { get; set; }

    /// <summary>Where it stands.</summary>
    public ArrivalStatus Status { get; private set; }

    /// <summary>Why it stands there, for people.</summary>
    public Phrase? Reason { get; private set; }

    /// <summary>Who sent the invoice, its number and its total, as soon as it was read, so that the inbox can be read without opening it.</summary>
    public string? SellerName { get; set; }

    /// <inheritdoc cref="SellerName"/>
    public string? InvoiceNumber { get; set; }

    /// <summary>Total with VAT, without, and the VAT, in <see cref="Currency"/>, as written.</summary>
    public decimal? Total { get; set; }

    /// <inheritdoc cref="Total"/>
    public decimal? Net { get; set; }

    /// <inheritdoc cref="Total"/>
    public decimal? Vat { get; set; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; set; }

    /// <summary>The invoice's dates.</summary>
    public DateOnly? InvoiceDate { get; set; }

    /// <inheritdoc cref="InvoiceDate"/>
    public DateOnly? DueDate { get; set; }

    /// <summary>When the document came, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the state last changed, UTC.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Moves it on.</summary>
    public void Now(ArrivalStatus status, DateTimeOffset at, Phrase? reason = null) => (Status, Reason, ChangedAt) = (status, reason, at);
}
