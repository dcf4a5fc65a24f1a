using System.Globalization;
using System.Text;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Shared;

namespace Kontali.Web.Corrections;

/// <summary>The record as a file that every spreadsheet opens: semicolons, comma before the decimals, marked as UTF-8.</summary>
public static class CorrectionsExport
{
    private const string Address = "/rettinger.csv";
    private const int Most = 20_000;

    /// <summary>Where it is, with the page's own filter.</summary>
    public static string Href(string query) => Address + query;

    /// <summary>Maps it.</summary>
    public static void MapCorrections(this IEndpointRouteBuilder app) => app.MapGet(Address, async (HttpRequest ask, Contexts contexts, CurrentUser who, Texts L, CancellationToken ct) =>
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null) return Results.NotFound();
        string? Word(string name) => ask.Query[name].FirstOrDefault();
        var client = await db.ClientNumberedAsync(Word("klient"), ct);
        if (client is null && !string.IsNullOrEmpty(Word("klient"))) return Results.NotFound();
        var filter = CorrectionsPage.FilterOf(client?.Id, Word("hvem"), Word("slag"), Word("bunke"), Word("fra"), Word("til"), Word("sok"));
        List<CorrectionRow> rows = [];
        while (rows.Count < Most && await db.CorrectionRowsAsync(filter, rows.Count > 0 ? rows[^1].Place : null, 1_000, ct) is { Count: > 0 } next) rows.AddRange(next);
        return Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(rows, L))).ToArray(), "text/csv; charset=utf-8", "rettinger.csv");
    });

    private static string Write(IEnumerable<CorrectionRow> rows, Texts L)
    {
        var text = new StringBuilder();
        Line(text, L["Tid"], L["Klient"], L["Tekst"], L["Bilag som var feil"], L["Tilbakeført med"], L["Gjelder"], L["Linje"], L["Konto før"], L["Mva-kode før"], L["Konto etter"], L["Mva-kode etter"], L["Netto"], L["Mva"], L["Grunn"], L["Slag"], L["Bunke"], L["Rettet av"], L["Lærte"], L["Forslag siden"], L["Rett siden"]);
        foreach (var row in rows)
            foreach (var (was, now) in CorrectionWords.Pairs(row.Before, row.After))
                Line(text, row.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), row.Client, row.Description, row.Original?.Name, row.Reversal?.Name, row.Replacement.Name, (now ?? was)!.Text, was?.Account, was?.VatCode, now?.Account, now?.VatCode,
                    CsvText.Figure((now ?? was)!.Share.Net), CsvText.Figure((now ?? was)!.Share.Vat), row.Reason, L.Kind(row.Kind), row.BatchId?.ToString(), row.By ?? L["agenten"], $"{row.Taught}", $"{row.Since}", $"{row.RightSince}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, params string?[] fields) => CsvText.Line(text, fields);
}
