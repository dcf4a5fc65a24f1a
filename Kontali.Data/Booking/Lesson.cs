using Kontali.Data.Booking.Learning;

namespace Kontali.Data.Booking;

/// <summary>
/// One truth the memory learns from: a part of an invoice, and how it was coded in the end. Written once, in order, by the learner alone.
/// What is taken back is told by a later lesson that retracts the earlier one; the memory then is what it would have been without it.
/// </summary>
public sealed class Lesson : IOfClient
{
    /// <summary>Its place in the order, drawn by the database; within a firm, a later lesson never has a lower one.</summary>
    public long Seq { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The lesson this one takes back; then only it and the keys count. Of a taking back that is itself taken back, the lesson stands again, in its old place.</summary>
    public long? Retracts { get; init; }

    /// <summary>The invoice, the part of it (<see cref="InvoiceShare.Key"/>), the ledger line, and the decision it was held against.</summary>
    public required Guid InvoiceId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public required string ShareKey { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public Guid? PostingId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public Guid? DecisionId { get; init; }

    /// <summary>The vendor's identity, alike at all clients, and its name.</summary>
    public required string VendorIdentity { get; init; }

    /// <inheritdoc cref="VendorIdentity"/>
    public required string VendorName { get; init; }

    /// <summary>The line's words.</summary>
    public required string Text { get; init; }

    /// <summary>Classification of the item, where the invoice has one.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Kroner without VAT, as posted; negative for a credit note.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The invoice's date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What the invoice says of VAT: category and per cent, "S 25".</summary>
    public string? VatSaid { get; init; }

    /// <summary>How it was coded, with the account's name on that day.</summary>
    public required string Account { get; init; }

    /// <inheritdoc cref="Account"/>
    public required string AccountName { get; init; }

    /// <summary>The standard account it is mapped to, which charts of different clients and firms share.</summary>
    public string? StandardAccount { get; init; }

    /// <inheritdoc cref="Account"/>
    public string? VatCode { get; init; }

    /// <summary>Who says so.</summary>
    public required Teacher TaughtBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
