using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Review;

/// <summary>A question to the client goes out as e-mail with its document, once, and the item says what became of it.</summary>
public sealed class QuestionMailTests(TestServer server) : BooksScreenTest(server)
{
    private static PostOffice Post(params (string Key, string Value)[] settings) =>
        PostOffice.Of(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>($"Mail:{s.Key}", s.Value))).Build());

    private async Task<(Postman Postman, Claim Claim, Guid Invoice)> AskedAsync(Mailbox box)
    {
        var found = await Firm.DeliverCaseAsync("F1", 100m);
        await Firm.DoAsync(SmallFirm.Me, db => db.AskClientAsync(found.Item.Id, "Hva gjelder kjøpet?", "kunde@example.no", send: true));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var task = await Firm.AskAsync(db => db.Tasks.SingleAsync(t => t.TaskType == WriteNote.Send));
        var post = Post(("Host", "localhost"), ("Port", $"{box.Port}"), ("From", "post@byra.example"), ("Tls", "none"));
        return (new Postman(post, Services.GetRequiredService<DocumentStore>()), new(task.Id, SmallFirm.Id, task.ClientId, task.TaskType, task.Payload, Guid.NewGuid(), 1, 3), found.Invoice.Id);
    }

    [Fact]
    public async Task It_is_sent_with_the_document_and_answers_go_to_the_one_who_asked()
    {
        using var box = new Mailbox();
        var (postman, claim, invoice) = await AskedAsync(box);
        await using (var db = Firm.Open(Actor.Agent(SmallFirm.Id, postman.AgentName)))
        {
            var landing = await postman.ThinkAsync(db, claim, TestContext.Current.CancellationToken);
            await Firm.DoAsync(Actor.Agent(SmallFirm.Id, postman.AgentName), context => landing.LandAsync(context, default));
        }

        Assert.True(box.Messages.TryDequeue(out var mail));
        Assert.Equal(("Spørsmål om faktura F1 fra Kontorlageret AS", "kunde@example.no", SmallFirm.Email), (mail.Subject, mail.To.Mailboxes.Single().Address, mail.ReplyTo.Mailboxes.Single().Address));
        Assert.Contains("Hva gjelder kjøpet?", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("faktura.xml", Assert.Single(mail.Attachments).ContentDisposition!.FileName);
        Assert.Equal([NoteKind.Question, NoteKind.Sent], await Firm.AskAsync(db => db.NotesOf(invoice).Select(n => n.Kind).ToListAsync()));

        // Handed out once more after it was told: nothing is sent.
        await using var again = Firm.Open(Actor.Agent(SmallFirm.Id, postman.AgentName));
        Assert.Same(Landing.Nothing, await postman.ThinkAsync(again, claim, TestContext.Current.CancellationToken));
        Assert.Empty(box.Messages);
    }

    [Fact]
    public async Task An_address_that_nobody_has_is_told_on_the_item()
    {
        using var box = new Mailbox { Refuses = true };
        var (postman, claim, invoice) = await AskedAsync(box);
        await using (var db = Firm.Open(Actor.Agent(SmallFirm.Id, postman.AgentName)))
            await Assert.ThrowsAnyAsync<Exception>(() => postman.ThinkAsync(db, claim, TestContext.Current.CancellationToken));
        await Firm.DoAsync(Actor.Agent(SmallFirm.Id, postman.AgentName), db => postman.GiveUpAsync(db, claim, "550", default));
        Assert.Equal([NoteKind.Question, NoteKind.NotSent], await Firm.AskAsync(db => db.NotesOf(invoice).Select(n => n.Kind).ToListAsync()));
    }

    [Fact]
    public void Invoices_are_not_sent_in_the_open_and_half_a_set_up_is_refused()
    {
        Assert.False(Post().IsSetUp);
        Assert.Throws<SetupProblem>(() => Post(("Host", "smtp.example.no"), ("From", "post@byra.example"), ("Tls", "none")));
        Assert.Throws<SetupProblem>(() => Post(("Host", "smtp.example.no")));
        Assert.True(Post(("Host", "smtp.example.no"), ("From", "post@byra.example")).IsSetUp);
    }
}
