using System.Globalization;
using Kontali.Data.Payments;
using Kontali.Data.Reports;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Reports.Sheets;
using Kontali.Web.Shared;

namespace Kontali.Tests.Reports;

/// <summary>The vendors' subledger: what settles what, and that it is the ledger's account.</summary>
public sealed class VendorLedgerTests(TestServer server)
{
    [Fact]
    public void A_payment_settles_what_it_takes_back_then_what_it_names_then_its_like_and_then_the_oldest()
    {
        var (wrong, day) = (Guid.NewGuid(), new DateOnly(2026, 3, 1));
        var statement = VendorStatement.Of(
        [
            Line(-100, "faktura", "40100"), Line(-100, "faktura", "40101"), Line(-250, "faktura", "40102"), Line(-80, "faktura", "40103") with { EntryId = wrong },
            Line(80, "tilbakeføring") with { ReversalOf = wrong }, Line(100, "Betalt 40101"), Line(250, "overføring"), Line(30, "avdrag"),
        ], []);
        var lines = statement.Lines;
        Assert.Equal("-70 0 0 0 0 0 0 0", string.Join(' ', lines.Select(l => l.Open.ToString("0", CultureInfo.InvariantCulture))));
        Assert.Equal(lines.Sum(l => l.Amount), lines.Sum(l => l.Open));
        Assert.Equal(new Ageing(0, 70, 0, 0, 0), Ageing.Of(lines, day.AddDays(30)));
        Assert.Equal(new Ageing(0, 0, 0, 0, 70), Ageing.Of(lines, day.AddDays(91)));
        // What nothing else comes into question for is sure; the oldest is only assumed.
        Assert.Equal("40103 Reversal True, 40101 Reference True, 40102 Amount True, 40100  False", string.Join(", ", statement.Guesses.Select(g => $"{g.Credit.InvoiceNumber} {g.Kind} {g.IsSure}")));
        // Of two that are alike neither is sure, and a kept match leaves nothing to assume.
        Assert.All(VendorStatement.Of([Line(-80, "faktura", "40104"), Line(80, "en"), Line(80, "to")], []).Guesses, g => Assert.False(g.IsSure));
        Assert.Empty(VendorStatement.Of([Line(-80, "faktura", "40104") with { Unmatched = 0 }, Line(80, "en")], []).Guesses);
        // Paid too much: the rest stands as the vendor's debt to us.
        Assert.Equal(40m, VendorStatement.Of([Line(-60, "faktura", "1"), Line(100, "betalt")], []).Lines.Sum(l => l.Open));

        VendorLine Line(decimal amount, string text, string? number = null) => new() { Id = Guid.NewGuid(), EntryId = Guid.NewGuid(), VendorId = Guid.Empty, Date = day, VoucherName = "L-2026-1", Text = text, InvoiceNumber = number, Amount = amount, Unmatched = amount };
    }

    [Fact]
    public async Task The_vendors_of_every_demo_client_are_its_account_of_payables()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var db = books.Open();
        foreach (var report in new Report[] { new VendorLedgerReport(), new AgeingReport() })
        {
            var ask = (await new Kontali.Web.Reports.ReportAddress(Kontali.Web.Reports.ReportAddress.All, "2026-01", "2026-10", null, null).ReadAsync(db, report, books.Today))!;
            foreach (var client in ask.Clients) Assert.Equal(0, (await db.VendorLedgerAsync(client, ask.Span.To)).Off);
            var rows = await report.RowsAsync(db, ask, new Texts()).ToListAsync();
            var columns = report.Columns(ask, new Texts()).Count;
            Assert.All(rows, row => Assert.Equal(columns, row.Cells.Count));
            Assert.Contains(rows[^1].Cells, cell => cell is "lik leverandørgjelden i hovedboken" or "Avvik – ingen");
        }
    }
}
