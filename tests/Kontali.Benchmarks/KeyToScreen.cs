using Microsoft.Playwright;

namespace Kontali.Benchmarks;

/// <summary>
/// Presses a key in a page and reads, inside the page, how long it took until what the page shows had changed: until it was laid out, and until
/// it was painted and given to the compositor. Measured from the event's arrival; neither the driver's own way nor the wait for a screen's
/// next refresh is in it, for the browser draws as soon as there is something to draw.
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
              const laidOut = performance.now() - start;
              // What comes before all else after the frame: by then it is painted.
              requestAnimationFrame(() => scheduler.postTask(() => window.took = [laidOut, performance.now() - start], { priority: "user-blocking" }));
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
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-frame-rate-limit", "--disable-gpu-vsync"],
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

    /// <summary>Each press.</summary>
    public async Task<List<Press>> MeasureAsync(string key, string shows, int rounds, int between = 20)
    {
        List<Press> times = [];
        for (var i = 0; i < rounds; i++)
        {
            await page.WaitForTimeoutAsync(between);
            await page.EvaluateAsync(Watch, shows);
            await page.Keyboard.PressAsync(key);
            try
            {
                await page.WaitForFunctionAsync("() => window.took !== null", null, new() { Timeout = 20_000, PollingInterval = 20 }); // Asked at each frame it would take the processor from what it measures.
            }
            catch (TimeoutException)
            {
                throw new InvalidOperationException($"{key} changed nothing. The page says: {await page.InnerTextAsync("body")}");
            }
            times.Add(await page.EvaluateAsync<double[]>("window.took") is [var laidOut, var painted] ? new(laidOut, painted) : throw new InvalidOperationException("The page lost its own measure."));
        }
        return times;
    }

    /// <summary>Milliseconds from the key's arrival until what it shows was laid out, and until it was painted.</summary>
    public sealed record Press(double LaidOut, double Painted);
}
