using System.Globalization;
using System.Text.Json.Serialization;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Data.Vat;

/// <summary>What the return is for.</summary>
public enum ReturnCategory
{
    /// <summary>Alminnelig.</summary>
    Ordinary,

    /// <summary>Primærnæring.</summary>
    Primary,

    /// <summary>Omvendt avgiftsplikt: buyers outside the register.</summary>
    ReverseCharge,
}

/// <summary>A note (merknad): one of the authority's, or her own words.</summary>
/// <param name="Chosen">The authority's word; null where it is free text.</param>
/// <param name="Text">Free text.</param>
public sealed record VatNote(string? Chosen, string? Text)
{
    /// <summary>Whether it says anything.</summary>
    [JsonIgnore]
    public bool IsEmpty => string.IsNullOrWhiteSpace(Chosen) && string.IsNullOrWhiteSpace(Text);
}

/// <summary>
/// A line of the return. Whole kroner, rounded once from what is posted; output is positive, deduction negative.
/// </summary>
/// <param name="Code">Standard tax code.</param>
/// <param name="Specification">What it is more than purchase or sale.</param>
/// <param name="IsDeduction">A deduction, which has neither base nor rate.</param>
/// <param name="Base">Whole kroner; null on a deduction.</param>
/// <param name="Percent">The rate; null on a deduction.</param>
/// <param name="Vat">Whole kroner.</param>
public sealed record ReturnLine(string Code, VatSpecification Specification, bool IsDeduction, decimal? Base, decimal? Percent, decimal Vat)
{
    /// <summary>In øre, as it is posted.</summary>
    public decimal ExactBase { get; init; }

    /// <inheritdoc cref="ExactBase"/>
    public decimal ExactVat { get; init; }

    /// <summary>The note on it.</summary>
    public VatNote? Note { get; init; }

    /// <summary>Its name in address and draft: code, specification, side and rate.</summary>
    [JsonIgnore]
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Code}{(IsDeduction ? "f" : "b")}{(int)Specification}{(Percent is { } p ? $"-{p:0.##}" : "")}");

    /// <summary>The sign is the other one than usual: a negative base, a deduction that is owed, an adjustment or reversal that is deducted.</summary>
    [JsonIgnore]
    public bool IsOpposite => IsDeduction
        ? Specification is VatSpecification.Adjustment or VatSpecification.Reversal ? Vat < 0 : Vat > 0
        : Base < 0 || Base is null or 0 && Vat < 0;
}

/// <summary>A client's VAT return (skattemelding for merverdiavgift) of a term.</summary>
/// <param name="OrgNumber">The client's organisation number.</param>
/// <param name="Category">What it is for.</param>
/// <param name="Term">The client's kind of term.</param>
/// <param name="Period">The days.</param>
/// <param name="Lines">In the codes' order.</param>
public sealed record VatReturn(OrgNumber OrgNumber, ReturnCategory Category, VatTerm Term, VatDeadline Period, IReadOnlyList<ReturnLine> Lines)
{
    /// <summary>VAT to pay, or to receive where it is negative: the sum of the lines.</summary>
    public decimal Assessed => Lines.Sum(l => l.Vat);

    /// <summary>The payment reference for what is to be received; null where none is stated.</summary>
    public string? Kid { get; init; }

    /// <summary>The note on the whole.</summary>
    public VatNote? Note { get; init; }

    /// <summary>What the return is for, by the client's term.</summary>
    public static ReturnCategory CategoryOf(VatTerm term) => term switch
    {
        VatTerm.YearlyPrimary => ReturnCategory.Primary,
        VatTerm.Quarterly => ReturnCategory.ReverseCharge,
        _ => ReturnCategory.Ordinary,
    };

    /// <summary>The lines of what is posted: those with a base by code, specification and rate; deductions, which have no rate, by code and specification. Pure.</summary>
    public static IReadOnlyList<ReturnLine> LinesOf(IEnumerable<VatFact> facts, StandardTax tax)
    {
        var known = facts.Where(f => tax.Codes.ContainsKey(f.Code)).ToList();
        var voucher = Vouchers.Of(known);
        var based = from f in known
                    let code = tax.Codes[f.Code]
                    // What is given back or adjusted has no base, whatever the code.
                    where code.ReturnsBase && f.Specification is not (VatSpecification.Adjustment or VatSpecification.Reversal)
                    group f by (Code: code, f.Specification, Percent: PercentOn(tax, f)) into g
                    let sums = Sums.Of(g.Key.Code, g, voucher)
                    where sums.Base != 0 || sums.Owed != 0
                    select (g.Key.Code, Line: new ReturnLine(g.Key.Code.Code, g.Key.Specification, false, Kroner(sums.Base), g.Key.Percent, Kroner(sums.Owed)) { ExactBase = sums.Base, ExactVat = sums.Owed });
        var deducted = from f in known
                       let code = tax.Codes[f.Code]
                       where code.ReturnsDeduction
                       group f by (Code: code, f.Specification) into g
                       let sums = Sums.Of(g.Key.Code, g, voucher)
                       where sums.Deducted != 0
                       select (g.Key.Code, Line: new ReturnLine(g.Key.Code.Code, g.Key.Specification, true, null, null, Kroner(sums.Deducted)) { ExactVat = sums.Deducted });
        return [.. based.Concat(deducted).OrderBy(l => l.Line.Specification).ThenBy(l => l.Code.SortOrder).ThenBy(l => l.Line.IsDeduction).ThenByDescending(l => l.Line.Percent).Select(l => l.Line)];
    }

    /// <summary>Whether this is ground of that line.</summary>
    public static bool IsOf(ReturnLine line, VatFact fact, StandardTax tax) =>
        fact.Code == line.Code && fact.Specification == line.Specification && (line.Percent is null || PercentOn(tax, fact) == line.Percent);

    /// <summary>What a voucher adds to a line, in øre and with the line's sign.</summary>
    /// <param name="line">The line.</param>
    /// <param name="facts">All that the voucher says under the line's code.</param>
    /// <param name="tax">The codes and rates.</param>
    public static (decimal Base, decimal Vat) Share(ReturnLine line, IReadOnlyList<VatFact> facts, StandardTax tax)
    {
        var sums = Sums.Of(tax.Codes[line.Code], facts.Where(f => IsOf(line, f, tax)), Vouchers.Of(facts));
        return line.IsDeduction ? (0, sums.Deducted) : (sums.Base, sums.Owed);
    }

    private static decimal PercentOn(StandardTax tax, VatFact fact)
    {
        var code = tax.Codes[fact.Code];
        return tax.Rates.FirstOrDefault(r => r.RateClass == code.RateClass && r.ValidFrom <= fact.DocumentDate && (r.ValidTo is null || fact.DocumentDate <= r.ValidTo))?.Percent ?? 0;
    }

    /// <summary>Whole kroner, halves away from zero. Once, from the øre that are posted.</summary>
    private static decimal Kroner(decimal amount) => Math.Round(amount, 0, MidpointRounding.AwayFromZero);

    // Which vouchers say the VAT on their bases, and which have bases that do not, by voucher, code and specification.
    private sealed record Vouchers(HashSet<(Guid, string)> Priced, HashSet<(Guid, string, VatSpecification)> Based)
    {
        public static Vouchers Of(IReadOnlyCollection<VatFact> facts) => new(
            [.. facts.Where(f => f.Account is not null && f.Vat is not null).Select(f => (f.EntryId, f.Code))],
            [.. facts.Where(f => f.Account is not null).Select(f => (f.EntryId, f.Code, f.Specification))]);

        // The VAT accounts' own lines count where no base says the VAT.
        public bool CountsLegs(VatFact fact) => !fact.HasBase || !Priced.Contains((fact.EntryId, fact.Code)) && Based.Contains((fact.EntryId, fact.Code, fact.Specification));
    }

    private readonly record struct Sums(decimal Base, decimal Owed, decimal Deducted)
    {
        // Sales are credit; of a purchase the base is debit, what is calculated is owed and what may be deducted comes off.
        public static Sums Of(VatCode code, IEnumerable<VatFact> facts, Vouchers vouchers)
        {
            decimal @base = 0, vat = 0, owed = 0, deducted = 0;
            foreach (var fact in facts)
            {
                if (fact.Account is not null) (@base, vat) = (@base + fact.Base, vat + (fact.Vat ?? 0));
                else if (vouchers.CountsLegs(fact)) (owed, deducted) = (owed + fact.Owed, deducted + fact.Deducted);
            }
            return code.Side == VatSide.Sale ? new(-@base, -vat - owed, 0) : new(@base, vat - owed, -vat - deducted);
        }
    }
}
