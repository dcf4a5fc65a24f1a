using System.Text.RegularExpressions;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>Words that stand together: a label, a value, or both.</summary>
internal sealed class Cell
{
    internal Cell(int page, int line, int at, TextPage on, IReadOnlyList<TextWord> words)
    {
        (Page, Line, At, Words) = (page, line, at, words);
        Text = string.Join(' ', words.Select(w => w.Text));
        (X, Right) = (words[0].X, words.Max(w => w.Right));
        (Y, H) = (words.Min(w => w.Y), words.Max(w => w.H));
        (_width, _height) = (on.Width, on.Height);
        Letters = Text.Count(char.IsLetter);
    }

    private readonly double _width, _height;
    internal int Page { get; }
    internal int Line { get; }
    internal int At { get; }
    internal IReadOnlyList<TextWord> Words { get; }
    internal string Text { get; }
    internal double X { get; }
    internal double Right { get; }
    internal double Y { get; }
    internal double H { get; }
    internal int Letters { get; }
    internal double Middle => (X + Right) / 2;
    internal double TopShare => Y / _height;
    internal double LeftShare => X / _width;

    /// <summary>Says something, beyond figures and the name of a currency.</summary>
    internal bool IsWords => Letters >= 2 && !Money.IsMatch(Text.Trim());

    /// <summary>The words that a stretch of the text covers.</summary>
    internal IEnumerable<TextWord> Over(int start, int length)
    {
        var at = 0;
        foreach (var word in Words)
        {
            if (at < start + length && at + word.Text.Length > start) yield return word;
            at += word.Text.Length + 1;
        }
    }

    internal Box BoxOf(IEnumerable<TextWord> words) => words.Select(w => new Box(w.X / _width, w.Y / _height, w.W / _width, w.H * 1.15 / _height)).Aggregate((a, b) => a.With(b)) is var box
        ? new(Round(box.X), Round(box.Y), Round(box.W), Round(box.H)) : throw new InvalidOperationException();

    private static double Round(double share) => Math.Round(share, 4);
    private static readonly Regex Money = new(@"^(kr|nok|eur|usd|sek|dkk|gbp|stk|timer?|pcs|hrs?|[€$£:%.,\s\d-])+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}

/// <summary>A document's cells, and who stands beside whom.</summary>
internal sealed class Cells
{
    // So much room, in parts of the letters' size, is a boundary between two cells.
    private const double Gap = 0.95;
    private const int MaxPages = 12;

    internal Cells(PageText text)
    {
        // What an invoice says of itself stands on its first pages and its last.
        var pages = text.Pages.Count <= MaxPages ? Enumerable.Range(0, text.Pages.Count) : Enumerable.Range(0, MaxPages - 2).Concat([text.Pages.Count - 2, text.Pages.Count - 1]);
        foreach (var p in pages)
            foreach (var words in text.Pages[p].Lines)
            {
                var line = Lines.Count;
                List<Cell> cells = [];
                var from = 0;
                for (var i = 1; i <= words.Count; i++)
                {
                    if (i < words.Count && words[i].X - words[i - 1].Right is var gap && gap <= Gap * Math.Max(words[i].H, words[i - 1].H) && gap > -0.5 * words[i].H) continue;
                    cells.Add(new(p, line, cells.Count, text.Pages[p], [.. words.Skip(from).Take(i - from)]));
                    from = i;
                }
                Lines.Add(cells);
            }
        All = [.. Lines.SelectMany(l => l)];
    }

    internal List<List<Cell>> Lines { get; } = [];
    internal IReadOnlyList<Cell> All { get; }

    internal IReadOnlyList<Cell> LeftOf(Cell cell) => [.. Lines[cell.Line].Take(cell.At).Reverse()];

    /// <summary>The cells above a stretch, nearest first: over each other, or flush right.</summary>
    internal IEnumerable<Cell> Above(Cell cell, double x, double right, int most = 7)
    {
        var bottom = cell.Y;
        for (var n = cell.Line - 1; n >= 0 && most > 0 && Lines[n].Count > 0 && Lines[n][0].Page == cell.Page; n--)
        {
            var line = Lines[n];
            if (bottom - line[0].Y > 4.2 * Math.Max(cell.H, line[0].H)) yield break;
            if (line.Find(c => (c.X < right && c.Right > x) || Math.Abs(c.Right - right) < 5 || Math.Abs(c.X - x) < 3) is not { } over) continue;
            bottom = line[0].Y;
            most--;
            yield return over;
        }
    }

    /// <summary>The largest letters.</summary>
    internal double Largest => All.Select(c => c.H).DefaultIfEmpty(10).Max();

    /// <summary>The size that most words have.</summary>
    internal double Body => All.SelectMany(c => c.Words).GroupBy(w => Math.Round(w.H * 2) / 2).OrderByDescending(g => g.Sum(w => w.Text.Length)).Select(g => g.Key).FirstOrDefault(10);
}

/// <summary>A value in a cell, and the words beside it that say what it is.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Start">Where in its text.</param>
/// <param name="Length">How long.</param>
internal sealed record Hit(Cell Cell, int Start, int Length)
{
    internal string Text { get; } = Cell.Text.Substring(Start, Length);
    internal Box Box => Cell.BoxOf(Cell.Over(Start, Length));
    internal double X => Cell.Over(Start, Length).First().X;
    internal double Right => Cell.Over(Start, Length).Max(w => w.Right);
    internal double Sureness => Cell.Over(Start, Length).Min(w => w.Sureness);
    internal int Page => Cell.Page + 1;

    private IReadOnlyList<(string Label, double Weight)>? _labels;

    /// <summary>What may be its label, the likeliest first: before it in its cell, left of it, above it.</summary>
    internal IReadOnlyList<(string Label, double Weight)> Labels(Cells cells) => _labels ??= [.. Find(cells)];

    private IEnumerable<(string, double)> Find(Cells cells)
    {
        var before = Cell.Text[..Start].Trim().TrimEnd(':', '.', '-', ' ');
        if (before.Count(char.IsLetter) >= 2 && !IsCurrency(before))
        {
            yield return (LastWords(before), 1);
            if (Start > 0 && before.Length > 24) yield return (before, 0.8);
        }
        else
        {
            var weight = 0.98;
            foreach (var left in cells.LeftOf(Cell))
            {
                if (left.IsWords && !IsCurrency(left.Text))
                {
                    yield return (left.Text, weight);
                    break;
                }
                weight *= 0.97;
            }
        }
        var up = 0.88;
        foreach (var above in cells.Above(Cell, X, Right))
        {
            if (above.IsWords && !IsCurrency(above.Text))
            {
                yield return (above.Text, up);
                break;
            }
            up *= 0.97;
        }
        // A word after the value, as in "25 % mva".
        var after = Cell.Text[(Start + Length)..].Trim();
        if (after.Count(char.IsLetter) >= 3) yield return (after, 0.45);
    }

    private static string LastWords(string text)
    {
        var words = text.Split(' ');
        return string.Join(' ', words.TakeLast(6));
    }

    internal static bool IsCurrency(string text) => text.Trim(' ', ':', '.') is var t && (t.Length <= 1 || Currencies.Contains(t.ToUpperInvariant()));

    private static readonly HashSet<string> Currencies = ["NOK", "KR", "EUR", "USD", "SEK", "DKK", "GBP", "€", "$", "£"];
}
