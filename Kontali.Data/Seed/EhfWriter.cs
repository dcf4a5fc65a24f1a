using System.Text;
using System.Xml;
using System.Xml.Linq;
using Kontali.Data.Invoices;
using static Kontali.Data.Seed.UblNames;

namespace Kontali.Data.Seed;

/// <summary>
/// Writes facts as EHF 3 (PEPPOL BIS Billing 3): the demo firm's vendors send with it, and tests read back what it wrote.
/// It writes what it is given, wrong sums too. A credit note's due date has its place in the means of payment, and is lost without one.
/// </summary>
public static class EhfWriter
{
    /// <summary>What an EHF 3 invoice claims to follow (cbc:CustomizationID).</summary>
    public const string Customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    /// <summary>The process it is part of (cbc:ProfileID).</summary>
    public const string Profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

    /// <summary>The file's bytes, UTF-8. Attachments that carry a hash take their bytes from <paramref name="files"/>.</summary>
    public static byte[] Write(InvoiceFacts facts, IReadOnlyList<EmbeddedFile>? files = null)
    {
        var root = facts.Kind == InvoiceKind.Invoice ? Invoice(facts, files ?? []) : CreditNote(facts, files ?? []);
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize }))
            new XDocument(root).Save(writer);
        return stream.ToArray();
    }

    private static XElement Invoice(InvoiceFacts f, IReadOnlyList<EmbeddedFile> files) => new(InvoiceNs + "Invoice", Prefixes,
        Claims(f), Text("ID", f.Number), Day("IssueDate", f.IssueDate), Day("DueDate", f.DueDate), Text("InvoiceTypeCode", f.TypeCode ?? "380"),
        f.Notes.Select(n => Text("Note", n)), Day("TaxPointDate", f.TaxPointDate), Money(f), References(f, f.OrderReference),
        Text1("ContractDocumentReference", "ID", f.ContractReference), Attachments(f, files), Text1("ProjectReference", "ID", f.ProjectReference), Body(f));

    private static XElement CreditNote(InvoiceFacts f, IReadOnlyList<EmbeddedFile> files) => new(CreditNoteNs + "CreditNote", Prefixes,
        Claims(f), Text("ID", f.Number), Day("IssueDate", f.IssueDate), Day("TaxPointDate", f.TaxPointDate), Text("CreditNoteTypeCode", f.TypeCode ?? "381"),
        f.Notes.Select(n => Text("Note", n)), Money(f), References(f, f.OrderReference),
        Text1("ContractDocumentReference", "ID", f.ContractReference), Attachments(f, files), ProjectOfCreditNote(f), Body(f));

    private static readonly XAttribute[] Prefixes = [new(XNamespace.Xmlns + "cac", Cac.NamespaceName), new(XNamespace.Xmlns + "cbc", Cbc.NamespaceName)];

    private static object[] Claims(InvoiceFacts f) => [Text("CustomizationID", f.Customization ?? Customization)!, Text("ProfileID", f.Profile ?? Profile)!];

    private static object?[] Money(InvoiceFacts f) =>
        [Text("DocumentCurrencyCode", f.Currency), Text("TaxCurrencyCode", f.VatCurrency), Text("AccountingCost", f.AccountingCost), Text("BuyerReference", f.BuyerReference)];

    private static object?[] References(InvoiceFacts f, string? order) =>
    [
        Period(f.Period),
        Group("OrderReference", Text("ID", order ?? (f.SalesOrderReference is null ? null : "NA")), Text("SalesOrderID", f.SalesOrderReference)),
        f.Preceding.Select(p => Group("BillingReference", Group("InvoiceDocumentReference", Text("ID", p.Number), Day("IssueDate", p.IssueDate)))),
    ];

    private static object?[] Body(InvoiceFacts f) =>
    [
        Group("AccountingSupplierParty", EhfParties.Trader("Party", f.Seller)),
        Group("AccountingCustomerParty", EhfParties.Trader("Party", f.Buyer)),
        f.Payee is { } payee ? EhfParties.Other("PayeeParty", payee) : null,
        f.TaxRepresentative is { } representative ? EhfParties.Other("TaxRepresentativeParty", representative) : null,
        EhfParties.Delivery(f.Delivery),
        f.Payment.Select((p, i) => Payment(p, i == 0 && f.Kind == InvoiceKind.CreditNote ? f.DueDate : null)),
        Text1("PaymentTerms", "Note", f.PaymentTerms),
        f.AllowancesAndCharges.Select(a => EhfLines.AllowanceCharge(a, f.Currency)),
        TaxTotals(f),
        Totals(f),
        f.Lines.Select(l => EhfLines.Line(l, f.Kind, f.Currency)),
    ];

    private static XElement? ProjectOfCreditNote(InvoiceFacts f) => f.ProjectReference is null ? null
        : Group("AdditionalDocumentReference", Text("ID", f.ProjectReference), Text("DocumentTypeCode", "50"));

    private static IEnumerable<XElement?> Attachments(InvoiceFacts f, IReadOnlyList<EmbeddedFile> files) => f.Attachments.Select(a =>
        Group("AdditionalDocumentReference", Text("ID", a.Id), Text("DocumentDescription", a.Description),
            Group("Attachment", Embedded(a, files), Text1("ExternalReference", "URI", a.ExternalUri))));

    private static XElement? Embedded(AttachmentFacts attachment, IReadOnlyList<EmbeddedFile> files) =>
        files.FirstOrDefault(f => f.Sha256 == attachment.Sha256) is not { } file ? null
            : new(Cbc + "EmbeddedDocumentBinaryObject", Attribute("mimeCode", attachment.MimeType), Attribute("filename", attachment.FileName), Convert.ToBase64String(file.Bytes));

    private static XElement? Payment(PaymentMeans p, DateOnly? due) => Group("PaymentMeans",
        Text("PaymentMeansCode", p.Code), Day("PaymentDueDate", due), Text("PaymentID", p.Reference),
        Group("CardAccount", Text("PrimaryAccountNumberID", p.Card), p.Card is null ? null : Text("NetworkID", "NA")),
        Group("PayeeFinancialAccount", Text("ID", p.Account), Text("Name", p.AccountName), Text1("FinancialInstitutionBranch", "ID", p.Bank)),
        Text1("PaymentMandate", "ID", p.Mandate));

    private static object?[] TaxTotals(InvoiceFacts f) =>
    [
        Group("TaxTotal", Amount("TaxAmount", f.VatTotal, f.Currency), f.Vat.Select(v => Subtotal(v, f.Currency))),
        f.VatInAccountingCurrency is { } vat && f.VatCurrency is { } currency ? Group("TaxTotal", Amount("TaxAmount", vat, currency)) : null,
    ];

    private static XElement? Subtotal(VatSubtotal v, string currency) => Group("TaxSubtotal",
        Amount("TaxableAmount", v.Base, currency), Amount("TaxAmount", v.Vat, currency),
        Group("TaxCategory", Text("ID", v.Category), Number("Percent", v.Percent),
            Text("TaxExemptionReasonCode", v.ExemptionCode), Text("TaxExemptionReason", v.ExemptionReason), Text1("TaxScheme", "ID", "VAT")));

    private static XElement? Totals(InvoiceFacts f) => Group("LegalMonetaryTotal",
        Amount("LineExtensionAmount", f.LineTotal, f.Currency), Amount("TaxExclusiveAmount", f.Net, f.Currency), Amount("TaxInclusiveAmount", f.Gross, f.Currency),
        Amount("AllowanceTotalAmount", Unless0(f.AllowanceTotal), f.Currency), Amount("ChargeTotalAmount", Unless0(f.ChargeTotal), f.Currency),
        Amount("PrepaidAmount", Unless0(f.Prepaid), f.Currency), Amount("PayableRoundingAmount", Unless0(f.Rounding), f.Currency),
        Amount("PayableAmount", f.Payable, f.Currency));

    private static decimal? Unless0(decimal amount) => amount == 0 ? null : amount;
}
