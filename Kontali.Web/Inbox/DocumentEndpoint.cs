using System.Text;
using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Inbox;

/// <summary>Gives a document's bytes back to those who may see it. Only PDF and images are shown; all else is handed over as a file.</summary>
public static class DocumentEndpoint
{
    /// <summary>What an address ends in whose document is a picture, and no PDF.</summary>
    public const string AsPicture = "?bilde";

    /// <summary>Where a document is.</summary>
    public static string Href(Guid documentId) => $"/dokument/{documentId}";

    /// <summary>Where a document to look at is.</summary>
    public static string Href(Document document) => Href(document.Id) + (document.DocumentType == FileKind.Image ? AsPicture : "");

    /// <summary>Maps it.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder app) => app.MapGet("/dokument/{id:guid}", async (Guid id, HttpContext http, Contexts contexts, CurrentUser who, DocumentStore store, Texts texts, CancellationToken ct) =>
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null) return Results.NotFound();
        // Somebody else's document answers exactly as one that does not exist.
        if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && (d.ClientId == null || db.Clients.Any(c => c.Id == d.ClientId)), ct) is not { } document) return Results.NotFound();
        // An e-mail or ZIP that is no client's may hold what is other clients'.
        if (document is { ClientId: null, DocumentType: FileKind.Mail or FileKind.Archive } && !db.Actor.SeesAllClients) return Results.NotFound();
        byte[] bytes;
        try
        {
            bytes = await store.ReadAsync(document.StoreKey, ct);
        }
        catch (BrokenRule broken)
        {
            // The row is right and the bytes are lost: that is told in words, and nothing remembers it once the file is back.
            http.Response.Headers.CacheControl = "no-store";
            return Results.Text($"{document.Filename}\n\n{texts.Say(broken.Phrase)}", "text/plain", Encoding.UTF8, StatusCodes.Status410Gone);
        }
        var shown = document.DocumentType is FileKind.Pdf or FileKind.Image;
        http.Response.Headers.ContentSecurityPolicy = shown ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'" : "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.File(bytes, shown ? document.MimeType : "application/octet-stream", shown ? null : document.Filename);
    });
}
