using Kontali.Data.Invoices;
using Kontali.Web.Shared;

namespace Kontali.Web.Review;

/// <summary>What two invoices say of one thing.</summary>
/// <param name="Word">What it is of.</param>
/// <param name="This">What the one at hand says.</param>
/// <param name="Other">What the other says.</param>
/// <param name="Differs">Whether they mean different things, however they are written.</param>
/// <param name="Fields">Its names on the document.</param>
public sealed record ComparedFact(string Word, string This, string Other, bool Differs, params IReadOnlyList<string> Fields)
{
    private const int MostLines = 12;

    /// <summary>All that two invoices can be held against each other by. Pure.</summary>
    public static IReadOnlyList<ComparedFact> Of(VendorInvoice mine, string vendor, VendorInvoice other, string otherVendor) =>
    [
        Same(Texts.Of("Leverandør"), vendor, otherVendor, mine.VendorId == other.VendorId, "seller.name"),
        Same(Texts.Of("Org.nr."), Figures.OrgNumber(mine.Facts.Seller.CompanyId), Figures.OrgNumber(other.Facts.Seller.CompanyId), null, "seller.companyId"),
        Same(Texts.Of("Fakturanummer"), mine.InvoiceNumber, other.InvoiceNumber, mine.NormalizedNumber == other.NormalizedNumber, "number"),
        Same(Texts.Of("Fakturadato"), Figures.Date(mine.InvoiceDate), Figures.Date(other.InvoiceDate), null, "issueDate"),
        Same(Texts.Of("Forfall"), Date(mine.DueDate), Date(other.DueDate), null, "dueDate"),
        Same(Texts.Of("Sum uten mva"), Money(mine.AmountExclVat, mine), Money(other.AmountExclVat, other), null, "net"),
        Same(Texts.Of("Mva"), Money(mine.VatAmount, mine), Money(other.VatAmount, other), null, "vatTotal"),
        Same(Texts.Of("Å betale"), Money(mine.PayableAmount, mine), Money(other.PayableAmount, other), null, "payable"),
        Same(Texts.Of("KID"), mine.Kid ?? "–", other.Kid ?? "–", null, "payment.0.reference"),
        Same(Texts.Of("Betales til"), Account(mine), Account(other), null, "payment.0.account"),
        Same(Texts.Of("Linjer"), Figures.Count(mine.Facts.Lines.Count), Figures.Count(other.Facts.Lines.Count), null),
        .. Lines(mine.Facts.Lines, other.Facts.Lines),
    ];

    // Line by line only where something is otherwise: equal lines need no row.
    private static IEnumerable<ComparedFact> Lines(IReadOnlyList<InvoiceLine> mine, IReadOnlyList<InvoiceLine> other) =>
        Enumerable.Range(0, Math.Max(mine.Count, other.Count)).Select(i => (At: i, Mine: mine.ElementAtOrDefault(i), Other: other.ElementAtOrDefault(i)))
            .Where(l => (l.Mine?.Name, l.Mine?.Net) != (l.Other?.Name, l.Other?.Net)).Take(MostLines)
            .Select(l => new ComparedFact(Texts.Of("Linje"), Line(l.Mine), Line(l.Other), true, $"lines.{l.At}.name", $"lines.{l.At}.net"));

    private static ComparedFact Same(string word, string mine, string other, bool? same, params IReadOnlyList<string> fields) => new(word, mine, other, !(same ?? mine == other), fields);

    private static string Line(InvoiceLine? line) => line is null ? "–" : $"{line.Name}  {Figures.Amount(line.Net)}";

    private static string Date(DateOnly? date) => date is { } day ? Figures.Date(day) : "–";

    private static string Money(decimal amount, VendorInvoice invoice) => invoice.Currency == "NOK" ? Figures.Amount(amount) : $"{Figures.Amount(amount)} {invoice.Currency}";

    private static string Account(VendorInvoice invoice) => invoice.PaymentAccount is { } account ? Figures.BankAccount(account) : "–";
}
