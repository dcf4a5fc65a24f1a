namespace Kontali.Data.Vouchers;

/// <summary>Where a planned voucher stands.</summary>
public enum PlanState
{
    /// <summary>Waits for its day.</summary>
    Waiting,

    /// <summary>Posted.</summary>
    Posted,

    /// <summary>A person took it back before its day.</summary>
    Cancelled,
}

/// <summary>A voucher that is to be posted on a day to come: one of a row that recurs, or a month's share of a cost.</summary>
public sealed class ScheduledVoucher : IOfClient
{
    /// <summary>Id; its posting key too, so that it is posted once.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The plan it is of.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Its place in the plan, from 1.</summary>
    public required int Place { get; init; }

    /// <summary>The day it is posted.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>What will be posted.</summary>
    public required VoucherDraft Draft { get; init; }

    /// <summary>The voucher whose cost it spreads.</summary>
    public Guid? SpreadsEntryId { get; init; }

    /// <summary>Where it stands.</summary>
    public PlanState State { get; set; }

    /// <summary>The voucher it became.</summary>
    public Guid? EntryId { get; set; }

    /// <summary>Why it was not posted on its day; it is tried again each night.</summary>
    public Phrase? Problem { get; set; }

    /// <summary>Who planned it: it is posted in her name.</summary>
    public required Guid PlannedBy { get; init; }

    /// <summary>When it was planned, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A voucher to begin from, with a name.</summary>
public sealed class VoucherTemplate : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Its name; one for each client.</summary>
    public required string Name { get; set; }

    /// <summary>What it begins with; its dates mean nothing.</summary>
    public required VoucherDraft Draft { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
