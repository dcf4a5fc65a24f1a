namespace Kontali.Data.Ledger;

/// <summary>A voucher about to be posted: balanced or nonexistent, checked at birth.</summary>
public sealed record Voucher
{
    /// <summary>A balanced set of lines for a client.</summary>
    /// <exception cref="BrokenRule">Fewer than two lines, a line that is zero or not in whole øre, or debit and credit differ.</exception>
    public Voucher(Guid tenantId, Guid clientId, IReadOnlyList<PostingLine> lines)
    {
        (TenantId, ClientId, Lines) = (tenantId, clientId, lines);
        if (lines.Count < 2) throw new BrokenRule($"Et bilag trenger minst to linjer.");
        foreach (var line in lines)
        {
            if (line.Amount == 0) throw new BrokenRule($"Linjen på konto {line.Account} har beløp 0. Fjern den, eller skriv et beløp.");
            if (!Money.IsBookable(line.Amount)) throw new BrokenRule($"Beløpet på konto {line.Account} må være i hele øre og under 10 billioner.");
        }
        if (lines.Sum(l => l.Amount) is not 0m and var off) throw new BrokenRule($"Bilaget er {off:N2} kr i ubalanse.");
    }

    /// <summary>The firm.</summary>
    public Guid TenantId { get; }

    /// <summary>The client.</summary>
    public Guid ClientId { get; }

    /// <summary>The lines in order.</summary>
    public IReadOnlyList<PostingLine> Lines { get; }

    /// <inheritdoc cref="JournalEntry.PostingKey"/>
    public required Guid PostingKey { get; init; }

    /// <inheritdoc cref="JournalEntry.Series"/>
    public string Series { get; init; } = "A";

    /// <inheritdoc cref="JournalEntry.EntryDate"/>
    public required DateOnly DocumentDate { get; init; }

    /// <inheritdoc cref="JournalEntry.AccountingDate"/>
    public required DateOnly AccountingDate { get; init; }

    /// <inheritdoc cref="JournalEntry.Description"/>
    public required string Description { get; init; }

    /// <inheritdoc cref="JournalEntry.SourceType"/>
    public EntrySource SourceType { get; init; } = EntrySource.Manual;

    /// <inheritdoc cref="JournalEntry.SourceId"/>
    public Guid? SourceId { get; init; }

    /// <inheritdoc cref="JournalEntry.DocumentId"/>
    public Guid? DocumentId { get; init; }

    /// <inheritdoc cref="JournalEntry.DocumentHash"/>
    public string? DocumentHash { get; init; }

    /// <inheritdoc cref="JournalEntry.DecisionId"/>
    public Guid? DecisionId { get; init; }

    /// <inheritdoc cref="JournalEntry.ReversalOfId"/>
    public Guid? ReversalOfId { get; init; }

    /// <inheritdoc cref="JournalEntry.ReversalReason"/>
    public string? ReversalReason { get; init; }
}
