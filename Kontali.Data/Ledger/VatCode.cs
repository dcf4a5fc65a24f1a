namespace Kontali.Data.Ledger;

/// <summary>Purchase or sale.</summary>
public enum VatSide
{
    /// <summary>Input side.</summary>
    Purchase,

    /// <summary>Output side.</summary>
    Sale,
}

/// <summary>Which rate a code takes; the per cent on a date is in <see cref="VatRate"/>.</summary>
public enum RateClass
{
    /// <summary>No VAT treatment.</summary>
    None,

    /// <summary>Zero rate.</summary>
    Zero,

    /// <summary>Alminnelig sats, 25 %.</summary>
    Standard,

    /// <summary>Food, 15 %.</summary>
    Middle,

    /// <summary>Raw fish, 11.11 %.</summary>
    RawFish,

    /// <summary>Passenger transport, hotel rooms, cinema and the like, 12 %.</summary>
    Low,
}

/// <summary>Who reckons the VAT of a purchase.</summary>
public enum VatMechanism
{
    /// <summary>None.</summary>
    None,

    /// <summary>The seller charged it on the invoice.</summary>
    Invoiced,

    /// <summary>The buyer calculates it: both legs are posted.</summary>
    Calculated,
}

/// <summary>
/// A standard tax code of SAF-T (Skatteetaten, standard tax codes): the same for every firm.
/// Which return lines it gives: Skatteetaten/mva-meldingen.
/// </summary>
public sealed class VatCode
{
    /// <summary>The code, as text.</summary>
    public required string Code { get; init; }

    /// <summary>Name in Norwegian.</summary>
    public required string Name { get; init; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; init; }

    /// <summary>Purchase or sale.</summary>
    public required VatSide Side { get; init; }

    /// <summary>Rate class.</summary>
    public required RateClass RateClass { get; init; }

    /// <summary>Who reckons the VAT.</summary>
    public required VatMechanism Mechanism { get; init; }

    /// <summary>Account that deductible VAT is debited to; null where there is no deduction.</summary>
    public string? DeductionAccount { get; init; }

    /// <summary>Account that calculated or output VAT is credited to; null where there is none.</summary>
    public string? OutputAccount { get; init; }

    /// <summary>Whether the return has a line with base and rate, and one with the deduction.</summary>
    public required bool ReturnsBase { get; init; }

    /// <inheritdoc cref="ReturnsBase"/>
    public required bool ReturnsDeduction { get; init; }

    /// <summary>The code's order in lists.</summary>
    public required short SortOrder { get; init; }
}

/// <summary>A rate class's per cent from a date to a date, both inclusive (Skatteetaten, sats.xml; mval ch. 5).</summary>
public sealed class VatRate
{
    /// <summary>Rate class.</summary>
    public required RateClass RateClass { get; init; }

    /// <summary>Per cent.</summary>
    public required decimal Percent { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day; null while it is in force.</summary>
    public DateOnly? ValidTo { get; init; }
}
