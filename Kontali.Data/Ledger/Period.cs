namespace Kontali.Data.Ledger;

/// <summary>How open a period is; the database lets postings only into an open one.</summary>
public enum PeriodState
{
    /// <summary>Open for postings.</summary>
    Open,

    /// <summary>Held back while it is being checked.</summary>
    Held,

    /// <summary>Closed (bff 7-6).</summary>
    Closed,

    /// <summary>Closed, and its VAT return is filed.</summary>
    VatFiled,
}

/// <summary>A calendar month of a client's books.</summary>
public sealed class Period : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The month as yyyy-MM.</summary>
    public required string Name { get; init; }

    /// <summary>How open it is.</summary>
    public PeriodState State { get; set; }

    /// <summary>When the state last changed, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>The period a date falls in.</summary>
    public static string Of(DateOnly date) => $"{date.Year:0000}-{date.Month:00}";
}

/// <summary>
/// The counter of a series in a fiscal year: the row that a posting locks. It gives the next number and the hash to chain on,
/// so numbers run 1..N without a gap, in the order of the chain.
/// </summary>
public sealed class VoucherSeries : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Series: A general, L incoming invoices, B bank, S sales.</summary>
    public required string Series { get; init; }

    /// <summary>Fiscal year.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>The last number given.</summary>
    public int LastNumber { get; init; }

    /// <summary>The hash of the last voucher; 32 bytes.</summary>
    public required byte[] LastHash { get; init; }
}

/// <summary>Sums per account and period, kept by the database beside the lines in the posting transaction; can be rebuilt and compared.</summary>
public sealed class AccountBalance : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Account.</summary>
    public required string AccountNumber { get; init; }

    /// <summary>Period as yyyy-MM.</summary>
    public required string Period { get; init; }

    /// <summary>Sum of debits and of credits, kroner.</summary>
    public decimal Debit { get; init; }

    /// <inheritdoc cref="Debit"/>
    public decimal Credit { get; init; }

    /// <summary>The same in whole øre, by the database: sums over many clients are several times as fast in whole numbers.</summary>
    public long DebitOre { get; private init; }

    /// <inheritdoc cref="DebitOre"/>
    public long CreditOre { get; private init; }
}
