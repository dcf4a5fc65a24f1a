namespace Kontali.Data.Corrections;

/// <summary>Many vouchers corrected as one: what was searched for, what was changed, on what grounds, by whom. Written when it is ordered.</summary>
public sealed class CorrectionBatch : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The batch this one takes back; null where it is no undoing. A batch is taken back by one other at a time.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>What was searched for.</summary>
    public required LineSearch Search { get; init; }

    /// <summary>What was changed.</summary>
    public required LineChange Change { get; init; }

    /// <summary>The chosen date, where one was chosen.</summary>
    public DateOnly? ChosenDate { get; init; }

    /// <summary>Why, in her words; stands in the ledger.</summary>
    public required string Reason { get; init; }

    /// <summary>The preview's hash, over all that it read.</summary>
    public required string PlanHash { get; init; }

    /// <summary>How many vouchers were to be corrected, and how many could not be.</summary>
    public required int Vouchers { get; init; }

    /// <inheritdoc cref="Vouchers"/>
    public required int LeftOut { get; init; }

    /// <summary>Who ordered it.</summary>
    public required Guid OrderedBy { get; init; }

    /// <summary>The whole that the work hangs on.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Where a voucher of a batch stands.</summary>
public enum BatchState
{
    /// <summary>Not done yet, or the batch was stopped before.</summary>
    Waiting,

    /// <summary>Reversed and booked anew.</summary>
    Done,

    /// <summary>Left as it was, for it had moved since the preview.</summary>
    Left,
}

/// <summary>A voucher of a batch: what was promised of it, and what became of it.</summary>
public sealed class BatchVoucher : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The batch.</summary>
    public required Guid BatchId { get; init; }

    /// <summary>The voucher that is taken back.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Its place in the batch, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>The lines that are changed, by their number; none where it is an undoing.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>Hash of what was read of it and what it was to become.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchState State { get; private set; }

    /// <summary>Why it was left.</summary>
    public Phrase? Why { get; private set; }

    /// <summary>What took it back, and what stands instead.</summary>
    public Guid? ReversalEntryId { get; private set; }

    /// <inheritdoc cref="ReversalEntryId"/>
    public Guid? ReplacementEntryId { get; private set; }

    /// <summary>It is corrected.</summary>
    internal void DoneAs(Guid reversal, Guid replacement) => (State, ReversalEntryId, ReplacementEntryId) = (BatchState.Done, reversal, replacement);

    /// <summary>It had moved.</summary>
    internal void LeaveIt(Phrase why) => (State, Why) = (BatchState.Left, why);
}
