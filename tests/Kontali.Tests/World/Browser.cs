using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Kontali.Tests.World;

/// <summary>A real browser, for what only a real browser shows: first paint, keys, contrast. One for all tests that want it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Opens nothing where there is no Chromium; <see cref="OpenAsync"/> then says so.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } chromium) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
    }

    /// <summary>A fresh page of its own. Without a Chromium the test is skipped with the reason, and on a build machine it fails.</summary>
    public async Task<IPage> OpenAsync(string theme = "light", int width = 1440, int height = 900)
    {
        const string reason = "Fant ingen Chromium på denne maskinen: apt-get install -y chromium, eller sett CHROMIUM til programmet.";
        if (browser is null && Environment.GetEnvironmentVariable("CI") is not (null or "")) Assert.Fail(reason);
        Assert.SkipWhen(browser is null, reason);
        var context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "nb-NO",
            TimezoneId = "Europe/Oslo",
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await context.NewPageAsync();
    }

    /// <summary>
    /// What keeps somebody from reading the page, or the part of it named: axe's serious and critical findings.
    /// The dark page is the light one in other colours; what is asked of it again is its contrast. A table's rows are alike; forty of each are asked.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(IPage page, bool dark, string within = "html")
    {
        // Run in the page itself: the wrapper opens another page for every answer, two seconds each.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            """
            async ([within, dark]) => {
              const result = await axe.run({ include: [within], exclude: [['tbody tr:nth-child(n + 41)']] }, { resultTypes: ['violations'], ...(dark === 'yes' ? { runOnly: ['color-contrast'] } : {}) });
              return result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html).join(', ')}`);
            }
            """, new[] { within, dark ? "yes" : "no" });
    }

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Goes there and waits until the circuit lives: a click before that is lost.</summary>
    public static async Task GoAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.ToString());
        await page.WaitForSelectorAsync("[data-alive=yes]");
    }

    /// <summary>Presses until it is seen: the page begins to listen a moment after its circuit lives.</summary>
    public static async Task PressUntilAsync(IPage page, string key, string seen)
    {
        for (var tries = 0; tries < 40 && await page.QuerySelectorAsync(seen) is null; tries++)
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForTimeoutAsync(300);
        }
        await page.WaitForSelectorAsync(seen);
    }

    /// <summary>Closes every page: a host waits half a minute for an open circuit, so do this before the host ends.</summary>
    public async Task CloseAsync()
    {
        foreach (var context in browser?.Contexts ?? []) await context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string? Find()
    {
        var names = OperatingSystem.IsWindows() ? new[] { "chrome.exe", "msedge.exe" } : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        string?[] folders =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/usr/bin", "/snap/bin", "/opt/google/chrome",
            .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }.Select(Environment.GetFolderPath)
                .SelectMany(root => new[] { Path.Combine(root, "Google", "Chrome", "Application"), Path.Combine(root, "Microsoft", "Edge", "Application") }),
        ];
        return ((IEnumerable<string?>)
        [
            Environment.GetEnvironmentVariable("CHROMIUM"),
            .. folders.Where(folder => !string.IsNullOrWhiteSpace(folder)).SelectMany(folder => names.Select(name => Path.Combine(folder!, name))),
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ]).FirstOrDefault(File.Exists);
    }
}
