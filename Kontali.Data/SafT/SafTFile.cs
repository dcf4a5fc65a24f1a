namespace Kontali.Data.SafT;

/// <summary>A fault in the file: where, and what is wrong with it. A fault that does not stop is told in the preview.</summary>
/// <param name="Stops">Nothing is imported while it is there.</param>
/// <param name="Line">The line in the file; 0 where it is of the whole.</param>
/// <param name="Says">What is wrong, and what to do.</param>
public sealed record SafTFault(bool Stops, int Line, Phrase Says);

/// <summary>An account as the file has it. Kroner, debit positive.</summary>
internal sealed record ReadAccount(int Line, string Id, string Name, string? StandardAccount, string? GroupingCategory, string? GroupingCode, decimal Opening, decimal Closing);

/// <summary>A customer or a vendor as the file has it.</summary>
internal sealed record ReadParty(int Line, string Id, string Name, string? OrgNumber, string? Country, IReadOnlyList<(string? Account, decimal Opening)> Balances);

/// <summary>A voucher as the file has it.</summary>
internal sealed record ReadVoucher(int Line, string Journal, string Id, int? Period, int? Year, DateOnly Date, DateOnly? Posted, string Description, string? SupplierId, IReadOnlyList<ReadLine> Lines);

/// <summary>A line as the file has it. Kroner, debit positive; VAT signed like the amount.</summary>
internal sealed record ReadLine(string Account, decimal Amount, string? TaxCode, decimal? Base, decimal? Tax, string? SupplierId, string? CustomerId, string Text, string? Currency, decimal? CurrencyAmount, string? Document, DateOnly? Due);

/// <summary>A SAF-T file that could be read: versions 1.0 to 1.40.</summary>
internal sealed record SafTFile
{
    public required string Version { get; init; }
    public string Company { get; init; } = "";
    public string OrgNumber { get; init; } = "";
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public List<ReadAccount> Accounts { get; } = [];
    public List<ReadParty> Customers { get; } = [];
    public List<ReadParty> Suppliers { get; } = [];
    /// <summary>The file's own codes and the standard code each stands for; null where it stands for none.</summary>
    public Dictionary<string, (int Line, string? Standard)> Codes { get; } = new(StringComparer.Ordinal);
    public List<ReadVoucher> Vouchers { get; } = [];
    public (int Entries, decimal Debit, decimal Credit)? Stated { get; set; }
    public List<SafTFault> Faults { get; } = [];
}
