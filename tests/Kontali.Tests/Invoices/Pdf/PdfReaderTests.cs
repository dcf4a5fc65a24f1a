using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Tests.Invoices.Pdf.Papers;

namespace Kontali.Tests.Invoices.Pdf;

/// <summary>Papers of known facts, read. A small sample: the benchmark `readpdf` reads them all.</summary>
public class PdfReaderTests
{
    private static readonly IReadOnlyCollection<string> Clients = [.. PaperDice.Buyers.Select(b => b.Number)];

    public static TheoryData<string> Tuned => [.. PaperLayouts.Tuned.Where(l => l.Name[0] == 'T').Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Tuned))]
    public void A_paper_says_what_was_written_on_it(string layout)
    {
        var (facts, text) = Drawn(layout, 0);
        var reading = PdfReader.Read(text, PaperJudge.World(facts));
        Assert.Empty(PaperJudge.Wrong(facts, reading.Facts));
        Assert.False(PaperJudge.WouldPostWrong(facts, reading));
    }

    [Fact]
    public void Of_layouts_it_never_saw_most_are_read_right_and_none_would_be_posted_wrong()
    {
        var read = PaperLayouts.Judged.Select(l => (Facts: l.Facts(3), Text: PdfWords.Of(l.Draw(l.Facts(3))).Text!)).Select(p => (p.Facts, Reading: PdfReader.Read(p.Text, PaperJudge.World(p.Facts)))).ToList();
        Assert.True(read.Count(r => PaperJudge.Wrong(r.Facts, r.Reading.Facts).Count == 0) >= 0.75 * read.Count);
        Assert.DoesNotContain(read, r => PaperJudge.WouldPostWrong(r.Facts, r.Reading));
    }

    [Fact]
    public void Every_value_has_its_place_its_way_and_its_sureness()
    {
        var (facts, text) = Drawn("T1", 0);
        var pages = PdfReader.Read(text, PaperJudge.World(facts)).Facts!.Pages!;
        foreach (var field in (string[])["number", "issueDate", "dueDate", "gross", "vatTotal", "net", "seller.name", "seller.companyId", "buyer.name", "payment.0.account", "payment.0.reference", "lines.0.net"])
            Assert.True(pages.Of(field) is { Page: >= 1, Confidence: > 0.5 and <= 1, Box: { X: >= 0 and < 1, Y: >= 0 and < 1, W: > 0, H: > 0 } }, field);
    }

    [Fact]
    public void A_total_that_nothing_proves_is_for_a_person()
    {
        var (facts, text) = Drawn("T1", 0);
        // One digit of the total is another: net and VAT no longer make it.
        var gross = facts.Gross.ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture).Replace(',', ' ').Replace('.', ',');
        var wrong = Changed(text, gross.Split(' ')[^1], gross.Split(' ')[^1].Replace(gross[^4], gross[^4] == '9' ? '8' : (char)(gross[^4] + 1)));
        var reading = PdfReader.Read(wrong, PaperJudge.World(facts));
        Assert.Contains(reading.Findings, f => f.Severity == Severity.Fatal);
        Assert.False(PaperJudge.WouldPostWrong(facts, reading));
    }

    public static TheoryData<string, string> Needed => new()
    {
        { "dueDate", "Forfallsdatoen" }, { "payment.0.account", "Kontonummeret" }, { "number", "Fakturanummeret" }, { "issueDate", "Fakturadatoen" }, { "seller.companyId", "Leverandøren" }, { "vatTotal", "ingen andre tall" },
    };

    [Theory]
    [MemberData(nameof(Needed))]
    public void What_payment_or_the_law_needs_and_is_not_there_stops_it_with_its_name(string field, string said)
    {
        var (facts, text) = Drawn("T1", 0);
        Assert.DoesNotContain(PdfReader.Read(text, PaperJudge.World(facts)).Findings, f => f.Severity == Severity.Fatal);

        // Every word of the value is gone, wherever it stands; with the supplier's number all that names the supplier.
        string[] gone = field switch
        {
            "dueDate" => [facts.Due.ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture)],
            "payment.0.account" => [facts.Account[..4], facts.Account[4..6], facts.Account[6..]],
            "number" => [facts.Number],
            "issueDate" => [facts.Issue.ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture)],
            "seller.companyId" => [facts.SellerNumber[..3], facts.SellerNumber[3..6], facts.SellerNumber[6..], .. facts.Seller.Split(' ')],
            _ => ["Mva", .. Money(facts.Vat).Split(' ')],
        };
        var reading = PdfReader.Read(Without(text, gone), PaperJudge.World(facts));
        Assert.Contains(reading.Findings, f => f.Severity == Severity.Fatal && f.What.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_KID_with_a_wrong_check_digit_is_no_KID_and_not_passed_over()
    {
        var (facts, text) = Drawn("T1", 0);
        var wrong = facts.Kid![..^1] + (facts.Kid[^1] == '9' ? '0' : (char)(facts.Kid[^1] + 1));
        var reading = PdfReader.Read(Replaced(text, facts.Kid, wrong), PaperJudge.World(facts));
        Assert.Null(reading.Facts!.Payment[0].Reference);
        Assert.Contains(reading.Findings, f => f.Severity == Severity.Fatal && f.What.ToString().Contains("KID", StringComparison.Ordinal));
    }

    [Fact]
    public void Thousands_that_stand_apart_from_their_hundreds_prove_nothing()
    {
        // 12 400,00 + 3 100,00 = 15 500,00, and so do 400,00 + 100,00 = 500,00.
        var lines = (string[])["Fakturanr.: 10482", "Fakturadato: 03.05.2026", "Forfallsdato: 17.05.2026", "Nordlys Kraft AS", "Org.nr. NO 987654325 MVA"];
        var words = lines.Select((l, i) => (IReadOnlyList<TextWord>)[.. Row(l, 60 + i * 15)]).ToList();
        foreach (var (label, before, after) in ((string, string, string)[])[("Sum eks. mva", "12", "400,00"), ("Mva 25 %", "3", "100,00"), ("Å betale", "15", "500,00")])
            words.Add([.. Row(label, 200 + words.Count * 15), new(before, 400, 200 + words.Count * 15, 10, 10), new(after, 422, 200 + words.Count * 15, 35, 10)]);
        var reading = PdfReader.Read(new PageText([new(595, 842, words)], 1), new() { Today = new(2026, 5, 4) });
        Assert.False(reading.Facts!.Pages!.SumsProve);
    }

    [Theory]
    [InlineData("Beløpene er omregnet: 1 234,50 EUR", "valutaen")]
    [InlineData("Kreditnotanr. 4711", "kreditnota")]
    [InlineData("Å betale innen fristen: 99 999,00", "ingen andre tall")]
    public void A_paper_that_says_two_things_is_for_a_person(string also, string said)
    {
        var (facts, text) = Drawn("T1", 0);
        var page = text.Pages[0];
        var both = text with { Pages = [page with { Lines = [.. page.Lines, [.. Row(also, 770)]] }] };
        Assert.Contains(PdfReader.Read(both, PaperJudge.World(facts)).Findings, f => f.Severity == Severity.Fatal && f.What.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Purring", "purring")]
    [InlineData("Statement of account", "kontoutskrift")]
    [InlineData("Ordrebekreftelse", "ordrebekreftelse")]
    public void What_is_no_invoice_is_told_by_name(string title, string paper)
    {
        var layout = new PaperLayout("other") { Words = new() { Invoice = title } };
        var facts = layout.Facts(0);
        var reading = PdfReader.Read(PdfWords.Of(layout.Draw(facts)).Text!, PaperJudge.World(facts));
        Assert.Null(reading.Facts);
        Assert.Contains(paper, reading.Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_correction_teaches_where_a_suppliers_values_stand()
    {
        // Words that mean nothing to anybody else.
        var layout = new PaperLayout("odd") { Words = new() { Number = "Sak", Issue = "Skrevet", Due = "Skal være oss i hende", Gross = "Vårt krav", Net = "Honorar", Vat = "Avgift til staten" } };
        var ((first, text), (second, next)) = (Drawn(layout, 0), Drawn(layout, 1));
        var before = PdfReader.Read(text, PaperJudge.World(first)).Facts!;
        Assert.Equal(0, before.Pages!.Learned);
        // Found or not, it is not sure of what nobody has told it.
        Assert.Contains(PdfReader.Read(next, PaperJudge.World(second)).Findings, f => f.Severity == Severity.Fatal);

        var places = TeachLayout.Of(text, PaperJudge.Corrected(first, before), Clients);
        Assert.All(places, p => Assert.Contains(p.Mark, PdfReader.MarksOf(next, Clients)));
        var reading = PdfReader.Read(next, PaperJudge.World(second, places));
        var after = reading.Facts!;
        Assert.Empty(PaperJudge.Wrong(second, after));
        Assert.DoesNotContain(reading.Findings, f => f.Severity == Severity.Fatal);
        Assert.Equal(Found.Learned, after.Pages!.Of("number")!.How);
    }

    [Fact]
    public void What_was_taught_of_the_invoice_does_not_make_another_number_of_its_credit_note_sure()
    {
        // On the credit note the words taught are gone, and the customer's number stands a line from where the invoice's stood.
        var layout = new DicedLayout("D349", judged: false);
        var ((invoice, text), (credit, other)) = (Drawn(layout, 0), Drawn(layout, 1));
        Assert.True(credit.Credit);
        var places = TeachLayout.Of(text, PaperJudge.Corrected(invoice, PdfReader.Read(text, PaperJudge.World(invoice)).Facts!), Clients);
        var reading = PdfReader.Read(other, PaperJudge.World(credit, places));
        Assert.Empty(PaperJudge.Wrong(credit, reading.Facts));
        Assert.False(PaperJudge.WouldPassWrong(credit, reading));
    }

    [Fact]
    public void Where_the_words_that_were_taught_are_gone_what_stands_in_their_place_is_for_a_person()
    {
        var layout = new PaperLayout("odd") { Words = new() { Number = "Sak", Issue = "Skrevet", Due = "Skal være oss i hende", Gross = "Vårt krav", Net = "Honorar", Vat = "Avgift til staten" } };
        var ((first, text), (second, next)) = (Drawn(layout, 0), Drawn(layout, 1));
        var places = TeachLayout.Of(text, PaperJudge.Corrected(first, PdfReader.Read(text, PaperJudge.World(first)).Facts!), Clients);
        var reading = PdfReader.Read(Replaced(next, "Sak:", "Mål:"), PaperJudge.World(second, places));
        Assert.Equal(InvoiceNumber.Normalize(second.Number), InvoiceNumber.Normalize(reading.Facts!.Number));
        Assert.Contains(reading.Findings, f => f.Severity == Severity.Fatal && f.What.ToString().Contains("Fakturanummeret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.92, false)] // An 8 may be a 6, and nothing else says which.
    [InlineData(0.97, true)]
    public void On_a_picture_a_number_that_stands_alone_is_for_a_person_unless_the_eye_is_certain(double eye, bool alone)
    {
        var (facts, text) = Drawn(new PaperLayout("T1") { HasKid = false }, 0);
        var picture = Each(text, w => w with { Sureness = w.Text == facts.Number ? eye : 0.97 }) with { IsPicture = true };
        var doubts = PdfReader.Read(picture, PaperJudge.World(facts)).Findings.Where(f => f.Severity == Severity.Fatal && f.What.ToString().Contains("Fakturanummeret", StringComparison.Ordinal));
        Assert.Equal(alone, !doubts.Any());
    }

    [Fact]
    public void Words_printed_over_each_other_are_read_each_by_itself()
    {
        var letters = Written("Mva 25 % av 453 319,14", 50, 0).Concat(Written("113 329,78", 50 + 5 * 19, 22)).ToList();
        Assert.Equal(["%", "113", "25", "319,14", "329,78", "453", "Mva", "av"], LettersToLines.Of(letters).Single().Select(w => w.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_figures_that_touch_are_two() =>
        Assert.Equal(["409.506,31", "102.376,58"], LettersToLines.Of([.. Written("409.506,31102.376,58", 50, 0)]).Single().Select(w => w.Text));

    private static IEnumerable<Glyph> Written(string text, double x, int order) => text.Select((c, i) => new Glyph($"{c}", x + 5 * i, 100, 5, 10, order + i));

    [Theory]
    [InlineData("Customer invoice nr. 90409", "90409")]
    [InlineData("Kundefaktura 90409", "90409")]
    [InlineData("Fakturabeløp 90409", null)]
    public void A_heading_says_the_number_and_a_total_does_not(string heading, string? number)
    {
        var lines = (string[])[heading, "Fakturadato: 03.05.2026", "Forfallsdato: 17.05.2026", "Ordrenr.: 40655"];
        var text = new PageText([new(595, 842, [.. lines.Select((l, i) => (IReadOnlyList<TextWord>)[.. Row(l, 60 + i * 15)])])], 1);
        Assert.Equal(number ?? "UKJENT", PdfReader.Read(text, new() { Today = new(2026, 5, 4), Stand = "UKJENT" }).Facts!.Number);
    }

    [Fact]
    public void A_day_of_a_period_is_not_the_invoices()
    {
        var lines = (string[])["11 August 2026", "Invoice 2631490", "Period 1 August 2026 - 28 August 2026", "Due date 25 August 2026"];
        var text = new PageText([new(595, 842, [.. lines.Select((l, i) => (IReadOnlyList<TextWord>)[.. Row(l, 60 + i * 15)])])], 1);
        Assert.Equal(new DateOnly(2026, 8, 11), PdfReader.Read(text, new() { Today = new(2026, 9, 1) }).Facts!.IssueDate);
    }

    [Fact]
    public void A_page_without_words_waits_for_a_person()
    {
        var reading = PdfReader.Read(new PageText([new(595, 842, [])], 1), new() { Today = new(2026, 3, 1), Stand = "uten nr. 12" });
        Assert.Equal(["number", "issueDate", "seller.name", "payable"], reading.Facts!.Pages!.Missing);
        Assert.Contains(reading.Findings, f => f.Severity == Severity.Fatal);
    }

    [Theory]
    [InlineData("Sum 1 234,50", 1234.50)]
    [InlineData("Sum 1.234,50", 1234.50)]
    [InlineData("Total 1,234.50", 1234.50)]
    [InlineData("Total 12345.50", 12345.50)]
    [InlineData("Kreditert -1 234,50", -1234.50)]
    [InlineData("Kreditert 500,00-", -500)]
    [InlineData("Pris 1 250,-", 1250)]
    [InlineData("(1 234,50)", -1234.50)]
    [InlineData("Mva av (1 234,50)", 1234.50)]
    [InlineData("Å betale kr 12 500", 12500)]
    [InlineData("Å betale kr 12 500,75", 12500.75)]
    [InlineData("Å betale 1 250 kr", 1250)]
    [InlineData("Total NOK 1,250", 1250)]
    [InlineData("Totalt 21 250,40 kr", 21250.40)]
    public void Amounts_are_read_as_people_write_them(string text, decimal amount) => Assert.Equal([amount], FigureReader.Amounts(Cell(text)).Select(a => a.Value));

    [Fact]
    public void A_heading_with_letters_apart_is_read_as_the_word_it_is() => Assert.True(Labels.IsCredit("K R E D I T N O T A"));

    [Theory]
    [InlineData("Dato 3.5.2026")]
    [InlineData("Dato 03/05-26")]
    [InlineData("Date 2026-05-03")]
    [InlineData("Date 3 May 2026")]
    [InlineData("Date May 3, 2026")]
    [InlineData("Dato 3. mai 2026")]
    public void Dates_are_read_as_people_write_them(string text) => Assert.Equal([new DateOnly(2026, 5, 3)], FigureReader.Dates(Cell(text)).Select(d => d.Value));

    [Fact]
    public void An_account_a_date_and_a_rate_are_no_amounts() =>
        Assert.Empty(FigureReader.Amounts(Cell("Konto 1234.56.78903 forfall 14.03.2026 mva 25,00 % NO 987 654 325 MVA tlf 22 41 00 00")));

    private static (PaperFacts, PageText) Drawn(string name, int which) => Drawn(PaperLayouts.Tuned.Single(l => l.Name == name), which);

    private static (PaperFacts Facts, PageText Text) Drawn(PaperLayout layout, int which) => layout.Facts(which) is var facts ? (facts, PdfWords.Of(layout.Draw(facts)).Text!) : default;

    private static Cell Cell(string text)
    {
        var at = 0.0;
        var page = new TextPage(595, 842, [[.. text.Split(' ').Select(w => new TextWord(w, at += 2, 100, (at += 5 * w.Length) - at + 5 * w.Length, 10))]]);
        return new Cells(new PageText([page], 1)).All.Single();
    }

    private static List<TextWord> Row(string text, double y)
    {
        List<TextWord> words = [];
        var at = 50.0;
        foreach (var word in text.Split(' '))
        {
            words.Add(new(word, at, y, 5 * word.Length, 10));
            at += 5 * word.Length + 3;
        }
        return words;
    }

    private static string Money(decimal amount) => amount.ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture).Replace(',', ' ').Replace('.', ',');

    private static PageText Without(PageText text, IReadOnlyCollection<string> words) => Each(text, w => words.Contains(w.Text.Trim(',', '·')) ? null : w);

    private static PageText Replaced(PageText text, string from, string to) => Each(text, w => w.Text == from ? w with { Text = to } : w);

    private static PageText Each(PageText text, Func<TextWord, TextWord?> change) => text with
    {
        Pages = [.. text.Pages.Select(p => p with { Lines = [.. p.Lines.Select(l => (IReadOnlyList<TextWord>)[.. l.Select(change).OfType<TextWord>()]).Where(l => l.Count > 0)] })],
    };

    private static PageText Changed(PageText text, string from, string to) => text with
    {
        Pages = [.. text.Pages.Select(p => p with { Lines = [.. p.Lines.Select(l => (IReadOnlyList<TextWord>)[.. l.Select(w => l.Any(x => x.Text.StartsWith("betale", StringComparison.Ordinal)) && w.Text == from ? w with { Text = to } : w)])] })],
    };
}
