using Deque.AxeCore.Playwright;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Shell;

/// <summary>What only a browser knows: that every page lives under its own strict policy, hears keys, and can be read by all.</summary>
public sealed class FrameInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private static readonly string[] Pages =
        ["/", "/til-kontroll", "/innboks", "/bilag", "/leverandorer", "/rapporter", "/rapporter/saldobalanse?klient=1001", "/klienter", "/klienter/1001", "/klienter/1001?fane=terskler", "/laering", "/monstre", "/beslutninger", "/oppsett", "/agenter", "/konto", "/ikke-funnet"];
    private RunningKontali program = null!;

    public async ValueTask InitializeAsync() => program = await RunningKontali.StartDemoAsync(server);

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task No_page_breaks_a_rule_of_accessibility_or_of_its_own_policy(string theme)
    {
        var page = await browser.OpenAsync(theme);
        List<string> complaints = [];
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) complaints.Add(message.Text); };
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        foreach (var path in Pages)
        {
            await page.GotoAsync(program.At(path).ToString());
            await page.WaitForSelectorAsync("h1");
            await page.WaitForTimeoutAsync(400); // what comes from the books is drawn
            var axe = await page.RunAxe();
            complaints.AddRange(axe.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{path}: {v.Id}: {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task Ctrl_K_goes_anywhere_and_Escape_comes_back()
    {
        var page = await browser.OpenAsync();
        await program.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        await page.WaitForSelectorAsync("h1");
        await PressUntilAsync(page, "Control+k", ".goto-input");
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

    // The listener is there a moment after the circuit is.
    private static async Task PressUntilAsync(IPage page, string key, string seen)
    {
        for (var tries = 0; tries < 20 && await page.QuerySelectorAsync(seen) is null; tries++)
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForTimeoutAsync(150);
        }
        await page.WaitForSelectorAsync(seen);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await program.DisposeAsync();
    }
}
