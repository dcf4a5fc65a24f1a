using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931: lines, and allowances and charges on both levels.</summary>
internal static class LineRules
{
    internal static readonly EhfRule[] All =
    [
        EachLine("BR-21", "{0}: linjenummeret mangler.", l => l.Text("cbc:ID") is not null),
        EachLine("BR-22", "{0}: antallet mangler.", l => EhfDocument.QuantityOf(l) is not null),
        EachLine("BR-23", "{0}: enheten mangler (stykk, time, …).", l => EhfDocument.QuantityOf(l).Attr("unitCode") is not null),
        EachLine("BR-24", "{0}: linjebeløpet mangler.", l => l.Has("cbc:LineExtensionAmount")),
        EachLine("BR-25", "{0}: varen eller tjenesten har ikke navn.", l => l.Text("cac:Item/cbc:Name") is not null),
        EachLine("BR-26", "{0}: prisen mangler.", l => l.Has("cac:Price/cbc:PriceAmount")),
        EachLine("BR-27", "{0}: prisen er negativ. En retur skal skrives med negativt antall.", l => l.Number("cac:Price/cbc:PriceAmount") is not < 0),
        EachLine("BR-28", "cac:Price/cac:AllowanceCharge", "{0}: prisen før rabatt er negativ.", a => a.Number("cbc:BaseAmount") is not < 0),
        EachLine("BR-30", "cac:InvoicePeriod", "{0}: perioden slutter før den begynner.", PeriodRules.EndsAfterStart),
        EachLine("BR-CO-20", "cac:InvoicePeriod", "{0}: perioden har verken start eller slutt.", p => p.Has("cbc:StartDate") || p.Has("cbc:EndDate")),
        EachLine("BR-CO-04", "{0}: mva-koden mangler.", l => l.All("cac:Item/cac:ClassifiedTaxCategory").Any(c => VatUse.IsVat(c) && c.Has("cbc:ID"))),
        Each("BR-54", d => d.Named("cac:AdditionalItemProperty"), "{0}: en egenskap ved varen mangler navn eller verdi.", p => p.Has("cbc:Name") && p.Has("cbc:Value")),
        Each("BR-64", d => d.Named("cac:StandardItemIdentification").SelectMany(i => i.All("cbc:ID")), "{0}: varens standardnummer mangler skjema (for GTIN 0160).", i => i.Attr("schemeID") is not null),
        Each("BR-65", d => d.Named("cbc:ItemClassificationCode"), "{0}: varegruppekoden sier ikke hvilken liste den er fra.", c => c.Attr("listID") is not null),
        Each("BR-31", Allowances, "{0}: beløpet mangler.", a => a.Has("cbc:Amount")),
        Each("BR-32", Allowances, "{0}: mva-koden mangler.", HasVatCategory),
        Each("BR-33", Allowances, "{0}: begrunnelsen mangler.", HasReason),
        Each("BR-CO-21", Allowances, "{0}: verken begrunnelse eller begrunnelseskode er oppgitt.", HasReason),
        Each("BR-36", Charges, "{0}: beløpet mangler.", a => a.Has("cbc:Amount")),
        Each("BR-37", Charges, "{0}: mva-koden mangler.", HasVatCategory),
        Each("BR-38", Charges, "{0}: begrunnelsen mangler.", HasReason),
        Each("BR-CO-22", Charges, "{0}: verken begrunnelse eller begrunnelseskode er oppgitt.", HasReason),
        Each("BR-41", LineAllowances, "{0}: et fradrag mangler beløp.", a => a.Has("cbc:Amount")),
        Each("BR-42", LineAllowances, "{0}: et fradrag mangler begrunnelse.", HasReason),
        Each("BR-CO-23", LineAllowances, "{0}: et fradrag har verken begrunnelse eller begrunnelseskode.", HasReason),
        Each("BR-43", LineCharges, "{0}: et tillegg mangler beløp.", a => a.Has("cbc:Amount")),
        Each("BR-44", LineCharges, "{0}: et tillegg mangler begrunnelse.", HasReason),
        Each("BR-CO-24", LineCharges, "{0}: et tillegg har verken begrunnelse eller begrunnelseskode.", HasReason),
        Each("BR-45", d => d.Subtotals, "{0}: grunnlaget mangler.", s => s.Has("cbc:TaxableAmount")),
        Each("BR-46", d => d.Subtotals, "{0}: mva-beløpet mangler.", s => s.Has("cbc:TaxAmount")),
        Each("BR-47", d => d.Subtotals, "{0}: mva-koden mangler.", HasVatCategory),
        Each("BR-48", d => d.Subtotals, "{0}: satsen mangler.", s => s.Has("cac:TaxCategory/cbc:Percent") || s.Text("cac:TaxCategory/cbc:ID") == "O"),
    ];

    internal static IEnumerable<XElement> Allowances(EhfDocument d) => d.AllowancesAndCharges.Where(IsAllowance);

    internal static IEnumerable<XElement> Charges(EhfDocument d) => d.AllowancesAndCharges.Where(EhfDocument.IsCharge);

    internal static IEnumerable<XElement> LineAllowances(EhfDocument d) => d.Lines.SelectMany(l => l.All("cac:AllowanceCharge")).Where(IsAllowance);

    internal static IEnumerable<XElement> LineCharges(EhfDocument d) => d.Lines.SelectMany(l => l.All("cac:AllowanceCharge")).Where(EhfDocument.IsCharge);

    private static bool IsAllowance(XElement a) => a.Text("cbc:ChargeIndicator") is "false" or "0";

    private static bool HasReason(XElement a) => a.Has("cbc:AllowanceChargeReason") || a.Has("cbc:AllowanceChargeReasonCode");

    private static bool HasVatCategory(XElement a) => a.All("cac:TaxCategory").Any(c => VatUse.IsVat(c) && c.Has("cbc:ID"));
}
