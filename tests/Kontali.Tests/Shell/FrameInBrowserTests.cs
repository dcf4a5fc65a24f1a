using Deque.AxeCore.Playwright;
using Kontali.Tests.World;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Shell;

/// <summary>What only a browser knows of the frame: that it lives under its own strict policy, hears keys, and can be read by all.</summary>
public sealed class FrameInBrowserTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly WebApplicationFactory<Program> web = new();
    private Uri Here => new(web.ClientOptions.BaseAddress, "/ikke-funnet");

    public ValueTask InitializeAsync()
    {
        web.UseKestrel(0);
        web.StartServer();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task It_breaks_no_rule_of_accessibility_and_none_of_its_own_policy(string theme)
    {
        var page = await browser.OpenAsync(theme);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) complaints.Add(message.Text); };
        await Browser.GoAsync(page, Here);
        await page.WaitForSelectorAsync("h1");
        var axe = await page.RunAxe();
        Assert.Empty(axe.Violations.Select(v => $"{v.Id}: {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Ctrl_K_goes_anywhere_and_Escape_comes_back()
    {
        var page = await browser.OpenAsync();
        await Browser.GoAsync(page, Here);
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
        await page.Context.AddCookiesAsync([new() { Name = "kontali-theme", Value = "dark", Url = Here.ToString() }]);
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.GotoAsync(Here.ToString());
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
        await web.DisposeAsync();
    }
}
