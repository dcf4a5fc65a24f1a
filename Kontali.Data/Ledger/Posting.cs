namespace Kontali.Data.Ledger;

/// <summary>A line of a voucher (bilagslinje). Written once.</summary>
public sealed class Posting : IOfClient
{
    private Posting() => (AccountNumber, EntryId) = ("", default);

    internal Posting(JournalEntry entry, int lineNumber, PostingLine line)
    {
        // It has its id before the voucher is sealed, for the seal covers it.
        Id = Ids.At(entry.CreatedAt, lineNumber % 4096);
        (EntryId, TenantId, ClientId, AccountingDate) = (entry.Id, entry.TenantId, entry.ClientId, entry.AccountingDate);
        (LineNumber, AccountNumber, CreatedAt) = (lineNumber, line.Account, entry.CreatedAt);
        (DebitAmount, CreditAmount) = line.Amount > 0 ? (line.Amount, 0m) : (0m, -line.Amount);
        (VatCode, VatAmount, VatBaseAmount) = (line.VatCode, line.VatAmount, line.VatBase);
        (VendorId, Currency, CurrencyAmount, LineDescription) = (line.VendorId, line.Currency, line.CurrencyAmount, line.Text);
        (AiConfidenceScore, AiReasoning) = (line.Confidence, line.Reasoning);
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public Guid TenantId { get; private init; }

    /// <inheritdoc/>
    public Guid ClientId { get; private init; }

    /// <summary>The voucher.</summary>
    public Guid EntryId { get; private init; }

    /// <summary>The voucher's accounting date, repeated here so that an account's statement is one index.</summary>
    public DateOnly AccountingDate { get; private init; }

    /// <summary>1..n in the voucher.</summary>
    public int LineNumber { get; private init; }

    /// <summary>Account in the client's chart.</summary>
    public string AccountNumber { get; private init; }

    /// <summary>Debit in kroner; 0 on a credit line.</summary>
    public decimal DebitAmount { get; private init; }

    /// <summary>Credit in kroner; 0 on a debit line.</summary>
    public decimal CreditAmount { get; private init; }

    /// <summary>Standard tax code; on the line that is the base, and on the VAT account's own line.</summary>
    public string? VatCode { get; private init; }

    /// <summary>VAT belonging to this base, kroner, signed like <see cref="Amount"/>; null on VAT accounts' own lines.</summary>
    public decimal? VatAmount { get; private init; }

    /// <summary>Base of the VAT, kroner, signed like <see cref="Amount"/>; null on VAT accounts' own lines.</summary>
    public decimal? VatBaseAmount { get; private init; }

    /// <summary>The vendor, on subledger lines.</summary>
    public Guid? VendorId { get; private init; }

    /// <summary>The document's currency, where it is not NOK, and the amount in it, signed like <see cref="Amount"/>.</summary>
    public string? Currency { get; private init; }

    /// <inheritdoc cref="Currency"/>
    public decimal? CurrencyAmount { get; private init; }

    /// <summary>Text.</summary>
    public string? LineDescription { get; private init; }

    /// <summary>Per cent with which the agent was sure of this line, 0–100; null where a person wrote it.</summary>
    public int? AiConfidenceScore { get; private init; }

    /// <summary>Why, in a sentence.</summary>
    public string? AiReasoning { get; private init; }

    /// <summary>When it was posted, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>One signed amount, debit positive.</summary>
    public decimal Amount => DebitAmount - CreditAmount;

    /// <summary>The line as it would be posted again.</summary>
    internal PostingLine AsLine() => new(AccountNumber, Amount)
    {
        VatCode = VatCode,
        VatAmount = VatAmount,
        VatBase = VatBaseAmount,
        VendorId = VendorId,
        Currency = Currency,
        CurrencyAmount = CurrencyAmount,
        Text = LineDescription,
        Confidence = AiConfidenceScore,
        Reasoning = AiReasoning,
    };

    /// <summary>The line that undoes this one.</summary>
    public PostingLine Opposite() => AsLine() with
    {
        Amount = -Amount,
        VatAmount = -VatAmount,
        VatBase = -VatBaseAmount,
        CurrencyAmount = -CurrencyAmount,
        Confidence = null,
        Reasoning = null,
    };
}

/// <summary>A line about to be posted.</summary>
/// <param name="Account">Account number.</param>
/// <param name="Amount">Kroner, debit positive, whole øre, never zero.</param>
public sealed record PostingLine(string Account, decimal Amount)
{
    /// <inheritdoc cref="Posting.VatCode"/>
    public string? VatCode { get; init; }

    /// <inheritdoc cref="Posting.VatAmount"/>
    public decimal? VatAmount { get; init; }

    /// <inheritdoc cref="Posting.VatBaseAmount"/>
    public decimal? VatBase { get; init; }

    /// <inheritdoc cref="Posting.VendorId"/>
    public Guid? VendorId { get; init; }

    /// <inheritdoc cref="Posting.Currency"/>
    public string? Currency { get; init; }

    /// <inheritdoc cref="Posting.Currency"/>
    public decimal? CurrencyAmount { get; init; }

    /// <inheritdoc cref="Posting.LineDescription"/>
    public string? Text { get; init; }

    /// <inheritdoc cref="Posting.AiConfidenceScore"/>
    public int? Confidence { get; init; }

    /// <inheritdoc cref="Posting.AiReasoning"/>
    public string? Reasoning { get; init; }
}
