using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Kontali.Web.Review;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using ContentType = MimeKit.ContentType;

namespace Kontali.Web.Agents;

/// <summary>Sends questions to clients, with the document; says on the item what became of them.</summary>
public sealed class Postman(PostOffice post, DocumentStore store) : ITaskHandler
{
    /// <inheritdoc/>
    public string AgentName => "postkontor";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [WriteNote.Send];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        var note = claim.Payload.GetProperty("note_id").GetGuid();
        // Said to be sent: not a second time. A worker that dies between the sending and the saying leaves it unsaid, and it is sent once more,
        // under the same message id, by which mail programs know it.
        if (await db.ReviewNotes.AnyAsync(n => n.Kind == NoteKind.Sent && n.Of == note, ct)) return Landing.Nothing;
        if (await QuestionMail.WriteAsync(db, store, note, post.From, ct) is not { } mail) return Landing.Nothing;
        await post.SendAsync(mail.Message, ct);
        return new((landing, _) => { landing.Told(mail.Question, NoteKind.Sent); return Task.CompletedTask; });
    }

    /// <inheritdoc/>
    public async Task GiveUpAsync(KontaliContext db, Claim claim, string what, CancellationToken ct)
    {
        if (await db.ReviewNotes.SingleOrDefaultAsync(n => n.Id == claim.Payload.GetProperty("note_id").GetGuid(), ct) is { } question) db.Told(question, NoteKind.NotSent);
    }
}

/// <summary>A question as e-mail: its text, its document, and a message id that is the same each time it is written.</summary>
public static class QuestionMail
{
    /// <summary>A question and the message that it becomes.</summary>
    public sealed record Written(ReviewNote Question, MimeMessage Message);

    /// <summary>Writes it; null where there is no such question.</summary>
    public static async Task<Written?> WriteAsync(KontaliContext db, DocumentStore store, Guid note, MailboxAddress from, CancellationToken ct)
    {
        var found = await (from n in db.ReviewNotes
                           where n.Id == note && n.Kind == NoteKind.Question
                           join i in db.Invoices on n.InvoiceId equals i.Id
                           join v in db.Vendors on i.VendorId equals v.Id
                           join d in db.Documents on i.DocumentId equals d.Id
                           join u in db.Users on n.WrittenBy equals u.Id
                           select new { Note = n, Invoice = i, Vendor = v.Name, Document = d, u.Name, u.Email }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return null;
        // What a person can open: the invoice's own PDF where there is one, else the file as it came.
        var inside = await db.Documents.AsNoTracking().Where(d => d.ParentId == found.Document.Id && d.DocumentType == FileKind.Pdf).OrderBy(d => d.UploadedAt).FirstOrDefaultAsync(ct);
        var file = inside ?? found.Document;
        var body = new BodyBuilder { TextBody = found.Note.Body };
        body.Attachments.Add(file.Filename, await store.ReadAsync(file.StoreKey, ct), ContentType.Parse(file.MimeType));
        var message = new MimeMessage { Subject = Question.Subject(found.Invoice, found.Vendor), Date = found.Note.CreatedAt, MessageId = $"{found.Note.Id:N}@kontali", Body = body.ToMessageBody() };
        message.From.Add(new MailboxAddress(found.Name, from.Address));
        if (MailboxAddress.TryParse(found.Email, out var hers)) message.ReplyTo.Add(new MailboxAddress(found.Name, hers.Address));
        if (found.Note.Recipient is { } to) message.To.Add(MailboxAddress.Parse(to));
        return new(found.Note, message);
    }
}
