using System.Reflection;
using Kontali.Data;
using Kontali.Data.Vat;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Vat;

/// <summary>The return and its envelope as the authority's XML.</summary>
public static class VatXmlEndpoint
{
    private static readonly string? Version = typeof(VatXmlEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    /// <summary>Where it is.</summary>
    public static string Href(string client, DateOnly termFrom, bool correct, bool envelope) =>
        $"/mva/{Uri.EscapeDataString(client)}/{(envelope ? "konvolutt" : "melding")}.xml?termin={termFrom:yyyy-MM-dd}{(correct ? "&korriger=1" : "")}";

    /// <summary>Maps both.</summary>
    public static void MapVatXml(this IEndpointRouteBuilder app) => app.MapGet("/mva/{number}/{what:regex(^(melding|konvolutt)$)}.xml", async (string number, string what, string? termin, string? korriger, Contexts contexts, CurrentUser who, CancellationToken ct) =>
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null) return Results.NotFound();
        if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientNumber == number, ct) is not { } client || ReturnQuery.TermFrom(client.VatTerm, termin) is not { } term) return Results.NotFound();
        var vat = (await db.ReturnAsync(client, term, korriger == "1", ct)).Return;
        var name = $"mva-melding-{client.OrgNumber}-{term.From:yyyy-MM-dd}";
        return what == "melding"
            ? Results.File(ReturnXml.Write(vat, $"{client.ClientNumber}-{term.From:yyyyMMdd}-{db.Clock.Now():yyyyMMddHHmmss}", Version), "application/xml", $"{name}.xml")
            : Results.File(ReturnXml.WriteEnvelope(vat, db.Actor.Name, db.Clock.Now(), name), "application/xml", $"{name}-konvolutt.xml");
    });
}
