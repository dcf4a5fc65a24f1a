using System.Globalization;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>Learns from facts that a person has corrected where a supplier's values stand. Pure.</summary>
public static class TeachLayout
{
    /// <summary>The places of every value, the corrected and the right ones alike: she has seen the whole document.</summary>
    /// <param name="text">The document's words.</param>
    /// <param name="right">What it says, as she corrected it.</param>
    /// <param name="clientNumbers">The firm's clients: their numbers mark no supplier.</param>
    public static IReadOnlyList<LearnedPlace> Of(PageText text, InvoiceFacts right, IReadOnlyCollection<string> clientNumbers)
    {
        var marks = PdfReader.MarksOf(text, clientNumbers);
        if (Mark(marks, right) is not { } mark) return [];
        var cells = new Cells(text);
        var credit = right.Kind == InvoiceKind.CreditNote;
        var amounts = cells.All.SelectMany(FigureReader.Amounts).ToList();
        var pay = right.Payment.FirstOrDefault();
        List<LearnedPlace?> places =
        [
            Place("number", cells.All.SelectMany(FigureReader.Tokens).Where(t => InvoiceNumber.Normalize(t.Text.TrimEnd('.', '-', '/')) == InvoiceNumber.Normalize(right.Number)), l => Labels.Number(l)),
            Place("issueDate", Days(right.IssueDate), l => Labels.Date(l) is { Of: DateOf.Issue } d ? d.Weight : 0),
            Place("dueDate", right.DueDate is { } due ? Days(due) : [], l => Labels.Date(l) is { Of: DateOf.Due } d ? d.Weight : 0),
            Place("net", Sums(right.Net), l => Weight(l, AmountOf.Net, AmountOf.Base)),
            Place("vatTotal", Sums(right.VatTotal), l => Weight(l, AmountOf.Vat)),
            Place("gross", Sums(right.Gross), l => Weight(l, AmountOf.Gross, AmountOf.Payable)),
            right.Payable == right.Gross ? null : Place("payable", Sums(right.Payable), l => Weight(l, AmountOf.Payable)),
            Place("payment.0.reference", pay?.Reference is { } kid ? cells.All.SelectMany(FigureReader.DigitRuns).Where(r => Bare(r.Text) == Bare(kid)) : [], Labels.Kid),
            Place("payment.0.account", pay?.Account is { } account ? cells.All.SelectMany(FigureReader.Accounts).Where(a => a.Account.ToString() == PaymentAccounts.Normalize(account)).Select(a => a.At) : [], Labels.Account),
            new(mark, "seller.name", null, 1, null, right.Seller.Name),
            right.Seller.CompanyId is { } id ? new(mark, "seller.companyId", null, 1, null, id) : null,
        ];
        return [.. places.OfType<LearnedPlace>()];

        IEnumerable<Hit> Days(DateOnly day) => cells.All.SelectMany(FigureReader.Dates).Where(d => d.Value == day).Select(d => d.At);
        IEnumerable<Hit> Sums(decimal value) => amounts.Where(a => a.Value == value || (credit && a.Value == -value)).Select(a => a.At);
        static double Weight(string label, params ReadOnlySpan<AmountOf> of) => Labels.Amount(label) is { } meaning && of.Contains(meaning.Of) ? meaning.Weight : 0;

        LearnedPlace? Place(string field, IEnumerable<Hit> hits, Func<string, double> meaning)
        {
            // Of several places with the same value, the one whose words say most plainly that it is this.
            var best = hits.Select(h => (Hit: h, Label: h.Labels(cells).OrderByDescending(l => meaning(l.Label) * l.Weight).ThenByDescending(l => l.Weight).FirstOrDefault())).OrderByDescending(h => meaning(h.Label.Label ?? "") * h.Label.Weight).ThenBy(h => h.Hit.Page).FirstOrDefault();
            if (best.Hit is null) return null;
            var last = text.PageCount > 1 && best.Hit.Page == text.PageCount;
            return new(mark, field, LearnedPlace.KeyOf(best.Label.Label), last ? -1 : 1, best.Hit.Box);
        }
    }

    // The corrected supplier's own number where it stands there; then what is least likely to be another's.
    private static string? Mark(IReadOnlyList<string> marks, InvoiceFacts right)
    {
        if (right.Seller.CompanyId is { } id && marks.Contains($"org:{id}")) return $"org:{id}";
        if (right.Seller.VatNumber is { } vat && marks.Contains($"vat:{vat}")) return $"vat:{vat}";
        if (right.Payment.FirstOrDefault()?.Account is { } account && marks.Contains($"konto:{PaymentAccounts.Normalize(account)}")) return $"konto:{PaymentAccounts.Normalize(account)}";
        return marks.FirstOrDefault(m => m.StartsWith("nett:", StringComparison.Ordinal)) ?? marks.FirstOrDefault(m => m.StartsWith("navn:", StringComparison.Ordinal)) ?? marks.FirstOrDefault();
    }

    private static string Bare(string digits) => string.Concat(digits.Where(c => !char.IsWhiteSpace(c)));
}
