using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Where in the invoice an element stands, in the bookkeeper's words.</summary>
internal static class Place
{
    internal static string Of(XElement element) => element.AncestorsAndSelf().Select(Name).FirstOrDefault(n => n is not null) ?? "Fakturaen";

    private static string? Name(XElement e) => e.Name.LocalName switch
    {
        "InvoiceLine" or "CreditNoteLine" => $"Linje {Required.Shorten(e.Text("cbc:ID") ?? "uten nummer")}",
        "AllowanceCharge" when IsTop(e) => EhfDocument.IsCharge(e) ? $"Tillegg nr. {Ordinal(e)}" : $"Fradrag nr. {Ordinal(e)}",
        "TaxSubtotal" => $"Mva-rad {Required.Shorten(e.Text("cac:TaxCategory/cbc:ID") ?? "uten kode")} {Required.Shorten(e.Text("cac:TaxCategory/cbc:Percent") ?? "")} %".Replace("  %", "", StringComparison.Ordinal),
        "AccountingSupplierParty" => "Selger",
        "AccountingCustomerParty" => "Kjøper",
        "PayeeParty" => "Betalingsmottaker",
        "TaxRepresentativeParty" => "Selgers mva-representant",
        "Delivery" when IsTop(e) => "Levering",
        "PaymentMeans" => "Betaling",
        "AdditionalDocumentReference" => $"Vedlegg {Required.Shorten(e.Text("cbc:ID") ?? "uten navn")}",
        "BillingReference" => "Henvisning til tidligere faktura",
        "InvoicePeriod" when IsTop(e) => "Fakturaperiode",
        "LegalMonetaryTotal" => "Totaler",
        "TaxTotal" when IsTop(e) => "Sum mva",
        _ => null,
    };

    private static bool IsTop(XElement e) => e.Parent?.Name.LocalName is "Invoice" or "CreditNote";

    private static int Ordinal(XElement e) => 1 + e.ElementsBeforeSelf(e.Name).Count(o => EhfDocument.IsCharge(o) == EhfDocument.IsCharge(e));
}
