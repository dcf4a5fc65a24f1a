namespace Kontali.Data.Invoices;

/// <summary>Writes an invoice anew from what a person says its paper says. Only while it waits: what is posted never changes.</summary>
internal static class RewriteInvoice
{
    internal static void Rewrite(this KontaliContext db, VendorInvoice invoice, Guid vendorId, InvoiceFacts facts, IReadOnlyList<Finding> findings)
    {
        if (invoice.ReviewStatus == InvoiceStatus.Posted) throw new BrokenRule($"Fakturaen er bokført. Tilbakefør bilaget før det som er lest, rettes.");
        var entry = db.Entry(invoice);
        var pay = facts.Payment.FirstOrDefault(p => p.Account is not null) ?? facts.Payment.FirstOrDefault();
        invoice.VendorId = vendorId;
        Set(nameof(VendorInvoice.Kind), facts.Kind);
        Set(nameof(VendorInvoice.InvoiceNumber), RegisterInvoice.Cut(facts.Number, 100));
        Set(nameof(VendorInvoice.NormalizedNumber), RegisterInvoice.Cut(Invoices.InvoiceNumber.Normalize(facts.Number), 100));
        Set(nameof(VendorInvoice.InvoiceDate), facts.IssueDate);
        Set(nameof(VendorInvoice.DueDate), facts.DueDate);
        Set(nameof(VendorInvoice.AmountExclVat), facts.Net);
        Set(nameof(VendorInvoice.VatAmount), facts.VatTotal);
        Set(nameof(VendorInvoice.TotalAmount), facts.Gross);
        Set(nameof(VendorInvoice.RoundingAmount), facts.Rounding);
        Set(nameof(VendorInvoice.PayableAmount), facts.Payable);
        Set(nameof(VendorInvoice.Currency), facts.Currency);
        Set(nameof(VendorInvoice.Kid), pay?.Reference);
        Set(nameof(VendorInvoice.PaymentAccount), pay?.Account is { } account ? PaymentAccounts.Normalize(account) : null);
        Set(nameof(VendorInvoice.Facts), facts);
        Set(nameof(VendorInvoice.Findings), findings);
        invoice.ExchangeRate = facts.Currency == "NOK" ? 1m : RegisterInvoice.StatedRate(facts) ?? (invoice.ExchangeRate == 1m ? null : invoice.ExchangeRate);

        void Set(string property, object? value) => entry.Property(property).CurrentValue = value;
    }
}
