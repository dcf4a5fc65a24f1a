namespace Kontali.Data.Invoices;

/// <summary>Where an invoice stands on its way to the ledger.</summary>
public enum InvoiceStatus
{
    /// <summary>Read, and waiting for a suggestion or an agent's decision.</summary>
    Pending,

    /// <summary>In the review queue.</summary>
    Review,

    /// <summary>In the ledger.</summary>
    Posted,

    /// <summary>Rejected by a person.</summary>
    Rejected,
}

/// <summary>Whether it is paid.</summary>
public enum PaymentStatus
{
    /// <summary>Not paid.</summary>
    Unpaid,

    /// <summary>Partly paid.</summary>
    Partly,

    /// <summary>Paid.</summary>
    Paid,
}

/// <summary>A vendor's invoice or credit note to a client, once per client, vendor, number and kind.</summary>
public sealed class VendorInvoice : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The vendor; another only where a person corrects to whom it belongs.</summary>
    public required Guid VendorId { get; set; }

    /// <summary>The document it was read from.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>Invoice or credit note.</summary>
    public required InvoiceKind Kind { get; init; }

    /// <summary>Number as written, and in the form duplicates are found by.</summary>
    public required string InvoiceNumber { get; init; }

    /// <inheritdoc cref="InvoiceNumber"/>
    public required string NormalizedNumber { get; init; }

    /// <summary>Date of issue.</summary>
    public required DateOnly InvoiceDate { get; init; }

    /// <summary>When it is due; may be absent.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>Totals as written, in <see cref="Currency"/>: without VAT, VAT, with VAT, and rounding of the payable amount.</summary>
    public required decimal AmountExclVat { get; init; }

    /// <inheritdoc cref="AmountExclVat"/>
    public required decimal VatAmount { get; init; }

    /// <inheritdoc cref="AmountExclVat"/>
    public required decimal TotalAmount { get; init; }

    /// <inheritdoc cref="AmountExclVat"/>
    public required decimal RoundingAmount { get; init; }

    /// <summary>What is to be paid as written, in <see cref="Currency"/>.</summary>
    public required decimal PayableAmount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Kroner for one unit of <see cref="Currency"/>; null while none is stated. 1 for NOK.</summary>
    public decimal? ExchangeRate { get; set; }

    /// <summary>Payment reference (KID) and account, as written.</summary>
    public string? Kid { get; init; }

    /// <inheritdoc cref="Kid"/>
    public string? PaymentAccount { get; init; }

    /// <summary>References.</summary>
    public string? OrderReference { get; init; }

    /// <inheritdoc cref="OrderReference"/>
    public string? BuyerReference { get; init; }

    /// <summary>Period of service, both ends inclusive.</summary>
    public DateOnly? ServiceFrom { get; init; }

    /// <inheritdoc cref="ServiceFrom"/>
    public DateOnly? ServiceTo { get; init; }

    /// <summary>The message id of the envelope it came in, where there was one.</summary>
    public string? EhfMessageId { get; init; }

    /// <summary>All that the document says: lines, parties, VAT breakdown.</summary>
    public required InvoiceFacts Facts { get; init; }

    /// <summary>What the reading found wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public InvoiceStatus ReviewStatus { get; private set; }

    /// <summary>The voucher, once posted; after a reversal and a new posting, the newest.</summary>
    public Guid? GeneralLedgerId { get; private set; }

    /// <summary>When it was posted, UTC.</summary>
    public DateTimeOffset? BookedAt { get; private set; }

    /// <summary>Who settled it and when, UTC; null where the agent posted it.</summary>
    public Guid? ReviewedByUserId { get; private set; }

    /// <inheritdoc cref="ReviewedByUserId"/>
    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>Whether it is paid, how much in <see cref="Currency"/>, and when.</summary>
    public PaymentStatus PaymentStatus { get; set; }

    /// <inheritdoc cref="PaymentStatus"/>
    public decimal PaidAmount { get; set; }

    /// <inheritdoc cref="PaymentStatus"/>
    public DateOnly? PaymentDate { get; set; }

    /// <summary>When it was read, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Put before a person.</summary>
    public void PutToReview() => ReviewStatus = InvoiceStatus.Review;

    /// <summary>Posted as this voucher, by a person or, where none is named, by the agent.</summary>
    public void Posted(Guid entryId, DateTimeOffset at, Guid? by) =>
        (ReviewStatus, GeneralLedgerId, BookedAt, ReviewedByUserId, ReviewedAt) = (InvoiceStatus.Posted, entryId, at, by, by is null ? null : at);

    /// <summary>Its voucher was reversed: it is before a person again.</summary>
    public void TakenBack() => (ReviewStatus, GeneralLedgerId, BookedAt) = (InvoiceStatus.Review, null, null);

    /// <summary>Rejected by a person.</summary>
    public void Reject(DateTimeOffset at, Guid? by) => (ReviewStatus, ReviewedByUserId, ReviewedAt) = (InvoiceStatus.Rejected, by, at);
}
