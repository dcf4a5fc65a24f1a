using System.Globalization;
using System.Text;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>A report as a file that every spreadsheet opens, written as its rows come.</summary>
public static class CsvSheet
{
    /// <summary>Writes it: headings, and a line a row.</summary>
    public static async Task WriteAsync(Stream to, SheetHead head, IReadOnlyList<SheetColumn> columns, IAsyncEnumerable<SheetRow> rows, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024, leaveOpen: true);
        var text = new StringBuilder();
        CsvText.Line(text, [head.Title, head.Subject, head.Period, head.Printed]);
        CsvText.Line(text, columns.Select(c => (string?)c.Head));
        await foreach (var row in rows.WithCancellation(ct))
        {
            CsvText.Line(text, row.Cells.Select(Cell));
            if (text.Length < 32 * 1024) continue;
            await writer.WriteAsync(text, ct);
            text.Clear();
        }
        await writer.WriteAsync(text, ct);
    }

    private static string? Cell(object? cell) => cell switch
    {
        decimal amount => CsvText.Figure(amount),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => cell?.ToString(),
    };
}
