using System.Globalization;
using System.Text;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Reports.Sheets;
using Kontali.Web.Shared;

namespace Kontali.Web.Corrections;

/// <summary>The record as a file that every spreadsheet opens: semicolons, comma before the decimals, marked as UTF-8.</summary>
public static class CorrectionsExport
{
    private const string Address = "/rettinger.csv", Workbook = "/rettinger.xlsx";
    private const int Most = 20_000;

    /// <summary>Where it is, with the page's own filter.</summary>
    public static string Href(string query) => Address + query;

    /// <summary>The same as a workbook.</summary>
    public static string ExcelHref(string query) => Workbook + query;

    /// <summary>Maps both.</summary>
    public static void MapCorrections(this IEndpointRouteBuilder app)
    {
        app.MapGet(Address, async (HttpRequest ask, Contexts contexts, CurrentUser who, Texts L, CancellationToken ct) => await RowsAsync(ask, contexts, who, ct) is { } rows
            ? Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(rows, L))).ToArray(), "text/csv; charset=utf-8", "rettinger.csv") : Results.NotFound());
        app.MapGet(Workbook, async (HttpRequest ask, Contexts contexts, CurrentUser who, Texts L, TimeProvider clock, CancellationToken ct) =>
        {
            if (await RowsAsync(ask, contexts, who, ct) is not { } rows) return Results.NotFound();
            var file = new MemoryStream();
            var head = new SheetHead(L["Rettinger"], ask.Query["klient"].FirstOrDefault() ?? L["Alle klienter"], $"{ask.Query["fra"].FirstOrDefault()}–{ask.Query["til"].FirstOrDefault()}", Figures.Moment(clock.GetUtcNow()));
            await Task.Run(() => ExcelSheet.WriteAsync(file, head, Columns(L), Cells(rows, L).ToAsyncEnumerable(), ct), ct);
            file.Position = 0;
            return Results.File(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "rettinger.xlsx");
        });
    }

    // Null where it is nobody who asks, or a client that is not hers.
    private static async Task<List<CorrectionRow>?> RowsAsync(HttpRequest ask, Contexts contexts, CurrentUser who, CancellationToken ct)
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null) return null;
        string? Word(string name) => ask.Query[name].FirstOrDefault();
        var client = await db.ClientNumberedAsync(Word("klient"), ct);
        if (client is null && !string.IsNullOrEmpty(Word("klient"))) return null;
        var filter = CorrectionsPage.FilterOf(client?.Id, Word("hvem"), Word("slag"), Word("bunke"), Word("fra"), Word("til"), Word("sok"));
        List<CorrectionRow> rows = [];
        while (rows.Count < Most && await db.CorrectionRowsAsync(filter, rows.Count > 0 ? rows[^1].Place : null, 1_000, ct) is { Count: > 0 } next) rows.AddRange(next);
        return rows;
    }

    private static SheetColumn[] Columns(Texts L) =>
    [
        new(L["Tid"], CellKind.Text), new(L["Klient"], CellKind.Text), new(L["Tekst"], CellKind.Text, Grows: true), new(L["Bilag som var feil"], CellKind.Code), new(L["Tilbakeført med"], CellKind.Code), new(L["Gjelder"], CellKind.Code), new(L["Linje"], CellKind.Text),
        new(L["Konto før"], CellKind.Code), new(L["Mva-kode før"], CellKind.Code), new(L["Konto etter"], CellKind.Code), new(L["Mva-kode etter"], CellKind.Code), new(L["Netto"], CellKind.Amount), new(L["Mva"], CellKind.Amount),
        new(L["Grunn"], CellKind.Text, Grows: true), new(L["Slag"], CellKind.Text), new(L["Bunke"], CellKind.Code), new(L["Rettet av"], CellKind.Text), new(L["Lærte"], CellKind.Code), new(L["Forslag siden"], CellKind.Code), new(L["Rett siden"], CellKind.Code),
    ];

    private static IEnumerable<SheetRow> Cells(IEnumerable<CorrectionRow> rows, Texts L) =>
        from row in rows
        from pair in CorrectionWords.Pairs(row.Before, row.After)
        let line = pair.Now ?? pair.Was!
        select SheetRow.Line(null, row.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), row.Client, row.Description, row.Original?.Name, row.Reversal?.Name, row.Replacement.Name, line.Text, pair.Was?.Account, pair.Was?.VatCode, pair.Now?.Account, pair.Now?.VatCode,
            line.Share.Net, line.Share.Vat, row.Reason, L.Kind(row.Kind), row.BatchId?.ToString(), row.By ?? L["agenten"], row.Taught, row.Since, row.RightSince);

    private static string Write(IEnumerable<CorrectionRow> rows, Texts L)
    {
        var text = new StringBuilder();
        Line(text, [.. Columns(L).Select(c => c.Head)]);
        foreach (var row in Cells(rows, L)) Line(text, [.. row.Cells.Select(cell => cell is decimal amount ? CsvText.Figure(amount) : cell?.ToString())]);
        return text.ToString();
    }

    private static void Line(StringBuilder text, params string?[] fields) => CsvText.Line(text, fields);
}
