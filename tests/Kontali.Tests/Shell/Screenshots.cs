using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Shell;

/// <summary>
/// Pictures of every screen, taken from the running program: KONTALI_SCREENSHOTS=docs/screenshots dotnet test Kontali.Web.sln.
/// Without the variable it takes none. KONTALI_SCREENSHOTS_AS=dark-1920x1080 takes them so, and of every page there is.
/// </summary>
public sealed class Screenshots(Browser browser, TestServer server) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_pictures_of_every_screen_are_taken_from_the_running_program()
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
        List<string> taken = [];
        await TakeAsync(program, page, Path.Combine(Repository.Root, folder!), EveryPage.All.Select(p => p.Address).ToHashSet(), "", taken);
        await DialogsAsync(program, page, Path.Combine(Repository.Root, folder!), taken);
        var dark = await browser.OpenAsync("dark");
        await program.SignInAsync(dark, DemoFirm.Administrator, DemoFirm.Password);
        await TakeAsync(program, dark, Path.Combine(Repository.Root, folder!), Dark, "-mork", taken);
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, folder!, "README.md"),
            $"# Every screen\n\nTaken from the running program with the demo firm's books, by `KONTALI_SCREENSHOTS={folder} dotnet test Kontali.Web.sln`.\n{string.Concat(taken.Select(name => $"\n## {name}\n\n![{name}]({name}.png)\n"))}",
            TestContext.Current.CancellationToken);
        await browser.CloseAsync();
    }

    // The names that the README knows; of the others, the address is the name.
    private static readonly Dictionary<string, string> Known = new()
    {
        ["/"] = "hjem",
        ["/bilag"] = "bilag-liste",
        ["/bilag/{voucher}"] = "bilag",
        ["/rapporter/saldobalanse?klient=1001"] = "saldobalanse",
    };

    private static readonly HashSet<string> Dark = ["/", "/til-kontroll", "/innboks", "/bilag/{voucher}", "/rapporter/saldobalanse?klient=1001", "/klienter", "/laering"];

    private static string NameOf(string address) => Known.GetValueOrDefault(address) ?? string.Join('-', address.Split(['/', '?', '=', '&', '{', '}', ':', '%'], StringSplitOptions.RemoveEmptyEntries));

    private static async Task TakeAsync(RunningKontali program, IPage page, string folder, IReadOnlySet<string> wanted, string after, List<string> taken)
    {
        foreach (var (path, at) in (await EveryPage.AddressesAsync(program)).Zip(EveryPage.All, (its, all) => (its.Address, all.Address)))
        {
            if (!wanted.Contains(at) || taken.Contains(NameOf(at) + after)) continue;
            await page.GotoAsync(program.At(path).ToString());
            await page.WaitForSelectorAsync("h1, h2");
            await page.WaitForTimeoutAsync(1500);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{NameOf(at)}{after}.png") });
            taken.Add(NameOf(at) + after);
        }
    }

    // What the review screen asks her, each a key away.
    private static async Task DialogsAsync(RunningKontali program, IPage page, string folder, List<string> taken)
    {
        foreach (var (key, seen, name) in new[] { ("s", ".mud-dialog input", "utsett"), ("g", ".mud-dialog .picker", "tildel"), ("q", ".mud-dialog textarea", "spor-klienten"), ("b", ".mud-dialog fieldset", "flere-om-gangen"), ("r", ".mud-dialog input", "avvis"), ("?", ".keys-help", "taster"), ("Control+k", ".goto-input", "sok") })
        {
            await Browser.GoAsync(page, program.At("/til-kontroll"));
            await page.WaitForSelectorAsync(".booking:focus");
            await page.WaitForTimeoutAsync(500);
            await Browser.PressUntilAsync(page, key, seen);
            if (name == "sok") await page.Keyboard.TypeAsync("bak");
            await page.WaitForTimeoutAsync(1000);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"til-kontroll-{name}.png") });
            taken.Add($"til-kontroll-{name}");
        }
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
