using Microsoft.Playwright;

namespace Kontali.Benchmarks;

/// <summary>
/// Presses a key in a page and reads, inside the page, how long it took until what the page shows had changed and was laid out.
/// Measured from the event's arrival; neither the driver's own way nor the screen's refresh is in it.
/// </summary>
internal sealed class KeyToScreen(IPage page)
{
    private const string Watch = """
        shows => {
          const look = eval(shows);
          window.before = look();
          window.took = null;
          const started = event => {
            const start = performance.now();
            const seen = () => {
              const now = look();
              if (now === null || now === window.before) return;
              watcher.disconnect();
              document.body.getBoundingClientRect();
              window.took = performance.now() - start;
            };
            const watcher = new MutationObserver(seen);
            watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
          };
          window.addEventListener("keydown", started, { capture: true, once: true });
        }
        """;

    public static Task<IBrowser> BrowserAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    public static KeyToScreen On(IPage page) => new(page);

    public static async Task<KeyToScreen> OpenAsync(IBrowser browser, Uri address)
    {
        var page = await (await browser.NewContextAsync()).NewPageAsync();
        await page.GotoAsync(address.ToString());
        await page.WaitForSelectorAsync("[data-alive=yes]");
        await page.FocusAsync("[data-alive=yes]");
        return new(page);
    }

    /// <summary>Milliseconds for each press.</summary>
    public async Task<List<double>> MeasureAsync(string key, string shows, int rounds, int between = 20)
    {
        List<double> times = [];
        for (var i = 0; i < rounds; i++)
        {
            await page.WaitForTimeoutAsync(between);
            await page.EvaluateAsync(Watch, shows);
            await page.Keyboard.PressAsync(key);
            try
            {
                await page.WaitForFunctionAsync("() => window.took !== null", null, new() { Timeout = 20_000 });
            }
            catch (TimeoutException)
            {
                throw new InvalidOperationException($"{key} changed nothing. The page says: {await page.InnerTextAsync("body")}");
            }
            times.Add(await page.EvaluateAsync<double>("window.took"));
        }
        return times;
    }
}
