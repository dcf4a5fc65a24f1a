using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;

namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>Holds what was read against what the paper says.</summary>
public static class PaperJudge
{
    /// <summary>What the firm knows: its clients, and what it was taught; no supplier.</summary>
    public static ReadingWorld World(PaperFacts f, IReadOnlyList<LearnedPlace>? places = null) => new()
    {
        Clients = [.. PaperDice.Buyers.Select((b, i) => new KnownClient(new Guid(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), b.Name, b.Number))],
        Today = f.Issue.AddDays(4),
        Places = places ?? [],
    };

    /// <summary>The values that were read wrong; none where all that matters is right.</summary>
    public static IReadOnlyList<string> Wrong(PaperFacts right, InvoiceFacts? read)
    {
        if (read is null) return ["not read"];
        List<string> wrong = [];
        Check("kind", read.Kind == InvoiceKind.CreditNote, right.Credit);
        Check("total", read.Gross, right.Gross);
        Check("vat", read.VatTotal, right.Vat);
        Check("date", read.IssueDate, right.Issue);
        if (!right.Credit) Check("due", read.DueDate, (DateOnly?)right.Due);
        Check("number", InvoiceNumber.Normalize(read.Number), InvoiceNumber.Normalize(right.Number));
        Check("supplier", read.Seller.CompanyId, right.SellerNumber);
        Check("account", read.Payment.FirstOrDefault()?.Account, right.Account);
        if (right.Kid is { } kid) Check("kid", read.Payment.FirstOrDefault()?.Reference, kid);
        Check("buyer", read.Buyer.CompanyId, right.BuyerNumber);
        return wrong;

        void Check<T>(string what, T is_, T should)
        {
            if (!Equals(is_, should)) wrong.Add($"{what} {is_} ≠ {should}");
        }
    }

    /// <summary>What the agent would take as proven, and is wrong in money or VAT: there may be none.</summary>
    public static bool WouldPostWrong(PaperFacts right, Reading reading) =>
        reading.Facts is { } facts && !reading.Findings.Any(f => f.Severity == Severity.Fatal)
        && (facts.Gross != right.Gross || facts.VatTotal != right.Vat || (facts.Kind == InvoiceKind.CreditNote) != right.Credit);

    /// <summary>Whether nobody would be asked to look: nothing stops it, and it is told whose it is (else a person gives it to a client).</summary>
    public static bool IsAlone(Reading reading) => reading.Facts is { Buyer.CompanyId: not null } && !reading.Findings.Any(f => f.Severity == Severity.Fatal);

    /// <summary>Anything wrong that nobody would be asked to look at; who does not know the client is asked whose it is, and of that alone.</summary>
    public static bool WouldPassWrong(PaperFacts right, Reading reading) => reading.Facts is { } facts && !reading.Findings.Any(f => f.Severity == Severity.Fatal)
        && Wrong(right, IsAlone(reading) ? facts : facts with { Buyer = facts.Buyer with { CompanyId = right.BuyerNumber } }).Count > 0;

    /// <summary>The facts as a person corrects them.</summary>
    public static InvoiceFacts Corrected(PaperFacts right, InvoiceFacts read) => new FactsChange
    {
        Number = right.Number,
        IssueDate = right.Issue,
        DueDate = right.Credit ? null : right.Due,
        Gross = right.Gross,
        Vat = right.Vat,
        Currency = "NOK",
        Kid = right.Kid,
        Account = right.Account,
        SellerName = right.Seller,
        SellerNumber = right.SellerNumber,
        IsCredit = right.Credit,
    }.On(read);
}
