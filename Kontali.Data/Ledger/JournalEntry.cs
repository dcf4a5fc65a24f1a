namespace Kontali.Data.Ledger;

/// <summary>What a voucher was made from.</summary>
public enum EntrySource
{
    /// <summary>A vendor's invoice or credit note.</summary>
    VendorInvoice,

    /// <summary>Sales.</summary>
    Sales,

    /// <summary>Bank.</summary>
    Bank,

    /// <summary>Written by hand.</summary>
    Manual,

    /// <summary>Opening balance.</summary>
    Opening,

    /// <summary>A reversal of another voucher.</summary>
    Reversal,
}

/// <summary>
/// A voucher in the ledger (bilag): balanced or nonexistent, numbered without gap, chained by hash, never changed.
/// It is taken back by a reversal that points at it.
/// </summary>
public sealed class JournalEntry : IOfClient
{
    private readonly List<Posting> _postings = [];

    private JournalEntry() => (Period, Series, Description, Hash, PreviousHash, ContentHash) = ("", "", "", [], [], []);

    internal JournalEntry(Guid id, Voucher voucher, int fiscalYear, ActorKind byKind, Guid? byUser, DateTimeOffset at)
    {
        (Id, TenantId, ClientId) = (id, voucher.TenantId, voucher.ClientId);
        (EntryDate, AccountingDate) = (voucher.DocumentDate, voucher.AccountingDate);
        (Period, FiscalYear) = (Ledger.Period.Of(voucher.AccountingDate), fiscalYear);
        (Series, Description) = (voucher.Series, voucher.Description);
        (SourceType, SourceId, DocumentId, DocumentHash) = (voucher.SourceType, voucher.SourceId, voucher.DocumentId, voucher.DocumentHash);
        (DecisionId, ReversalOfId, ReversalReason) = (voucher.DecisionId, voucher.ReversalOfId, voucher.ReversalReason);
        (PostingKey, CreatedByType, CreatedById, CreatedAt) = (voucher.PostingKey, byKind, byUser, at);
        _postings = [.. voucher.Lines.Select((line, i) => new Posting(this, i + 1, line))];
        (LineCount, ContentHash) = (_postings.Count, EntryHash.OfContent(voucher));
        (Hash, PreviousHash) = ([], []);
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public Guid TenantId { get; private init; }

    /// <inheritdoc/>
    public Guid ClientId { get; private init; }

    /// <summary>The document's date (bilagsdato): VAT follows it.</summary>
    public DateOnly EntryDate { get; private init; }

    /// <summary>The date it counts in the books.</summary>
    public DateOnly AccountingDate { get; private init; }

    /// <summary>Month of <see cref="AccountingDate"/>, yyyy-MM.</summary>
    public string Period { get; private init; }

    /// <summary>Fiscal year of <see cref="AccountingDate"/>.</summary>
    public int FiscalYear { get; private init; }

    /// <summary>Series.</summary>
    public string Series { get; private init; }

    /// <summary>Number in client, series and year, from 1 without gap.</summary>
    public int VoucherNumber { get; private set; }

    /// <summary>What it is.</summary>
    public string Description { get; private init; }

    /// <summary>What it was made from.</summary>
    public EntrySource SourceType { get; private init; }

    /// <summary>Id of the invoice, where it was made from one.</summary>
    public Guid? SourceId { get; private init; }

    /// <summary>The document that shows why (bfl 10).</summary>
    public Guid? DocumentId { get; private init; }

    /// <summary>The document's sha256, part of the chain.</summary>
    public string? DocumentHash { get; private init; }

    /// <summary>The agent's decision it rests on.</summary>
    public Guid? DecisionId { get; private init; }

    /// <summary>The voucher this one reverses, whole; no voucher is reversed twice.</summary>
    public Guid? ReversalOfId { get; private init; }

    /// <summary>Why it was reversed.</summary>
    public string? ReversalReason { get; private init; }

    /// <summary>The id made before the click: the same key posts once.</summary>
    public Guid PostingKey { get; private init; }

    /// <summary>Hash of what was asked to be posted: the same key with other content is an error.</summary>
    public byte[] ContentHash { get; private init; }

    /// <summary>Hash of the voucher before it in client, series and year.</summary>
    public byte[] PreviousHash { get; private set; }

    /// <summary>Hash over the previous hash and every accounting field; see <see cref="EntryHash"/>.</summary>
    public byte[] Hash { get; private set; }

    /// <summary>How many lines it has; the database accepts no line above it.</summary>
    public int LineCount { get; private init; }

    /// <summary>Who posted it.</summary>
    public ActorKind CreatedByType { get; private init; }

    /// <summary>The person, where it was one.</summary>
    public Guid? CreatedById { get; private init; }

    /// <summary>When it was posted, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>The lines in order.</summary>
    public IReadOnlyList<Posting> Postings => _postings;

    /// <summary>The voucher's name as people say it: L-2026-14.</summary>
    public string VoucherName => NameOf(Series, FiscalYear, VoucherNumber);

    /// <inheritdoc cref="VoucherName"/>
    public static string NameOf(string series, int year, int number) => $"{series}-{year}-{number}";

    /// <summary>Takes its number and its place in the chain, both from the locked counter.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="previousHash">The seal of the voucher before it.</param>
    /// <param name="hash">Its own seal, where the database has made it already.</param>
    internal void TakePlace(int number, byte[] previousHash, byte[]? hash = null)
    {
        (VoucherNumber, PreviousHash) = (number, previousHash);
        Hash = hash ?? EntryHash.Of(this);
    }

    /// <summary>The voucher that takes this one back, whole (bfl 9).</summary>
    /// <param name="key">Posting key.</param>
    /// <param name="on">Accounting date of the reversal; its period must be open.</param>
    /// <param name="reason">Why; required.</param>
    public Voucher Reverse(Guid key, DateOnly on, string reason) => Reverse(_postings, key, on, reason);

    /// <inheritdoc cref="Reverse(Guid, DateOnly, string)"/>
    /// <param name="postings">Its lines, where they were read apart from it.</param>
    /// <param name="key">Posting key.</param>
    /// <param name="on">Accounting date of the reversal.</param>
    /// <param name="reason">Why.</param>
    internal Voucher Reverse(IReadOnlyList<Posting> postings, Guid key, DateOnly on, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new BrokenRule($"Skriv hvorfor bilag {VoucherName} tilbakeføres.");
        if (ReversalOfId is not null) throw new BrokenRule($"Bilag {VoucherName} er selv en tilbakeføring. Før et nytt bilag i stedet.");
        return new Voucher(TenantId, ClientId, [.. postings.OrderBy(p => p.LineNumber).Select(p => p.Opposite())])
        {
            PostingKey = key,
            Series = Series,
            DocumentDate = EntryDate,
            AccountingDate = on,
            Description = $"Tilbakeføring av {VoucherName}: {Description}",
            SourceType = EntrySource.Reversal,
            SourceId = SourceId,
            DocumentId = DocumentId,
            DocumentHash = DocumentHash,
            ReversalOfId = Id,
            ReversalReason = reason.Trim(),
        };
    }
}
