using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Kontali.Web.Reports.Sheets;

/// <summary>A report as a workbook: the rows on the first sheet, numbers as numbers and days as days; on the second what it is a report of.</summary>
public static class ExcelSheet
{
    /// <summary>What a sheet holds below its heading.</summary>
    public const int Most = 1_000_000;

    /// <summary>Writes it, row by row as they come.</summary>
    public static async Task WriteAsync(Stream to, SheetHead head, IReadOnlyList<SheetColumn> columns, IAsyncEnumerable<SheetRow> rows, CancellationToken ct)
    {
        var sheets = new Dictionary<string, object>
        {
            [Named(head.Title)] = rows.ToBlockingEnumerable(ct).Take(Most).Select(row => Line(columns, row)),
            ["Om"] = About(head),
        };
        var settings = new OpenXmlConfiguration
        {
            DynamicColumns = [.. columns.Select(c => new DynamicExcelColumn(c.Head) { Width = c.Grows ? 42 : c.Kind == CellKind.Amount ? 16 : 13, Format = c.Kind switch { CellKind.Amount => "#,##0.00", CellKind.Date => "dd.mm.yyyy", _ => null } })],
            FreezeRowCount = 1,
        };
        await to.SaveAsAsync(sheets, configuration: settings, cancellationToken: ct);
    }

    private static Dictionary<string, object?> Line(IReadOnlyList<SheetColumn> columns, SheetRow row)
    {
        Dictionary<string, object?> line = new(columns.Count);
        for (var i = 0; i < columns.Count; i++) line[columns[i].Head] = row.Cells[i] switch { DateOnly day => day.ToDateTime(TimeOnly.MinValue), var cell => cell };
        return line;
    }

    private static IEnumerable<Dictionary<string, object?>> About(SheetHead head) =>
        new[] { head.Title, head.Subject, head.Period, head.Printed, head.Note }.Where(line => line is not null).Select(line => new Dictionary<string, object?> { ["Rapport"] = line });

    // A sheet's name has at most 31 characters.
    private static string Named(string title) => title.Length > 31 ? title[..31] : title;
}
