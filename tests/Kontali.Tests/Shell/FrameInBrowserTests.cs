using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Shell;

/// <summary>What only a browser knows: that every page lives under its own strict policy, hears keys, and can be read by all.</summary>
public sealed class FrameInBrowserTests(Browser browser, DemoProgram demo) : IClassFixture<Browser>, IClassFixture<DemoProgram>, IAsyncDisposable
{
    private readonly RunningKontali program = demo.Program;

    [Fact]
    public void Every_page_has_its_line_in_the_list() => Assert.Equal(
        typeof(Kontali.Web.Shell.Screens).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false)).Cast<RouteAttribute>().Select(r => r.Template).Order(StringComparer.Ordinal),
        EveryPage.All.Select(p => p.Route).Distinct().Order(StringComparer.Ordinal));

    /// <summary>200 % on a screen of 1440 × 900 leaves 720 × 450; a small laptop has 1280 × 720. Lists and wide tables scroll in themselves, the page never.</summary>
    [Fact]
    public async Task Every_page_can_be_read_by_all_light_and_dark_keeps_its_own_policy_and_is_nowhere_cut_off()
    {
        var page = await browser.OpenAsync();
        List<string> complaints = [];
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) complaints.Add(message.Text); };
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        foreach (var (_, path) in await EveryPage.AddressesAsync(program))
        {
            await OpenAsync(page, path);
            foreach (var theme in new[] { "dark", "light" })
            {
                await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme); // all that her own choice changes
                complaints.AddRange((await Browser.ComplaintsAsync(page, dark: theme == "dark")).Select(what => $"{path} in {theme}: {what}"));
            }
            foreach (var (width, height) in new[] { (1280, 720), (720, 450) })
            {
                await page.SetViewportSizeAsync(width, height);
                await page.WaitForTimeoutAsync(100); // it has laid itself out
                var wrong = await page.EvaluateAsync<string[]>(CutOff);
                complaints.AddRange(wrong.Select(what => $"{path} at {width} × {height}: {what}"));
                if (wrong.Length > 0 && Environment.GetEnvironmentVariable("KONTALI_LOOK") is { Length: > 0 } folder)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"cut-{width}-{path.Trim('/').Replace('/', '-').Replace('?', '-')}.png") });
            }
            await page.SetViewportSizeAsync(1440, 900);
        }
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    // The page itself wider than the window; or a thing that people use or read, outside it, in nothing that scrolls.
    private const string CutOff = """
        () => {
          const wrong = [];
          const root = document.scrollingElement;
          if (root.scrollWidth > innerWidth + 1) wrong.push(`the page is ${root.scrollWidth} wide`);
          const scrolls = (e, way) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) { const s = getComputedStyle(p)[way]; if (s === 'auto' || s === 'scroll') return true; } return false; };
          for (const e of document.querySelectorAll('main :is(button, a[href], input, select, textarea, h1, h2), .topbar :is(button, a[href]), .rail a')) {
            const box = e.getBoundingClientRect();
            if (box.width < 2 || box.height < 2 || getComputedStyle(e).visibility === 'hidden' || e.closest('.unseen, .skip')) continue;
            if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(e, 'overflowX')) wrong.push(`${e.tagName} «${(e.textContent || e.placeholder || '').trim().slice(0, 40)}» ends at ${Math.round(box.right)}`);
            if (box.bottom > innerHeight + 1 && !scrolls(e, 'overflowY') && getComputedStyle(document.body).overflowY === 'hidden') wrong.push(`${e.tagName} «${(e.textContent || e.placeholder || '').trim().slice(0, 40)}» ends at ${Math.round(box.bottom)} below`);
          }
          return wrong.slice(0, 6);
        }
        """;

    [Fact]
    public async Task The_density_is_the_rows_own()
    {
        var page = await browser.OpenAsync();
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        foreach (var path in new[] { "/", "/innboks", "/bilag", "/klienter", "/agenter" })
        {
            await page.GotoAsync(program.At(path).ToString());
            await page.WaitForSelectorAsync("main table.hairline tbody tr:not(.heading) td");
            Assert.Equal((32, 40), (await RowAsync("dense"), await RowAsync("comfortable")));
        }

        async Task<int> RowAsync(string density) => await page.EvaluateAsync<int>(
            $"() => {{ document.documentElement.dataset.density = '{density}'; return Math.round(document.querySelector('main table.hairline tbody tr:not(.heading) td').getBoundingClientRect().height); }}");
    }

    [Fact]
    public async Task A_person_chooses_a_key_of_her_own_and_it_works_and_is_shown()
    {
        var page = await browser.OpenAsync();
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        await page.GotoAsync(program.At("/konto").ToString());
        await page.ClickAsync(".own-keys-fold > summary");
        var row = page.Locator(".own-keys tr", new() { HasText = "Vis tastene på denne siden" });
        await ChooseAsync("Control+w");
        await row.Locator(".problem:has-text('nettleserens')").WaitForAsync();
        await ChooseAsync("r");
        await row.Locator(".problem:has-text('Avvis')").WaitForAsync();
        var free = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".Select(c => c.ToString()).First(key => KeyActions.All.All(a => a.Default != key));
        await ChooseAsync(free);
        await row.Locator($".key:text-is('{KeyCaps.Of(free)}')").WaitForAsync();

        await Browser.GoAsync(page, program.At("/klienter"));
        await page.WaitForSelectorAsync("main tbody tr");
        await Browser.PressUntilAsync(page, free, ".keys-help");
        await page.WaitForSelectorAsync($".keys-help .own .key:text-is('{KeyCaps.Of(free)}')");
        await page.WaitForSelectorAsync(".keys-help dt:has-text('Ny klient')");
        Assert.Equal(0, await page.Locator(".keys-help dt:has-text('Godkjenn')").CountAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".keys-help", new() { State = WaitForSelectorState.Detached });
        await page.Keyboard.PressAsync("?");
        await page.WaitForTimeoutAsync(300);
        Assert.Null(await page.QuerySelectorAsync(".keys-help"));

        async Task ChooseAsync(string key)
        {
            await row.Locator("button:has-text('Bytt')").ClickAsync();
            await row.Locator(".caught").WaitForAsync();
            await page.WaitForFunctionAsync("() => document.activeElement?.classList.contains('caught')");
            await page.Keyboard.PressAsync(key);
        }
    }

    private async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(program.At(path).ToString());
        await page.WaitForSelectorAsync("h1, h2");
        await page.WaitForTimeoutAsync(400); // what comes from the books is drawn
    }

    [Fact]
    public async Task Ctrl_K_goes_anywhere_and_Escape_comes_back()
    {
        var page = await browser.OpenAsync();
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        await page.WaitForSelectorAsync("h1");
        await Browser.PressUntilAsync(page, "Control+k", ".goto-input");
        await page.Keyboard.TypeAsync("Hj");
        await page.WaitForSelectorAsync("#goto-places li >> text=Hjem");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".goto-input", new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_chosen_theme_stands_before_the_first_paint_of_the_next_page()
    {
        var page = await browser.OpenAsync("light");
        await page.Context.AddCookiesAsync([new() { Name = "kontali-theme", Value = "dark", Url = program.At("/").ToString() }]);
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.GotoAsync(program.At("/logg-inn").ToString());
        Assert.Equal("rgb(16, 20, 23)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    public async ValueTask DisposeAsync() => await browser.CloseAsync();
}

/// <summary>The program over the demo firm's books, with this morning's invoices read: one for all tests that only look.</summary>
public sealed class DemoProgram(TestServer server) : IAsyncLifetime
{
    /// <summary>The program.</summary>
    public RunningKontali Program { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Program = await RunningKontali.StartDemoAsync(server);
        await EveryPage.UntilReadAsync(Program);
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
