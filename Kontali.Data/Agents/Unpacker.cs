using Kontali.Data.Documents;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>
/// Opens e-mails and ZIP files: each file becomes a document of its own, with its parent, an arrival, and a task to read it. The bytes are kept
/// before; all rows land together. What the firm has received before is entered as a duplicate, so that nothing that was sent vanishes.
/// </summary>
public sealed class Unpacker(DocumentStore store) : ITaskHandler
{
    /// <summary>The task type; its payload names the document.</summary>
    public const string UnpackDocument = "unpack_document";

    /// <summary>Name on tasks.</summary>
    public const string Name = "postmottak";

    private sealed record Kept(UnpackedFile File, StoredFile Stored);

    string ITaskHandler.AgentName => Name;

    IReadOnlyCollection<string> ITaskHandler.TaskTypes { get; } = [UnpackDocument];

    async Task<Landing> ITaskHandler.ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        var id = DocumentOf(claim);
        return await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is { } document ? await OpenAsync(document, ct) : Landing.Nothing;
    }

    async Task ITaskHandler.GiveUpAsync(KontaliContext db, Claim claim, string what, CancellationToken ct)
    {
        var id = DocumentOf(claim);
        if (await db.Arrivals.SingleOrDefaultAsync(a => a.DocumentId == id && a.Status == ArrivalStatus.Received, ct) is { } arrival)
            arrival.Now(ArrivalStatus.Received, db.Clock.Now(), Phrase.Of($"Utpakkingen stanset etter flere forsøk ({what}). Filen er trygt lagret: prøv på nytt fra Agenter."));
    }

    /// <summary>Opens it and keeps what lies in it; brings what there is to enter. Changes no row.</summary>
    public async Task<Landing> OpenAsync(Document document, CancellationToken ct = default)
    {
        List<Kept> kept = [];
        var unpacking = new Unpacking(async file => kept.Add(new(file with { Bytes = [] }, await store.KeepAsync(document.TenantId, new MemoryStream(file.Bytes), ct))));
        await unpacking.OpenAsync(await store.ReadAsync(document.StoreKey, ct), document.DocumentType, ct);
        foreach (var envelope in unpacking.Envelopes)
            if (envelope.Mail is { } mail) await store.KeepBesideAsync(envelope.Place == 0 ? document.StoreKey : kept[envelope.Place - 1].Stored.Key, MailText.Beside, mail.ToBytes(), ct);
        return new((db, stop) => EnterAsync(db, document, kept, unpacking.Envelopes.ToDictionary(e => e.Place), stop));
    }

    private static async Task EnterAsync(KontaliContext db, Document received, List<Kept> kept, Dictionary<int, Envelope> envelopes, CancellationToken ct)
    {
        // Two hands on one document: the second waits here, and finds it opened.
        var arrival = (await db.Arrivals.FromSql($"select * from intake.arrivals where document_id = {received.Id} for update").ToListAsync(ct)).Single();
        if (arrival.Status is not (ArrivalStatus.Received or ArrivalStatus.Reading)) return;
        var before = await BeforeAsync(db, [.. kept.Select(k => k.Stored.Sha256)], ct);
        Dictionary<int, Guid> ids = new() { [0] = received.Id };
        foreach (var (file, stored) in kept)
        {
            var (document, its) = db.AddDocument(stored, file.Name, file.Mime, file.Kind, received.Door, arrival.ClientId, ids[file.Inside], file.Place);
            ids[file.Place] = document.Id;
            if (before.TryGetValue(stored.Sha256, out var same)) its.Now(ArrivalStatus.Duplicate, db.Clock.Now(), Phrase.Of($"Den samme filen kom inn {same.On:dd.MM.yyyy} som «{same.Filename}»."));
            else if (envelopes.TryGetValue(file.Place, out var inner)) Opened(db, its, inner);
            else db.AskToRead(document.Id, arrival.ClientId);
        }
        Opened(db, arrival, envelopes[0]);
    }

    private static void Opened(KontaliContext db, Arrival arrival, Envelope envelope)
    {
        arrival.Now(envelope.Refusal is null ? ArrivalStatus.Unpacked : ArrivalStatus.Rejected, db.Clock.Now(), envelope.Summary);
        if (envelope.Refusal is not null) db.Tell(Happened.DocumentRefused, arrival.DocumentId, arrival.ClientId, new { why = envelope.Refusal.ToString() });
        if (envelope.Mail is { } mail) (arrival.SellerName, arrival.InvoiceNumber) = (Cut(mail.From, 255), Cut(mail.Subject, 100));
    }

    private sealed record Before(string Filename, DateOnly On);

    private static async Task<Dictionary<string, Before>> BeforeAsync(KontaliContext db, string[] hashes, CancellationToken ct) =>
        (await (from d in db.Documents.AsNoTracking()
                join a in db.Arrivals on d.Id equals a.DocumentId
                where hashes.Contains(d.FileHash)
                orderby d.UploadedAt, d.Id
                select new { d.FileHash, d.Filename, d.UploadedAt }).ToListAsync(ct))
        .DistinctBy(d => d.FileHash).ToDictionary(d => d.FileHash, d => new Before(d.Filename, DateOnly.FromDateTime(d.UploadedAt.UtcDateTime)));

    private static string? Cut(string text, int length) => text.Length == 0 ? null : text.Length <= length ? text : text[..length];

    private static Guid DocumentOf(Claim claim) => claim.Payload.GetProperty("document_id").GetGuid();
}
