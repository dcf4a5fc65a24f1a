namespace Kontali.Data.Corrections;

/// <summary>What is to stand on lines instead; null leaves it as it is.</summary>
/// <param name="Account">Another account.</param>
/// <param name="VatCode">Another standard tax code.</param>
/// <param name="Text">Another text.</param>
/// <param name="Vendor">Another vendor, by its identity, which it has at every client.</param>
public sealed record LineChange(string? Account = null, string? VatCode = null, string? Text = null, string? Vendor = null)
{
    /// <summary>Whether it changes anything at all.</summary>
    public bool IsEmpty => Account is null && VatCode is null && Text is null && Vendor is null;
}

/// <summary>Which posted lines are meant: all that is said must fit.</summary>
public sealed record LineSearch
{
    /// <summary>Of these clients; of all she may see where none is named.</summary>
    public IReadOnlyList<Guid> Clients { get; init; } = [];

    /// <summary>Part of the vendor's name, its number, or its organisation number.</summary>
    public string? Vendor { get; init; }

    /// <summary>Account number.</summary>
    public string? Account { get; init; }

    /// <summary>Standard tax code.</summary>
    public string? VatCode { get; init; }

    /// <summary>First and last month of accounting date, yyyy-MM, both inclusive.</summary>
    public string? From { get; init; }

    /// <inheritdoc cref="From"/>
    public string? To { get; init; }

    /// <summary>The line's kroner without sign, both ends inclusive.</summary>
    public decimal? AtLeast { get; init; }

    /// <inheritdoc cref="AtLeast"/>
    public decimal? AtMost { get; init; }

    /// <summary>Part of the line's or the voucher's text.</summary>
    public string? Text { get; init; }

    /// <summary>Posted by this decision.</summary>
    public Guid? Decision { get; init; }

    /// <summary>Posted by decisions that rested on this version of a pattern.</summary>
    public Guid? Pattern { get; init; }

    /// <summary>Lines she has taken out again, by posting.</summary>
    public IReadOnlyList<Guid> Without { get; init; } = [];

    /// <summary>Whether it narrows the ledger enough to be asked: a whole ledger is nobody's mistake.</summary>
    public bool IsEnough => Account is not null || VatCode is not null || Vendor is not null || Decision is not null || Pattern is not null
        || Clients.Count > 0 && (Text is not null || From is not null || To is not null || AtLeast is not null);
}
