using System.Globalization;
using System.IO.Compression;
using System.Text;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Reports;
using Kontali.Web.Reports.Sheets;
using Kontali.Web.Shared;
using MiniExcelLibs;
using UglyToad.PdfPig;

namespace Kontali.Tests.Reports;

/// <summary>The reports as rows, and as the files that three writers make of the same rows.</summary>
public sealed class ReportTests(TestServer server)
{
    private static readonly Texts L = new();
    private static readonly SheetHead Head = new("Saldobalanse", "Prøveklienten AS, org.nr. 310 645 028", "01.01.2026 – 31.03.2026", "Kontali · skrevet ut 20.11.2026 13:00 av Åse Ærlig");

    [Fact]
    public async Task The_income_statement_and_the_balance_sheet_agree_and_the_result_stands_in_equity()
    {
        await using var books = await new TrialBalanceTests(server).TwoYearsAsync();
        await AssertRowsAsync(books, new IncomeReport(), "2026-01", "2026-03", """
             Driftsinntekter
            3000  50000.00 0.00 50000.00
             Sum driftsinntekter 50000.00 0.00 50000.00
             Andre driftskostnader
            6300  13000.00 0.00 13000.00
             Sum andre driftskostnader 13000.00 0.00 13000.00
             Driftsresultat 37000.00 0.00 37000.00
             Resultat før skatt 37000.00 0.00 37000.00
             Årsresultat 37000.00 0.00 37000.00
            """);
        await AssertRowsAsync(books, new BalanceSheetReport(), "2026-01", "2026-03", """
             Omløpsmidler
            1920  138000.00 0.00 138000.00
             Sum omløpsmidler 138000.00 0.00 138000.00
             Sum eiendeler 138000.00 0.00 138000.00
             Egenkapital
            2000  100000.00 0.00 100000.00
             Tidligere års resultat, ikke overført -12000.00 0.00 -12000.00
             Årets resultat, ikke overført 37000.00 0.00 37000.00
             Sum egenkapital 125000.00 0.00 125000.00
             Kortsiktig gjeld
            2400  13000.00 0.00 13000.00
             Sum kortsiktig gjeld 13000.00 0.00 13000.00
             Sum egenkapital og gjeld 138000.00 0.00 138000.00
            """);
    }

    [Fact]
    public async Task The_year_end_carries_the_result_to_equity_and_leaves_that_years_income_statement_as_it_was()
    {
        await using var books = await new TrialBalanceTests(server).TwoYearsAsync();
        await books.DoAsync(db => db.TransferResultAsync(books.Client, 2025, "8800", "2050", Guid.NewGuid()));
        await AssertRowsAsync(books, new IncomeReport(), "2025-01", "2025-12", """
             Andre driftskostnader
            6300  12000.00 0.00 12000.00
             Sum andre driftskostnader 12000.00 0.00 12000.00
             Driftsresultat -12000.00 0.00 -12000.00
             Resultat før skatt -12000.00 0.00 -12000.00
             Årsresultat -12000.00 0.00 -12000.00
             Overføringer og disponeringer
            8800  -12000.00 0.00 -12000.00
             Sum overføringer og disponeringer -12000.00 0.00 -12000.00
            """);
        await AssertRowsAsync(books, new BalanceSheetReport(), "2025-01", "2025-12", """
             Omløpsmidler
            1920  100000.00 0.00 100000.00
             Sum omløpsmidler 100000.00 0.00 100000.00
             Sum eiendeler 100000.00 0.00 100000.00
             Egenkapital
            2000  100000.00 0.00 100000.00
            2050  -12000.00 0.00 -12000.00
             Sum egenkapital 88000.00 0.00 88000.00
             Kortsiktig gjeld
            2400  12000.00 0.00 12000.00
             Sum kortsiktig gjeld 12000.00 0.00 12000.00
             Sum egenkapital og gjeld 100000.00 0.00 100000.00
            """);
        // The next year begins without it, and stands beside the year as it was.
        await using var db = books.Open();
        var next = new ReportAsk([await TrialBalanceTests.ClientOf(db, books)], new("2026-01", "2026-12"), Compares: true, books.Today);
        var income = await new IncomeReport().RowsAsync(db, next, L).ToListAsync();
        Assert.Equal([37000m, -12000m, 49000m], income.Single(r => (string?)r.Cells[1] == "Årsresultat").Cells.Skip(2).Cast<decimal>());
        Assert.DoesNotContain(await new BalanceSheetReport().RowsAsync(db, next, L).ToListAsync(), r => (string?)r.Cells[1] == "Tidligere års resultat, ikke overført" && (decimal)r.Cells[2]! != 0);
    }

    [Fact]
    public async Task Every_report_of_a_demo_client_is_read_to_its_end_and_its_sums_are_those_of_the_trial_balance()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var db = books.Open();
        var ask = new ReportAsk([await TrialBalanceTests.ClientOf(db, books)], new("2026-01", "2026-10"), Compares: true, books.Today);
        var trial = await db.TrialBalanceAsync(ask.Clients[0], ask.Span);
        Dictionary<string, List<SheetRow>> rows = [];
        foreach (var report in ReportList.All)
        {
            rows[report.Slug] = await report.RowsAsync(db, ask, L).ToListAsync();
            Assert.NotEmpty(rows[report.Slug]);
            var columns = report.Columns(ask, L).Count;
            Assert.All(rows[report.Slug], row => Assert.Equal(columns, row.Cells.Count));
        }
        var journal = rows["bokforingsspesifikasjon"];
        Assert.Equal((trial.Total.Debit, trial.Total.Credit), (Sum(journal, 7), Sum(journal, 8)));
        Assert.Equal(trial.Total.Debit, journal[^1].Cells[7]);
        var ledger = rows["kontospesifikasjon"];
        Assert.Equal(Sum(journal, 7), Sum(ledger, 5));
        foreach (var closing in ledger.Where(r => r.Kind == RowKind.Sum))
            Assert.Equal(trial.Groups.SelectMany(g => g.Lines).Single(l => l.Account == (string)closing.Cells[0]!).Closing, closing.Cells[7]);
        var balance = rows["balanse"].Where(r => r.Kind == RowKind.Total).ToList();
        Assert.Equal(2, balance.Count);
        Assert.Equal((balance[0].Cells[2], balance[0].Cells[3]), (balance[1].Cells[2], balance[1].Cells[3]));
        Assert.Equal(-trial.Result.Closing, rows["resultat"].Last(r => (string?)r.Cells[1] == "Årsresultat").Cells[2]);
        // What stands on the VAT accounts is what the codes say.
        var vat = rows["mva-spesifikasjon"];
        Assert.Equal("Avvik – ingen: kodene og kontoene er like", vat[^1].Cells[1]);
        // Behind every figure lies something.
        Assert.All(rows.Values.SelectMany(r => r).Where(r => r.Kind == RowKind.Line && r.Cells[0] is string { Length: > 0 }), row => Assert.StartsWith("/", row.Href, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_clients_stand_one_after_the_other_and_are_summed_below()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var db = books.Open();
        var all = (await new ReportAddress(ReportAddress.All, "2026-01", "2026-10", null, null).ReadAsync(db, new TrialBalanceReport(), books.Today))!;
        Assert.True(all.Clients.Count > 1);
        var rows = await new TrialBalanceReport().RowsAsync(db, all, L).ToListAsync();
        Assert.Equal(all.Clients.Select(c => c.Name), rows.Where(r => r.Kind == RowKind.Client).Select(r => ((string)r.Cells[0]!).Split('\u2002')[1]));
        Assert.Equal(Sum(rows, 3), rows[^1].Cells[3]);
        Assert.StartsWith("Kontroll – stemmer:", (string)rows[^1].Cells[1]!, StringComparison.Ordinal);
        var two = string.Join(',', all.Clients.Take(2).Select(c => c.Number));
        Assert.Equal(2, (await new ReportAddress(two, null, null, null, null).ReadAsync(db, new TrialBalanceReport(), books.Today))!.Clients.Count);
        // A stranger's client is as one that does not exist, and takes the whole report with it.
        Assert.Empty((await new ReportAddress(two + ",finnes-ikke", null, null, null, null).ReadAsync(db, new TrialBalanceReport(), books.Today))!.Clients);
        await using var next = await books.NextDoorAsync();
        Assert.Empty((await new ReportAddress(two, null, null, null, null).ReadAsync(next.Open(), new TrialBalanceReport(), books.Today))!.Clients);
    }

    [Fact]
    public async Task A_long_report_is_read_in_parts_that_meet_without_a_gap()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var db = books.Open();
        var ask = new ReportAsk([await TrialBalanceTests.ClientOf(db, books)], new("2026-01", "2026-10"), Compares: false, books.Today);
        foreach (var report in new Report[] { new GeneralLedgerReport(), new VoucherJournalReport() })
        {
            List<SheetRow> rows = [];
            var parts = 0;
            string? from = null;
            do
            {
                var part = await report.PageAsync(db, ask, from, 1, L);
                rows.AddRange(part.Rows);
                (from, parts) = (part.Next, parts + 1);
            }
            while (from is not null);
            Assert.True(parts > 1, report.Slug);
            Assert.Equal((await report.RowsAsync(db, ask, L).ToListAsync()).Where(r => r.Kind != RowKind.Total).Select(Text), rows.Select(Text));
        }
    }

    [Fact]
    public async Task A_comma_file_has_Norwegian_figures_and_no_formula_that_somebody_wrote()
    {
        using var file = new MemoryStream();
        await CsvSheet.WriteAsync(file, Head, Columns, Rows(3), default);
        Assert.Equal("""
            Saldobalanse;Prøveklienten AS, org.nr. 310 645 028;01.01.2026 – 31.03.2026;Kontali · skrevet ut 20.11.2026 13:00 av Åse Ærlig
            Konto;Navn;Utgående
            1001;'=HYPERLINK("x");-1001,50
            1002;Øl & brød;1002,50
            1003;Øl & brød;1003,50
            ;Sum;3007,50

            """.Replace("'=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"", StringComparison.Ordinal), Encoding.UTF8.GetString(file.ToArray()[3..]).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_workbook_has_numbers_as_numbers_and_says_on_its_second_sheet_what_it_is()
    {
        using var file = new MemoryStream();
        await ExcelSheet.WriteAsync(file, Head, Columns, Rows(3), default);
        file.Position = 0;
        Assert.Equal(["Saldobalanse", "Om"], MiniExcel.GetSheetNames(file));
        var rows = (await MiniExcel.QueryAsync(file, useHeaderRow: true, sheetName: "Saldobalanse")).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(-1001.5, rows[0]["Utgående"]);
        Assert.Equal("=HYPERLINK(\"x\")", rows[0]["Navn"]); // A cell of text is text: nothing reckons it.
        using var zip = new ZipArchive(file);
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.DoesNotContain("<x:f>", await sheet.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Contains(MiniExcel.Query(file, sheetName: "Om").Cast<IDictionary<string, object?>>(), row => row.Values.Contains(Head.Printed));
    }

    [Fact]
    public async Task A_printed_report_says_on_every_page_what_it_is_of_whom_and_which_page()
    {
        var bytes = await PdfSheet.WriteAsync(Head, Columns, Rows(200), "Side {0} av {1}", default);
        using var pdf = PdfDocument.Open(bytes!);
        Assert.Equal(4, pdf.NumberOfPages);
        foreach (var page in pdf.GetPages())
        {
            Assert.Contains($"Side {page.Number} av 4", page.Text, StringComparison.Ordinal);
            Assert.Contains("KontoNavn", page.Text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains("Åse Ærlig", page.Text, StringComparison.Ordinal);
            Assert.All(page.Letters, letter => Assert.Contains("Liberation", letter.FontName, StringComparison.Ordinal));
        }
        Assert.Contains("Øl & brød", pdf.GetPage(1).Text, StringComparison.Ordinal);
        // Amounts end in the same place, and the last row is the sum.
        var ends = pdf.GetPage(1).GetWords().Where(w => w.Text.EndsWith(",50", StringComparison.Ordinal)).Select(w => Math.Round(w.BoundingBox.Right)).Distinct();
        Assert.Single(ends);
    }

    [Fact]
    public async Task Letters_that_the_typeface_has_not_do_not_stop_a_printing()
    {
        var bytes = await PdfSheet.WriteAsync(Head with { Subject = "日本 🍞 AS" }, Columns, Rows(1), "Side {0} av {1}", default);
        using var pdf = PdfDocument.Open(bytes!);
        Assert.Contains("?? ", pdf.GetPage(1).Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SheetColumn> Columns => [new("Konto", CellKind.Code), new("Navn", CellKind.Text, Grows: true), new("Utgående", CellKind.Amount)];

    private static async IAsyncEnumerable<SheetRow> Rows(int lines)
    {
        await Task.CompletedTask;
        for (var i = 1; i <= lines; i++) yield return SheetRow.Line(null, $"{1000 + i}", i == 1 ? "=HYPERLINK(\"x\")" : "Øl & brød", i == 1 ? -1001.5m : 1000.5m + i);
        yield return new(RowKind.Total, [null, "Sum", 3007.5m]);
    }

    private static decimal Sum(IEnumerable<SheetRow> rows, int column) => rows.Where(r => r.Kind == RowKind.Line).Sum(r => r.Cells[column] as decimal? ?? 0);

    private static string Text(SheetRow row) => string.Join('|', row.Cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)));

    private static async Task AssertRowsAsync(TestBooks books, Report report, string from, string to, string expected)
    {
        await using var db = books.Open();
        var ask = new ReportAsk([await TrialBalanceTests.ClientOf(db, books)], new(from, to), Compares: true, books.Today);
        var rows = await report.RowsAsync(db, ask, L).ToListAsync();
        Assert.Equal(expected, string.Join('\n', rows.Select(row => row.IsHeading ? $" {row.Cells[0]}"
            : $"{row.Cells[0]} {(row.Cells[0] is string { Length: > 0 } ? "" : row.Cells[1])} {string.Join(' ', row.Cells.Skip(2).Select(c => ((decimal)c!).ToString("0.00", CultureInfo.InvariantCulture)))}")));
    }
}
