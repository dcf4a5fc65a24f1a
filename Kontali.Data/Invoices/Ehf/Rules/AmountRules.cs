using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931: amounts are in whole øre; attachments say what they are.</summary>
internal static class AmountRules
{
    internal static readonly EhfRule[] All =
    [
        Whole("BR-DEC-01", "fradraget", d => Of(LineRules.Allowances(d), "cbc:Amount")),
        Whole("BR-DEC-02", "fradragets grunnlag", d => Of(LineRules.Allowances(d), "cbc:BaseAmount")),
        Whole("BR-DEC-05", "tillegget", d => Of(LineRules.Charges(d), "cbc:Amount")),
        Whole("BR-DEC-06", "tilleggets grunnlag", d => Of(LineRules.Charges(d), "cbc:BaseAmount")),
        Whole("BR-DEC-09", "summen av linjene", d => d.Totals.All("cbc:LineExtensionAmount")),
        Whole("BR-DEC-10", "summen av fradrag", d => d.Totals.All("cbc:AllowanceTotalAmount")),
        Whole("BR-DEC-11", "summen av tillegg", d => d.Totals.All("cbc:ChargeTotalAmount")),
        Whole("BR-DEC-12", "summen uten mva", d => d.Totals.All("cbc:TaxExclusiveAmount")),
        Whole("BR-DEC-13", "summen av mva", d => VatTotals(d, d.Currency)),
        Whole("BR-DEC-14", "summen med mva", d => d.Totals.All("cbc:TaxInclusiveAmount")),
        Whole("BR-DEC-15", "summen av mva i regnskapsvaluta", d => d.VatCurrency is null ? [] : VatTotals(d, d.VatCurrency)),
        Whole("BR-DEC-16", "forhåndsbetalt beløp", d => d.Totals.All("cbc:PrepaidAmount")),
        Whole("BR-DEC-17", "avrundingen", d => d.Totals.All("cbc:PayableRoundingAmount")),
        Whole("BR-DEC-18", "beløpet å betale", d => d.Totals.All("cbc:PayableAmount")),
        Whole("BR-DEC-19", "grunnlaget", d => Of(d.Subtotals, "cbc:TaxableAmount")),
        Whole("BR-DEC-20", "mva-beløpet", d => Of(d.Subtotals, "cbc:TaxAmount")),
        Whole("BR-DEC-23", "linjebeløpet", d => Of(d.Lines, "cbc:LineExtensionAmount")),
        Whole("BR-DEC-24", "linjens fradrag", d => Of(LineRules.LineAllowances(d), "cbc:Amount")),
        Whole("BR-DEC-25", "grunnlaget for linjens fradrag", d => Of(LineRules.LineAllowances(d), "cbc:BaseAmount")),
        Whole("BR-DEC-27", "linjens tillegg", d => Of(LineRules.LineCharges(d), "cbc:Amount")),
        Whole("BR-DEC-28", "grunnlaget for linjens tillegg", d => Of(LineRules.LineCharges(d), "cbc:BaseAmount")),
        Whole("UBL-DT-01", "et beløp", d => d.Root.Descendants().Where(IsAmount)),
        Each("UBL-DT-06", d => d.Named("cbc:EmbeddedDocumentBinaryObject"), "{0}: filtypen er ikke oppgitt.", b => b.Attr("mimeCode") is not null),
        Each("UBL-DT-07", d => d.Named("cbc:EmbeddedDocumentBinaryObject"), "{0}: filnavnet er ikke oppgitt.", b => b.Attr("filename") is not null),
    ];

    private static EhfRule Whole(string id, string what, Func<EhfDocument, IEnumerable<XElement>> of) =>
        Each(id, of, $"{{0}}: {what} har flere enn to desimaler.", IsWhole);

    private static bool IsWhole(XElement amount)
    {
        var text = amount.Value.Trim();
        return text.IndexOf('.', StringComparison.Ordinal) is var point && (point < 0 || text.Length - point - 1 <= 2);
    }

    /// <summary>Prices, and the discount inside a price, may have more.</summary>
    private static bool IsAmount(XElement e) =>
        e.Name.LocalName.EndsWith("Amount", StringComparison.Ordinal) && e.Name.LocalName != "PriceAmount" && e.Parent?.Parent?.Name.LocalName != "Price";

    private static IEnumerable<XElement> Of(IEnumerable<XElement> from, string path) => from.SelectMany(e => e.All(path));

    private static IEnumerable<XElement> VatTotals(EhfDocument d, string? currency) => Of(d.TaxTotals, "cbc:TaxAmount").Where(a => a.Attr("currencyID") == currency);
}
