using Kontali.Data.Booking.Learning;
using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>How the memory sees invoices and lessons. What is asked and what is taught must look alike, so both are made here.</summary>
public static class Cases
{
    /// <summary>A lesson as a case.</summary>
    public static CodingCase Of(Lesson lesson) =>
        new(lesson.ClientId.ToString(), lesson.Date, lesson.VendorIdentity, lesson.VendorName, lesson.Text, lesson.Amount) { ItemClass = lesson.ItemClass, VatSaid = lesson.VatSaid };

    /// <summary>What a lesson says is true.</summary>
    public static CodingTruth TruthOf(Lesson lesson) => new(lesson.Account, lesson.VatCode, lesson.TaughtBy, lesson.PostingId ?? default);

    /// <summary>A part of an invoice as a case.</summary>
    public static CodingCase Of(VendorInvoice invoice, Vendor vendor, InvoiceShare share) => Of(invoice.ClientId, vendor.Identity, vendor.Name, invoice.Facts, invoice.ExchangeRate ?? 1, share);

    /// <summary>The same before the invoice is registered.</summary>
    public static CodingCase Of(Guid client, string vendor, string vendorName, InvoiceFacts facts, decimal rate, InvoiceShare share) =>
        new(client.ToString(), facts.IssueDate, vendor, vendorName, share.Text, Money.Round(share.Net * facts.Direction * rate))
        {
            ItemClass = ItemClass(facts, share.Key),
            VatSaid = EarnedQuery.VatSaid(share),
        };

    private static string? ItemClass(InvoiceFacts facts, string key) =>
        key.StartsWith('L') && int.TryParse(key.AsSpan(1), out var line) && line >= 1 && line <= facts.Lines.Count && facts.Lines[line - 1].Classifications is [var first, ..]
            ? first[..Math.Min(100, first.Length)] : null;
}
