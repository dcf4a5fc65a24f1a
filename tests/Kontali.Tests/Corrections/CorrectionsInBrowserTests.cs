using Kontali.Data;
using Kontali.Data.Corrections;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Corrections;

/// <summary>
/// The story, in a real browser: thirty invoices were booked as office supplies with deduction, and were entertainment without. They are
/// found, seen, corrected as one, and taken back as one; every figure is worked out by hand here.
/// </summary>
public sealed class CorrectionsInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private RunningKontali kontali = default!;
    private TestBooks books = default!;
    private Guid bakery, smithy, shop;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server);
        await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
        books = TestBooks.Of(kontali.Ways, kontali.Store, SmallFirm.Me, SmallFirm.ClientId);
        (bakery, smithy, shop) = (SmallFirm.ClientId, await PostedInvoices.ClientAsync(books, "1002", "Smia AS"), await PostedInvoices.ClientAsync(books, "1003", "Butikken AS"));
        // Twelve, ten and eight: in July, whose return is filed; in September, which is closed; and in October, which is open.
        foreach (var (client, many) in new[] { (bakery, 12), (smithy, 10), (shop, 8) })
            for (var i = 0; i < many; i++) await PostedInvoices.PostAsync(books, client, $"F-{i + 1}", 1000m, on: new(2026, (i % 3) switch { 0 => 7, 1 => 9, _ => 10 }, 3 + i));
        // And two that are right: another account, and one that has been taken back already.
        await PostedInvoices.PostAsync(books, shop, "R-1", 500m, account: "6800");
        var back = await PostedInvoices.PostAsync(books, shop, "R-2", 700m);
        await books.DoAsync(db => db.ReverseAsync(back.Id, back.AccountingDate, "Dobbelt ført", Guid.NewGuid()));
        foreach (var client in (Guid[])[bakery, smithy, shop])
        {
            await PostedInvoices.ShutAsync(books, client, "2026-07", PeriodState.VatFiled);
            await PostedInvoices.ShutAsync(books, client, "2026-09", PeriodState.Closed);
        }
    }

    [Fact]
    public async Task Thirty_wrong_vouchers_are_found_seen_corrected_as_one_and_taken_back_with_one_key()
    {
        var (before, subledger) = (await PostedInvoices.BalancesAsync(books), await SubledgerAsync());
        Assert.Equal("1001 2400 -15000.00\n1001 2710 3000.00\n1001 6540 12000.00\n1002 2400 -12500.00\n1002 2710 2500.00\n1002 6540 10000.00\n1003 2400 -10625.00\n1003 2710 2125.00\n1003 6540 8000.00\n1003 6800 500.00", await TrialAsync());
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);

        // Found by account.
        await Browser.GoAsync(page, kontali.At("/rettinger/ny"));
        await page.WaitForSelectorAsync("text=Hva skal rettes?");
        await page.Locator(".batch-search input[inputmode=numeric]").FillAsync("6540");
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForSelectorAsync(".page-head .facts:has-text('30 linjer')");
        Assert.Equal(30, await page.Locator(".batch-lines tbody tr").CountAsync());
        await ShootAsync(page, "sok");

        // Another account and another code; seen before it happens.
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.TypeAsync("7350");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator(".batch-change select").SelectOptionAsync("0");
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("p");
        await ShootAsync(page, "valgt");
        await page.WaitForSelectorAsync(".plan-vouchers tbody tr");
        Assert.Equal(["2710", "6540", "7350"], await page.Locator(".plan-sums table:nth-of-type(1) tbody td:first-child").AllInnerTextsAsync());
        Assert.Equal(["−7 500,00", "−30 000,00", "37 500,00"], (await page.Locator(".plan-sums table:nth-of-type(1) tbody td:last-child").AllInnerTextsAsync()).Select(Plain));
        // Two terms at three clients: the fourth is filed.
        Assert.Equal(6, await page.Locator(".plan-sums table:nth-of-type(2) tbody tr").CountAsync());
        Assert.Equal(3, await page.Locator(".plan-sums table:nth-of-type(2) .chip:has-text('levert')").CountAsync());
        // July's reversals are dated the first of August, September's the first of October, October's own.
        var dates = (await page.Locator(".plan-sums table:nth-of-type(4) tbody tr").AllInnerTextsAsync()).Select(Plain).ToList();
        Assert.Equal(9, dates.Count);
        Assert.Equal(3, dates.Count(d => d.Contains("2026-07", StringComparison.Ordinal) && d.Contains("mva-melding levert", StringComparison.Ordinal) && d.Contains("01.08.2026", StringComparison.Ordinal)));
        Assert.Equal(3, dates.Count(d => d.Contains("2026-09", StringComparison.Ordinal) && d.Contains("lukket", StringComparison.Ordinal) && d.Contains("01.10.2026", StringComparison.Ordinal)));
        Assert.Equal(3, dates.Count(d => d.Contains("2026-10", StringComparison.Ordinal) && d.Contains("bilagets egen dato", StringComparison.Ordinal)));
        await ShootAsync(page, "forhandsvisning");

        // Done, with a reason.
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Representasjon, ikke rekvisita");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync(".page-head .chip:has-text('ferdig')", new() { Timeout = 60_000 });
        await page.WaitForSelectorAsync(".batch-facts:has-text('30 av 30')");
        await ShootAsync(page, "bunke");
        Assert.Equal("1001 2400 -15000.00\n1001 7350 15000.00\n1002 2400 -12500.00\n1002 7350 12500.00\n1003 2400 -10625.00\n1003 2710 125.00\n1003 6800 500.00\n1003 7350 10000.00", await TrialAsync());
        Assert.Equal(subledger, await SubledgerAsync());
        // VAT under code 1, by the documents' dates: nothing is left of it in either term, but what was right.
        Assert.Equal((0m, 0m), await VatAsync(bakery, 4));
        Assert.Equal((0m, 0m), await VatAsync(bakery, 5));
        Assert.Equal((500m, 125m), await VatAsync(shop, 6));
        Assert.Equal(30 * 3 + 3, await books.AskAsync(db => db.Journal.CountAsync()));
        // Each reversal stands between what it takes back and what stands instead, on the day that was shown.
        var july = await books.AskAsync(db => db.Corrections.Where(c => db.Journal.Any(j => j.Id == c.JournalEntryId && j.Period == "2026-07")).Select(c => new { On = db.Journal.Where(j => j.Id == c.ReversalEntryId).Select(j => j.AccountingDate).First(), Anew = db.Journal.Where(j => j.Id == c.ReplacementEntryId).Select(j => new { j.AccountingDate, j.EntryDate }).First() }).ToListAsync());
        Assert.Equal(11, july.Count);
        Assert.All(july, c => Assert.Equal((new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 1), 7), (c.On, c.Anew.AccountingDate, c.Anew.EntryDate.Month)));

        // In the record, and on the voucher's own page.
        await Browser.GoAsync(page, kontali.At("/rettinger"));
        await page.WaitForSelectorAsync(".corrections-list tbody tr");
        await page.WaitForSelectorAsync(".correction-detail:has-text('Representasjon')");
        await ShootAsync(page, "rettinger");
        var first = await books.AskAsync(db => db.Corrections.OrderBy(c => c.CreatedAt).Select(c => c.JournalEntryId!.Value).FirstAsync());
        await Browser.GoAsync(page, kontali.At($"/bilag/{first}"));
        await page.WaitForSelectorAsync(".net tbody tr:has-text('7350')");
        await page.WaitForSelectorAsync(".chain:has-text('i en bunke på 30')");
        await ShootAsync(page, "bilag");

        // Taken back with one key.
        var batch = await books.AskAsync(db => db.Batches.Select(b => b.Id).SingleAsync());
        await Browser.GoAsync(page, kontali.At($"/rettinger/{batch}"));
        await page.WaitForSelectorAsync(".page-head .chip:has-text('ferdig')");
        await Browser.PressUntilAsync(page, "z", "h1:has-text('Angret')");
        await page.WaitForSelectorAsync(".page-head .chip:has-text('ferdig')", new() { Timeout = 60_000 });
        Assert.Equal("1001 2400 -15000.00\n1001 2710 3000.00\n1001 6540 12000.00\n1002 2400 -12500.00\n1002 2710 2500.00\n1002 6540 10000.00\n1003 2400 -10625.00\n1003 2710 2125.00\n1003 6540 8000.00\n1003 6800 500.00", await TrialAsync());
        Assert.Equal(subledger, await SubledgerAsync());
        Assert.Equal((4000m, 1000m), await VatAsync(bakery, 4));
        Assert.Equal((8000m, 2000m), await VatAsync(bakery, 5));
        Assert.Equal(30 * 5 + 3, await books.AskAsync(db => db.Journal.CountAsync()));
        // Month by month too: what was wrongly put in July could only be taken back in August, and was put back there again.
        Assert.Equal(before, await PostedInvoices.BalancesAsync(books));

        // One alone, from its own page, by the keyboard.
        var one = await books.AskAsync(db => db.Invoices.Where(i => i.InvoiceNumber == "R-1").Select(i => i.GeneralLedgerId!.Value).SingleAsync());
        await Browser.GoAsync(page, kontali.At($"/bilag/{one}"));
        await page.WaitForSelectorAsync(".postings");
        await Browser.PressUntilAsync(page, "r", ".correcting .coding-line");
        await Browser.PressUntilAsync(page, "a", ".correcting .picker.account input:focus");
        await page.Keyboard.TypeAsync("6860");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".correcting .preview:has-text('6860')");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Var et kurs");
        await ShootAsync(page, "rett");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync(".page-head .chip:has-text('retter')");
        Assert.Equal("1003 2400 -10625.00\n1003 2710 2125.00\n1003 6540 8000.00\n1003 6860 500.00", string.Join('\n', (await TrialAsync()).Split('\n').Where(l => l.StartsWith("1003", StringComparison.Ordinal))));

        if (Shots is null) return;
        var dark = await browser.OpenAsync("dark", 1920, 1080);
        await kontali.SignInAsync(dark, SmallFirm.Email, SmallFirm.Password);
        foreach (var (name, path) in new[] { ("rettinger", "/rettinger"), ("sok", "/rettinger/ny?konto=6540"), ("bunke", $"/rettinger/{batch}"), ("rett", $"/bilag/{await books.AskAsync(db => db.Invoices.Where(i => i.InvoiceNumber == "R-1").Select(i => i.GeneralLedgerId!.Value).SingleAsync())}/rett") })
        {
            await Browser.GoAsync(dark, kontali.At(path));
            await dark.WaitForTimeoutAsync(1200);
            await ShootAsync(dark, $"{name}-dark");
        }
    }

    // The trial balance by client and account, over all months.
    private async Task<string> TrialAsync() => string.Join('\n', await books.AskAsync(db => (
        from p in db.Postings
        join c in db.Clients on p.ClientId equals c.Id
        group p by new { c.ClientNumber, p.AccountNumber } into g
        where g.Sum(p => p.DebitAmount - p.CreditAmount) != 0
        orderby g.Key.ClientNumber, g.Key.AccountNumber
        select $"{g.Key.ClientNumber} {g.Key.AccountNumber} {g.Sum(p => p.DebitAmount - p.CreditAmount):0.00}").ToListAsync()));

    private async Task<string> SubledgerAsync() => string.Join('\n', await books.AskAsync(db => db.Postings.Where(p => p.VendorId != null).GroupBy(p => p.VendorId).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Sum(p => p.DebitAmount - p.CreditAmount):0.00}").ToListAsync()));

    private async Task<(decimal, decimal)> VatAsync(Guid client, int term) => await books.AskAsync(async db =>
        (await db.VatOfTermAsync(client, VatDeadline.Of(Kontali.Data.Firms.VatTerm.Bimonthly, 2026).ElementAt(term - 1), ["1"])).Select(s => (s.Base, s.Vat)).SingleOrDefault());

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ').Trim();

    private static string? Shots => Environment.GetEnvironmentVariable("KONTALI_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Shots is null) return;
        await page.WaitForTimeoutAsync(400);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"corrections-{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
