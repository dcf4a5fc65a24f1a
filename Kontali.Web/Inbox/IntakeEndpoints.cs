using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Kontali.Web.Inbox;

/// <summary>
/// The doors that speak HTTP: programs with the firm's key (POST and GET /api/intake), and the browser's drop zone, signed in
/// and with antiforgery. Both stream the bytes straight to the store; a circuit's messages are too small for files.
/// </summary>
public static class IntakeEndpoints
{
    /// <summary>Header with the firm's key.</summary>
    public const string KeyHeader = "X-Api-Key";

    /// <summary>Maps them.</summary>
    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/intake").AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Limits.Intake);
        api.MapPost("", ByKeyAsync);
        api.MapGet("/{documentId:guid}", StatusAsync);
        app.MapGet("/innboks/billett", (HttpContext context, IAntiforgery antiforgery) => new { token = antiforgery.GetAndStoreTokens(context).RequestToken });
        app.MapPost("/innboks/fil", ByBrowserAsync).DisableAntiforgery().RequireRateLimiting(Limits.Upload);
    }

    private static async Task<IResult> ByKeyAsync(HttpRequest request, Contexts contexts, Intake intake, Teller teller, Texts texts, CancellationToken ct)
    {
        if (await FirmAsync(request, contexts, ct) is not { } firm) return Unknown(texts);
        await using var db = contexts.Open(Actor.Agent(firm, "API"));
        return await TakeAsync(request, db, intake, Door.Api, teller, texts, ct);
    }

    // The framework's own check would read the form whole; the token comes in a header, and the file is streamed.
    private static async Task<IResult> ByBrowserAsync(HttpRequest request, IAntiforgery antiforgery, Contexts contexts, CurrentUser who, Intake intake, Teller teller, Texts texts, CancellationToken ct)
    {
        if (!request.Headers.ContainsKey("RequestVerificationToken") || !await antiforgery.IsRequestValidAsync(request.HttpContext))
            return Problem(StatusCodes.Status400BadRequest, texts["Siden er utløpt. Last den på nytt og slipp filene en gang til."]);
        var actor = await who.ActorAsync();
        await using var db = contexts.Open(actor);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == actor.User && u.IsActive, ct) is { } user) db.Actor = user.AsActor();
        return await TakeAsync(request, db, intake, Door.Browser, teller, texts, ct);
    }

    private static async Task<IResult> TakeAsync(HttpRequest request, KontaliContext db, Intake intake, Door door, Teller teller, Texts texts, CancellationToken ct)
    {
        try
        {
            if (await FileAsync(request, ct) is not { } file) return Problem(StatusCodes.Status400BadRequest, texts["Forespørselen har ingen fil. Send den som multipart/form-data i feltet «file»."]);
            Guid? client = Guid.TryParse(request.Query["client"], out var id) ? id : null;
            var receipt = door == Door.Browser && client is { } whose && request.Query["voucher"] == "1"
                ? await intake.AttachAsync(db, file.Body, file.Name, whose, ct)
                : await intake.TakeAsync(db, file.Body, file.Name, door, client, ct);
            var answer = new { documentId = receipt.DocumentId, status = receipt.WasHereBefore ? "duplicate" : Word(receipt.Status), filename = ReceiveFile.DisplayName(file.Name) };
            return Results.Accepted($"/api/intake/{receipt.DocumentId}", answer);
        }
        catch (Exception e) when (teller.Told(e) is { } says)
        {
            return Problem(StatusCodes.Status422UnprocessableEntity, texts.Say(says));
        }
        catch (StoreUnreachable)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, texts["Arkivet tar ikke imot filer akkurat nå. Ingenting er lagret: prøv igjen om litt."]);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return Problem(StatusCodes.Status400BadRequest, texts["Forespørselen kunne ikke leses. Send filen på nytt."]);
        }
    }

    private static async Task<IResult> StatusAsync(Guid documentId, HttpRequest request, Contexts contexts, Texts texts, CancellationToken ct)
    {
        if (await FirmAsync(request, contexts, ct) is not { } firm) return Unknown(texts);
        await using var db = contexts.Open(Actor.Agent(firm, "API"));
        var found = await (from a in db.Arrivals
                           where a.DocumentId == documentId
                           join c in db.Clients on a.ClientId equals c.Id into clients
                           from c in clients.DefaultIfEmpty()
                           join i in db.Invoices on a.DocumentId equals i.DocumentId into invoices
                           from i in invoices.DefaultIfEmpty()
                           join j in db.Journal on i.GeneralLedgerId equals j.Id into vouchers
                           from j in vouchers.DefaultIfEmpty()
                           select new { Arrival = a, Client = c, Invoice = i == null ? null : i.InvoiceNumber, Voucher = j }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return Problem(StatusCodes.Status404NotFound, texts["Dokumentet finnes ikke."]);
        var inside = found.Arrival.Status != ArrivalStatus.Unpacked ? null
            : await db.Documents.Where(d => d.ParentId == documentId).OrderBy(d => d.UploadedAt).ThenBy(d => d.Id).Select(d => new { documentId = d.Id, filename = d.Filename }).ToListAsync(ct);
        return Results.Ok(new
        {
            documentId,
            status = Word(found.Arrival.Status),
            invoiceNumber = found.Invoice ?? found.Arrival.InvoiceNumber,
            client = found.Client is null ? null : new { number = found.Client.ClientNumber, name = found.Client.Name, orgNumber = found.Client.OrgNumber.ToString() },
            voucher = found.Voucher?.VoucherName,
            reason = found.Arrival.Reason is { } reason ? texts.Say(reason) : null,
            documents = inside,
        });
    }

    // Whose it is cannot be told yet: that is a person's decision too.
    private static string Word(ArrivalStatus status) => status == ArrivalStatus.Unassigned ? "review" : status.ToString().ToLowerInvariant();

    private static async Task<Guid?> FirmAsync(HttpRequest request, Contexts contexts, CancellationToken ct)
    {
        if (request.Headers[KeyHeader] is not [{ Length: > 0 and < 200 } key]) return null;
        await using var db = contexts.Open(Actor.Nobody);
        return await db.FirmOfKeyAsync(key, ct);
    }

    internal sealed record Sent(string Name, Stream Body);

    /// <summary>The first file of a form, not yet read; null where there is none.</summary>
    internal static async Task<Sent?> FileAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary) return null;
        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = DocumentStore.MaxEnvelope + 1024 };
        while (await reader.ReadNextSectionAsync(ct) is { } section)
            if (section.GetContentDispositionHeader() is { } part && part.IsFileDisposition())
                return new((part.FileNameStar.HasValue ? part.FileNameStar : HeaderUtilities.RemoveQuotes(part.FileName)).Value ?? "", section.Body);
        return null;
    }

    private static IResult Unknown(Texts texts) => Problem(StatusCodes.Status401Unauthorized, texts["Nøkkelen mangler eller virker ikke. Send byråets nøkkel i feltet X-Api-Key."]);

    internal static IResult Problem(int status, string says) => Results.Problem(says, statusCode: status);
}
