using System.Text;
using System.Xml;
using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Payments;
using Kontali.Web.Inbox;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Payments;

/// <summary>The files that go to the bank and come from it.</summary>
public static class PaymentFiles
{
    /// <summary>Where a bank's file is taken in.</summary>
    public const string BankFile = "/betalinger/bankfil";

    /// <summary>Where a run's file is, in version 03 or 09.</summary>
    public static string Href(Guid run, string version) => $"/betalinger/fil/{run}/{version}";

    /// <summary>Maps them.</summary>
    public static void MapPayments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/betalinger/fil/{id:guid}/{version}", GiveAsync);
        app.MapPost(BankFile, TakeAsync).DisableAntiforgery();
    }

    // Only what is approved and sent has a file.
    private static async Task<IResult> GiveAsync(Guid id, string version, Contexts contexts, CurrentUser who, CancellationToken ct)
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null || version is not ("03" or "09")) return Results.NotFound();
        if (await db.PaymentRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.State == RunState.Sent, ct) is not { SentAt: { } at } run) return Results.NotFound();
        var client = await db.Clients.Where(c => c.Id == run.ClientId).Select(c => new { c.Name, c.OrgNumber }).SingleAsync(ct);
        var orders = await db.PaymentOrders.AsNoTracking().Where(o => o.RunId == id).OrderBy(o => o.Place).ToListAsync(ct);
        var file = new MemoryStream();
        await using (var writer = XmlWriter.Create(file, new() { Async = true, Indent = true, Encoding = new UTF8Encoding(false) }))
            await PainWriter.Write(run, orders, client.Name, client.OrgNumber, version == "03" ? PainVersion.V03 : PainVersion.V09, at).SaveAsync(writer, ct);
        return Results.File(file.ToArray(), "application/xml", $"betaling-{run.ExecuteOn:yyyy-MM-dd}-{run.MessageId}.xml");
    }

    // As the inbox's door: the token comes in a header, and the bytes are streamed.
    private static async Task<IResult> TakeAsync(HttpRequest request, IAntiforgery antiforgery, Contexts contexts, CurrentUser who, Teller teller, Texts L, CancellationToken ct)
    {
        if (!request.Headers.ContainsKey("RequestVerificationToken") || !await antiforgery.IsRequestValidAsync(request.HttpContext))
            return IntakeEndpoints.Problem(StatusCodes.Status400BadRequest, L["Siden er utløpt. Last den på nytt og slipp filene en gang til."]);
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null || !Guid.TryParse(request.Query["client"], out var client)) return Results.NotFound();
        try
        {
            if (await IntakeEndpoints.FileAsync(request, ct) is not { } file) return IntakeEndpoints.Problem(StatusCodes.Status400BadRequest, L["Forespørselen har ingen fil. Send den som multipart/form-data i feltet «file»."]);
            using var bytes = new MemoryStream();
            await file.Body.CopyToAsync(bytes, ct);
            if (bytes.Length > DocumentStore.MaxSize) return IntakeEndpoints.Problem(StatusCodes.Status413PayloadTooLarge, L["Filen er større enn 10 MB."]);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var receipt = await db.ReceiveBankFileAsync(client, bytes.ToArray(), ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return Results.Accepted(value: new { documentId = client, status = Say(receipt, L) });
        }
        catch (Exception e) when (teller.Told(e) is { } says)
        {
            return IntakeEndpoints.Problem(StatusCodes.Status422UnprocessableEntity, L.Say(says));
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return IntakeEndpoints.Problem(StatusCodes.Status400BadRequest, L["Forespørselen kunne ikke leses. Send filen på nytt."]);
        }
    }

    private static string Say(BankReceipt r, Texts L) => string.Join(", ", new[]
    {
        r.Booked > 0 ? L["{0} betalt og bokført", r.Booked] : null, r.Reversed > 0 ? L["{0} kom tilbake", r.Reversed] : null, r.Waiting > 0 ? L["{0} uten oppdrag", r.Waiting] : null,
        r.Other > 0 ? L["{0} er ikke leverandørbetalinger", r.Other] : null, r.Known > 0 ? L["{0} var lest inn før", r.Known] : null,
    }.Where(word => word is not null).DefaultIfEmpty(L["ingen bevegelser"]));
}
