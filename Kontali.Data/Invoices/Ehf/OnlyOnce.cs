using System.Xml.Linq;
using Kontali.Data.Invoices.Ehf.Rules;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>
/// What UBL 2.1 lets stand only once, and the official rules leave to its schema. Where it stands twice, one program reads the first
/// and another the last: a person must see both (KONTALI-DOBBELT).
/// </summary>
internal static class OnlyOnce
{
    private static readonly (string[] In, string[] What)[] Table =
    [
        (["cac:AccountingSupplierParty", "cac:AccountingCustomerParty"], ["cac:Party"]),
        (["cac:Party"], ["cbc:EndpointID", "cac:PostalAddress", "cac:Contact"]),
        (["cac:PartyTaxScheme"], ["cbc:CompanyID", "cac:TaxScheme"]),
        (["cac:PartyLegalEntity"], ["cbc:RegistrationName", "cbc:CompanyID"]),
        (["cac:LegalMonetaryTotal"], ["cbc:LineExtensionAmount", "cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount", "cbc:PrepaidAmount", "cbc:PayableRoundingAmount"]),
        (["cac:TaxTotal"], ["cbc:TaxAmount"]),
        (["cac:TaxSubtotal"], ["cbc:TaxableAmount", "cbc:TaxAmount", "cac:TaxCategory"]),
        (["cac:TaxCategory", "cac:ClassifiedTaxCategory"], ["cbc:ID", "cbc:Percent", "cac:TaxScheme"]),
        (["cac:PaymentMeans"], ["cbc:PaymentMeansCode", "cbc:PaymentDueDate", "cac:PayeeFinancialAccount"]),
        (["cac:PayeeFinancialAccount"], ["cbc:ID", "cbc:Name"]),
        (["cac:InvoiceLine", "cac:CreditNoteLine"], ["cbc:ID", "cbc:InvoicedQuantity", "cbc:CreditedQuantity", "cbc:LineExtensionAmount", "cac:Item", "cac:Price"]),
        (["cac:Item"], ["cbc:Name"]),
        (["cac:Price"], ["cbc:PriceAmount", "cbc:BaseQuantity"]),
        (["cac:AllowanceCharge"], ["cbc:ChargeIndicator", "cbc:Amount", "cbc:BaseAmount", "cbc:MultiplierFactorNumeric"]),
        (["cac:InvoicePeriod"], ["cbc:StartDate", "cbc:EndDate"]),
        (["cac:InvoiceDocumentReference"], ["cbc:ID", "cbc:IssueDate"]),
    ];

    private static readonly string[] OnTop =
    [
        "cbc:CustomizationID", "cbc:ProfileID", "cbc:ID", "cbc:IssueDate", "cbc:DueDate", "cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode", "cbc:TaxPointDate",
        "cbc:DocumentCurrencyCode", "cbc:TaxCurrencyCode", "cbc:AccountingCost", "cbc:BuyerReference", "cac:OrderReference",
        "cac:AccountingSupplierParty", "cac:AccountingCustomerParty", "cac:PayeeParty", "cac:TaxRepresentativeParty",
    ];

    internal static readonly EhfRule Rule = new("KONTALI-DOBBELT", "{0}: «{1}» står flere ganger, og da leses fakturaen ulikt av ulike programmer. Kontroller alle forekomstene mot leverandøren.", Doubles);

    private static IEnumerable<object?[]> Doubles(EhfDocument d) =>
        OnTop.SelectMany(what => Second(d.Root, what))
            .Concat(from row in Table from parent in row.In from element in d.Named(parent) from what in row.What from second in Second(element, what) select second)
            .Select(second => new object?[] { second, second.Name.LocalName });

    private static IEnumerable<XElement> Second(XElement parent, string what) => parent.All(what).Skip(1).Take(1);
}
