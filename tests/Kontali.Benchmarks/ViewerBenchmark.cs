using System.Globalization;
using Kontali.Data;
using Kontali.Data.Review;
using Kontali.Tests.Invoices.Pdf.Papers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kontali.Benchmarks;

/// <summary>
/// Scans of 5 MB and more in the review queue, in a real browser: from the key to the moment the next one stands there drawn. The next one is
/// fetched and drawn ahead while she looks at this one; beside it, how long the first takes, that nothing was fetched ahead of.
/// <c>viewer [scans, 10]</c>
/// </summary>
internal static class ViewerBenchmark
{
    // The paper's first page is drawn, and its words lie over it.
    private const string Drawn = """
        () => {
          const head = document.querySelector('.stage.shown .booking-head')?.textContent ?? '';
          return document.querySelector('.stage.shown .paper[data-state=open] .paper-page[data-page="1"] .paper-text') ? head : null;
        }
        """;

    public static async Task RunAsync(string[] args)
    {
        var many = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
        await using var ground = await Ground.OpenAsync();
        var firm = await BigFirm.OfAsync(ground, 0, 0);
        await using var db = new KontaliContext(KontaliContext.Options(ground.Ways.App)) { Actor = firm.Actor };
        var client = await db.Clients.OrderBy(c => c.ClientNumber).FirstAsync();
        var layout = new PaperLayout("thick") { Goods = Goods.Seven };
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        List<byte[]> scans = [];
        for (var i = 0; i < many; i++)
        {
            var facts = layout.Facts(i) with { Buyer = client.Name, BuyerNumber = client.OrgNumber.ToString(), Issue = today.AddDays(-20), Due = today.AddDays(-5) };
            var lines = Enumerable.Range(0, 240).Select(n => facts.Lines[n % facts.Lines.Count]).ToList();
            scans.Add(ScannedPaper.Of(layout.Draw(facts with { Lines = lines }), 0.4, dpi: 300, quality: 97, pages: 6));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many} scans of {scans.Average(s => s.Length) / 1048576:N1} MB, six pages at 300 dots an inch"));

        using var program = await WorkstationBenchmark.Kontali.StartAsync(ground, firm);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await KeyToScreen.BrowserAsync(playwright);
        var page = await program.SignInAsync(browser);
        await page.GotoAsync(new Uri(new Uri(page.Url), "/innboks").ToString());
        await page.WaitForSelectorAsync("[data-alive=yes]");
        foreach (var (scan, i) in scans.Select((s, i) => (s, i)))
            await page.SetInputFilesAsync(".drop-zone:not(.compact) input[type=file]", new FilePayload { Name = $"skann-{i}.pdf", MimeType = "application/pdf", Buffer = scan });
        for (var tries = 0; await db.ReviewQueue.Open.CountAsync(r => r.ClientId == client.Id) < many + 1; tries++)
        {
            if (tries > 600) throw new InvalidOperationException("The scans were not read within ten minutes.");
            await Task.Delay(1000);
        }

        await page.GotoAsync(new Uri(new Uri(page.Url), $"/til-kontroll?klient={client.Id}").ToString());
        await page.WaitForSelectorAsync(".booking:focus");
        var first = System.Diagnostics.Stopwatch.StartNew();
        await page.WaitForFunctionAsync($"() => ({Drawn})() !== null", null, new() { Timeout = 30_000 });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The first, nothing of it fetched ahead: {first.ElapsedMilliseconds} ms after the queue stood there"));
        var times = (await KeyToScreen.On(page).MeasureAsync("j", Drawn, many - 1, between: 2500)).Select(p => p.Painted).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The others, by j: median {times[times.Count / 2]:N0} ms, slowest {times[^1]:N0} ms (n = {times.Count})"));
    }
}
