using System.Xml.Linq;
using Kontali.Data.Invoices;
using static Kontali.Data.Seed.UblNames;

namespace Kontali.Data.Seed;

/// <summary>Invoice lines, allowances and charges as UBL.</summary>
internal static class EhfLines
{
    internal static XElement? Line(InvoiceLine line, InvoiceKind kind, string currency) => Group(kind == InvoiceKind.Invoice ? "InvoiceLine" : "CreditNoteLine",
        Text("ID", line.Id), Text("Note", line.Note),
        Number(kind == InvoiceKind.Invoice ? "InvoicedQuantity" : "CreditedQuantity", line.Quantity, Attribute("unitCode", line.Unit)),
        Amount("LineExtensionAmount", line.Net, currency),
        Text("AccountingCost", line.AccountingCost), Period(line.Period), Text1("OrderLineReference", "LineID", line.OrderLineReference),
        line.AllowancesAndCharges.Select(a => AllowanceCharge(a, currency)),
        Item(line),
        Group("Price", Amount("PriceAmount", line.Price, currency), line.PriceBase == 1 ? null : Number("BaseQuantity", line.PriceBase, Attribute("unitCode", line.Unit))));

    internal static XElement? AllowanceCharge(AllowanceCharge a, string currency) => Group("AllowanceCharge",
        Text("ChargeIndicator", a.IsCharge ? "true" : "false"), Text("AllowanceChargeReasonCode", a.ReasonCode), Text("AllowanceChargeReason", a.Reason),
        Number("MultiplierFactorNumeric", a.Percent), Amount("Amount", a.Amount, currency), Amount("BaseAmount", a.BaseAmount, currency),
        Category("TaxCategory", a.VatCategory, a.VatPercent));

    private static XElement? Item(InvoiceLine line) => Group("Item",
        Text("Description", line.Description), Text("Name", line.Name),
        Text1("BuyersItemIdentification", "ID", line.BuyerItemId), Text1("SellersItemIdentification", "ID", line.SellerItemId),
        Group("StandardItemIdentification", Text("ID", line.StandardItemId, new("schemeID", "0160"))),
        Text1("OriginCountry", "IdentificationCode", line.OriginCountry),
        line.Classifications.Select(Classification),
        Category("ClassifiedTaxCategory", line.VatCategory, line.VatPercent),
        line.Properties.Select(p => Group("AdditionalItemProperty", Text("Name", p.Name), Text("Value", p.Value))));

    private static XElement? Category(string element, string? category, decimal? percent) => category is null && percent is null ? null
        : Group(element, Text("ID", category), Number("Percent", percent), Text1("TaxScheme", "ID", "VAT"));

    private static XElement? Classification(string classification)
    {
        var (list, code) = classification.Split(':', 2) is [var l, var c] ? (l, c) : (null, classification);
        return Group("CommodityClassification", Text("ItemClassificationCode", code, Attribute("listID", list)));
    }
}
