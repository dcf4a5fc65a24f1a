using System.Globalization;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Web.Shared;

namespace Kontali.Web.Review;

/// <summary>The words of a question to the client.</summary>
public static class Question
{
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");

    /// <summary>A first draft: which document it is about, and room for what she wants to know.</summary>
    public static string Draft(ReviewCase about, string from)
    {
        var invoice = about.Invoice;
        var kind = invoice.Kind == InvoiceKind.CreditNote ? "kreditnotaen" : "fakturaen";
        return string.Create(Norwegian, $"""
            Hei,

            Vi trenger litt hjelp for å bokføre {kind} {invoice.InvoiceNumber} fra {about.Vendor.Name}, datert {invoice.InvoiceDate:dd.MM.yyyy}, på {Figures.Amount(invoice.TotalAmount)} {invoice.Currency}. Den ligger ved.

            – Hva gjelder kjøpet, og hva skal det brukes til?

            Svar gjerne på denne e-posten.

            Hilsen
            {from}
            """);
    }

    /// <summary>Its heading as e-mail.</summary>
    public static string Subject(VendorInvoice invoice, string vendor) => string.Create(Norwegian, $"Spørsmål om {(invoice.Kind == InvoiceKind.CreditNote ? "kreditnota" : "faktura")} {invoice.InvoiceNumber} fra {vendor}");
}
