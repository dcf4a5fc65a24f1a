using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931: what the head of an invoice must hold.</summary>
internal static class HeaderRules
{
    internal static readonly EhfRule[] All =
    [
        Must("BR-01", "Fakturaen oppgir ikke hvilken spesifikasjon den følger (CustomizationID).", d => d.Root.Text("cbc:CustomizationID") is not null),
        Must("BR-02", "Fakturaen mangler fakturanummer.", d => d.Root.Text("cbc:ID") is not null),
        Must("BR-03", "Fakturaen mangler fakturadato.", d => d.Root.Text("cbc:IssueDate") is not null),
        Must("BR-04", "Fakturaen oppgir ikke hvilken type den er (faktura, kreditnota, …).", d => d.TypeCode is not null),
        Must("BR-05", "Fakturaen oppgir ikke valuta.", d => d.Currency is not null),
        Must("BR-12", "Summen av linjene mangler.", d => d.Totals is null || d.Totals.Has("cbc:LineExtensionAmount")),
        Must("BR-13", "Summen uten mva mangler.", d => d.Totals is null || d.Totals.Has("cbc:TaxExclusiveAmount")),
        Must("BR-14", "Summen med mva mangler.", d => d.Totals is null || d.Totals.Has("cbc:TaxInclusiveAmount")),
        Must("BR-15", "Beløpet å betale mangler.", d => d.Totals is null || d.Totals.Has("cbc:PayableAmount")),
        Must("BR-16", "Fakturaen har ingen linjer.", d => d.Lines.Count > 0),
        Each("BR-29", "cac:InvoicePeriod", "{0}: perioden slutter før den begynner.", PeriodRules.EndsAfterStart),
        Each("BR-CO-19", "cac:InvoicePeriod", "{0}: verken start eller slutt er oppgitt.", p => p.Has("cbc:StartDate") || p.Has("cbc:EndDate") || p.Has("cbc:DescriptionCode")),
        Must("BR-CO-03", "Fakturaen oppgir både en mva-dato og en kode for når mva forfaller. Bare én av dem er tillatt.", d => !(d.Root.Has("cbc:TaxPointDate") && d.Root.Has("cac:InvoicePeriod/cbc:DescriptionCode"))),
        Must("BR-53", "Fakturaen oppgir en egen valuta for mva, men ikke mva-beløpet i den valutaen.", VatCurrencyHasItsTotal),
        Must("BR-CO-18", "Fakturaen mangler spesifikasjon av mva (minst én mva-rad).", d => d.Subtotals.Count > 0),
        Each("BR-52", "cac:AdditionalDocumentReference", "{0}: vedlegget har ingen betegnelse.", r => r.Text("cbc:ID") is not null),
        Each("BR-55", "cac:BillingReference", "{0}: fakturanummeret mangler.", r => r.Has("cac:InvoiceDocumentReference/cbc:ID")),
        Each("BR-57", "cac:Delivery/cac:DeliveryLocation/cac:Address", "{0}: leveringsadressen mangler land.", a => a.Text("cac:Country/cbc:IdentificationCode") is not null),
        Each("BR-49", "cac:PaymentMeans", "{0}: betalingsmåten er ikke oppgitt.", p => p.Has("cbc:PaymentMeansCode")),
        Each("BR-50", d => d.Root.All("cac:PaymentMeans").Where(IsTransfer).SelectMany(p => p.All("cac:PayeeFinancialAccount")), "{0}: kontonummeret er tomt.", a => a.Text("cbc:ID") is not null),
        Each("BR-61", d => d.Root.All("cac:PaymentMeans").Where(IsTransfer), "{0}: fakturaen skal betales til konto, men kontonummer mangler.", p => p.Has("cac:PayeeFinancialAccount/cbc:ID")),
        Each("BR-51", "cac:PaymentMeans/cac:CardAccount", "{0}: for mye av kortnummeret er oppgitt. Høyst ti tegn er tillatt.", c => (c.Text("cbc:PrimaryAccountNumberID") ?? "").Length <= 10).AsWarning,
    ];

    private static bool VatCurrencyHasItsTotal(EhfDocument d) =>
        d.VatCurrency is null || d.TaxTotals.Any(t => t.One("cbc:TaxAmount").Attr("currencyID") == d.VatCurrency);

    /// <summary>Credit transfer, and the same in SEPA.</summary>
    private static bool IsTransfer(System.Xml.Linq.XElement means) => means.Text("cbc:PaymentMeansCode") is "30" or "58";
}
