using Kontali.Data.Booking;

namespace Kontali.Data.Review;

/// <summary>What a person changed, before or after posting: original and corrected lines side by side. Written once.</summary>
public sealed class Correction : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The review item, where it came from the queue.</summary>
    public Guid? ReviewQueueId { get; init; }

    /// <summary>The decision that was corrected.</summary>
    public Guid? DecisionId { get; init; }

    /// <summary>The voucher that was wrong, where it was posted already; the one that took it back; and the one that stands.</summary>
    public Guid? JournalEntryId { get; init; }

    /// <inheritdoc cref="JournalEntryId"/>
    public Guid? ReversalEntryId { get; init; }

    /// <inheritdoc cref="JournalEntryId"/>
    public required Guid ReplacementEntryId { get; init; }

    /// <summary>The lines before and after.</summary>
    public required IReadOnlyList<CodedLine> OriginalEntry { get; init; }

    /// <inheritdoc cref="OriginalEntry"/>
    public required IReadOnlyList<CodedLine> CorrectedEntry { get; init; }

    /// <summary>Why, in her words.</summary>
    public string? CorrectionReason { get; init; }

    /// <summary>The batch it was part of, and how many others were corrected alike.</summary>
    public Guid? BatchId { get; init; }

    /// <inheritdoc cref="BatchId"/>
    public int SimilarCorrected { get; init; }

    /// <summary>The voucher that stands again, where this took a correction back: the replacement says the same, to the øre, and teaches what that taught.</summary>
    public Guid? RestoresEntryId { get; init; }

    /// <summary>Who corrected; null where an agent did.</summary>
    public Guid? CorrectedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
