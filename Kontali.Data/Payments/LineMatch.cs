namespace Kontali.Data.Payments;

/// <summary>Why two lines of a vendor's subledger belong together.</summary>
public enum MatchKind
{
    /// <summary>A person put them together.</summary>
    ByHand,

    /// <summary>The one names the other's KID or number.</summary>
    Reference,

    /// <summary>They are of one amount.</summary>
    Amount,

    /// <summary>A payment order was carried out.</summary>
    Payment,

    /// <summary>One voucher takes the other back; the database puts them together.</summary>
    Reversal,

    /// <summary>What had settled a voucher that was taken back settles the one that stands in its place; the database puts them together.</summary>
    Replacement,
}

/// <summary>
/// Two lines of one vendor's subledger that settle each other, whole or in part: a debit (payment, credit note) and a credit (invoice).
/// The ledger's lines are not touched by it, and it may be taken back.
/// </summary>
public sealed class LineMatch : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The vendor of both.</summary>
    public required Guid VendorId { get; init; }

    /// <summary>The line in debit, and the one in credit.</summary>
    public required Guid DebitLineId { get; init; }

    /// <inheritdoc cref="DebitLineId"/>
    public required Guid CreditLineId { get; init; }

    /// <summary>Kroner, positive.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The later of their accounting dates: from then on they are settled.</summary>
    public required DateOnly MatchedOn { get; init; }

    /// <summary>Why.</summary>
    public required MatchKind Kind { get; init; }

    /// <summary>Who; null where it was not a person.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
