using Kontali.Data.Booking;
using Kontali.Tests.Corrections;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Review;

/// <summary>By the keyboard, in a real browser: one correction, those alike with one key, back with one, and a rule that shows on its page.</summary>
public sealed class AlikeInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("KONTALI_SHOTS");
    private RunningKontali kontali = default!;
    private TestBooks books = default!;
    private Guid first;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server);
        await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
        books = TestBooks.Of(kontali.Ways, kontali.Store, SmallFirm.Me, SmallFirm.ClientId);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Smia AS");
        // Both have posted the vendor before: when the agent thinks again while the dialog is open, it rightly stops a vendor that is new.
        foreach (var client in new[] { SmallFirm.ClientId, other }) await PostedInvoices.PostAsync(books, client, "F-0", 900m);
        first = await WaitingInvoices.WaitAsync(books, SmallFirm.ClientId, "F-1", 1001m);
        for (var i = 2; i <= 4; i++) await WaitingInvoices.WaitAsync(books, SmallFirm.ClientId, $"F-{i}", 1000m + i);
        for (var i = 5; i <= 6; i++) await WaitingInvoices.WaitAsync(books, other, $"F-{i}", 1000m + i);
        await WaitingInvoices.WaitAsync(books, other, "F-7", 80_000m);
    }

    [Fact]
    public async Task One_is_corrected_those_alike_follow_with_one_key_and_come_back_with_one()
    {
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At($"/til-kontroll?sak={first}"));
        await page.WaitForSelectorAsync(".booking:focus");
        await CorrectAsync(page);
        await page.WaitForSelectorAsync(".deed .offer:has-text('Gjelder også 6 andre hos 2 klienter')");

        await PressUntilAsync(page, "t", ".alike-list tbody tr[aria-selected]");
        Assert.Equal(6, await page.Locator(".alike-list tbody tr[aria-selected]").CountAsync());
        Assert.Equal(5, await page.Locator(".alike-list input:checked").CountAsync());
        Assert.Contains("5 saker hos 2 klienter føres om og bokføres", await page.InnerTextAsync(".alike .consequence"), StringComparison.Ordinal);
        Assert.Contains("Et annet beløp", await page.InnerTextAsync(".alike-list"), StringComparison.Ordinal);
        await ShootAsync(page, "like");
        await PressUntilAsync(page, "1", ".alike .consequence:has-text('3 saker hos 1 klient')");
        await page.Keyboard.PressAsync("2");
        await page.WaitForSelectorAsync(".alike .consequence:has-text('5 saker hos 2 klienter')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".deed:has-text('5 saker til er ført om og bokført')");
        Assert.Equal(6, await books.AskAsync(db => db.Postings.CountAsync(p => p.AccountNumber == "6800")));

        await page.WaitForSelectorAsync(".booking:focus"); // She is back at her work: the former key has done its own.
        await page.Keyboard.PressAsync("z");
        await page.WaitForSelectorAsync(".deed:has-text('Angret: 5 saker er som før')");
        Assert.Equal(1, await books.AskAsync(db => db.Corrections.CountAsync(c => db.Invoices.Any(i => i.GeneralLedgerId == c.ReplacementEntryId))));
    }

    [Fact]
    public async Task A_rule_is_made_of_a_correction_and_stands_on_the_page_of_patterns()
    {
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At($"/til-kontroll?sak={first}"));
        await page.WaitForSelectorAsync(".booking:focus");
        await CorrectAsync(page);
        await page.WaitForSelectorAsync(".deed .offer");
        await PressUntilAsync(page, "t", ".alike-list tbody tr[aria-selected]");
        await PressUntilAsync(page, "4", ".alike .consequence:has-text('Fra nå av')");
        await ShootAsync(page, "alltid");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".deed:has-text('Regelen er laget')");

        await Browser.GoAsync(page, kontali.At("/monstre?slag=regler"));
        await page.WaitForSelectorAsync(".pattern h2:has-text('føres alltid på 6800')");
        Assert.Equal(PatternState.Active, await books.AskAsync(db => db.Patterns.Where(p => p.PatternType == HandRules.VendorRule).Select(p => p.State).SingleAsync()));
        await ShootAsync(page, "regel");
        await PressUntilAsync(page, "r", ".rule-form");
        await page.WaitForSelectorAsync(".rule-form .consequence:has-text('Det siste året')");
        await ShootAsync(page, "regelskjema");
        await page.Keyboard.PressAsync("Escape");
        // Where the agent has already posted by the rule, what it led to opens as a batch.
        await PressUntilAsync(page, "s", ".pattern:has-text('La det prøve igjen'), h1:has-text('Rett flere')");
        await Browser.GoAsync(page, kontali.At("/monstre?slag=regler"));
        await page.WaitForSelectorAsync(".pattern:has-text('La det prøve igjen')");
    }

    private static async Task CorrectAsync(IPage page)
    {
        await PressUntilAsync(page, "a", ".picker.account input:focus");
        await page.Keyboard.TypeAsync("6800");
        await page.WaitForSelectorAsync(".picker [role=option][aria-selected=true]:has-text('6800')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".preview td:has-text('6800')");
        await page.WaitForSelectorAsync(".booking:focus");
        await page.Keyboard.PressAsync("Enter");
    }

    // The keys are heard a moment after the page is there.
    private static async Task PressUntilAsync(IPage page, string key, string there)
    {
        for (var tries = 0; tries < 60 && await page.QuerySelectorAsync(there) is null; tries++)
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForTimeoutAsync(500);
        }
        await page.WaitForSelectorAsync(there);
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Shots is null) return;
        await page.WaitForTimeoutAsync(400);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"alike-{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
