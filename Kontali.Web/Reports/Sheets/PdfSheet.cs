using Kontali.Web.Shared;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Kontali.Web.Reports.Sheets;

/// <summary>
/// A report set on A4: the heading of the columns stands again on every page, amounts stand under each other from the right,
/// sums have a rule above and the last one two below. Wide reports lie on their side.
/// </summary>
public sealed class PdfSheet : IDisposable
{
    /// <summary>More rows than this nobody prints: they are a file for a spreadsheet.</summary>
    public const int Most = 40_000;

    private const double Margin = 42, Size = 8.5, Row = 12.5, Gap = 8, Small = 7.5, Short = 595.28, Long = 841.89;
    private readonly PdfDocumentBuilder document = new() { ArchiveStandard = PdfAStandard.None };
    private readonly List<PdfPageBuilder> pages = [];
    private readonly PdfDocumentBuilder.AddedFont regular, bold;
    private readonly Dictionary<(char, bool), double> widths = [];
    private readonly SheetHead head;
    private readonly IReadOnlyList<SheetColumn> columns;
    private readonly string pageWord;
    private readonly double width, height;
    private readonly (double Left, double Right)[] places;
    private PdfPageBuilder page;
    private double y;

    private PdfSheet(SheetHead head, IReadOnlyList<SheetColumn> columns, string pageWord)
    {
        (this.head, this.columns, this.pageWord) = (head, columns, pageWord);
        (regular, bold) = (Font("LiberationSans-Regular.ttf"), Font("LiberationSans-Bold.ttf"));
        var fixedWidth = columns.Where(c => !c.Grows).Sum(c => WidthOf(c) + Gap);
        (width, height) = Short - 2 * Margin - fixedWidth >= 130 * columns.Count(c => c.Grows) ? (Short, Long) : (Long, Short);
        var room = (width - 2 * Margin - fixedWidth + Gap) / columns.Count(c => c.Grows) - Gap;
        places = new (double, double)[columns.Count];
        var x = Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            places[i] = (x, x + (columns[i].Grows ? room : WidthOf(columns[i])));
            x = places[i].Right + Gap;
        }
        document.DocumentInformation.Title = $"{head.Title} – {head.Subject}";
        document.DocumentInformation.Producer = "Kontali";
        page = NewPage();
    }

    /// <summary>Sets a report; null where it has too many rows to be printed.</summary>
    /// <param name="head">What is said above and below.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="pageWord">"Side {0} av {1}", in the reader's language.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<byte[]?> WriteAsync(SheetHead head, IReadOnlyList<SheetColumn> columns, IAsyncEnumerable<SheetRow> rows, string pageWord, CancellationToken ct)
    {
        using var sheet = new PdfSheet(head, columns, pageWord);
        var set = 0;
        SheetRow? waiting = null;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (++set > Most) return null;
            // A heading is not left alone at the foot of a page.
            if (waiting is not null) sheet.Set(waiting, keepWithNext: waiting.IsHeading);
            waiting = row;
        }
        if (waiting is not null) sheet.Set(waiting, keepWithNext: false);
        return sheet.Bound();
    }

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private PdfDocumentBuilder.AddedFont Font(string name)
    {
        using var stream = typeof(PdfSheet).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return document.AddTrueTypeFont(bytes);
    }

    // A long heading stands whole: its letters are about four and a half points wide.
    private static double WidthOf(SheetColumn column) => Math.Max(column.Head.Length * 4.5, column.Kind switch { CellKind.Amount => 72, CellKind.Date => 54, CellKind.Percent => 34, CellKind.Code => 50, _ => 110 });

    private PdfPageBuilder NewPage()
    {
        page = document.AddPage(width, height);
        pages.Add(page);
        y = height - Margin;
        if (pages.Count == 1)
        {
            Put(head.Title, 15, y - 12, Margin, bold: true);
            Put(head.Subject, 10, y - 28, Margin, bold: false);
            Put(head.Period, 10, y - 41, Margin, bold: false);
            if (head.Note is not null) Put(head.Note, Small, y - 53, Margin, bold: false, grey: true);
            y -= head.Note is null ? 62 : 72;
        }
        else
        {
            Put(Fit($"{head.Title}, {head.Subject}, {head.Period}", Small, bold: false, width - 2 * Margin), Small, y - 8, Margin, bold: false, grey: true);
            y -= 26;
        }
        for (var i = 0; i < columns.Count; i++) Cell(i, columns[i].Head, Small, y, bold: true);
        y -= 4;
        Rule(Margin, width - Margin, y, 0.8);
        y -= Row - 1;
        return page;
    }

    private void Set(SheetRow row, bool keepWithNext)
    {
        var strong = row.Kind is not (RowKind.Line or RowKind.Carried);
        if (row.IsHeading)
        {
            var above = row.Kind == RowKind.Client ? 10 : 5;
            if (y - above - (keepWithNext ? 2.5 * Row : 0) < Margin + 18) NewPage();
            else y -= above;
            Put(Fit($"{row.Cells[0]}", row.Kind == RowKind.Client ? 10.5 : Size, bold: true, width - 2 * Margin), row.Kind == RowKind.Client ? 10.5 : Size, y, Margin, bold: true);
            y -= row.Kind == RowKind.Client ? Row + 2 : Row;
            return;
        }
        var texts = columns.Select((c, i) => c.Grows ? Wrapped($"{row.Cells[i]}", strong, places[i].Right - places[i].Left) : [c.Said(row.Cells[i])]).ToList();
        var lines = Math.Max(1, texts.Max(t => t.Count));
        if (y - (lines - 1) * (Row - 2) < Margin + 18) NewPage();
        var figures = Enumerable.Range(0, columns.Count).Where(i => columns[i].IsFigure && texts[i][0].Length > 0).ToList();
        if (row.Kind is RowKind.Sum or RowKind.Total) foreach (var i in figures) Rule(places[i].Left, places[i].Right, y + Size + 1, 0.5);
        for (var i = 0; i < columns.Count; i++)
            for (var line = 0; line < texts[i].Count; line++) Cell(i, texts[i][line], Size, y - line * (Row - 2), strong, row.Kind == RowKind.Carried);
        y -= (lines - 1) * (Row - 2);
        if (row.Kind == RowKind.Total)
        {
            foreach (var i in figures)
            {
                Rule(places[i].Left, places[i].Right, y - 3.2, 0.5);
                Rule(places[i].Left, places[i].Right, y - 5, 0.5);
            }
            y -= 3;
        }
        y -= row.Kind is RowKind.Sum or RowKind.Total ? Row + 2 : Row;
    }

    private byte[] Bound()
    {
        for (var i = 0; i < pages.Count; i++)
        {
            page = pages[i];
            Rule(Margin, width - Margin, Margin + 2, 0.3);
            Put(head.Printed, Small, Margin - 9, Margin, bold: false, grey: true);
            var number = string.Format(System.Globalization.CultureInfo.InvariantCulture, pageWord, i + 1, pages.Count);
            Put(number, Small, Margin - 9, width - Margin - Width(number, Small, bold: false), bold: false, grey: true);
        }
        return document.Build();
    }

    private void Cell(int column, string text, double size, double at, bool bold, bool grey = false)
    {
        var (left, right) = places[column];
        var fit = Fit(text, size, bold, right - left);
        Put(fit, size, at, columns[column].IsFigure ? right - Width(fit, size, bold) : left, bold, grey);
    }

    private void Put(string text, double size, double at, double x, bool bold, bool grey = false)
    {
        if (text.Length == 0) return;
        if (grey) page.SetTextAndFillColor(92, 100, 108);
        else page.SetTextAndFillColor(27, 31, 35);
        page.AddText(Known(text, bold), size, new PdfPoint(x, at), bold ? this.bold : regular);
    }

    private void Rule(double from, double to, double at, double weight)
    {
        page.SetStrokeColor(27, 31, 35);
        page.DrawLine(new PdfPoint(from, at), new PdfPoint(to, at), weight);
    }

    // At most three lines; what is longer ends in dots, and stands whole in the books.
    private List<string> Wrapped(string text, bool bold, double room)
    {
        if (Width(text, Size, bold) <= room) return [text];
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || Width(longer, Size, bold) <= room) line = longer;
            else if (lines.Count == 2) line = longer;
            else
            {
                lines.Add(Fit(line, Size, bold, room));
                line = word;
            }
        }
        return [.. lines, Fit(line, Size, bold, room)];
    }

    private string Fit(string text, double size, bool bold, double room)
    {
        if (Width(text, size, bold) <= room) return text;
        var length = text.Length;
        while (length > 1 && Width(text[..length] + "…", size, bold) > room) length--;
        return text[..length].TrimEnd() + "…";
    }

    // Letters that the typeface has not are written as a question mark: the report is never lost for a name.
    private string Known(string text, bool bold) => text.All(c => Width(c, bold) >= 0) ? text : string.Concat(text.Select(c => Width(c, bold) >= 0 ? c : '?'));

    private double Width(string text, double size, bool bold) => text.Sum(c => Math.Max(Width(c, bold), 0)) * size;

    private double Width(char letter, bool bold)
    {
        if (widths.TryGetValue((letter, bold), out var known)) return known;
        double found;
        try
        {
            var letters = pages[0].MeasureText(char.IsSurrogate(letter) || char.IsControl(letter) ? "\ufffe" : $"n{letter}n", 1, new PdfPoint(0, 0), bold ? this.bold : regular);
            found = letters[2].Location.X - letters[1].Location.X;
        }
        catch (InvalidOperationException)
        {
            found = -1;
        }
        return widths[(letter, bold)] = found;
    }
}
