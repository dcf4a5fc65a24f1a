using System.Diagnostics;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Tests.Invoices.Pdf.Papers;
using Kontali.Web.Documents;

namespace Kontali.Benchmarks;

/// <summary>
/// Reads made papers of known facts, in reading processes as the program does: how many are right at first sight and after one correction
/// per layout, on layouts the reader was made with and on those it never saw; how many nobody would look at, and what is wrong in those;
/// then how fast, what it leaves in memory, and what a file that ends its readers costs the others.
/// <c>readpdf [papers per layout, 10] [files for speed, 2000]</c>.
/// <c>readpdf look drawn</c> reads the layouts drawn by hand, <c>readpdf look FROM TO [scanned]</c> throws others of the kind it is tuned on;
/// both tell what is read wrong, to mend the reader by, without a glance at those it is judged by.
/// </summary>
internal static class ReadPdfBenchmark
{
    private static readonly IReadOnlyCollection<string> Clients = [.. PaperDice.Buyers.Select(b => b.Number)];
    private static readonly double[] Askew = [-1.4, 0.8, 2.1, -0.5, 0, 1.7];

    public static async Task RunAsync(string[] args)
    {
        using var pool = new ReaderPool(new PictureReader());
        if (args is ["look", "drawn"])
        {
            await TableAsync(pool, "drawn by hand", [.. PaperLayouts.Tuned.Where(l => l is not DicedLayout)], 10, scanned: false, tell: true);
            return;
        }
        if (args is ["look", var from, var to, ..])
        {
            var (first, last) = (Number(from), Number(to));
            var scanned = args is [.., "scanned"];
            await TableAsync(pool, "looked at", [.. Enumerable.Range(first, last - first + 1).Select(n => new DicedLayout($"D{n:00}", judged: false))], scanned ? 3 : 4, scanned, tell: true);
            return;
        }
        var (papers, files) = (args.Length > 0 ? Number(args[0]) : 10, args.Length > 1 ? Number(args[1]) : 2000);
        if (papers > 0) await TablesAsync(pool, papers);
        if (files > 0) await SpeedAsync(pool, files);
        if (files > 0) await BesideAsync(pool);
    }

    private static int Number(string told) => int.Parse(told, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task TablesAsync(ReaderPool pool, int papers)
    {
        Console.WriteLine("Papers of known facts: total, VAT, date, due date, number, supplier, account, KID and buyer all right.");
        Console.WriteLine($"{"",-34}{"papers",8}{"at first",12}{"corrected",12}{"by itself",11}{"amount wrong",14}{"any wrong",11}");
        await TableAsync(pool, "layouts tuned on, text", PaperLayouts.Tuned, papers, scanned: false);
        await TableAsync(pool, "layouts judged by, text", PaperLayouts.Judged, papers, scanned: false);
        if (PictureReader.IsInstalled)
        {
            await TableAsync(pool, "layouts tuned on, scanned", [.. PaperLayouts.Tuned.TakeLast(40).Where((_, i) => i % 2 == 0)], Math.Max(2, papers / 3), scanned: true);
            await TableAsync(pool, "layouts judged by, scanned", PaperLayouts.Judged, Math.Max(2, papers / 3), scanned: true);
        }
    }

    private static async Task TableAsync(ReaderPool pool, string name, IReadOnlyList<PaperLayout> layouts, int papers, bool scanned, bool tell = false)
    {
        int all = 0, right = 0, taught = 0, after = 0, alone = 0, wrong = 0, passed = 0;
        foreach (var layout in layouts)
        {
            List<(PaperFacts Facts, PageText Text)> read = [];
            for (var i = 0; i < papers; i++)
            {
                var facts = layout.Facts(i);
                var pdf = layout.Draw(facts);
                all++;
                try
                {
                    if ((await pool.ReadAsync(scanned ? ScannedPaper.Of(pdf, Askew[i % Askew.Length]) : pdf, isPdf: true)).Text is { } text) read.Add((facts, text));
                }
                catch (ReaderDied died)
                {
                    Console.WriteLine($"  {layout.Name} {i} stopped its reader: {died.Message}");
                }
            }
            var first = read.Select(p => (p.Facts, p.Text, Reading: PdfReader.Read(p.Text, PaperJudge.World(p.Facts)))).ToList();
            right += first.Count(p => IsRight(p.Facts, p.Reading));
            alone += first.Count(p => PaperJudge.IsAlone(p.Reading));
            wrong += first.Count(p => PaperJudge.WouldPostWrong(p.Facts, p.Reading));
            passed += first.Count(p => PaperJudge.WouldPassWrong(p.Facts, p.Reading));
            // Which facts, and nothing of how they stood there.
            foreach (var (facts, _, reading) in first.Where(p => PaperJudge.WouldPassWrong(p.Facts, p.Reading))) Console.WriteLine($"  nobody would look, and wrong: {string.Join(", ", PaperJudge.Wrong(facts, reading.Facts))}");
            if (tell) foreach (var (facts, text, reading) in first) Tell(layout, facts, text, reading, "", layouts.Count == 1);
            // A person corrects the first that is wrong; the others are read with what that taught.
            if (first.Count == 0) continue;
            var corrected = first.Find(p => !IsRight(p.Facts, p.Reading)) is { Text: not null } one ? one : first[0];
            var places = corrected.Reading.Facts is { } facts0 ? TeachLayout.Of(corrected.Text, PaperJudge.Corrected(corrected.Facts, facts0), Clients) : [];
            foreach (var (facts, text, _) in first.Where(p => p.Facts != corrected.Facts))
            {
                var marks = PdfReader.MarksOf(text, Clients);
                var again = PdfReader.Read(text, PaperJudge.World(facts, [.. places.Where(p => marks.Contains(p.Mark))]));
                taught++;
                if (IsRight(facts, again)) after++;
                if (PaperJudge.WouldPostWrong(facts, again)) wrong++;
                if (PaperJudge.WouldPassWrong(facts, again)) passed++;
                if (tell) Tell(layout, facts, text, again, "corrected ", whole: false);
            }
        }
        Console.WriteLine($"{name,-34}{all,8}{Share(right, all),12}{Share(after, taught),12}{Share(alone, all),11}{wrong,14}{passed,11}");
    }

    private static void Tell(PaperLayout layout, PaperFacts facts, PageText text, Reading reading, string when, bool whole)
    {
        var wrong = PaperJudge.Wrong(facts, reading.Facts);
        if (wrong.Count > 0) Console.WriteLine($"{layout.Name} {when}{facts.Number}: {string.Join("; ", wrong)}{(PaperJudge.WouldPassWrong(facts, reading) ? "  AND NOBODY WOULD LOOK" : "")}");
        if (whole && reading.Facts?.Pages is { } pages) Console.WriteLine(string.Join('\n', pages.Seen.Select(seen => $"    {seen}")));
        if (whole) Console.WriteLine(string.Join('\n', text.Pages.SelectMany(p => p.Lines).Select(l => string.Join(' ', l.Select((w, n) => n > 0 && w.X - l[n - 1].Right > w.H ? "  | " + w.Text : w.Text)))));
    }

    private static bool IsRight(PaperFacts facts, Reading reading) => PaperJudge.Wrong(facts, reading.Facts).Count == 0;

    private static string Share(int part, int all) => all == 0 ? "–" : $"{100.0 * part / all:0.0} %";

    private static async Task SpeedAsync(ReaderPool pool, int files)
    {
        var drawn = PaperLayouts.Judged.SelectMany(l => Enumerable.Range(0, 3).Select(i => (Facts: l.Facts(i), Pdf: l.Draw(l.Facts(i))))).ToList();
        foreach (var (facts, pdf) in drawn) PdfReader.Read((await pool.ReadAsync(pdf, isPdf: true)).Text!, PaperJudge.World(facts));
        GC.Collect();
        var (before, watch) = (Process.GetCurrentProcess().WorkingSet64, Stopwatch.StartNew());
        for (var i = 0; i < files; i++)
        {
            var (facts, pdf) = drawn[i % drawn.Count];
            PdfReader.Read((await pool.ReadAsync(pdf, isPdf: true)).Text!, PaperJudge.World(facts));
        }
        watch.Stop();
        GC.Collect();
        Console.WriteLine($"\nOne after the other, reading process and reader together: {files / watch.Elapsed.TotalSeconds:0} PDFs a second; this program's memory {before >> 20} → {Process.GetCurrentProcess().WorkingSet64 >> 20} MB over {files} files.");
        var thick = new PaperLayout("thick") { Goods = Goods.Seven };
        var many = thick.Facts(0);
        var two = thick.Draw(many with { Lines = [.. Enumerable.Range(0, 38 * 198).Select(i => many.Lines[i % many.Lines.Count])] });
        watch.Restart();
        var text = (await pool.ReadAsync(two, isPdf: true)).Text;
        Console.WriteLine(text is null ? "The thick PDF has too many pages." : $"A PDF of {text.PageCount} pages: {watch.Elapsed.TotalSeconds:0.00} s for its words, {Timed(() => PdfReader.Read(text, PaperJudge.World(many))):0.00} s for its facts.");
    }

    // Files read one after the other by as many as there are cores, without and with one among them that never ends: tried three times, as the queue does.
    private static async Task BesideAsync(ReaderPool pool)
    {
        var pdf = PaperLayouts.Tuned[0].Draw(PaperLayouts.Tuned[0].Facts(0));
        var alone = await ReadForAsync(pool, pdf, TimeSpan.FromSeconds(20));
        var endless = Endless();
        var deaths = 0;
        var hostile = Task.Run(async () =>
        {
            for (var tries = 0; tries < 3; tries++)
            {
                try
                {
                    await pool.ReadAsync(endless, isPdf: true);
                }
                catch (ReaderDied)
                {
                    deaths++;
                }
            }
        });
        List<double> beside = [];
        while (!hostile.IsCompleted) beside.Add(await ReadForAsync(pool, pdf, TimeSpan.FromSeconds(5)));
        Console.WriteLine($"Beside a file that ended its reader {deaths} times: {beside.Average():0} PDFs a second on {Environment.ProcessorCount} cores, {alone:0} without it: {Share((int)(beside.Average() * 10), (int)(alone * 10))}.");
    }

    private static async Task<double> ReadForAsync(ReaderPool pool, byte[] pdf, TimeSpan time)
    {
        var (watch, read) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async _ =>
        {
            while (watch.Elapsed < time)
            {
                await pool.ReadAsync(pdf, isPdf: true);
                Interlocked.Increment(ref read);
            }
        }));
        return read / watch.Elapsed.TotalSeconds;
    }

    // A page whose drawing calls itself ten times over, ten deep: no reader sees its end.
    private static byte[] Endless()
    {
        var file = new System.Text.StringBuilder("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length 5 >>\nstream\n/F Do\nendstream\nendobj\n");
        var draw = string.Concat(Enumerable.Repeat("/F Do ", 10));
        for (var n = 5; n < 17; n++)
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"{n} 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F {n + 1} 0 R >> >> /Length {draw.Length} >>\nstream\n{draw}\nendstream\nendobj\n");
        file.Append("17 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 1 >>\nstream\nn\nendstream\nendobj\ntrailer\n<< /Size 18 /Root 1 0 R >>\n%%EOF\n");
        return System.Text.Encoding.ASCII.GetBytes(file.ToString());
    }

    private static double Timed(Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalSeconds;
    }
}
