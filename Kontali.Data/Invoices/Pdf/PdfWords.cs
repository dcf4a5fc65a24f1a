using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>A PDF's words, from its letters. Runs in the reader's own process only: some files end it.</summary>
public static class PdfWords
{
    private const int MaxLettersOnPage = 60_000;

    /// <summary>Reads it.</summary>
    public static PagesRead Of(byte[] bytes)
    {
        PdfDocument document;
        try
        {
            document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (PdfDocumentEncryptedException)
        {
            return PagesRead.Not($"PDF-en er låst med passord. Be leverandøren sende den uten, eller før bilaget for hånd.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return PagesRead.Not($"PDF-en er skadet og kan ikke åpnes. Be leverandøren sende den på nytt.");
        }
        using (document) return Of(document);
    }

    private static PagesRead Of(PdfDocument document)
    {
        var count = document.NumberOfPages;
        if (count > PageText.MaxPages) return PagesRead.Not($"PDF-en har {count} sider. Kontali leser høyst {PageText.MaxPages}. Del den opp.");
        List<TextPage> pages = [];
        var words = 0;
        for (var n = 1; n <= count && words < PageText.MaxWords; n++)
        {
            var page = PageOf(document, n);
            words += page.Lines.Sum(l => l.Count);
            pages.Add(page);
        }
        return new(new PageText(pages, count), null);
    }

    // A page that cannot be read is an empty one: the others may say enough.
    private static TextPage PageOf(PdfDocument document, int number)
    {
        try
        {
            var page = document.GetPage(number);
            var (left, top) = (page.CropBox.Bounds.Left, page.CropBox.Bounds.Top);
            var (width, height) = (page.Width, page.Height);
            // A turned page has its letters turned already; its box begins at nought.
            if (page.Rotation.Value != 0) (left, top) = (0, height);
            return new(width, height, LettersToLines.Of(page.Letters.Take(MaxLettersOnPage).Where(l => l.TextOrientation is TextOrientation.Horizontal or TextOrientation.Other)
                .Select((l, n) => new Glyph(l.Value, l.StartBaseLine.X - left, top - l.StartBaseLine.Y, l.EndBaseLine.X - l.StartBaseLine.X, Math.Clamp(Math.Abs(l.PointSize), 3, 120), n))));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(595, 842, []);
        }
    }
}

/// <summary>A letter: where its base line begins, how far it reaches, its size, and its place among those written.</summary>
internal readonly record struct Glyph(string Text, double X, double Base, double Width, double Size, int Order);

/// <summary>Letters to words and lines, whatever order they were written in.</summary>
internal static partial class LettersToLines
{
    // Gaps in parts of the letters' size: a little one between words, and how far letters of one line may stand from each other's line.
    private const double WordGap = 0.18, Uneven = 0.32;

    // More of a letter under the next one than any kerning does.
    private const double Overlap = 0.22;

    internal static IReadOnlyList<IReadOnlyList<TextWord>> Of(IEnumerable<Glyph> glyphs)
    {
        List<List<Glyph>> lines = [];
        foreach (var glyph in glyphs.OrderBy(g => g.Base).ThenBy(g => g.X))
        {
            var line = lines.Count > 0 && Math.Abs(lines[^1][0].Base - glyph.Base) <= Uneven * Math.Min(lines[^1][0].Size, glyph.Size) ? lines[^1] : null;
            if (line is null) lines.Add(line = []);
            line.Add(glyph);
        }
        return [.. lines.Select(Words).Where(l => l.Count > 0)];
    }

    private static List<TextWord> Words(List<Glyph> line)
    {
        List<Glyph> across = [.. line.OrderBy(g => g.X)];
        if (!Overprints(across)) return WordsOf(across);
        // Two texts run into each other: each as it was written, or their letters would take turns.
        return [.. Strands(line.OrderBy(g => g.Order)).SelectMany(WordsOf).OrderBy(w => w.X).DistinctBy(w => (w.Text, Math.Round(w.X / 2)))];
    }

    private static bool Overprints(List<Glyph> across)
    {
        for (var i = 1; i < across.Count; i++)
        {
            var (before, after) = (across[i - 1], across[i]);
            if (before.Text != after.Text && before.X + before.Width - after.X > Overlap * Math.Min(before.Size, after.Size) && !string.IsNullOrWhiteSpace(before.Text) && !string.IsNullOrWhiteSpace(after.Text)) return true;
        }
        return false;
    }

    private static List<List<Glyph>> Strands(IEnumerable<Glyph> written)
    {
        List<List<Glyph>> strands = [];
        foreach (var glyph in written)
        {
            var last = strands.Count > 0 ? strands[^1][^1] : default;
            if (strands.Count == 0 || glyph.X - (last.X + last.Width) is var gap && (gap > glyph.Size || gap < -Overlap * glyph.Size)) strands.Add([]);
            strands[^1].Add(glyph);
        }
        return strands;
    }

    private static List<TextWord> WordsOf(List<Glyph> line)
    {
        List<TextWord> words = [];
        List<Glyph> word = [];
        foreach (var glyph in line)
        {
            // Drawn twice to look bold.
            if (word.Count > 0 && word[^1].Text == glyph.Text && glyph.X - word[^1].X < 0.12 * glyph.Size) continue;
            if (string.IsNullOrWhiteSpace(glyph.Text))
            {
                End();
                continue;
            }
            if (word.Count > 0 && glyph.X - (word[^1].X + word[^1].Width) > WordGap * Math.Min(glyph.Size, word[^1].Size)) End();
            word.Add(glyph);
        }
        End();
        return words;

        void End()
        {
            // Two figures without a gap between them: each has its own decimals.
            if (word.Count > 8 && TwoFigures().Match(string.Concat(word.Select(g => g.Text))) is { Success: true } two && word.TrueForAll(g => g.Text.Length == 1))
            {
                var rest = word[two.Groups["other"].Index..];
                word.RemoveRange(two.Groups["other"].Index, rest.Count);
                End();
                word.AddRange(rest);
            }
            if (word.Count == 0) return;
            var (x, size) = (word[0].X, word.Max(g => g.Size));
            var right = word.Max(g => g.X + g.Width);
            var text = Clean(string.Concat(word.Select(g => g.Text)));
            if (text.Length > 0) words.Add(new(text, Round(x), Round(word[0].Base - 0.8 * size), Round(Math.Max(right - x, 1)), Round(size)));
            word.Clear();
        }
    }

    // Ligatures as their letters; what a database cannot keep and an eye cannot see is left out.
    private static string Clean(string text)
    {
        var kept = string.Concat(text.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r) && r.Value is not (0xFFFD or 0xFEFF or 0x200B or 0x200C or 0x200D or 0x00AD)).Select(r => r.ToString()));
        return kept.Any(c => c is >= '\uFB00' and <= '\uFB06') ? kept.Normalize(System.Text.NormalizationForm.FormKC) : kept;
    }

    [GeneratedRegex(@"^(?:\d{1,3}(?:[.,]?\d{3})*(?<decimals>[.,])\d{2})(?<other>\d{1,3}(?:[.,]?\d{3})*\k<decimals>\d{2})$")]
    private static partial Regex TwoFigures();

    private static double Round(double points) => Math.Round(points, 1);
}
