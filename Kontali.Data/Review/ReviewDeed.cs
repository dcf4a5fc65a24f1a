using Kontali.Data.Invoices;

namespace Kontali.Data.Review;

/// <summary>What somebody did with an item.</summary>
public enum DeedKind
{
    /// <summary>Approved or corrected: it was posted.</summary>
    Approved,

    /// <summary>Rejected.</summary>
    Rejected,

    /// <summary>Put off.</summary>
    Snoozed,

    /// <summary>Taken up again before its time.</summary>
    Woken,

    /// <summary>Given to somebody, or to nobody.</summary>
    Assigned,

    /// <summary>What was read from the paper was corrected.</summary>
    FactsCorrected,
}

/// <summary>How an item stood before a deed.</summary>
/// <param name="SnoozedUntil">Put off until then, UTC.</param>
/// <param name="WakesOn">What would bring it back; null where it was not put off.</param>
/// <param name="AssignedTo">Whose it was.</param>
/// <param name="AcceptedAccount">The payment account that approving made known for its vendor, where it was not known before.</param>
/// <param name="FormerAccount">The account the vendor was last paid on before that.</param>
/// <param name="ExchangeRate">The invoice's rate, before she stated another.</param>
/// <param name="Read">What had been read from the paper, before she corrected it.</param>
public sealed record Stood(DateTimeOffset? SnoozedUntil, WakesOn? WakesOn, Guid? AssignedTo, string? AcceptedAccount = null, string? FormerAccount = null, decimal? ExchangeRate = null, AsRead? Read = null);

/// <summary>An invoice as it had been read: what it said, of whom, and the decision that was made of that.</summary>
public sealed record AsRead(InvoiceFacts Facts, IReadOnlyList<Finding> Findings, Guid VendorId, Guid DecisionId, string Category, Phrase Why);

/// <summary>One step that a person can take back, and that is taken back once.</summary>
public sealed class ReviewDeed : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Who did it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What was done together is taken back together. Grows with time, as its own id does where it was done alone.</summary>
    public required Guid Together { get; init; }

    /// <summary>What was done.</summary>
    public required DeedKind Kind { get; init; }

    /// <summary>How it stood before.</summary>
    public required Stood Before { get; init; }

    /// <summary>How it was left: what has changed since was changed by somebody else, or by time.</summary>
    public required Stood After { get; init; }

    /// <summary>What stood in her form, where the deed ended it: it stands there again when the deed is undone.</summary>
    public Settlement? Written { get; init; }

    /// <summary>The voucher, where one was posted.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>What it was done to, for people: invoice number and vendor.</summary>
    public required string Subject { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken back, or found not to be, UTC.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
}
