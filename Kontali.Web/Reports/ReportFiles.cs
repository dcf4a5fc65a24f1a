using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Web.Reports.Sheets;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports;

/// <summary>Reports as files: PDF for paper, Excel and CSV for reckoning on.</summary>
public static class ReportFiles
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Where a report's file is.</summary>
    public static string Href(Report report, ReportAddress address, string format) => $"/rapporter/fil/{report.Slug}.{format}{address}";

    /// <summary>Maps them.</summary>
    public static void MapReports(this IEndpointRouteBuilder app) => app.MapGet("/rapporter/fil/{slug}.{format}", async (string slug, string format, HttpContext http, Contexts contexts, CurrentUser who, TimeProvider clock, Texts L, CancellationToken ct) =>
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null || ReportList.Of(slug) is not { } report) return Results.NotFound();
        string? Word(string name) => http.Request.Query[name].FirstOrDefault();
        var address = new ReportAddress(Word("klient"), Word("fra"), Word("til"), Word("fjor"), Word("mva"));
        if (await address.ReadAsync(db, report, clock.Today(), ct) is not { Clients.Count: > 0 } ask) return Results.NotFound();
        var (head, columns, rows) = (HeadOf(report, ask, L, db.Actor.Name, clock), report.Columns(ask, L), report.RowsAsync(db, ask, L, ct));
        var name = $"{report.Slug}-{(ask.IsGroup ? $"{ask.Clients.Count}-{L["klienter"]}" : ask.Clients[0].Number)}{(report.HasSpan ? $"-{ask.Span.From}-{ask.Span.To}" : "")}.{format}";
        switch (format)
        {
            case "pdf":
                return await PdfSheet.WriteAsync(head, columns, rows, L["Side {0} av {1}"], ct) is { } pdf ? Results.File(pdf, "application/pdf", name)
                    : Results.Text(L["Rapporten har over {0} linjer og blir for lang for papir. Velg et kortere tidsrom, eller last den ned som Excel eller CSV.", Figures.Count(PdfSheet.Most)], "text/plain", System.Text.Encoding.UTF8, StatusCodes.Status413PayloadTooLarge);
            case "csv":
                return Results.Stream(async stream =>
                {
                    // The rows come while the file is on its way, and so does the context they are read by.
                    await using var reading = await contexts.OpenAsync(await who.ActorAsync());
                    await CsvSheet.WriteAsync(stream, head, columns, report.RowsAsync(reading, ask, L, ct), ct);
                }, "text/csv; charset=utf-8", name);
            case "xlsx":
                // A workbook is a zip whose table of contents comes last: it is written beside, and handed over whole.
                var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
                await Task.Run(() => ExcelSheet.WriteAsync(file, head, columns, rows, ct), ct);
                file.Position = 0;
                return Results.File(file, Workbook, name);
            default:
                return Results.NotFound();
        }
    });

    private static SheetHead HeadOf(Report report, ReportAsk ask, Texts L, string by, TimeProvider clock) => new(
        L[report.Name],
        ask.IsGroup ? L["{0} klienter", Figures.Count(ask.Clients.Count)] : $"{ask.Clients[0].Name}, {L["org.nr."]} {ask.Clients[0].OrgNumber.Spaced}",
        report.PeriodOf(ask, L),
        L["Kontali · skrevet ut {0} av {1}", Figures.Moment(clock.Now()), by],
        ask.VatCode is null ? null : L["Bare bilag med mva-kode {0}, etter bilagsdato", ask.VatCode]);

    /// <summary>The days a report covers, in words.</summary>
    public static string PeriodOf(this Report report, ReportAsk ask, Texts L) => report switch
    {
        { IsOnDay: true } => L["per {0}", Figures.Date(ask.Span.LastDay)],
        { HasSpan: false } => L["per {0}", Figures.Date(ask.Today)],
        _ => $"{Figures.Date(ask.Span.FirstDay)} – {Figures.Date(ask.Span.LastDay)}",
    };
}
