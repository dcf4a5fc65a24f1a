using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>
/// EN 16931: each VAT category has the same ten rules in its own colour. BR-S-01 … BR-S-10 for S, BR-AE-… for AE, and so on.
/// </summary>
internal static class VatCategoryRules
{
    private enum Rate { AboveZero, Zero, ZeroOrMore, None }

    private enum Reason { Required, Forbidden }

    /// <summary>What sets a category apart.</summary>
    /// <param name="Series">The middle of the rule ids.</param>
    /// <param name="Code">UNTDID 5305 code.</param>
    /// <param name="Name">The category in the bookkeeper's words.</param>
    /// <param name="Rate">What rates it takes.</param>
    /// <param name="Reason">Whether a reason for exemption must or must not stand in the breakdown.</param>
    /// <param name="Numbers">Whether the parties have the numbers it asks for.</param>
    /// <param name="Asks">The numbers it asks for, in words.</param>
    private sealed record Category(string Series, string Code, string Name, Rate Rate, Reason Reason, Func<EhfDocument, bool> Numbers, string Asks);

    private static readonly Category[] Categories =
    [
        // BR-S-01 BR-S-02 BR-S-03 BR-S-04 BR-S-05 BR-S-06 BR-S-07 BR-S-08 BR-S-09 BR-S-10
        new("S", "S", "vanlig sats (S)", Rate.AboveZero, Reason.Forbidden, HasTaxNumber, "selgerens mva-nummer eller skatteregistrering"),
        // BR-Z-01 BR-Z-02 BR-Z-03 BR-Z-04 BR-Z-05 BR-Z-06 BR-Z-07 BR-Z-08 BR-Z-09 BR-Z-10
        new("Z", "Z", "nullsats (Z)", Rate.Zero, Reason.Forbidden, HasTaxNumber, "selgerens mva-nummer eller skatteregistrering"),
        // BR-E-01 BR-E-02 BR-E-03 BR-E-04 BR-E-05 BR-E-06 BR-E-07 BR-E-08 BR-E-09 BR-E-10
        new("E", "E", "fritak (E)", Rate.Zero, Reason.Required, HasTaxNumber, "selgerens mva-nummer eller skatteregistrering"),
        // BR-AE-01 BR-AE-02 BR-AE-03 BR-AE-04 BR-AE-05 BR-AE-06 BR-AE-07 BR-AE-08 BR-AE-09 BR-AE-10
        new("AE", "AE", "omvendt avgiftsplikt (AE)", Rate.Zero, Reason.Required, HasTaxNumberAndBuyer, "selgerens mva-nummer og kjøperens organisasjons- eller mva-nummer"),
        // BR-IC-01 BR-IC-02 BR-IC-03 BR-IC-04 BR-IC-05 BR-IC-06 BR-IC-07 BR-IC-08 BR-IC-09 BR-IC-10
        new("IC", "K", "salg innen EØS eller klimakvoter (K)", Rate.Zero, Reason.Required, HasVatNumberAndBuyersVatNumber, "mva-nummer for både selger og kjøper"),
        // BR-G-01 BR-G-02 BR-G-03 BR-G-04 BR-G-05 BR-G-06 BR-G-07 BR-G-08 BR-G-09 BR-G-10
        new("G", "G", "eksport (G)", Rate.Zero, Reason.Required, HasVatNumber, "selgerens mva-nummer"),
        // BR-O-01 BR-O-02 BR-O-03 BR-O-04 BR-O-05 BR-O-06 BR-O-07 BR-O-08 BR-O-09 BR-O-10
        new("O", "O", "utenfor mva-området (O)", Rate.None, Reason.Required, HasNoVatNumbers, "at verken selger eller kjøper oppgir mva-nummer"),
        // BR-AF-01 BR-AF-02 BR-AF-03 BR-AF-04 BR-AF-05 BR-AF-06 BR-AF-07 BR-AF-08 BR-AF-09 BR-AF-10
        new("AF", "L", "avgift på Kanariøyene (L)", Rate.ZeroOrMore, Reason.Forbidden, HasTaxNumber, "selgerens avgiftsnummer"),
        // BR-AG-01 BR-AG-02 BR-AG-03 BR-AG-04 BR-AG-05 BR-AG-06 BR-AG-07 BR-AG-08 BR-AG-09 BR-AG-10
        new("AG", "M", "avgift i Ceuta og Melilla (M)", Rate.ZeroOrMore, Reason.Forbidden, HasTaxNumber, "selgerens avgiftsnummer"),
    ];

    /// <summary>The rules of the base: BR-S-08 and its kin.</summary>
    internal static readonly IReadOnlySet<string> Bases = Categories.Select(c => $"BR-{c.Series}-08").ToHashSet();

    internal static readonly EhfRule[] All =
    [
        .. Categories.SelectMany(Series),
        Must("BR-IC-11", "Kategorien K krever at leveringsdato eller fakturaperiode er oppgitt.", d => !d.VatUse.Rows("K").Any() || d.Root.Text("cac:Delivery/cbc:ActualDeliveryDate") is not null || d.Root.All("cac:InvoicePeriod").Any(p => p.HasElements)),
        Must("BR-IC-12", "Kategorien K krever at leveringslandet er oppgitt.", d => !d.VatUse.Rows("K").Any() || d.Root.Text("cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode") is not null),
        Must("BR-O-11", "Fakturaen er utenfor mva-området (O), men har også mva-rader med andre koder.", d => !IsOutside(d) || !d.VatUse.HasOtherRowsThan("O")),
        Must("BR-B-01", "Mva-koden B (delt betaling) kan bare brukes mellom italienske parter.", d => !HasSplitPayment(d) || d.Named("cbc:IdentificationCode").All(c => c.Text() == "IT")),
        Must("BR-B-02", "Mva-koden B (delt betaling) kan ikke brukes sammen med vanlig sats (S).", d => !HasSplitPayment(d) || !(d.VatUse.IsUsed("S") || d.VatUse.Rows("S").Any())),
        Each("BR-O-12", d => IsOutside(d) ? d.VatUse.LinesBut("O") : [], "{0}: fakturaen er utenfor mva-området (O), men linjen har en annen mva-kode.", _ => false),
        Each("BR-O-13", d => IsOutside(d) ? d.VatUse.AllowancesBut("O") : [], "{0}: fakturaen er utenfor mva-området (O), men fradraget har en annen mva-kode.", _ => false),
        Each("BR-O-14", d => IsOutside(d) ? d.VatUse.ChargesBut("O") : [], "{0}: fakturaen er utenfor mva-området (O), men tillegget har en annen mva-kode.", _ => false),
    ];

    private static IEnumerable<EhfRule> Series(Category c) =>
    [
        Must($"BR-{c.Series}-01", $"Mva-kategorien {c.Name} er brukt uten at spesifikasjonen av mva har en rad for den, eller den har raden for mange ganger.", d => RowsMatchUse(c, d.VatUse)),
        Must($"BR-{c.Series}-02", $"En linje har {c.Name}. Det krever {c.Asks}.", d => d.VatUse.Lines(c.Code).Count == 0 || c.Numbers(d)),
        Must($"BR-{c.Series}-03", $"Et fradrag har {c.Name}. Det krever {c.Asks}.", d => d.VatUse.Allowances(c.Code).Count == 0 || c.Numbers(d)),
        Must($"BR-{c.Series}-04", $"Et tillegg har {c.Name}. Det krever {c.Asks}.", d => d.VatUse.Charges(c.Code).Count == 0 || c.Numbers(d)),
        Each($"BR-{c.Series}-05", d => d.VatUse.Lines(c.Code), $"{{0}}: {c.Name} kan ikke ha satsen som er oppgitt.", t => RateFits(c.Rate, t)),
        Each($"BR-{c.Series}-06", d => d.VatUse.Allowances(c.Code), $"{{0}}: {c.Name} kan ikke ha satsen som er oppgitt.", t => RateFits(c.Rate, t)),
        Each($"BR-{c.Series}-07", d => d.VatUse.Charges(c.Code), $"{{0}}: {c.Name} kan ikke ha satsen som er oppgitt.", t => RateFits(c.Rate, t)),
        new($"BR-{c.Series}-08", "{0}: grunnlaget er oppgitt til {1:N2}, men linjer, fradrag og tillegg med denne koden blir {2:N2}.", d => d.VatUse.Rows(c.Code)
            .Where(r => !BaseFits(c, d.VatUse, r)).Select(r => new object?[] { r, r.Parent.Number("cbc:TaxableAmount"), Due(c, d.VatUse, r) ?? 0 })),
        Each($"BR-{c.Series}-09", d => d.VatUse.Rows(c.Code), $"{{0}}: mva-beløpet stemmer ikke med grunnlag og sats for {c.Name}.", r => VatFits(c, r.Parent!)),
        Each($"BR-{c.Series}-10", d => d.VatUse.Rows(c.Code), c.Reason == Reason.Required ? $"{{0}}: {c.Name} krever en begrunnelse for at mva ikke er beregnet." : $"{{0}}: {c.Name} kan ikke ha en begrunnelse for fritak.",
            r => HasReason(r) == (c.Reason == Reason.Required)),
    ];

    private static bool HasRates(Category c) => c.Rate is Rate.AboveZero or Rate.ZeroOrMore;

    /// <summary>Categories with one rate have one row; those with several have at least one, and none without use.</summary>
    private static bool RowsMatchUse(Category c, VatUse use)
    {
        var rows = use.Rows(c.Code).Count();
        return HasRates(c) ? rows > 0 == use.IsUsed(c.Code) : rows == 1 || (rows == 0 && !use.IsUsed(c.Code));
    }

    private static bool RateFits(Rate rate, XElement tax) => !VatUse.IsVat(tax) || rate switch
    {
        Rate.AboveZero => tax.Number("cbc:Percent") > 0,
        Rate.Zero => tax.Number("cbc:Percent") == 0,
        Rate.ZeroOrMore => tax.Number("cbc:Percent") >= 0,
        _ => !tax.Has("cbc:Percent"),
    };

    private static decimal? Due(Category c, VatUse use, XElement row) => HasRates(c) ? use.Sum(c.Code, row.Number("cbc:Percent")) : use.Sum(c.Code);

    /// <summary>Where there are rates the base may be off by anything less than 1.00; otherwise it is exact. A row that lacks its rate breaks another rule.</summary>
    private static bool BaseFits(Category c, VatUse use, XElement row) =>
        row.Parent.Number("cbc:TaxableAmount") is not { } written
        || (HasRates(c) && !row.Has("cbc:Percent"))
        || (Due(c, use, row) is { } due && (HasRates(c) ? Math.Abs(written - due) < 1 : written == due));

    private static bool VatFits(Category c, XElement row) => HasRates(c)
        ? row.Number("cbc:TaxAmount") is not { } vat || Math.Abs(Math.Abs(vat) - Math.Abs(SumRules.VatOf(row))) < 1
        : row.Number("cbc:TaxAmount") is null or 0;

    private static bool HasReason(XElement row) => row.Has("cbc:TaxExemptionReason") || row.Has("cbc:TaxExemptionReasonCode");

    private static bool HasSplitPayment(EhfDocument d) => d.VatUse.IsUsed("B") || d.VatUse.Rows("B").Any();

    private static bool IsOutside(EhfDocument d) => d.VatUse.Rows("O").Any();

    private static bool HasTaxNumber(EhfDocument d) => d.Seller.Has("cac:PartyTaxScheme/cbc:CompanyID") || HasRepresentative(d);

    private static bool HasVatNumber(EhfDocument d) => PartyReader.VatNumber(d.Seller) is not null || HasRepresentative(d);

    private static bool HasRepresentative(EhfDocument d) => PartyReader.VatNumber(d.Root.One("cac:TaxRepresentativeParty")) is not null;

    private static bool HasTaxNumberAndBuyer(EhfDocument d) =>
        HasTaxNumber(d) && (PartyReader.VatNumber(d.Buyer) is not null || d.Buyer.Has("cac:PartyLegalEntity/cbc:CompanyID"));

    private static bool HasVatNumberAndBuyersVatNumber(EhfDocument d) => HasVatNumber(d) && PartyReader.VatNumber(d.Buyer) is not null;

    private static bool HasNoVatNumbers(EhfDocument d) => !HasVatNumber(d) && PartyReader.VatNumber(d.Buyer) is null;
}
