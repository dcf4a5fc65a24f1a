using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Kontali.Data.Vouchers;
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

    /// <summary>Where a run's file is.</summary>
    public static string Href(Guid run, PainVersion version) => $"/betalinger/fil/{run}/{(version == PainVersion.V03 ? "03" : "09")}";

    /// <summary>Maps them.</summary>
    public static void MapPayments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/betalinger/fil/{id:guid}/{version}", GiveAsync);
        app.MapPost(BankFile, TakeAsync).DisableAntiforgery().RequireRateLimiting(Limits.Upload);
    }

    // A file that was not made, or somebody else's, answers as one that does not exist.
    private static async Task<IResult> GiveAsync(Guid id, string version, Contexts contexts, CurrentUser who, CancellationToken ct)
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (await db.SelfAsync(ct) is not { IsActive: true } self || !self.Role.Has(Right.Post) || version is not ("03" or "09")) return Results.NotFound();
        var asked = version == "03" ? PainVersion.V03 : PainVersion.V09;
        var file = await db.PaymentFiles.Where(f => f.RunId == id && f.Version == asked).Select(f => new { f.Content, Day = db.PaymentRuns.Where(r => r.Id == id).Select(r => r.ExecuteOn).First() }).SingleOrDefaultAsync(ct);
        return file is null ? Results.NotFound() : Results.File(file.Content, "application/xml", $"betaling-{file.Day:yyyy-MM-dd}-{PainWriter.NameOf(id)}.xml");
    }

    // As the inbox's door: the token comes in a header, and the bytes are streamed. The file says whose bank it is, where she has not said it.
    private static async Task<IResult> TakeAsync(HttpRequest request, IAntiforgery antiforgery, Contexts contexts, CurrentUser who, DocumentStore store, Teller teller, Texts L, CancellationToken ct)
    {
        if (!request.Headers.ContainsKey("RequestVerificationToken") || !await antiforgery.IsRequestValidAsync(request.HttpContext))
            return IntakeEndpoints.Problem(StatusCodes.Status400BadRequest, L["Siden er utløpt. Last den på nytt og slipp filene en gang til."]);
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null) return Results.NotFound();
        try
        {
            if (await IntakeEndpoints.FileAsync(request, ct) is not { } file) return IntakeEndpoints.Problem(StatusCodes.Status400BadRequest, L["Forespørselen har ingen fil. Send den som multipart/form-data i feltet «file»."]);
            await db.DemandAsync(Right.Post, ct);
            var bytes = await ReadAsync(file.Body, ct);
            // What is no bank's file is refused before anything of it is kept.
            var message = CamtReader.Read(bytes);
            var client = Guid.TryParse(request.Query["client"], out var named) ? named : await db.ClientOfAccountsAsync(message.Accounts, ct);
            var kept = await store.KeepAsync(db.Actor.RequiredFirm, new MemoryStream(bytes), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var document = await db.AttachFileAsync(kept, file.Name, "application/xml", FileKind.Other, client, ct);
            var receipt = await db.ReceiveBankFileAsync(client, message, document, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return Results.Accepted(value: new { documentId = document.Id, status = Say(receipt, await db.Clients.Where(c => c.Id == client).Select(c => c.Name).SingleAsync(ct), L) });
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

    // One byte more than is taken, so that a longer file is seen to be longer.
    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken ct)
    {
        var bytes = new MemoryStream();
        var part = new byte[81920];
        for (int read; bytes.Length <= CamtReader.MostBytes && (read = await body.ReadAsync(part, ct)) > 0;) bytes.Write(part, 0, read);
        return bytes.ToArray();
    }

    private static string Say(BankReceipt r, string client, Texts L) => $"{client}: " + string.Join(", ", new[]
    {
        r.Booked > 0 ? L["{0} betalt og bokført", r.Booked] : null, r.Returned > 0 ? L["{0} kom tilbake", r.Returned] : null, r.Waiting > 0 ? L["{0} uten oppdrag", r.Waiting] : null,
        r.Left > 0 ? L["{0} inn på kontoen, latt stå", r.Left] : null, r.Known > 0 ? L["{0} var lest inn før", r.Known] : null,
    }.OfType<string>().DefaultIfEmpty(L["ingen bevegelser"]));
}
