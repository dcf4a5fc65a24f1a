using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Shell;

/// <summary>
/// The README's pictures, taken from the running program: KONTALI_SCREENSHOTS=docs/screenshots dotnet test Kontali.Web.sln.
/// Without the variable it takes none.
/// </summary>
public sealed class Screenshots(Browser browser, TestServer server) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_pictures_of_the_README_are_taken_from_the_running_program()
    {
        var folder = Environment.GetEnvironmentVariable("KONTALI_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "KONTALI_SCREENSHOTS names no folder.");
        await using var program = await RunningKontali.StartDemoAsync(server);
        var page = await browser.OpenAsync();
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        await UntilReadAsync(program);
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

    private static async Task UntilReadAsync(RunningKontali program)
    {
        await using var db = new Kontali.Data.KontaliContext(Kontali.Data.KontaliContext.Options(program.Ways.App)) { Actor = Kontali.Data.Actor.Setup(DemoFirm.Id) };
        for (var tries = 0; tries < 600; tries++, await Task.Delay(100, TestContext.Current.CancellationToken))
            if (await db.Documents.AnyAsync(d => d.Door == Kontali.Data.Documents.Door.Demo) && !await db.Tasks.AnyAsync()) return;
    }
}
