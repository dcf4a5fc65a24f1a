using Bunit;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Tests.Documents;
using Kontali.Tests.World;
using Kontali.Web;
using Kontali.Web.Inbox;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Door = Kontali.Data.Documents.Door;
using TestContext = Xunit.TestContext;

namespace Kontali.Tests.Inbox;

/// <summary>E-mails and ZIP files from the door to the documents they become.</summary>
public sealed class EnvelopeTests(TestServer server) : BooksScreenTest(server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private DocumentStore Store => Services.GetRequiredService<DocumentStore>();

    private async Task<Receipt> TakeAsync(byte[] bytes, string name, Door door = Door.Browser, Guid? client = null)
    {
        await using var db = Firm.Open(SmallFirm.Me);
        return await new Intake(Store).TakeAsync(db, new MemoryStream(bytes), name, door, client, Stop);
    }

    private async Task UnpackAsync(Guid id)
    {
        var landing = await new Unpacker(Store).OpenAsync(await Firm.AskAsync(db => db.Documents.SingleAsync(d => d.Id == id, Stop)), Stop);
        await Firm.DoAsync(Actor.Agent(SmallFirm.Id, Unpacker.Name), db => landing.LandAsync(db, Stop));
    }

    private Task<List<(string Name, ArrivalStatus Status, Guid? Client)>> InsideAsync(Guid id) => Firm.AskAsync(async db =>
        (await db.Documents.Where(d => d.ParentId == id).OrderBy(d => d.Id).Join(db.Arrivals, d => d.Id, a => a.DocumentId, (d, a) => new { d.Filename, a.Status, a.ClientId }).ToListAsync(Stop))
        .ConvertAll(d => (d.Filename, d.Status, d.ClientId)));

    [Fact]
    public async Task Each_attachment_becomes_a_document_to_be_read_for_whom_the_mail_was()
    {
        var mail = Envelopes.Mail("", Envelopes.Text("Hei, faktura følger."), Envelopes.Attached("ehf.xml", SmallFirm.Invoice("F1", 100m), "text/xml"), Envelopes.Attached("bilag.zip", Envelopes.Zip(("a.pdf", Envelopes.Pdf))));
        var id = (await TakeAsync(mail, "faktura.eml", Door.Mail, SmallFirm.ClientId)).DocumentId;
        Assert.Equal([Unpacker.UnpackDocument], await Firm.AskAsync(db => db.Tasks.Select(t => t.TaskType).ToListAsync(Stop)));
        await UnpackAsync(id);
        Assert.Equal([("ehf.xml", ArrivalStatus.Received, (Guid?)SmallFirm.ClientId), ("bilag.zip", ArrivalStatus.Unpacked, (Guid?)SmallFirm.ClientId)], await InsideAsync(id));
        Assert.Equal(2, await Firm.AskAsync(db => db.Tasks.CountAsync(t => t.TaskType == InvoiceAgent.ReadDocument && t.ClientId == SmallFirm.ClientId, Stop)));
        Assert.All(await Firm.AskAsync(db => db.Documents.ToListAsync(Stop)), d => Assert.Equal((Door.Mail, (Guid?)SmallFirm.ClientId), (d.Door, d.ClientId)));

        // Opened twice, it is entered once.
        await UnpackAsync(id);
        Assert.Equal(4, await Firm.AskAsync(db => db.Documents.CountAsync(Stop)));

        var page = Render<ArrivalPage>(p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Contains("Hei, faktura følger.", page.Find(".mail .letter").TextContent, StringComparison.Ordinal));
        Assert.Equal(["ehf.xml", "bilag.zip"], page.FindAll(".envelope tbody tr td a").Select(a => a.TextContent));
        Assert.Contains("bokføringsloven § 13", page.Markup, StringComparison.Ordinal);
        var inside = await Firm.AskAsync(db => db.Documents.Where(d => d.Filename == "ehf.xml").Select(d => d.Id).SingleAsync(Stop));
        var child = Render<ArrivalPage>(p => p.Add(x => x.Id, inside));
        child.WaitForAssertion(() => Assert.Equal("faktura.eml", child.Find($"a[href='/innboks/{id}']").TextContent));
        Assert.Contains("Hei, faktura følger.", child.Find(".mail-behind .letter").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_here_before_is_named_whichever_way_it_comes()
    {
        await TakeAsync(Envelopes.Pdf, "først.pdf");
        var zip = Envelopes.Zip(("igjen.pdf", Envelopes.Pdf), ("ny.pdf", Envelopes.Different(1))); // Once: a ZIP holds the moment it was made.
        var id = (await TakeAsync(zip, "bilag.zip")).DocumentId;
        await UnpackAsync(id);
        Assert.Equal([("igjen.pdf", ArrivalStatus.Duplicate, (Guid?)null), ("ny.pdf", ArrivalStatus.Received, (Guid?)null)], await InsideAsync(id));
        Assert.Contains("som «først.pdf»", (await Firm.AskAsync(db => db.Arrivals.SingleAsync(a => a.Status == ArrivalStatus.Duplicate, Stop))).Reason!.ToString(), StringComparison.Ordinal);
        var again = await TakeAsync(Envelopes.Different(1), "ny alene.pdf");
        Assert.True(again.WasHereBefore);
        Assert.Equal(await Firm.AskAsync(db => db.Documents.Where(d => d.Filename == "ny.pdf").Select(d => d.Id).SingleAsync(Stop)), again.DocumentId);
        Assert.True((await TakeAsync(zip, "bilag.zip")).WasHereBefore);
    }

    [Fact]
    public async Task A_refused_zip_is_kept_and_says_why_and_received_is_still_the_sum_of_the_rest()
    {
        var id = (await TakeAsync(Envelopes.Zip(("nuller.bin", new byte[5_000_000])), "bombe.zip")).DocumentId;
        await UnpackAsync(id);
        var arrival = await Firm.AskAsync(db => db.Arrivals.SingleAsync(Stop));
        Assert.Equal(ArrivalStatus.Rejected, arrival.Status);
        Assert.Contains("ganger større", arrival.Reason!.ToString(), StringComparison.Ordinal);
        await UnpackAsync((await TakeAsync(Envelopes.Zip(("a.pdf", Envelopes.Pdf)), "a.zip")).DocumentId);
        Assert.Equal(3, await Firm.AskAsync(async db => (await db.InboxCounts.ToListAsync(Stop)).Sum(c => c.Count)));
        Assert.Equal(Enum.GetValues<ArrivalStatus>(), Doors.Groups.SelectMany(g => g.States).Order());
        Assert.Equal(Doors.Groups.Count, Kontali.Web.Shell.HomeView.Order.Count);
    }

    [Fact]
    public async Task A_mailbox_is_emptied_into_the_books_of_whom_the_address_names()
    {
        using var mailbox = new ImapMailbox();
        mailbox.Lay(Envelopes.Mail("Delivered-To: bilag+1001@byra.example\r\n", Envelopes.Attached("a.pdf", Envelopes.Pdf)));
        mailbox.Lay(Envelopes.Mail("Cc: =?utf-8?q?Regnskap?= <bilag+310645028@byra.example>\r\n", Envelopes.Attached("b.pdf", Envelopes.Different(2))));
        mailbox.Lay(Envelopes.Mail("X-Original-To: bilag+9999@byra.example\r\n", Envelopes.Attached("c.pdf", Envelopes.Different(3))));
        var (door, box) = DoorTo(mailbox);
        Assert.Equal(3, await door.EmptyAsync(box, Stop));
        Assert.Equal((2, 1), await Firm.AskAsync(async db => (await db.Arrivals.CountAsync(a => a.ClientId == SmallFirm.ClientId, Stop), await db.Arrivals.CountAsync(a => a.ClientId == null, Stop))));
        Assert.All(await Firm.AskAsync(db => db.Documents.ToListAsync(Stop)), d => Assert.Equal((Door.Mail, FileKind.Mail, "Faktura.eml"), (d.Door, d.DocumentType, d.Filename)));
        Assert.Equal((0, 3), (mailbox.Count, mailbox.Moved.Count(m => m.Folder == "INBOX/Mottatt")));
        Assert.Equal(0, await door.EmptyAsync(box, Stop));
    }

    [Fact]
    public async Task Dying_between_taking_and_moving_takes_nothing_twice_and_loses_nothing()
    {
        using var mailbox = new ImapMailbox { BreaksAtMove = true };
        mailbox.Lay(Envelopes.Mail("", Envelopes.Attached("a.pdf", Envelopes.Pdf)));
        var (door, box) = DoorTo(mailbox);
        await Assert.ThrowsAnyAsync<Exception>(() => door.EmptyAsync(box, Stop));
        Assert.Equal((1, 1), (mailbox.Count, await Firm.AskAsync(db => db.Documents.CountAsync(Stop))));
        mailbox.BreaksAtMove = false;
        await door.EmptyAsync(box, Stop);
        Assert.Equal((0, 1), (mailbox.Count, await Firm.AskAsync(db => db.Documents.CountAsync(Stop))));
    }

    [Theory]
    [InlineData("User", null, "User is missing")]
    [InlineData("Address", "ingen adresse", "is not an address")]
    [InlineData("Firm", "123", "is not an organisation number")]
    [InlineData("Tls", "none", "in the open")]
    public void Half_a_mailbox_is_told(string key, string? value, string says)
    {
        Dictionary<string, string?> all = new() { ["Mail:In:Host"] = "imap.host.no", ["Mail:In:User"] = "u", ["Mail:In:Password"] = "p", ["Mail:In:Address"] = "bilag@byra.no", [$"Mail:In:{key}"] = value };
        Assert.Contains(says, Assert.Throws<Data.Database.SetupProblem>(() => MailBoxes.Of(new ConfigurationBuilder().AddInMemoryCollection(all).Build())).Message, StringComparison.Ordinal);
    }

    private (MailDoor, MailBox) DoorTo(ImapMailbox mailbox)
    {
        var box = new MailBox(Data.Firms.OrgNumber.Parse("311000012"), "127.0.0.1", mailbox.Port, SecureSocketOptions.None, "bruker", "passord", "INBOX", new("Bilag", "bilag@byra.example"));
        return (new(new([box]), Services.GetRequiredService<Contexts>(), new Intake(Store), NullLogger<MailDoor>.Instance), box);
    }
}
