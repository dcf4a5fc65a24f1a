using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Inbox;
using Kontali.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Tests.Review;

/// <summary>Document and form point at each other, and the evidence is one key away, in a real browser.</summary>
public sealed class EvidenceInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private RunningKontali kontali = default!;
    private SmallFirm firm = default!;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server);
        firm = await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
    }

    [Fact]
    public async Task Document_and_form_point_at_each_other_and_the_duplicate_is_rejected_without_a_mouse()
    {
        var first = await HandInAsync("77", 1000m, 236.40m);
        var draft = new BookingDraft(first);
        draft.Code(draft.Lines, account: "6800", vatCode: "1");
        await firm.DoAsync(SmallFirm.Other, db => db.ApproveAsync(first.Item.Id, first.Item.RowVersion, draft.Settlement()));
        await HandInAsync("77-B", 1000m, 236.40m);

        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At("/til-kontroll"));
        await page.WaitForSelectorAsync(".sheet [data-field='lines.0.net']");
        await page.WaitForSelectorAsync(".booking:focus");

        // The pointer on a value marks the line of the form, and the other way round.
        await UntilAsync(page, () => page.HoverAsync(".sheet [data-field='lines.1.net']"), ".booking .coding-line[data-near]");
        await UntilAsync(page, () => page.HoverAsync(".booking-head [data-of='payable']"), ".sheet [data-field='payable'][data-near]");
        await page.HoverAsync(".booking-head [data-of='seller.name']");
        await page.WaitForSelectorAsync(".sheet [data-field='seller.name'][data-near]");
        Assert.Null(await page.QuerySelectorAsync("[data-field='payable'][data-near]"));

        // The field she writes in lights its value, and nothing else is lit when she leaves it.
        await Browser.PressUntilAsync(page, "a", ".sheet [data-field='lines.0.name'][data-lit]");
        Assert.Equal(1, await page.Locator("[data-lit]").CountAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".booking:focus");
        await page.WaitForSelectorAsync("[data-lit]", new() { State = WaitForSelectorState.Detached });

        // The XML and back, by their keys.
        await Browser.PressUntilAsync(page, "e", ".document pre.xml");
        await Browser.PressUntilAsync(page, "f", ".document .sheet");

        await Browser.PressUntilAsync(page, "d", ".twins .papers .sheet");
        Assert.Equal(["77-B", "77"], await page.Locator(".twins [data-differs]").AllTextContentsAsync());
        await ShotAsync(page, "duplikat");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".twins", new() { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync(".booking:focus");
        await Browser.PressUntilAsync(page, "d", ".twins .papers .sheet");
        await page.Keyboard.PressAsync("r");
        await page.WaitForSelectorAsync("text=Alt er kontrollert");
        Assert.Equal(InvoiceStatus.Rejected, await firm.AskAsync(db => db.Invoices.Where(i => i.InvoiceNumber == "77-B").Select(i => i.ReviewStatus).SingleAsync()));
    }

    [Fact]
    public async Task A_line_is_split_by_reckoning_without_a_mouse_and_the_ledger_has_every_ore()
    {
        await HandInAsync("5", 999.99m);
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At("/til-kontroll"));
        await page.WaitForSelectorAsync(".booking:focus");
        await Browser.PressUntilAsync(page, "a", ".picker.account input:focus");
        await page.Keyboard.TypeAsync("6800");
        await page.WaitForSelectorAsync(".picker [role=option][aria-selected=true]:has-text('6800')");
        await page.Keyboard.PressAsync("Tab"); // account, then code, then amount
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForSelectorAsync("input.amount-field:focus");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("1000/4+50");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".coding-line >> nth=1");
        await page.WaitForSelectorAsync(".booking:focus");
        Assert.Equal(["300,00", "699,99"], await page.Locator("input.amount-field").EvaluateAllAsync<string[]>("fields => fields.map(f => f.value)"));
        await ShotAsync(page, "delt");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=Alt er kontrollert");
        var entry = await firm.AskAsync(db => db.Journal.Include(j => j.Postings).SingleAsync());
        Assert.Equal(["6800 999.99", "2710 250.00", "2400 -1249.99"], entry.Postings.OrderBy(p => p.LineNumber).Select(p => FormattableString.Invariant($"{p.AccountNumber} {p.Amount}")));
    }

    /// <summary>Every kind of flag, opened, as the demo firm's morning brings them: pictures for the eye. KONTALI_PANEL_SHOTS names the folder.</summary>
    [Fact]
    public async Task Every_flag_opens_in_the_demo_firm()
    {
        Assert.SkipWhen(Shots is null, "KONTALI_PANEL_SHOTS names no folder.");
        await using var demo = await RunningKontali.StartDemoAsync(server);
        await using var db = new Kontali.Data.KontaliContext(Kontali.Data.KontaliContext.Options(demo.Ways.App)) { Actor = Kontali.Data.Actor.Setup(DemoFirm.Id) };
        for (var tries = 0; tries < 1200 && (!await db.Documents.AnyAsync(d => d.Door == Kontali.Data.Documents.Door.Demo) || await db.Tasks.AnyAsync()); tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        foreach (var theme in new[] { "light", "dark" })
        {
            var page = await browser.OpenAsync(theme);
            await demo.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
            foreach (var reason in theme == "light" ? new[] { "new_vendor", "changed_account", "look_alike", "amount", "rule", "vat", "currency", "period_closed", "credit_note", "not_earned", "automation", "duplicate" } : ["amount", "changed_account", "duplicate"])
            {
                await Browser.GoAsync(page, demo.At($"/til-kontroll?grunn={reason}"));
                await page.WaitForSelectorAsync(".booking:focus");
                await page.WaitForTimeoutAsync(900);
                if (reason == "duplicate") await Browser.PressUntilAsync(page, "d", ".twins .papers .sheet");
                else foreach (var flag in await page.QuerySelectorAllAsync("button.flag")) await flag.ClickAsync();
                await page.WaitForTimeoutAsync(900);
                await ShotAsync(page, $"{reason}-{theme}");
            }
        }
    }

    // The program that runs reads what is handed in; we only wait until it lies before a person.
    private async Task<ReviewCase> HandInAsync(string number, params decimal[] nets)
    {
        await using (var db = firm.Open(SmallFirm.Me)) await new Intake(kontali.Store).TakeAsync(db, new MemoryStream(SmallFirm.Invoice(number, nets)), $"{number}.xml", Door.Browser);
        for (var tries = 0; tries < 600; tries++, await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            var item = await firm.AskAsync(db => db.ReviewQueue.Where(r => db.Invoices.Any(i => i.Id == r.SourceId && i.InvoiceNumber == number)).Select(r => (Guid?)r.Id).SingleOrDefaultAsync());
            if (item is { } id) return (await firm.AskAsync(db => db.ReviewCaseAsync(id)))!;
        }
        throw new TimeoutException("The program did not read the invoice.");
    }

    private static string? Shots => Environment.GetEnvironmentVariable("KONTALI_PANEL_SHOTS") is { Length: > 0 } folder ? folder : null;

    private static async Task ShotAsync(IPage page, string name)
    {
        if (Shots is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    private static async Task UntilAsync(IPage page, Func<Task> act, string seen)
    {
        for (var tries = 0; tries < 30 && await page.QuerySelectorAsync(seen) is null; tries++)
        {
            await page.Mouse.MoveAsync(2, 2);
            await act();
            await page.WaitForTimeoutAsync(100);
        }
        await page.WaitForSelectorAsync(seen);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
