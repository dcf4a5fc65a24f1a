using System.Xml.Linq;
using Kontali.Data.Invoices.Ehf.Rules;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>The safely loaded tree with its main parts at hand: what the reader and the rules both look at.</summary>
internal sealed class EhfDocument
{
    private readonly Lazy<ILookup<XName, XElement>> _byName;
    private readonly Lazy<VatUse> _vatUse;

    internal EhfDocument(XElement root)
    {
        _byName = new(() => root.Descendants().ToLookup(e => e.Name));
        _vatUse = new(() => new(this));
        Root = root;
        Kind = root.Name == Ubl.CreditNote + "CreditNote" ? InvoiceKind.CreditNote : InvoiceKind.Invoice;
        Lines = [.. root.All(Kind == InvoiceKind.CreditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine")];
        AllowancesAndCharges = [.. root.All("cac:AllowanceCharge")];
        TaxTotals = [.. root.All("cac:TaxTotal")];
        Subtotals = [.. root.All("cac:TaxTotal/cac:TaxSubtotal")];
        Seller = root.One("cac:AccountingSupplierParty/cac:Party");
        Buyer = root.One("cac:AccountingCustomerParty/cac:Party");
        Totals = root.One("cac:LegalMonetaryTotal");
        Currency = root.Text("cbc:DocumentCurrencyCode");
        VatCurrency = root.Text("cbc:TaxCurrencyCode");
    }

    internal XElement Root { get; }
    internal InvoiceKind Kind { get; }
    internal IReadOnlyList<XElement> Lines { get; }
    internal IReadOnlyList<XElement> AllowancesAndCharges { get; }
    internal IReadOnlyList<XElement> TaxTotals { get; }
    internal IReadOnlyList<XElement> Subtotals { get; }
    internal XElement? Seller { get; }
    internal XElement? Buyer { get; }
    internal XElement? Totals { get; }
    internal string? Currency { get; }
    internal string? VatCurrency { get; }

    /// <summary>Where VAT categories are used.</summary>
    internal VatUse VatUse => _vatUse.Value;

    /// <summary>Every element of that name ("cbc:EndpointID"), wherever it stands.</summary>
    internal IEnumerable<XElement> Named(string name) => _byName.Value[Ubl.Name(name)];

    internal string? TypeCode => Root.Text(Kind == InvoiceKind.CreditNote ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode");

    internal static XElement? QuantityOf(XElement line) => line.One("cbc:InvoicedQuantity") ?? line.One("cbc:CreditedQuantity");

    internal static bool IsCharge(XElement allowanceCharge) => allowanceCharge.Text("cbc:ChargeIndicator") is "true" or "1";

    /// <summary>The VAT total in the document's own currency: the one with a breakdown goes first.</summary>
    internal XElement? VatTotal =>
        TaxTotals.FirstOrDefault(t => t.Has("cac:TaxSubtotal"))
        ?? TaxTotals.FirstOrDefault(t => t.One("cbc:TaxAmount").Attr("currencyID") == Currency)
        ?? (TaxTotals is [var first, ..] ? first : null);

    /// <summary>The VAT total in the seller's accounting currency, where that is another one.</summary>
    internal XElement? VatTotalInVatCurrency => VatCurrency is null || VatCurrency == Currency ? null
        : TaxTotals.FirstOrDefault(t => t != VatTotal && t.One("cbc:TaxAmount").Attr("currencyID") == VatCurrency);
}
