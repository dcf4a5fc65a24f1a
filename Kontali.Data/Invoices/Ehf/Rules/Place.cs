using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Where in the invoice an element stands, in the bookkeeper's words.</summary>
internal static class Place
{
    internal static Phrase Of(XElement element) => element.AncestorsAndSelf().Select(Name).FirstOrDefault(n => n is not null) ?? Phrase.Of($"Fakturaen");

    /// <summary>Where it stands in the file, for the one who mends it: /Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount.</summary>
    internal static string PathOf(XElement element) => string.Concat(element.AncestorsAndSelf().Reverse().Select(Step));

    private static string Step(XElement e)
    {
        if (e.Parent is null) return $"/{Required.Shorten(e.Name.LocalName)}";
        var prefix = e.Name.Namespace == Ubl.Cac ? "cac:" : e.Name.Namespace == Ubl.Cbc ? "cbc:" : "";
        var place = e.Parent.Elements(e.Name).Skip(1).Any() ? $"[{1 + e.ElementsBeforeSelf(e.Name).Count()}]" : "";
        return $"/{prefix}{Required.Shorten(e.Name.LocalName)}{place}";
    }

    private static Phrase? Name(XElement e) => e.Name.LocalName switch
    {
        "InvoiceLine" or "CreditNoteLine" => e.Text("cbc:ID") is { } id ? Phrase.Of($"Linje {Required.Shorten(id)}") : Phrase.Of($"Linje uten nummer"),
        "AllowanceCharge" when IsTop(e) => EhfDocument.IsCharge(e) ? Phrase.Of($"Tillegg nr. {Ordinal(e)}") : Phrase.Of($"Fradrag nr. {Ordinal(e)}"),
        "TaxSubtotal" => VatRow(e.Text("cac:TaxCategory/cbc:ID"), e.Text("cac:TaxCategory/cbc:Percent")),
        "AccountingSupplierParty" => Phrase.Of($"Selger"),
        "AccountingCustomerParty" => Phrase.Of($"Kjøper"),
        "PayeeParty" => Phrase.Of($"Betalingsmottaker"),
        "TaxRepresentativeParty" => Phrase.Of($"Selgers mva-representant"),
        "Delivery" when IsTop(e) => Phrase.Of($"Levering"),
        "PaymentMeans" => Phrase.Of($"Betaling"),
        "AdditionalDocumentReference" => e.Text("cbc:ID") is { } id ? Phrase.Of($"Vedlegg {Required.Shorten(id)}") : Phrase.Of($"Vedlegg uten navn"),
        "BillingReference" => Phrase.Of($"Henvisning til tidligere faktura"),
        "InvoicePeriod" when IsTop(e) => Phrase.Of($"Fakturaperiode"),
        "LegalMonetaryTotal" => Phrase.Of($"Totaler"),
        "TaxTotal" when IsTop(e) => Phrase.Of($"Sum mva"),
        _ => null,
    };

    private static Phrase VatRow(string? code, string? percent) => (code, percent) switch
    {
        ({ } c, { } p) => Phrase.Of($"Mva-rad {Required.Shorten(c)} {Required.Shorten(p)} %"),
        ({ } c, null) => Phrase.Of($"Mva-rad {Required.Shorten(c)}"),
        (null, { } p) => Phrase.Of($"Mva-rad uten kode {Required.Shorten(p)} %"),
        _ => Phrase.Of($"Mva-rad uten kode"),
    };

    private static bool IsTop(XElement e) => e.Parent?.Name.LocalName is "Invoice" or "CreditNote";

    private static int Ordinal(XElement e) => 1 + e.ElementsBeforeSelf(e.Name).Count(o => EhfDocument.IsCharge(o) == EhfDocument.IsCharge(e));
}
