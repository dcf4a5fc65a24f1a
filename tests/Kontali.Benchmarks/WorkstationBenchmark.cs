using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Review;
using Kontali.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kontali.Benchmarks;

/// <summary>
/// The review queue at full scale, in a real browser: from the key to the moment the next item stands there with its document, painted;
/// beside a nearly empty page of the same framework in the same run. Ratios of medians; the machine's own pace falls out.
/// </summary>
internal static class WorkstationBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var (open, invoices, pages, rounds) = (Ground.Asked(args, "--open", 100_000), Ground.Asked(args, "--invoices", 500_000), Ground.Asked(args, "--pages", 25), Ground.Asked(args, "--rounds", 60));

        await using var ground = await Ground.OpenAsync(args);
        var watch = Stopwatch.StartNew();
        var firm = await BigFirm.OfAsync(ground, open, invoices);
        Say($"{invoices:N0} invoices, {open:N0} of them open, in {watch.Elapsed.TotalSeconds:N0} s");
        await QuestionsAsync(ground, firm);

        await ApprovingAsync(ground, firm);
        if (args.Contains("--questions")) return;

        await using var empty = await EmptyPage.StartAsync();
        using var program = await Kontali.StartAsync(ground, firm);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await KeyToScreen.BrowserAsync(playwright);

        var bare = await KeyToScreen.OpenAsync(browser, empty.Address);
        const string count = "() => document.querySelector('#count').textContent";
        await bare.MeasureAsync("x", count, rounds);
        // The machine has better and worse minutes: each figure has its own nearly empty page, before and after it, with the same pause between two keys.
        async Task BesideAsync(string what, KeyToScreen keys, string key, string shows, int between)
        {
            await keys.MeasureAsync(key, shows, 10, between);
            var before = await bare.MeasureAsync("x", count, 30, between);
            var times = await keys.MeasureAsync(key, shows, rounds, between);
            List<KeyToScreen.Press> nothing = [.. before, .. await bare.MeasureAsync("x", count, 30, between)];
            if (args.Contains("--times")) Console.WriteLine(string.Join(" ", times.Select(t => t.Painted.ToString("N0", CultureInfo.InvariantCulture))));
            string Beside(Func<KeyToScreen.Press, double> of) => string.Create(CultureInfo.InvariantCulture, $"{Median(times.Select(of)):N1} ms = {Median(times.Select(of)) / Median(nothing.Select(of)):N1} times the nearly empty page's {Median(nothing.Select(of)):N1}");
            Say($"{what}, painted: median {Beside(p => p.Painted)}, p95 {times.Select(p => p.Painted).Order().ElementAt((int)(times.Count * 0.95)):N1} ms; laid out: {Beside(p => p.LaidOut)} (n = {times.Count})");
        }

        var page = await program.SignInAsync(browser);
        var first = await program.OpenQueueAsync(page);
        List<double> openings = [];
        for (var i = 0; i < 9; i++) openings.Add(await program.OpenQueueAsync(page));
        Say($"Queue open, from the address to the first item drawn and the keys its own: {first / 1000:N2} s the first time since the program began, then median {Median(openings) / 1000:N2} s (n = {openings.Count})");
        var review = KeyToScreen.On(page);
        // The panel and the paper show the same item: its number, and whose it is.
        const string drawn = """
            () => {
              const head = document.querySelector('.stage.shown .booking-head'), paper = document.querySelector('.stage.shown .document')?.textContent ?? '';
              const number = (head?.textContent.match(/F-[0-9]+/) ?? [''])[0], whose = head?.querySelector('[data-of="buyer.name"]')?.textContent ?? '';
              return number && paper.includes(number) && paper.includes(whose) ? whose + number : null;
            }
            """;
        const string cursor = "() => document.querySelector('.queue-row[aria-current=true]')?.dataset.item ?? null";
        // As after the first half hour of a day: what the program learns of its own way is learnt.
        await review.MeasureAsync("Enter", drawn, rounds, between: 450);
        await review.MeasureAsync("j", drawn, rounds, between: 120);
        await BesideAsync("Enter, one page open", review, "Enter", drawn, 450);
        await BesideAsync("j, the cursor stands on the next row", review, "j", cursor, 120);
        await BesideAsync("j, the next item and its document are drawn", review, "j", drawn, 120);

        var alone = program.Memory();
        // All hers: as many sign-ins in a minute would be taken for an attack.
        var signedIn = await page.Context.StorageStateAsync();
        List<double> weights = [alone];
        for (var i = 1; i < pages; i++)
        {
            await program.OpenQueueAsync(await Kontali.PageAsync(browser, signedIn));
            weights.Add(program.Memory());
        }
        Say($"Memory of the program: {alone / 1048576.0:N0} MiB with one page, {weights[^1] / 1048576.0:N0} MiB with {pages}: {Slope(weights) / 1048576.0:N2} MiB a page (a line through all of them)");
        await review.MeasureAsync("Enter", drawn, rounds, between: 450); // The new pages, and the database's new processes, have been there for a while, too.
        await BesideAsync($"Enter, {pages} pages open", review, "Enter", drawn, 450);
        await BesideAsync($"j to the next row, {pages} pages open", review, "j", cursor, 120);
    }

    // The questions that the page asks, as its role, behind the firm's wall.
    private static async Task QuestionsAsync(Ground ground, BigFirm firm)
    {
        await ground.SqlAsync("vacuum analyze");
        await ground.SqlAsync("checkpoint"); // What filled the tables is on the disk before anything is measured.
        var now = TimeProvider.System.GetUtcNow();
        async Task Ask<T>(string what, Func<KontaliContext, Task<T>> question)
        {
            List<double> times = [];
            for (var i = 0; i < 12; i++)
            {
                await using var db = ground.Open(firm.Actor);
                var watch = Stopwatch.StartNew();
                await question(db);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            Say($"  {what}: median {Median(times.Skip(2)):N1} ms");
        }
        await Ask("first 60 rows", db => new QueueFilter().Of(db, now).MostUrgentFirst.Take(60).AsRows(db).ToListAsync());
        await Ask("first 60 rows of one client", db => new QueueFilter { Client = firm.Clients[3] }.Of(db, now).MostUrgentFirst.Take(60).AsRows(db).ToListAsync());
        await Ask("60 ids from place 90,000", db => new QueueFilter().Of(db, now).MostUrgentFirst.Skip(90_000).Take(60).Select(r => r.Id).ToListAsync());
        await Ask("all counts", db => db.ReviewCounts(now).ToListAsync());
        await Ask("above an amount, 60 rows", db => new QueueFilter { From = 1_000m }.Of(db, now).MostUrgentFirst.Take(60).AsRows(db).ToListAsync());
        await Ask("one case", async db => await db.ReviewCaseAsync(await db.ReviewQueue.Open.Select(r => r.Id).FirstAsync()));
    }

    // What Enter does in the database: from the first question to the commit.
    private static async Task ApprovingAsync(Ground ground, BigFirm firm)
    {
        List<double> times = [];
        for (var i = 0; i < 40; i++)
        {
            ReviewCase shown;
            await using (var asking = ground.Open(firm.Actor))
            {
                var first = await new QueueFilter().Of(asking, TimeProvider.System.GetUtcNow()).MostUrgentFirst.Select(r => r.Id).FirstAsync();
                shown = (await asking.ReviewCaseAsync(first))!;
            }
            var settlement = new Settlement([.. shown.Item.AiSuggestion.Lines.Select(CodedLine.From)], shown.Day);
            var watch = Stopwatch.StartNew();
            await using var db = ground.Open(firm.Actor);
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.ApproveAsync(shown.Item.Id, shown.Item.RowVersion, settlement);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        Say($"  approving, to the commit: median {Median(times.Skip(10)):N1} ms");
    }

    private static double Median(IEnumerable<double> times) => times.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    // By least squares: what is collected or not at the first and the last would decide it alone.
    private static double Slope(List<double> values)
    {
        var (middle, mean) = ((values.Count - 1) / 2.0, values.Average());
        return values.Select((v, i) => (i - middle) * (v - mean)).Sum() / values.Select((_, i) => (i - middle) * (i - middle)).Sum();
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The program as a firm runs it: a process of its own, in Production.</summary>
    internal sealed class Kontali(Process process, Uri address) : IDisposable
    {
        public static async Task<Kontali> StartAsync(Ground ground, BigFirm firm)
        {
            var port = EmptyPage.FreePort();
            var address = new Uri($"http://127.0.0.1:{port}");
            var program = await PublishedAsync();
            var process = Process.Start(new ProcessStartInfo(Path.Combine(program, "Kontali.Web"), ["--urls", address.ToString()])
            {
                WorkingDirectory = program,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["ConnectionStrings__Kontali"] = ground.Ways.App,
                    ["ConnectionStrings__KontaliOwner"] = ground.Ways.Owner,
                    ["ConnectionStrings__KontaliWorker"] = ground.Ways.Worker,
                    ["Documents__Folder"] = firm.Folder,
                    ["Logging__LogLevel__Default"] = "Warning",
                },
            })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } said) Console.Error.WriteLine(said); };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var http = new HttpClient { BaseAddress = address };
            for (var tries = 0; ; tries++)
            {
                try
                {
                    if ((await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode) break;
                }
                catch (HttpRequestException) when (tries < 600) { }
                await Task.Delay(200);
            }
            return new(process, address);
        }

        public async Task<IPage> SignInAsync(IBrowser browser)
        {
            var page = await PageAsync(browser, null);
            await page.GotoAsync(new Uri(address, "/logg-inn").ToString());
            await page.FillAsync("input[type=email]", BigFirm.Email);
            await page.FillAsync("input[type=password]", BigFirm.Password);
            await page.ClickAsync("button[type=submit]");
            await page.WaitForSelectorAsync("[data-alive=yes]");
            return page;
        }

        public static async Task<IPage> PageAsync(IBrowser browser, string? signedIn) => await (await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1440, Height = 900 },
            Locale = "nb-NO",
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = signedIn,
        })).NewPageAsync();

        public async Task<double> OpenQueueAsync(IPage page)
        {
            var watch = Stopwatch.StartNew();
            await page.GotoAsync(new Uri(address, "/til-kontroll").ToString());
            await page.WaitForSelectorAsync(".booking:focus");
            var took = watch.Elapsed.TotalMilliseconds;
            await page.WaitForTimeoutAsync(700); // the keys are heard
            return took;
        }

        public long Memory()
        {
            process.Refresh();
            return process.WorkingSet64;
        }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        // As the README tells a firm to publish it. What the checkout has built is left alone.
        private static async Task<string> PublishedAsync()
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "published");
            using var publish = Process.Start("dotnet", ["publish", Path.Combine(Root(), "Kontali.Web"), "-c", "Release", "-p:PublishReadyToRun=true", "-v", "quiet", "--nologo", "--disable-build-servers", "--artifacts-path", Path.Combine(folder, "made"), "-o", Path.Combine(folder, "program")]);
            await publish.WaitForExitAsync();
            if (publish.ExitCode != 0) throw new InvalidOperationException("Kontali could not be published.");
            return Path.Combine(folder, "program");
        }

        private static string Root()
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Kontali.Web.sln"))) return folder.FullName;
            throw new InvalidOperationException("The benchmark stands outside its checkout.");
        }
    }
}
