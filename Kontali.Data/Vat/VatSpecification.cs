namespace Kontali.Data.Vat;

/// <summary>What a line of the return is, where it is more than a purchase or a sale (Skatteetaten/mva-meldingen, mvaSpesifikasjon).</summary>
public enum VatSpecification
{
    /// <summary>Nothing more.</summary>
    None,

    /// <summary>Withdrawal by the owner (uttak): codes 3, 31, 33 and 5.</summary>
    Withdrawal,

    /// <summary>Loss on a receivable (tap på krav): codes 1, 11, 12 and 13.</summary>
    LossOnClaim,

    /// <summary>Adjustment of capital goods (mval 9-1 to 9-5): codes 1 and 81.</summary>
    Adjustment,

    /// <summary>Input VAT given back on cars and buildings (mval 9-6 and 9-7): codes 1 and 81.</summary>
    Reversal,
}

/// <summary>Which specification the accounts of a voucher mean; the accounts are those of NS 4102's order.</summary>
public static class VatSpecifications
{
    private static readonly string[] Withdrawn = ["3", "31", "33", "5"], Lost = ["1", "11", "12", "13"], OfCapital = ["1", "81"];

    /// <summary>The authority's word; null where the line has none.</summary>
    public static string? Word(this VatSpecification specification) => specification switch
    {
        VatSpecification.Withdrawal => "uttak",
        VatSpecification.LossOnClaim => "tapPåKrav",
        VatSpecification.Adjustment => "justering",
        VatSpecification.Reversal => "tilbakeføringAvInngåendeMerverdiavgift",
        _ => null,
    };

    /// <summary>The codes it may stand on (rules R038 to R041).</summary>
    public static IReadOnlyList<string> Codes(this VatSpecification specification) => specification switch
    {
        VatSpecification.Withdrawal => Withdrawn,
        VatSpecification.LossOnClaim => Lost,
        VatSpecification.Adjustment or VatSpecification.Reversal => OfCapital,
        _ => [],
    };

    /// <summary>Of a base booked on this account: 306 to 307 and 316 to 317 withdrawals, 783 losses, 797 adjustments.</summary>
    public static VatSpecification OfBase(string code, string account) => account switch
    {
        _ when Withdrawn.Contains(code) && account is ['3', '0' or '1', '6' or '7', ..] => VatSpecification.Withdrawal,
        _ when Lost.Contains(code) && account.StartsWith("783", StringComparison.Ordinal) => VatSpecification.LossOnClaim,
        _ when OfCapital.Contains(code) && account.StartsWith("797", StringComparison.Ordinal) => VatSpecification.Adjustment,
        _ => VatSpecification.None,
    };

    /// <summary>Of VAT that stands without a base, by what else the voucher touches: 797 is an adjustment, a building or a car an input VAT given back.</summary>
    public static VatSpecification OfLegs(string code, IEnumerable<string> others)
    {
        if (!OfCapital.Contains(code)) return VatSpecification.None;
        var touched = others.ToList();
        return touched.Any(a => a.StartsWith("797", StringComparison.Ordinal)) ? VatSpecification.Adjustment
            : touched.Any(a => a is ['1', '1' or '2', ..]) ? VatSpecification.Reversal
            : VatSpecification.None;
    }
}
