namespace Kontali.Data.Verification;

/// <summary>Something in the books that is not as it was written, or does not agree.</summary>
/// <param name="Check">Which check: voucher, chain, numbers, lines, subledger, vat, balances, trail, documents, anchor.</param>
/// <param name="Where">What it is about, as people name it: L-2026-14, konto 6300, faktura.pdf.</param>
/// <param name="Says">What is wrong, in a sentence.</param>
/// <param name="EntryId">The voucher, where it is one.</param>
public sealed record Fault(string Check, string Where, Phrase Says, Guid? EntryId = null);

/// <summary>The end of a chain: what stands in an anchor.</summary>
/// <param name="ClientId">Whose; null for what belongs to the firm itself.</param>
/// <param name="Chain">Series and year (L-2026), or trail for the audit trail.</param>
/// <param name="Number">The last number.</param>
/// <param name="Hash">Its hash, lower-case hex.</param>
public sealed record ChainHead(Guid? ClientId, string Chain, long Number, string Hash)
{
    /// <summary>The audit trail's chain.</summary>
    public const string Trail = "trail";
}

/// <summary>What a walk through a client's books found.</summary>
public sealed record Walked
{
    /// <summary>How much was walked.</summary>
    public int Vouchers { get; set; }

    /// <inheritdoc cref="Vouchers"/>
    public long Lines { get; set; }

    /// <inheritdoc cref="Vouchers"/>
    public long TrailRows { get; set; }

    /// <inheritdoc cref="Vouchers"/>
    public int Documents { get; set; }

    /// <summary>How many earlier anchors' heads were found again.</summary>
    public int Anchors { get; set; }

    /// <summary>What is wrong, the first bad voucher first.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>The ends of the chains.</summary>
    public List<ChainHead> Heads { get; } = [];
}
