using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>From the tree to the facts, each as it is written.</summary>
internal static class FactsReader
{
    internal static InvoiceFacts Read(EhfDocument document, ValueReader values, AttachmentReader files)
    {
        var (root, totals) = (document.Root, document.Totals);
        var lines = new LineReader(values);
        return new()
        {
            Kind = document.Kind,
            TypeCode = document.TypeCode,
            Customization = root.Text("cbc:CustomizationID"),
            Profile = root.Text("cbc:ProfileID"),
            Number = root.Text("cbc:ID") ?? "",
            IssueDate = root.Date("cbc:IssueDate")!.Value,
            DueDate = values.Date(root, "cbc:DueDate", Phrase.Of($"Forfall")) ?? values.Date(root, "cac:PaymentMeans/cbc:PaymentDueDate", Phrase.Of($"Forfall")),
            TaxPointDate = values.Date(root, "cbc:TaxPointDate", Phrase.Of($"Mva-dato")),
            Period = values.Period(root.One("cac:InvoicePeriod"), Phrase.Of($"Fakturaperiode")),
            Currency = document.Currency!,
            VatCurrency = document.VatCurrency,
            VatInAccountingCurrency = values.Number(document.VatTotalInVatCurrency, "cbc:TaxAmount", Phrase.Of($"Mva i regnskapsvaluta")),
            Seller = PartyReader.Read(document.Seller),
            Buyer = PartyReader.Read(document.Buyer),
            Payee = root.One("cac:PayeeParty") is { } payee ? PartyReader.Read(payee) : null,
            TaxRepresentative = root.One("cac:TaxRepresentativeParty") is { } representative ? PartyReader.Read(representative) : null,
            BuyerReference = root.Text("cbc:BuyerReference"),
            OrderReference = Order(root.One("cac:OrderReference")),
            SalesOrderReference = root.Text("cac:OrderReference/cbc:SalesOrderID"),
            ContractReference = root.Text("cac:ContractDocumentReference/cbc:ID"),
            ProjectReference = root.Text("cac:ProjectReference/cbc:ID") ?? ProjectOfCreditNote(root),
            AccountingCost = root.Text("cbc:AccountingCost"),
            Preceding = [.. root.All("cac:BillingReference/cac:InvoiceDocumentReference").Select(r => new PrecedingInvoice(r.Text("cbc:ID") ?? "", values.Date(r, "cbc:IssueDate", Phrase.Of($"Opprinnelig faktura"))))],
            Delivery = Delivery(root.One("cac:Delivery"), values),
            Payment = [.. root.All("cac:PaymentMeans").Select(Payment)],
            PaymentTerms = root.Text("cac:PaymentTerms/cbc:Note"),
            Notes = [.. root.All("cbc:Note").Select(n => n.Text()).OfType<string>()],
            Lines = [.. document.Lines.Select(lines.Read)],
            AllowancesAndCharges = [.. document.AllowancesAndCharges.Select((a, i) => lines.AllowanceCharge(a, Phrase.Of($"Fradrag/tillegg nr. {i + 1}")))],
            Vat = [.. document.VatTotal.All("cac:TaxSubtotal").Select((s, i) => Subtotal(s, values, Phrase.Of($"Mva-rad nr. {i + 1}")))],
            LineTotal = values.Number(totals, "cbc:LineExtensionAmount", Phrase.Of($"Linjesum")) ?? 0,
            AllowanceTotal = values.Number(totals, "cbc:AllowanceTotalAmount", Phrase.Of($"Sum fradrag")) ?? 0,
            ChargeTotal = values.Number(totals, "cbc:ChargeTotalAmount", Phrase.Of($"Sum tillegg")) ?? 0,
            Net = totals.Number("cbc:TaxExclusiveAmount")!.Value,
            VatTotal = values.Number(document.VatTotal, "cbc:TaxAmount", Phrase.Of($"Sum mva")) ?? 0,
            Gross = totals.Number("cbc:TaxInclusiveAmount")!.Value,
            Prepaid = values.Number(totals, "cbc:PrepaidAmount", Phrase.Of($"Forhåndsbetalt")) ?? 0,
            Rounding = values.Number(totals, "cbc:PayableRoundingAmount", Phrase.Of($"Avrunding")) ?? 0,
            Payable = totals.Number("cbc:PayableAmount")!.Value,
            Attachments = [.. root.All("cac:AdditionalDocumentReference").Where(AttachmentReader.IsAttachment).Select(files.Read)],
        };
    }

    /// <summary>UBL demands an order number; Peppol writes NA where only the seller's own is known.</summary>
    private static string? Order(XElement? order) =>
        order.Text("cbc:ID") is { } id && !(id == "NA" && order.Has("cbc:SalesOrderID")) ? id : null;

    /// <summary>A credit note has no element for the project; a document reference with code 50 stands in.</summary>
    private static string? ProjectOfCreditNote(XElement root) =>
        root.All("cac:AdditionalDocumentReference").FirstOrDefault(r => r.Text("cbc:DocumentTypeCode") == "50").Text("cbc:ID");

    private static Delivery? Delivery(XElement? delivery, ValueReader values)
    {
        var read = new Delivery(values.Date(delivery, "cbc:ActualDeliveryDate", Phrase.Of($"Levering")),
            delivery.Text("cac:DeliveryParty/cac:PartyName/cbc:Name"), PartyReader.Address(delivery.One("cac:DeliveryLocation/cac:Address")));
        return read is { Date: null, To: null, Address: null } ? null : read;
    }

    private static PaymentMeans Payment(XElement means)
    {
        var account = means.One("cac:PayeeFinancialAccount");
        return new(means.Text("cbc:PaymentMeansCode"), means.Text("cbc:PaymentID"), account.Text("cbc:ID"), account.Text("cbc:Name"),
            account.Text("cac:FinancialInstitutionBranch/cbc:ID"), means.Text("cac:CardAccount/cbc:PrimaryAccountNumberID"), means.Text("cac:PaymentMandate/cbc:ID"));
    }

    private static VatSubtotal Subtotal(XElement row, ValueReader values, Phrase where)
    {
        var category = row.One("cac:TaxCategory");
        return new(category.Text("cbc:ID") ?? "", values.Number(category, "cbc:Percent", where),
            values.Number(row, "cbc:TaxableAmount", where) ?? 0, values.Number(row, "cbc:TaxAmount", where) ?? 0,
            category.Text("cbc:TaxExemptionReason"), category.Text("cbc:TaxExemptionReasonCode"));
    }
}
