using Kontali.Data.Documents;
using Kontali.Web.Agents;

namespace Kontali.Web.Review;

/// <summary>Hands a question over as an e-mail file that her own mail program opens, with the document inside.</summary>
public static class QuestionEndpoint
{
    /// <summary>Maps it.</summary>
    public static void MapQuestions(this IEndpointRouteBuilder app) => app.MapGet("/sporsmal/{id:guid}.eml", async (Guid id, Contexts contexts, CurrentUser who, DocumentStore store, PostOffice post, CancellationToken ct) =>
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        if (db.Actor.User is null) return Results.NotFound();
        if (await QuestionMail.WriteAsync(db, store, id, post.From, ct) is not { } written) return Results.NotFound();
        // Unsent: the mail program lets her look it over and send it from herself.
        written.Message.Headers.Add("X-Unsent", "1");
        written.Message.From.Clear();
        var bytes = new MemoryStream();
        await written.Message.WriteToAsync(bytes, ct);
        return Results.File(bytes.ToArray(), "message/rfc822", $"sporsmal-{written.Question.Id:N}.eml");
    });
}
