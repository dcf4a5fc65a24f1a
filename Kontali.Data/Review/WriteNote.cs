using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>A note as a screen shows it.</summary>
public sealed record NoteRow(Guid Id, NoteKind Kind, string Body, string? Author, string? Recipient, IReadOnlyList<Guid> Mentions, DateTimeOffset At);

/// <summary>Talks about an item: to colleagues, and with the client.</summary>
public static class WriteNote
{
    /// <summary>The task that sends a question as e-mail.</summary>
    public const string Send = "send_question";

    /// <summary>Longest note, in characters.</summary>
    public const int Longest = 4000;

    /// <summary>A comment; whoever is named in it with @ is told.</summary>
    /// <exception cref="BrokenRule">It is empty or too long.</exception>
    public static async Task<ReviewNote> CommentAsync(this KontaliContext db, Guid itemId, string body, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        var item = await db.ItemAsync(itemId, ct);
        return db.Note(item, NoteKind.Comment, Said(body), await db.MentionedAsync(item.ClientId, body, ct));
    }

    /// <summary>Asks whoever has an item open to let it go.</summary>
    public static async Task RequestAsync(this KontaliContext db, Guid itemId, Guid holder, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var item = await db.ItemAsync(itemId, ct);
        if (!await db.MaySettleFor(item.ClientId).AnyAsync(u => u.Id == holder, ct)) throw new BrokenRule($"Denne kollegaen har ikke saken lenger.");
        db.Note(item, NoteKind.Request, "", [holder]);
    }

    /// <summary>Writes a question to the client; with an address and a mail server it is sent by a task, otherwise she sends the text herself.</summary>
    /// <param name="db">The context.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="body">The message, as the client will read it.</param>
    /// <param name="recipient">The client's e-mail address; null: only kept.</param>
    /// <param name="send">True: send it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">It is empty, or the address is none.</exception>
    public static async Task<ReviewNote> AskClientAsync(this KontaliContext db, Guid itemId, string body, string? recipient, bool send, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        var item = await db.ItemAsync(itemId, ct);
        var to = string.IsNullOrWhiteSpace(recipient) ? null : recipient.Trim();
        if (to is not null && (to.Length > 255 || to.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || !System.Net.Mail.MailAddress.TryCreate(to, out _))) throw new BrokenRule($"«{to}» er ikke en e-postadresse.");
        if (send && to is null) throw new BrokenRule($"Skriv hvem spørsmålet skal sendes til.");
        var note = db.Note(item, NoteKind.Question, Said(body), recipient: to);
        if (send) db.Enqueue("postkontor", Send, new { note_id = note.Id }, item.ClientId, $"send:{note.Id}");
        return note;
    }

    /// <summary>Keeps what the client answered, and takes up the item where it waited for that.</summary>
    /// <exception cref="BrokenRule">It is empty or too long.</exception>
    public static async Task<ReviewNote> AnswerAsync(this KontaliContext db, Guid itemId, string body, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        var item = await db.ItemAsync(itemId, ct);
        if (item is { Status: ReviewStatus.Snoozed, WakesOn: WakesOn.Answer }) item.Wake();
        return db.Note(item, NoteKind.Answer, Said(body));
    }

    /// <summary>Says on the item what became of a question that was to be sent.</summary>
    public static void Told(this KontaliContext db, ReviewNote question, NoteKind fate) =>
        db.Write((question.TenantId, question.ClientId, question.ItemId, question.InvoiceId), fate, "", recipient: question.Recipient, of: question.Id);

    internal static ReviewNote Note(this KontaliContext db, ReviewItem item, NoteKind kind, string body, IReadOnlyList<Guid>? mentions = null, string? recipient = null) =>
        db.Write((item.TenantId, item.ClientId, item.Id, item.SourceId), kind, body, mentions, recipient);

    private static ReviewNote Write(this KontaliContext db, (Guid Firm, Guid Client, Guid Item, Guid Invoice) on, NoteKind kind, string body, IReadOnlyList<Guid>? mentions = null, string? recipient = null, Guid? of = null) => db.ReviewNotes.Add(new()
    {
        Id = Ids.New(db.Clock),
        TenantId = on.Firm,
        ClientId = on.Client,
        ItemId = on.Item,
        InvoiceId = on.Invoice,
        Kind = kind,
        Body = body.Trim(),
        Mentions = [.. mentions ?? []],
        Recipient = recipient,
        Of = of,
        WrittenBy = db.Actor.User,
        CreatedAt = db.Clock.Now(),
    }).Entity;

    extension(KontaliContext db)
    {
        /// <summary>All that was said about an invoice, oldest first.</summary>
        public IQueryable<NoteRow> NotesOf(Guid invoiceId) =>
            from n in db.ReviewNotes
            where n.InvoiceId == invoiceId
            join u in db.Users on n.WrittenBy equals u.Id into authors
            from u in authors.DefaultIfEmpty()
            orderby n.CreatedAt, n.Id
            select new NoteRow(n.Id, n.Kind, n.Body, u == null ? null : u.Name, n.Recipient, n.Mentions, n.CreatedAt);
    }

    private static async Task<ReviewItem> ItemAsync(this KontaliContext db, Guid id, CancellationToken ct) =>
        await db.ReviewQueue.SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new BrokenRule($"Saken finnes ikke.");

    private static string Said(string body) => body.Trim() switch
    {
        { Length: 0 } => throw new BrokenRule($"Skriv noe først."),
        { Length: > Longest } long_ => throw new BrokenRule($"Teksten er på {long_.Length} tegn. Den kan være på høyst {Longest}."),
        var said => said,
    };

    // @Kari, or @Kari Nordmann: the longest name that fits, so that two Karis can be told apart.
    private static async Task<IReadOnlyList<Guid>> MentionedAsync(this KontaliContext db, Guid clientId, string body, CancellationToken ct)
    {
        if (!body.Contains('@', StringComparison.Ordinal)) return [];
        var colleagues = await db.ColleaguesOf(clientId).ToListAsync(ct);
        HashSet<Guid> named = [];
        for (var at = body.IndexOf('@', StringComparison.Ordinal); at >= 0; at = body.IndexOf('@', at + 1))
        {
            // An address has letters before its @ and names nobody.
            if (at > 0 && char.IsLetterOrDigit(body[at - 1])) continue;
            var rest = body[(at + 1)..];
            var whole = colleagues.Where(c => Begins(rest, c.Name)).MaxBy(c => c.Name.Length);
            var first = colleagues.Where(c => Begins(rest, c.Name.Split(' ')[0])).ToList();
            if (whole is not null) named.Add(whole.Id);
            else if (first.Count == 1) named.Add(first[0].Id);
        }
        return [.. named];
    }

    // As a word of its own: @Karianne is not Kari.
    private static bool Begins(string text, string name) =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (text.Length == name.Length || !char.IsLetterOrDigit(text[name.Length]));
}
