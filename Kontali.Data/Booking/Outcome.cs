namespace Kontali.Data.Booking;

/// <summary>
/// What became of a suggestion: one row for each invoice that was settled. The record, the simulator and the calibration are read from these.
/// An invoice that the agent posted and nobody looked at is neither right nor wrong.
/// </summary>
public sealed class Outcome : IOfClient
{
    /// <summary>The invoice.</summary>
    public required Guid InvoiceId { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The vendor's identity.</summary>
    public required string VendorIdentity { get; init; }

    /// <summary>The decision; null where it is what the memory would have said of an invoice from before.</summary>
    public Guid? DecisionId { get; init; }

    /// <summary>Which model, and when it said so, UTC.</summary>
    public required string Model { get; init; }

    /// <inheritdoc cref="Model"/>
    public DateTimeOffset SuggestedAt { get; init; }

    /// <summary>Per cent with which it was sure, 0–100 with one decimal: what thresholds are held against.</summary>
    public required decimal Probability { get; init; }

    /// <summary>The lower bound that the vendor's patterns had earned, 0–1, and on how many cases.</summary>
    public double LowerBound { get; init; }

    /// <inheritdoc cref="LowerBound"/>
    public int Cases { get; init; }

    /// <summary>Code of the first flag that stops; null where none did.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>Whether every line was settled as suggested; null while nobody knows.</summary>
    public bool? Right { get; private set; }

    /// <summary>How many lines, and how many of them were settled as suggested.</summary>
    public int Lines { get; private set; }

    /// <inheritdoc cref="Lines"/>
    public int LinesRight { get; private set; }

    /// <summary>Kroner with VAT, unsigned.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The invoice's date.</summary>
    public required DateOnly InvoiceDate { get; init; }

    /// <summary>Whether the agent posted it by itself.</summary>
    public bool PostedByAgent { get; init; }

    /// <summary>Whether a person who was not shown the answer looked at it as a sample; the draw it was in.</summary>
    public bool Audited { get; private set; }

    /// <summary>When it was known to be settled, and when that was last found to be otherwise, UTC.</summary>
    public DateTimeOffset SettledAt { get; init; }

    /// <inheritdoc cref="SettledAt"/>
    public DateTimeOffset? RevisedAt { get; private set; }

    /// <summary>Says how it was settled.</summary>
    public Outcome As(int lines, int linesRight, bool known, bool audited)
    {
        (Lines, LinesRight, Audited) = (lines, linesRight, audited);
        Right = known ? lines == linesRight : null;
        return this;
    }

    /// <summary>It turned out otherwise: corrected after posting, looked at as a sample, or taken back and settled anew.</summary>
    public void Revise(int lines, int linesRight, bool known, bool audited, DateTimeOffset at)
    {
        if ((Lines, LinesRight, Audited, Right) == (lines, linesRight, audited, known ? lines == linesRight : null)) return;
        As(lines, linesRight, known, audited);
        RevisedAt = at;
    }

    /// <summary>Its voucher was taken back, and nobody has settled it since.</summary>
    public void TakenBack(DateTimeOffset at) => (Right, RevisedAt) = (null, at);

    /// <summary>A person refused what the agent had posted.</summary>
    public void Refused(DateTimeOffset at) => (Right, LinesRight, RevisedAt) = (false, 0, at);
}
