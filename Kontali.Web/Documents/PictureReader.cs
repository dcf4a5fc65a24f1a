using System.Globalization;
using Kontali.Data;
using Kontali.Data.Invoices.Pdf;

namespace Kontali.Web.Documents;

/// <summary>
/// Reads pages that are pictures: drawn by pdftoppm, straightened here, read by Tesseract, each in a process of its own with limits.
/// Both are optional: where one is missing, the program says so and everything else works.
/// </summary>
public sealed class PictureReader
{
    private const int Dpi = 200, MostPages = 10;
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(60);
    private const long MaxMemory = ReaderPool.MaxMemory;

    /// <summary>What is told where the programs are missing.</summary>
    public static Phrase Missing => Phrase.Of($"Siden er et bilde, og tekstgjenkjenning er ikke installert på maskinen. Kontali leser bilder når Tesseract er lagt inn (tesseract-ocr, tesseract-ocr-nor og poppler-utils).");

    private static readonly Lazy<bool> Installed = new(() => Answers("tesseract", "--version") && Answers("pdftoppm", "-v"));
    private static readonly Lazy<string> Languages = new(() => Said("tesseract", "--list-langs") is var said && said.Contains("nor", StringComparison.Ordinal) ? said.Contains("eng", StringComparison.Ordinal) ? "nor+eng" : "nor" : "eng");

    /// <summary>Whether pictures can be read on this machine.</summary>
    public static bool IsInstalled => Installed.Value;

    // One picture at a time and core: it takes all of one.
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>Reads a PDF's pages as pictures; no text where the programs are missing or there is none.</summary>
    public async Task<PagesRead> ReadAsync(ReadOnlyMemory<byte> pdf, int pageCount, CancellationToken ct = default)
    {
        if (!IsInstalled) return new(null, Missing);
        await Places.WaitAsync(ct);
        var folder = Directory.CreateTempSubdirectory("kontali-lest-");
        try
        {
            var file = Path.Combine(folder.FullName, "inn.pdf");
            await File.WriteAllBytesAsync(file, pdf.ToArray(), ct);
            List<TextPage> pages = [];
            for (var n = 1; n <= Math.Min(pageCount, MostPages); n++)
                if (await PageAsync(folder.FullName, file, n, ct) is { } page) pages.Add(page);
            return new(new PageText(pages, pageCount, IsPicture: true), null);
        }
        finally
        {
            folder.Delete(recursive: true);
            Places.Release();
        }
    }

    private static async Task<TextPage?> PageAsync(string folder, string file, int number, CancellationToken ct)
    {
        var picture = Path.Combine(folder, $"side-{number}");
        await RunAsync("pdftoppm", ["-r", $"{Dpi}", "-gray", "-f", $"{number}", "-l", $"{number}", "-singlefile", file, picture], ct);
        if (!File.Exists(picture + ".pgm")) return null;
        var straight = Straightened.Of(GrayPicture.Load(picture + ".pgm"));
        straight.Picture.Save(picture + ".pgm");
        var words = await RunAsync("tesseract", [picture + ".pgm", "stdout", "-l", Languages.Value, "--psm", "6", "--dpi", $"{Dpi}", "tsv"], ct);
        File.Delete(picture + ".pgm");
        return TsvWords.Of(words, straight, 72.0 / Dpi);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var process = Watched.Start(program, arguments, MaxMemory, ("OMP_THREAD_LIMIT", "1"));
        process.Input.Close();
        return await process.DoAsync(async stop =>
        {
            using var reader = new StreamReader(process.Output);
            return await reader.ReadToEndAsync(stop);
        }, PageLimit, ct);
    }

    private static bool Answers(string program, string argument)
    {
        try
        {
            using var process = Watched.Start(program, [argument], MaxMemory);
            process.Input.Close();
            using var reader = new StreamReader(process.Output);
            reader.ReadToEnd();
            return true;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return false;
        }
    }

    private static string Said(string program, string argument)
    {
        using var process = Watched.Start(program, [argument], MaxMemory);
        process.Input.Close();
        using var reader = new StreamReader(process.Output);
        return reader.ReadToEnd();
    }
}

/// <summary>Tesseract's table of words, as lines of a page.</summary>
internal static class TsvWords
{
    internal static TextPage Of(string tsv, Straightened straight, double points)
    {
        List<(string Line, TextWord Word)> words = [];
        var height = new Dictionary<string, double>();
        foreach (var row in tsv.Split('\n'))
        {
            var cells = row.TrimEnd('\r').Split('\t');
            if (cells.Length < 12 || !int.TryParse(cells[0], out var level)) continue;
            var line = $"{cells[2]}.{cells[3]}.{cells[4]}";
            double At(int n) => double.Parse(cells[n], CultureInfo.InvariantCulture);
            if (level == 4) height[line] = At(9);
            if (level != 5 || !double.TryParse(cells[10], CultureInfo.InvariantCulture, out var sure) || sure < 10) continue;
            var text = string.Concat(cells[11].Where(c => !char.IsControl(c))).Trim('|', '_', '~', '—');
            if (text.Length == 0) continue;
            var (x, y) = straight.Back(At(6) + At(8) / 2, At(7) + At(9) / 2);
            words.Add((line, new(text, Math.Round((x - At(8) / 2) * points, 1), Math.Round((y - At(9) / 2) * points, 1), Math.Round(At(8) * points, 1), Math.Round(At(9) * points, 1), Math.Round(sure / 100, 2))));
        }
        // Words of a line are as tall as most of them are: a comma is not small print.
        var lines = words.GroupBy(w => w.Line).Select(g =>
        {
            var tall = g.Select(w => w.Word.H).Order().ElementAt(g.Count() * 3 / 4);
            return (IReadOnlyList<TextWord>)[.. g.Select(w => w.Word with { H = Math.Round(tall * 1.25, 1), Y = Math.Round(w.Word.Y + w.Word.H - tall * 1.1, 1) }).OrderBy(w => w.X)];
        });
        return new(straight.Width * points, straight.Height * points, [.. lines]);
    }
}
