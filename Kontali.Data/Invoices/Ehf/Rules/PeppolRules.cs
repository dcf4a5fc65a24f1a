using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Peppol BIS Billing 3.0.21: what Peppol asks beyond EN 16931.</summary>
internal static class PeppolRules
{
    private const string Specification = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
    private const string Process = "urn:fdc:peppol.eu:2017:poacc:billing:";

    private static readonly string[] Dates = ["cbc:IssueDate", "cbc:DueDate", "cbc:TaxPointDate", "cbc:StartDate", "cbc:EndDate", "cbc:ActualDeliveryDate"];

    /// <summary>Amounts that are never in the VAT currency.</summary>
    private static readonly string[] Amounts =
    [
        "cbc:LineExtensionAmount", "cbc:TaxExclusiveAmount", "cbc:TaxInclusiveAmount", "cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount", "cbc:PrepaidAmount",
        "cbc:PayableRoundingAmount", "cbc:PayableAmount", "cbc:Amount", "cbc:BaseAmount", "cbc:PriceAmount", "cbc:TaxableAmount",
    ];

    internal static readonly EhfRule[] All =
    [
        Must("PEPPOL-EN16931-R001", "Fakturaen oppgir ikke hvilken prosess den hører til (ProfileID).", d => d.Root.Has("cbc:ProfileID")),
        Must("PEPPOL-EN16931-R002", "Fakturaen har flere enn ett notat. Bare ett er tillatt.", d => d.Root.All("cbc:Note").Count() <= 1 || BothAreGerman(d)),
        Must("PEPPOL-EN16931-R003", "Fakturaen mangler både kjøpers referanse og bestillingsnummer. Ett av dem må være oppgitt.", d => d.Root.Has("cbc:BuyerReference") || d.Root.Has("cac:OrderReference/cbc:ID")),
        Must("PEPPOL-EN16931-R004", "Fakturaen er ikke merket som EHF 3 (CustomizationID).", d => d.Root.Text("cbc:CustomizationID") is not { } id || IsSpecification(id)),
        Must("PEPPOL-EN16931-R005", "Valutaen for mva er den samme som fakturaens valuta. Da skal den ikke oppgis.", d => d.VatCurrency is null || d.VatCurrency != d.Currency),
        Must("PEPPOL-EN16931-R007", "Fakturaen hører ikke til en godkjent faktureringsprosess (ProfileID).", IsBilling),
        Each("PEPPOL-EN16931-R008", d => d.Root.Descendants(), "{0}: et felt er tomt. Tomme felter er ikke tillatt.", e => e.HasElements || !string.IsNullOrWhiteSpace(e.Value)),
        Each("PEPPOL-EN16931-R010", "cac:AccountingCustomerParty/cac:Party", "Kjøperens elektroniske adresse mangler.", p => p.Has("cbc:EndpointID")),
        Each("PEPPOL-EN16931-R020", "cac:AccountingSupplierParty/cac:Party", "Selgerens elektroniske adresse mangler.", p => p.Has("cbc:EndpointID")),
        Each("PEPPOL-EN16931-R040", AllowancesAndCharges, "{0}: fradraget eller tillegget er ikke lik grunnlag ganger prosent.", PercentFits),
        Each("PEPPOL-EN16931-R041", AllowancesAndCharges, "{0}: et fradrag eller tillegg har prosent, men ikke grunnlag.", a => !a.Has("cbc:MultiplierFactorNumeric") || a.Has("cbc:BaseAmount")),
        Each("PEPPOL-EN16931-R042", AllowancesAndCharges, "{0}: et fradrag eller tillegg har grunnlag, men ikke prosent.", a => !a.Has("cbc:BaseAmount") || a.Has("cbc:MultiplierFactorNumeric")),
        Each("PEPPOL-EN16931-R043", AllowancesAndCharges, "{0}: det er uklart om beløpet er et fradrag eller et tillegg.", a => a.Text("cbc:ChargeIndicator") is "true" or "false"),
        Each("PEPPOL-EN16931-R044", PriceAllowances, "{0}: et tillegg er lagt på prisen. Der er bare rabatt tillatt.", a => a.Text("cbc:ChargeIndicator") == "false"),
        Each("PEPPOL-EN16931-R046", PriceAllowances, "{0}: prisen er ikke lik pris før rabatt minus rabatt.", DiscountFits),
        new("PEPPOL-EN16931-R051", "{0}: et beløp er oppgitt i en annen valuta enn fakturaens ({1}).", d => AmountsInDocumentCurrency(d).Where(a => a.Attr("currencyID") != d.Currency).Select(a => new object?[] { a, d.Currency })),
        Must("PEPPOL-EN16931-R053", "Fakturaen skal ha nøyaktig én mva-sum med spesifikasjon.", d => d.TaxTotals.Count(t => t.Has("cac:TaxSubtotal")) == 1),
        Must("PEPPOL-EN16931-R054", "Mva-sum uten spesifikasjon skal bare finnes når mva er oppgitt i en egen valuta, og da én gang.", d => d.TaxTotals.Count(t => !t.Has("cac:TaxSubtotal")) == (d.Root.Has("cbc:TaxCurrencyCode") ? 1 : 0)),
        Must("PEPPOL-EN16931-R055", "Mva i de to valutaene har motsatt fortegn.", SignsAgree),
        Each("PEPPOL-EN16931-R061", d => d.Root.All("cac:PaymentMeans").Where(p => p.Text("cbc:PaymentMeansCode") is "49" or "59"), "{0}: avtalegiro eller annet direktetrekk mangler avtalenummer.", p => p.Has("cac:PaymentMandate/cbc:ID")),
        Must("PEPPOL-EN16931-R080", "Kreditnotaen viser til flere enn ett prosjekt.", d => d.Root.All("cac:AdditionalDocumentReference").Count(r => r.Text("cbc:DocumentTypeCode") == "50") <= 1),
        EachLine("PEPPOL-EN16931-R100", "{0}: linjen viser til flere enn ett fakturert objekt.", l => l.All("cac:DocumentReference").Count() <= 1),
        EachLine("PEPPOL-EN16931-R101", "cac:DocumentReference", "{0}: linjen viser til et dokument som ikke er det fakturerte objektet.", r => r.Text("cbc:DocumentTypeCode") == "130"),
        new("PEPPOL-EN16931-R110", "{0}: linjens periode begynner før fakturaens periode.", d => LinePeriods(d).Where(p => !PeriodRules.StartsInside(d, p)).Select(p => new object?[] { p })),
        new("PEPPOL-EN16931-R111", "{0}: linjens periode slutter etter fakturaens periode.", d => LinePeriods(d).Where(p => !PeriodRules.EndsInside(d, p)).Select(p => new object?[] { p })),
        new("PEPPOL-EN16931-R120", "{0}: linjebeløpet er oppgitt til {1:N2}, men antall ganger pris med fradrag og tillegg blir {2:N2}.", d => d.Lines
            .Select(l => (Line: l, Written: l.Number("cbc:LineExtensionAmount") ?? 0, Due: LineSum(l)))
            .Where(l => l.Due is { } due && Math.Abs(l.Written - due) > 0.02m).Select(l => new object?[] { l.Line, l.Written, Money.Round(l.Due!.Value) })),
        EachLine("PEPPOL-EN16931-R121", "cac:Price/cbc:BaseQuantity", "{0}: prisen gjelder for null eller et negativt antall.", b => b.Number() is > 0),
        EachLine("PEPPOL-EN16931-R130", "cac:Price/cbc:BaseQuantity", "{0}: prisen gjelder for en annen enhet enn linjen er oppgitt i.", SameUnit),
        Must("PEPPOL-EN16931-P0100", "Fakturatypen er ikke tillatt for en vanlig faktura.", d => d.Kind != InvoiceKind.Invoice || d.TypeCode is not { } type || !IsOrdinary(d) || CodeLists.PeppolInvoiceTypes.Contains(type)),
        Must("PEPPOL-EN16931-P0101", "Typen er ikke tillatt for en vanlig kreditnota.", d => d.Kind != InvoiceKind.CreditNote || d.TypeCode is not { } type || !IsOrdinary(d) || CodeLists.PeppolCreditNoteTypes.Contains(type)),
        Must("PEPPOL-EN16931-P0112", "Fakturatypene 326 og 384 kan bare brukes mellom tyske parter.", d => d.TypeCode is not ("326" or "384") || BothAreGerman(d)),
        Each("PEPPOL-EN16931-F001", d => Dates.SelectMany(d.Named), "{0}: en dato er ikke skrevet som ÅÅÅÅ-MM-DD.", e => e.Value.Length == 10 && e.Date() is not null),
        .. ExemptionCodes(),
    ];

    /// <summary>Quantity × price ÷ base quantity, unrounded, with the line's charges and allowances; null where it cannot be worked out.</summary>
    internal static decimal? LineSum(XElement line)
    {
        var quantity = EhfDocument.QuantityOf(line) is { } q ? q.Number() : 1;
        var perUnits = line.Number("cac:Price/cbc:BaseQuantity") is { } b and not 0 ? b : 1;
        return Arithmetic.LineAmount(quantity, line.Number("cac:Price/cbc:PriceAmount") ?? 0, perUnits) is { } amount
            ? amount + line.All("cac:AllowanceCharge").Sum(a => (EhfDocument.IsCharge(a) ? 1 : -1) * (a.Number("cbc:Amount") ?? 0)) : null;
    }

    /// <summary>BIS Billing 3.0, or something that builds on it; 3.01 would be another specification.</summary>
    private static bool IsSpecification(string id) =>
        id.StartsWith(Specification, StringComparison.Ordinal) && (id.Length == Specification.Length || !(char.IsAsciiLetterOrDigit(id[Specification.Length]) || id[Specification.Length] == '.'));

    private static IEnumerable<EhfRule> ExemptionCodes() =>
    [
        Exemption("P0104", "VATEX-EU-G", "G"), Exemption("P0105", "VATEX-EU-O", "O"), Exemption("P0106", "VATEX-EU-IC", "K"), Exemption("P0107", "VATEX-EU-AE", "AE"),
        Exemption("P0108", "VATEX-EU-D", "E"), Exemption("P0109", "VATEX-EU-F", "E"), Exemption("P0110", "VATEX-EU-I", "E"), Exemption("P0111", "VATEX-EU-J", "E"),
    ];

    private static EhfRule Exemption(string id, string code, string category) =>
        Each($"PEPPOL-EN16931-{id}", d => d.Named("cac:TaxCategory").Where(c => string.Equals(c.Text("cbc:TaxExemptionReasonCode"), code, StringComparison.OrdinalIgnoreCase)),
            $"{{0}}: fritakskoden {code} kan bare brukes sammen med mva-koden {category}.", c => c.Text("cbc:ID") == category);

    /// <summary>Profile ids end in two digits and a version: …billing:01:1.0.</summary>
    private static bool IsBilling(EhfDocument d) => d.Root.Text("cbc:ProfileID") is { } profile
        && profile.StartsWith(Process, StringComparison.Ordinal) && profile[Process.Length..] is { Length: >= 6 } rest
        && char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[1]) && rest[2..].StartsWith(":1.0", StringComparison.Ordinal);

    private static bool IsOrdinary(EhfDocument d) => d.Root.Text("cbc:ProfileID") is { } profile && profile.StartsWith(Process + "01:", StringComparison.Ordinal);

    private static bool BothAreGerman(EhfDocument d) => IdentifierRules.CountryOfSeller(d) == "DE" && IdentifierRules.CountryOfBuyer(d) == "DE";

    private static IEnumerable<XElement> AllowancesAndCharges(EhfDocument d) => d.AllowancesAndCharges.Concat(d.Lines.SelectMany(l => l.All("cac:AllowanceCharge")));

    private static IEnumerable<XElement> PriceAllowances(EhfDocument d) => d.Named("cac:Price").SelectMany(p => p.All("cac:AllowanceCharge"));

    private static IEnumerable<XElement> LinePeriods(EhfDocument d) => d.Lines.SelectMany(l => l.All("cac:InvoicePeriod"));

    private static bool PercentFits(XElement a) =>
        (a.Number("cbc:BaseAmount"), a.Number("cbc:MultiplierFactorNumeric")) is not ({ } basis, { } percent)
        || Arithmetic.Product(basis, percent / 100) is not { } due || Math.Abs((a.Number("cbc:Amount") ?? 0) - due) <= 0.02m;

    private static bool DiscountFits(XElement discount) =>
        discount.Number("cbc:BaseAmount") is not { } gross || discount.Parent.Number("cbc:PriceAmount") is not { } net
        || net == gross - (discount.Number("cbc:Amount") ?? 0);

    private static IEnumerable<XElement> AmountsInDocumentCurrency(EhfDocument d) => Amounts.SelectMany(d.Named)
        .Concat(d.TaxTotals.Where(t => t.Has("cac:TaxSubtotal")).SelectMany(t => t.All("cbc:TaxAmount").Concat(t.All("cac:TaxSubtotal/cbc:TaxAmount"))));

    private static bool SignsAgree(EhfDocument d)
    {
        if (d.VatCurrency is null) return true;
        var own = d.TaxTotals.FirstOrDefault(t => t.One("cbc:TaxAmount").Attr("currencyID") == d.Currency).Number("cbc:TaxAmount");
        var other = d.TaxTotals.FirstOrDefault(t => t.One("cbc:TaxAmount").Attr("currencyID") == d.VatCurrency).Number("cbc:TaxAmount");
        return (own, other) is not ({ } a, { } b) || Math.Sign(a) * Math.Sign(b) >= 0;
    }

    private static bool SameUnit(XElement basis) =>
        basis.Attr("unitCode") is not { } unit || EhfDocument.QuantityOf(basis.Parent!.Parent!) is not { } quantity || quantity.Attr("unitCode") == unit;
}
