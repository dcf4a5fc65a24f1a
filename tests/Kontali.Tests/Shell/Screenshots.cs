using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Shell;

/// <summary>
/// The README's pictures, taken from the running program: KONTALI_SCREENSHOTS=docs/screenshots dotnet test Kontali.Web.sln.
/// Without the variable it takes none. KONTALI_SCREENSHOTS_AS=dark-1920x1080 takes them so, and of every page there is.
/// </summary>
public sealed class Screenshots(Browser browser, TestServer server) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_pictures_of_the_README_are_taken_from_the_running_program()
    {
        var folder = Environment.GetEnvironmentVariable("KONTALI_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "KONTALI_SCREENSHOTS names no folder.");
        await using var program = await RunningKontali.StartDemoAsync(server);
        var asked = (Environment.GetEnvironmentVariable("KONTALI_SCREENSHOTS_AS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var page = await browser.OpenAsync();
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        await EveryPage.UntilReadAsync(program);
        foreach (var look in asked) await EveryAsync(program, Path.Combine(Repository.Root, folder!), look);
        if (asked.Length > 0) return;
        await using var db = new Kontali.Data.KontaliContext(Kontali.Data.KontaliContext.Options(program.Ways.App)) { Actor = Kontali.Data.Actor.Setup(DemoFirm.Id) };
        var voucher = await db.Journal.Where(j => j.DecisionId != null && j.DocumentId != null).OrderByDescending(j => j.AccountingDate).Select(j => j.Id).FirstAsync(TestContext.Current.CancellationToken);
        foreach (var (name, path) in new[] { ("hjem", "/"), ("innboks", "/innboks"), ("til-kontroll", "/til-kontroll"), ("bilag", $"/bilag/{voucher}"), ("saldobalanse", "/rapporter/saldobalanse?klient=1001"), ("klienter", "/klienter"), ("agenter", "/agenter"), ("laering", "/laering"), ("beslutninger", "/beslutninger") })
        {
            await page.GotoAsync(program.At(path).ToString());
            await page.WaitForSelectorAsync("h1");
            await page.WaitForTimeoutAsync(1500);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, folder!, $"{name}.png") });
        }
        await browser.CloseAsync();
    }

    // Every page as it looks in this theme and size, for eyes.
    private async Task EveryAsync(RunningKontali program, string folder, string look)
    {
        var (theme, size) = (look.Split('-')[0], look.Split('-')[1].Split('x').Select(int.Parse).ToArray());
        var page = await browser.OpenAsync(theme, size[0], size[1]);
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        foreach (var (path, at) in (await EveryPage.AddressesAsync(program)).Zip(EveryPage.All, (its, all) => (its.Address, all.Address)))
        {
            await page.GotoAsync(program.At(path).ToString());
            await page.WaitForSelectorAsync("h1, h2");
            await page.WaitForTimeoutAsync(900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{look}{at.Replace('/', '_').Replace('?', '-').Replace('&', '-')}.png") });
        }
        await Browser.GoAsync(page, program.At("/klienter"));
        await page.WaitForSelectorAsync("main tbody tr");
        await page.WaitForTimeoutAsync(500);
        foreach (var (key, seen, name) in new[] { ("?", ".keys-help", "taster"), ("Control+k", ".goto-input", "sok") })
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForSelectorAsync(seen);
            if (name == "sok") await page.Keyboard.TypeAsync("bak");
            await page.WaitForTimeoutAsync(900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{look}_{name}.png") });
            await page.Keyboard.PressAsync("Escape");
            await page.WaitForTimeoutAsync(300);
        }
        await page.GotoAsync(program.At("/konto").ToString());
        await page.ClickAsync(".own-keys-fold > summary");
        await page.WaitForTimeoutAsync(300);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{look}_konto-taster.png"), FullPage = true });
        await page.Context.CloseAsync();
    }
}
