namespace Kontali.Data.Ledger;

/// <summary>An account in a client's chart.</summary>
public sealed class Account : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Number; unique in the client's chart, never changed.</summary>
    public required string AccountNumber { get; init; }

    /// <summary>Name, in Norwegian.</summary>
    public required string AccountName { get; set; }

    /// <summary>Type, by the number.</summary>
    public required AccountType AccountType { get; init; }

    /// <summary>The VAT code purchases on this account usually have.</summary>
    public string? DefaultVatCode { get; set; }

    /// <summary>False where input VAT is never deducted on this account (mval 8-3, 8-4): cost with VAT and all.</summary>
    public bool VatDeductible { get; set; } = true;

    /// <summary>True where deduction depends on what was bought or how it is used: a person decides, the agent never posts.</summary>
    public bool VatNeedsJudgement { get; set; }

    /// <summary>Standard account for SAF-T (four digits).</summary>
    public string? StandardAccount { get; set; }

    /// <summary>Grouping category and code of næringsspesifikasjonen (SAF-T 1.30).</summary>
    public string? GroupingCategory { get; set; }

    /// <inheritdoc cref="GroupingCategory"/>
    public string? GroupingCode { get; set; }

    /// <summary>Whether its balance is to be reconciled.</summary>
    public bool RequiresReconciliation { get; set; }

    /// <summary>Words that usually stand on what is booked here, for suggestions.</summary>
    public IReadOnlyList<string> AiSuggestedDescriptions { get; set; } = [];

    /// <summary>False: closed for new postings.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
