using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Data.Vat;

/// <summary>What a return said when it was filed.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Kid">The payment reference for what is to be received.</param>
/// <param name="Note">The note on the whole.</param>
public sealed record ReturnContent(IReadOnlyList<ReturnLine> Lines, string? Kid, VatNote? Note);

/// <summary>A return that is filed; the row is written once. A later one of the same term is a complete new return that replaces it.</summary>
public sealed class FiledReturn : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>First day of the term.</summary>
    public required DateOnly TermFrom { get; init; }

    /// <summary>Last day of the term.</summary>
    public required DateOnly TermTo { get; init; }

    /// <summary>1 for the first return of the term, 2 for the first correction of it.</summary>
    public required int Sequence { get; init; }

    /// <summary>What it is for.</summary>
    public required ReturnCategory Category { get; init; }

    /// <summary>VAT to pay, whole kroner; negative where it is to be received.</summary>
    public required decimal Assessed { get; init; }

    /// <summary>What it said.</summary>
    public required ReturnContent Content { get; init; }

    /// <summary>The day it was filed with the authority.</summary>
    public required DateOnly FiledOn { get; init; }

    /// <summary>The authority's reference; null where none was written down.</summary>
    public string? Reference { get; init; }

    /// <summary>Why the term's return was corrected; null on the first.</summary>
    public string? Reason { get; init; }

    /// <summary>Who marked it filed.</summary>
    public Guid? FiledBy { get; init; }

    /// <summary>When that was, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A voucher is counted in one return, and stays there: what is posted later goes into another.</summary>
public sealed class CountedEntry : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The voucher.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>The return.</summary>
    public required Guid ReturnId { get; init; }
}

/// <summary>What has been written on a return that is not filed yet: notes and payment reference.</summary>
public sealed class ReturnDraft : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>First day of the term.</summary>
    public required DateOnly TermFrom { get; init; }

    /// <summary>Notes on lines, by the lines' keys.</summary>
    public IReadOnlyDictionary<string, VatNote> Notes { get; set; } = new Dictionary<string, VatNote>();

    /// <summary>The note on the whole.</summary>
    public VatNote? Note { get; set; }

    /// <summary>The payment reference for what is to be received.</summary>
    public string? Kid { get; set; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
