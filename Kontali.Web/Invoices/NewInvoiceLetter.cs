using System.Globalization;
using Kontali.Data.Invoices;
using Kontali.Web.Shared;

namespace Kontali.Web.Invoices;

/// <summary>
/// A letter to the seller: what is wrong with the invoice, rule by rule, and that a new one is wanted. A buyer who gets a wrong sales
/// document must ask for a right one (bff 5-5-1), and the new one needs a credit note for the whole of the old (bff 5-2-7).
/// </summary>
/// <param name="To">The seller's e-mail, as the invoice gives it; empty where it gives none.</param>
/// <param name="Subject">Heading.</param>
/// <param name="Body">The letter.</param>
public sealed record NewInvoiceLetter(string To, string Subject, string Body)
{
    private const int MostFaults = 12;

    /// <summary>Doubts of ours that no seller can mend.</summary>
    private static readonly HashSet<string> Ours = ["KONTALI-MELDING"];
    private static readonly HashSet<string> Scandinavian = ["NO", "SE", "DK"];
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");

    /// <summary>What the seller must mend: the faults that keep the invoice out of the books.</summary>
    public static IReadOnlyList<Finding> Faults(IReadOnlyList<Finding> findings) => [.. findings.Where(f => f.Severity == Severity.Fatal && !Ours.Contains(f.Rule)).Take(MostFaults)];

    /// <summary>Opens in her own mail program. The longest address a browser takes is some two thousand signs; the rest of the letter she pastes.</summary>
    public string MailTo => $"mailto:{Uri.EscapeDataString(To)}?subject={Uri.EscapeDataString(Subject)}&body={Uri.EscapeDataString(Body.Length <= 1200 ? Body : "")}";

    /// <summary>Writes it; in English to sellers outside Scandinavia.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="findings">What is wrong with it.</param>
    /// <param name="from">Who signs.</param>
    public static NewInvoiceLetter Of(InvoiceFacts invoice, IReadOnlyList<Finding> findings, string from)
    {
        var english = invoice.Seller.Address?.Country is { } country && !Scandinavian.Contains(country);
        var kind = (invoice.Kind, english) switch
        {
            (InvoiceKind.CreditNote, false) => "kreditnota",
            (InvoiceKind.CreditNote, true) => "credit note",
            (_, false) => "faktura",
            _ => "invoice",
        };
        var amount = $"{Figures.Amount(invoice.Gross)} {invoice.Currency}";
        var date = invoice.IssueDate.ToString(english ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);
        var faults = Faults(findings).Select((fault, i) => $"{i + 1}. {(english ? fault.What.Say(Texts.InEnglish, Norwegian) : fault.What.ToString())}\n   {Technical(fault, english)}");
        return english
            ? new(invoice.Seller.Email ?? "", $"Your {kind} {invoice.Number} of {date}: please send it anew", $"""
                Hello,

                We keep the books of {invoice.Buyer.Name} and have received your {kind} {invoice.Number} of {date} for {amount}. It cannot be booked, because it has these faults:

                {string.Join("\n\n", faults)}

                Please send a corrected {kind}, and a document that reverses the whole of this one. We do not book it before the new one has come.

                Kind regards,
                {from}
                """)
            : new(invoice.Seller.Email ?? "", $"Feil på {kind} {invoice.Number} av {date}: send en ny", $"""
                Hei,

                Vi fører regnskapet for {invoice.Buyer.Name} og har fått {kind} {invoice.Number} av {date} på {amount} fra dere. Den kan ikke bokføres, for den har disse feilene:

                {string.Join("\n\n", faults)}

                Send en ny {kind} med riktige opplysninger, og et bilag som opphever hele den gamle (bokføringsforskriften §§ 5-5-1 og 5-2-7). Vi bokfører den ikke før den nye er kommet.

                Hilsen
                {from}
                """);
    }

    /// <summary>For whoever runs the seller's system.</summary>
    private static string Technical(Finding fault, bool english) => (english, fault.Path) switch
    {
        (true, { } path) => $"(Rule {fault.Rule}, in the file: {path})",
        (true, null) => $"(Rule {fault.Rule})",
        (false, { } path) => $"(Regel {fault.Rule}, i filen: {path})",
        _ => $"(Regel {fault.Rule})",
    };
}
