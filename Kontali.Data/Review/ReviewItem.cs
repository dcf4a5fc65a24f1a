using Kontali.Data.Booking;

namespace Kontali.Data.Review;

/// <summary>Where a review item stands.</summary>
public enum ReviewStatus
{
    /// <summary>Waits for a person.</summary>
    Pending,

    /// <summary>Put off until its due moment.</summary>
    Snoozed,

    /// <summary>Approved as suggested.</summary>
    Approved,

    /// <summary>Corrected, then posted.</summary>
    Corrected,

    /// <summary>Rejected.</summary>
    Rejected,
}

/// <summary>What brings back an item that was put off, at the latest at its moment.</summary>
public enum WakesOn
{
    /// <summary>The moment alone.</summary>
    Moment,

    /// <summary>The client's answer.</summary>
    Answer,

    /// <summary>The vendor's next invoice or credit note.</summary>
    NextInvoice,
}

/// <summary>Something a person must decide. At most one is open for one source.</summary>
public sealed class ReviewItem : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>What it is about: vendor_invoice and its id.</summary>
    public required string SourceType { get; init; }

    /// <inheritdoc cref="SourceType"/>
    public required Guid SourceId { get; init; }

    /// <summary>Lower is sooner: 1 urgent, 3 important, 5 ordinary.</summary>
    public short Priority { get; init; } = 5;

    /// <summary>Where it stands.</summary>
    public ReviewStatus Status { get; private set; }

    /// <summary>Code of the first reason it is here; see <see cref="Flag.Code"/>.</summary>
    public required string IssueCategory { get; init; }

    /// <summary>That reason, for people.</summary>
    public required Phrase IssueDescription { get; init; }

    /// <summary>The decision whose suggestion it shows.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>The suggestion.</summary>
    public required Suggestion AiSuggestion { get; init; }

    /// <summary>Per cent, 0–100.</summary>
    public required int AiConfidence { get; init; }

    /// <summary>When a person should have settled it, UTC: the invoice's due date, and without one a week after it came.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Put off until then at the latest, UTC; null while it waits.</summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>What else brings it back.</summary>
    public WakesOn? WakesOn { get; private set; }

    /// <summary>Whose task it is, since when.</summary>
    public Guid? AssignedToUserId { get; private set; }

    /// <inheritdoc cref="AssignedToUserId"/>
    public DateTimeOffset? AssignedAt { get; private set; }

    /// <summary>Who settled it, when, with which words.</summary>
    public Guid? ResolvedByUserId { get; private set; }

    /// <inheritdoc cref="ResolvedByUserId"/>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <inheritdoc cref="ResolvedByUserId"/>
    public string? ResolutionNotes { get; private set; }

    /// <summary>When it was put here, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>PostgreSQL's row version (xmin): an action names the version it was looking at.</summary>
    public uint RowVersion { get; private set; }

    /// <summary>Whether it still waits.</summary>
    public bool IsOpen => Status is ReviewStatus.Pending or ReviewStatus.Snoozed;

    /// <summary>Settles it.</summary>
    public void Resolve(ReviewStatus how, Guid? by, DateTimeOffset at, string? notes = null)
    {
        (Status, ResolvedByUserId, ResolvedAt, ResolutionNotes) = (how, by, at, notes);
        (SnoozedUntil, WakesOn) = (null, null);
    }

    /// <summary>Puts it off.</summary>
    public void Snooze(DateTimeOffset until, WakesOn on) => (Status, SnoozedUntil, WakesOn) = (ReviewStatus.Snoozed, until, on);

    /// <summary>Takes it up again.</summary>
    public void Wake() => (Status, SnoozedUntil, WakesOn) = (ReviewStatus.Pending, null, null);

    /// <summary>Gives it to somebody, or to nobody.</summary>
    public void Assign(Guid? to, DateTimeOffset at) => (AssignedToUserId, AssignedAt) = (to, to is null ? null : at);

    /// <summary>It waits again as it did: what settled it was taken back.</summary>
    public void Reopen() => (Status, ResolvedByUserId, ResolvedAt, ResolutionNotes) = (ReviewStatus.Pending, null, null, null);

    /// <summary>How it stands now, for one who may want to go back to it.</summary>
    public Stood Stands => new(SnoozedUntil, WakesOn, AssignedToUserId);
}
