using System.Diagnostics;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Tests.Invoices.Pdf.Papers;
using Kontali.Web.Documents;

namespace Kontali.Benchmarks;

/// <summary>
/// Reads made papers of known facts, in reading processes as the program does: how many are right at first sight and after one correction
/// per layout, on layouts the reader was made with and on those it never saw; then how fast, and what it leaves in memory.
/// <c>readpdf [papers per layout, 10] [files for speed, 2000]</c>
/// </summary>
internal static class ReadPdfBenchmark
{
    private static readonly IReadOnlyCollection<string> Clients = [.. PaperDice.Buyers.Select(b => b.Number)];
    private static readonly double[] Askew = [-1.4, 0.8, 2.1, -0.5, 0, 1.7];

    public static async Task RunAsync(string[] args)
    {
        var (papers, files) = (args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 10, args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 2000);
        using var pool = new ReaderPool(new PictureReader());
        Console.WriteLine("Papers of known facts: total, VAT, date, due date, number, supplier, account, KID and buyer all right.");
        Console.WriteLine($"{"",-34}{"papers",8}{"at first",12}{"corrected",12}{"proven",9}{"wrong proven",14}");
        await TableAsync(pool, "layouts tuned on, text", PaperLayouts.Tuned, papers, scanned: false);
        await TableAsync(pool, "layouts judged by, text", PaperLayouts.Judged, papers, scanned: false);
        if (PictureReader.IsInstalled)
        {
            await TableAsync(pool, "layouts tuned on, scanned", PaperLayouts.Tuned, Math.Max(2, papers / 3), scanned: true);
            await TableAsync(pool, "layouts judged by, scanned", PaperLayouts.Judged, Math.Max(2, papers / 3), scanned: true);
        }
        if (files > 0) await SpeedAsync(pool, files);
    }

    private static async Task TableAsync(ReaderPool pool, string name, IReadOnlyList<PaperLayout> layouts, int papers, bool scanned)
    {
        int all = 0, right = 0, taught = 0, after = 0, proven = 0, wrong = 0;
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
            proven += first.Count(p => p.Reading.Facts is not null && !p.Reading.Findings.Any(f => f.Severity == Severity.Fatal));
            wrong += first.Count(p => PaperJudge.WouldPostWrong(p.Facts, p.Reading));
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
            }
        }
        Console.WriteLine($"{name,-34}{all,8}{Share(right, all),12}{Share(after, taught),12}{Share(proven, all),9}{wrong,14}");
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
        var two = thick.Draw(many with { Lines = [.. Enumerable.Range(0, 40 * 200).Select(i => many.Lines[i % many.Lines.Count])] });
        watch.Restart();
        var text = (await pool.ReadAsync(two, isPdf: true)).Text;
        Console.WriteLine(text is null ? "The thick PDF has too many pages." : $"A PDF of {text.PageCount} pages: {watch.Elapsed.TotalSeconds:0.00} s for its words, {Timed(() => PdfReader.Read(text, PaperJudge.World(many))):0.00} s for its facts.");
    }

    private static double Timed(Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalSeconds;
    }
}
