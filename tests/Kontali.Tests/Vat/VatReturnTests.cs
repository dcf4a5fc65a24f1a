using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Seed;
using Kontali.Data.Vat;
using Kontali.Tests.Invoices.Ehf;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Vat;

public sealed class VatReturnTests(TestServer server)
{
    [Fact]
    public async Task The_return_of_every_demo_client_is_what_its_raw_lines_come_to()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var kit = SharedStandards.Ehf is null ? null : Path.Combine(SharedStandards.Ehf, "..", "vat-return");
        var clients = await books.AskAsync(db => db.Clients.Where(c => c.VatTerm != VatTerm.None).ToListAsync());
        var tax = await books.AskAsync(db => db.StandardTaxAsync());
        Assert.Equal(12, clients.Count);
        foreach (var client in clients)
        {
            var raw = await books.AskAsync(db => (from p in db.Postings join j in db.Journal on p.EntryId equals j.Id where p.ClientId == client.Id && p.VatCode != null select new { p.AccountNumber, p.VatCode, p.VatBaseAmount, p.VatAmount, Amount = p.DebitAmount - p.CreditAmount, j.EntryDate }).ToListAsync());
            foreach (var term in VatDeadline.Between(client.VatTerm, raw.Min(r => r.EntryDate), books.Today))
            {
                var hand = await books.AskAsync(db => db.ReturnAsync(client, term));
                var lines = raw.Where(r => r.EntryDate >= term.From && r.EntryDate <= term.To).ToList();
                // From the VAT accounts, where the program reckons from the bases; whole kroner a code, which the demo's rates allow.
                decimal Kroner(decimal amount) => Math.Round(amount, 0, MidpointRounding.AwayFromZero);
                var deducted = lines.Where(l => l.AccountNumber.StartsWith("271", StringComparison.Ordinal)).GroupBy(l => l.VatCode!).ToDictionary(g => g.Key, g => -Kroner(g.Sum(l => l.Amount)));
                var owed = lines.Where(l => l.AccountNumber.StartsWith("270", StringComparison.Ordinal)).GroupBy(l => l.VatCode!).ToDictionary(g => g.Key, g => -Kroner(g.Sum(l => l.Amount)));
                Assert.Equal(deducted.Where(d => d.Value != 0).OrderBy(d => d.Key), hand.Return.Lines.Where(l => l.IsDeduction && l.Vat != 0).Select(l => KeyValuePair.Create(l.Code, l.Vat)).OrderBy(d => d.Key));
                Assert.Equal(owed.Where(d => d.Value != 0).OrderBy(d => d.Key), hand.Return.Lines.Where(l => !l.IsDeduction && l.Vat != 0).Select(l => KeyValuePair.Create(l.Code, l.Vat)).OrderBy(d => d.Key));
                Assert.Equal(owed.Values.Sum() + deducted.Values.Sum(), hand.Return.Assessed);
                foreach (var code in new[] { "81", "83", "86", "88", "91" }) Assert.Equal(0, hand.Return.Lines.Where(l => l.Code == code).Sum(l => l.Vat));
                Assert.All(hand.Return.Lines.Where(l => !l.IsDeduction), l => Assert.Equal(l.Base, Kroner(Math.Abs(lines.Where(r => r.VatCode == l.Code).Sum(r => r.VatBaseAmount ?? 0)))));
                Assert.DoesNotContain(hand.Findings, f => f.Rule is { Severity: RuleSeverity.Invalid, Id: not "R059" and not "R060" });
                if (kit is not null) Assert.Equal("", OfficialReturnCasesTests.Validate(kit, "skattemeldingformerverdiavgift.v1.0", ReturnXml.Write(hand.Return, "1")));
                Assert.All(await books.AskAsync(db => db.ReconcileVatAsync(hand)), a => Assert.Equal((a.Account, 0), (a.Account, a.Unexplained)));
                // What was filed is what its vouchers still say, and every voucher of the term is in it.
                if (hand.IsFiled) Assert.Equal(hand.Return.Lines, VatReturn.LinesOf(hand.Facts, tax));
                Assert.All(hand.Return.Lines, l => Assert.Equal((l.ExactBase, l.ExactVat), Sum(hand, l)));
            }
        }
        var overview = await books.AskAsync(db => db.VatTermsAsync());
        Assert.Equal(12, overview.Select(r => r.ClientId).Distinct().Count());
        Assert.Contains(overview, r => r.State == TermState.ToFile && r.Period == new VatDeadline(new(2026, 9, 1), new(2026, 10, 31), new(2026, 12, 10)));
    }

    [Fact]
    public async Task What_is_booked_after_filing_goes_into_the_next_term_or_into_a_correction()
    {
        await using var books = await TestBooks.NewAsync(server);
        var (fifth, sixth) = (new DateOnly(2026, 9, 1), new DateOnly(2026, 11, 1));
        await PostAsync(books, 1000, new(2026, 9, 10), new(2026, 9, 10));
        await PostAsync(books, 400, new(2026, 10, 30), new(2026, 11, 2)); // dated in the fifth term, booked in the sixth
        await PostAsync(books, 80, new(2026, 11, 3), new(2026, 11, 3));
        await FileAsync(books, fifth, -350);
        Assert.Equal("2026-09 VatFiled, 2026-10 VatFiled, 2026-11 Open", string.Join(", ", (await books.AskAsync(db => db.Periods.OrderBy(p => p.Name).ToListAsync())).Select(p => $"{p.Name} {p.State}")));
        Assert.StartsWith("Perioden 2026-10 er ikke åpen", (await Assert.ThrowsAsync<BrokenRule>(() => PostAsync(books, 5, new(2026, 10, 1), new(2026, 10, 1)))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Meldingen for terminen er levert", (await Assert.ThrowsAsync<BrokenRule>(() => FileAsync(books, fifth, -350))).Message, StringComparison.Ordinal);

        await PostAsync(books, 200, new(2026, 10, 15), new(2026, 11, 5)); // late: her own term is filed
        var next = await AtAsync(books, sixth);
        Assert.Equal((-70m, 1), (next.Return.Assessed, next.Late.DistinctBy(f => f.EntryId).Count()));
        Assert.Equal((-350m, 1), ((await AtAsync(books, fifth)).Return.Assessed, (await AtAsync(books, fifth)).Missed.DistinctBy(f => f.EntryId).Count()));
        Assert.Equal(-400m, (await AtAsync(books, fifth, correction: true)).Return.Assessed);
        await Assert.ThrowsAsync<BrokenRule>(() => FileAsync(books, fifth, -400, correction: true, reason: ""));
        await FileAsync(books, fifth, -400, correction: true, reason: "Glemt faktura");
        Assert.Equal(-20m, (await AtAsync(books, sixth)).Return.Assessed);
        var corrected = await AtAsync(books, fifth);
        Assert.Equal((2, -400m, 0, "Glemt faktura"), (corrected.Filed.Count, corrected.Return.Assessed, corrected.Missed.Count, corrected.Filed[1].Reason));
        Assert.Equal("Ingenting er endret siden meldingen ble levert.", (await Assert.ThrowsAsync<BrokenRule>(() => FileAsync(books, fifth, -400, correction: true, reason: "En gang til"))).Message);
        Assert.Equal("KT001", await books.SqlStateAsync("delete from vat.returns", books.Ways.Owner));
        Assert.NotNull(await books.SqlStateAsync("update vat.returns set assessed = 0"));
    }

    [Fact]
    public async Task A_broken_rule_stops_filing_until_the_line_has_its_note()
    {
        await using var books = await TestBooks.NewAsync(server);
        var fifth = new DateOnly(2026, 9, 1);
        await PostAsync(books, -1000, new(2026, 9, 10), new(2026, 9, 10));
        Assert.StartsWith("Meldingen er ugyldig etter regel R021", (await Assert.ThrowsAsync<BrokenRule>(() => FileAsync(books, fifth, 250))).Message, StringComparison.Ordinal);
        var line = Assert.Single((await AtAsync(books, fifth)).Return.Lines);
        await books.DoAsync(db => db.KeepReturnDraftAsync(books.Client, fifth, new Dictionary<string, VatNote> { [line.Key] = new("kreditnota", null) }, null, null));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.KeepReturnDraftAsync(books.Client, fifth, new Dictionary<string, VatNote>(), null, "1234")));
        Assert.StartsWith("Meldingen er endret mens du så på den", (await Assert.ThrowsAsync<BrokenRule>(() => FileAsync(books, fifth, 251))).Message, StringComparison.Ordinal);
        await FileAsync(books, fifth, 250);
        Assert.Equal("kreditnota", Assert.Single((await AtAsync(books, fifth)).Return.Lines).Note?.Chosen);
        var reader = books.Actor;
        await books.SqlStateAsync($"update users set role = 'bookkeeper' where id = '{reader.User}'", books.Ways.Owner);
        await Assert.ThrowsAsync<BrokenRule>(() => FileAsync(books, new(2026, 7, 1), 0));
    }

    private static (decimal, decimal) Sum(ReturnAtHand hand, ReturnLine line)
    {
        var shares = hand.Facts.Where(f => f.Code == line.Code).GroupBy(f => f.EntryId).Select(g => VatReturn.Share(line, [.. g], hand.Tax)).ToList();
        return (shares.Sum(s => s.Base), shares.Sum(s => s.Vat));
    }

    private static Task<ReturnAtHand> AtAsync(TestBooks books, DateOnly from, bool correction = false) => books.AskAsync(async db =>
        await db.ReturnAsync(await db.Clients.SingleAsync(c => c.Id == books.Client), VatDeadline.Containing(VatTerm.Bimonthly, from)!, correction));

    private static Task FileAsync(TestBooks books, DateOnly from, decimal assessed, bool correction = false, string? reason = null) => books.DoAsync(db => correction
        ? db.CorrectReturnAsync(books.Client, from, new(books.Today, null, assessed, reason)) : db.FileReturnAsync(books.Client, from, new(books.Today, "AR1", assessed)));

    private static Task PostAsync(TestBooks books, decimal net, DateOnly dated, DateOnly booked) => books.DoAsync(db => db.PostAsync(new Voucher(books.Firm, books.Client,
        [new("6800", net) { VatCode = "1", VatBase = net, VatAmount = net / 4 }, new("2710", net / 4) { VatCode = "1" }, new("1920", -net * 1.25m)])
    { PostingKey = Guid.NewGuid(), DocumentDate = dated, AccountingDate = booked, Description = "Prøvekjøp" }));
}
