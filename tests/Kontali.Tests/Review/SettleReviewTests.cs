using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Tests.Review;

/// <summary>A person approves, corrects, rejects, takes back.</summary>
public sealed class SettleReviewTests(TestServer server)
{
    [Fact]
    public async Task Approving_posts_what_was_shown()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var item = await ReceivedAsync(books);
        var entry = await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, books)));

        Assert.Equal(AsSuggested(item, books).Lines.Select(l => l.Account).Distinct(), entry.Postings.Where(p => p.VatCode is not null && !p.AccountNumber.StartsWith("27", StringComparison.Ordinal)).Select(p => p.AccountNumber).Distinct());
        var settled = await books.AskAsync(db => db.ReviewQueue.SingleAsync(r => r.Id == item.Id));
        Assert.Equal((ReviewStatus.Approved, books.Actor.User), (settled.Status, settled.ResolvedByUserId));
        var invoice = await InvoiceAsync(books, item);
        Assert.Equal((InvoiceStatus.Posted, entry.Id, books.Actor.User), (invoice.ReviewStatus, invoice.GeneralLedgerId, invoice.ReviewedByUserId));
        Assert.Equal(ArrivalStatus.Posted, await books.AskAsync(db => db.Arrivals.Where(a => a.DocumentId == invoice.DocumentId).Select(a => a.Status).SingleAsync()));
        Assert.Equal(item.DecisionId, entry.DecisionId);
    }

    [Fact]
    public async Task Correcting_keeps_what_was_suggested_beside_what_was_posted()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var item = await ReceivedAsync(books);
        var corrected = AsSuggested(item, books) with { Lines = [.. AsSuggested(item, books).Lines.Select(l => l with { Account = "7320" })], Reason = "Hører til markedsføring" };
        var entry = await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, corrected));

        Assert.Contains(entry.Postings, p => p.AccountNumber == "7320");
        var kept = await books.AskAsync(db => db.Corrections.SingleAsync(c => c.ReviewQueueId == item.Id));
        Assert.Equal(item.AiSuggestion.Lines.Select(l => l.Account), kept.OriginalEntry.Select(l => l.Account));
        Assert.All(kept.CorrectedEntry, l => Assert.Equal("7320", l.Account));
        Assert.Equal((entry.Id, books.Actor.User, "Hører til markedsføring"), (kept.ReplacementEntryId, (Guid?)kept.CorrectedBy, kept.CorrectionReason));
        Assert.Equal(ReviewStatus.Corrected, await books.AskAsync(db => db.ReviewQueue.Where(r => r.Id == item.Id).Select(r => r.Status).SingleAsync()));
    }

    [Fact]
    public async Task The_second_who_approves_is_told_who_was_first()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var item = await ReceivedAsync(books);
        await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, books)));

        var late = await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, books)), DemoFirm.ActorOf(DemoFirm.Bookkeeper)));
        Assert.Contains(books.Actor.Name, late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_approve_at_once_one_posts()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var item = await ReceivedAsync(books);
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, books))); return 1; }
            catch (BrokenRule) { return 0; }
        }));
        Assert.Equal(1, tries.Sum());
        Assert.Equal(1, await books.AskAsync(db => db.Journal.CountAsync(j => j.SourceId == item.SourceId)));
    }

    [Fact]
    public async Task Rejecting_needs_a_reason_and_books_nothing()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var item = await ReceivedAsync(books);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.RejectAsync(item.Id, item.RowVersion, " ")));
        await books.DoAsync(db => db.RejectAsync(item.Id, item.RowVersion, "Ikke bestilt"));

        var invoice = await InvoiceAsync(books, item);
        Assert.Equal((InvoiceStatus.Rejected, null), (invoice.ReviewStatus, invoice.GeneralLedgerId));
        Assert.Contains("Ikke bestilt", await books.AskAsync(async db => (await db.Arrivals.SingleAsync(a => a.DocumentId == invoice.DocumentId)).Reason!.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reversing_puts_the_invoice_before_a_person_again_and_it_can_be_posted_anew()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var before = await books.TrialBalanceAsync();
        var item = await ReceivedAsync(books);
        var entry = await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, books)));
        await books.DoAsync(db => db.ReverseInvoiceAsync(entry.Id, new(2026, 11, 30), "Feil konto", Ids.New(books.Clock)));

        Assert.Equal(before, await books.TrialBalanceAsync());
        var again = await books.AskAsync(db => db.ReviewQueue.SingleAsync(r => r.SourceId == item.SourceId && r.Status == ReviewStatus.Pending));
        Assert.Equal("reversed", again.IssueCategory);
        Assert.Equal(InvoiceStatus.Review, (await InvoiceAsync(books, item)).ReviewStatus);
        var anew = await books.DoAsync(db => db.ApproveAsync(again.Id, again.RowVersion, AsSuggested(again, books)));
        Assert.NotEqual(entry.Id, anew.Id);
    }

    [Fact]
    public async Task An_invoice_from_before_Kontali_is_reversed_too_and_begins_from_how_it_stood()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await books.DoAsync(async db =>
        {
            var client = await db.Clients.SingleAsync(c => c.Id == books.Client);
            var kept = await server.Store.KeepAsync(books.Firm, new MemoryStream(SmallFirm.Invoice("H-1", 100m, 50m)));
            var (document, _) = db.AddDocument(kept, "gammel.xml", "text/xml", FileKind.Ehf, Door.Browser, client.Id);
            var registered = await db.RegisterInvoiceAsync(document, client, EhfReader.Read(SmallFirm.Invoice("H-1", 100m, 50m)).Facts!, []);
            await db.SaveChangesAsync();
            List<CodedLine> coded = [.. InvoiceShares.Of(registered.Invoice.Facts).Select((s, i) => new CodedLine(s, i == 0 ? "6800" : "6540", "1", s.Text))];
            var posted = await db.PostAsync(InvoiceVoucher.Of(registered.Invoice, coded, await db.BookingRulesAsync(client), books.Today, registered.Invoice.Id, kept.Sha256));
            registered.Invoice.Posted(posted.Id, posted.CreatedAt, null);
            return posted;
        });
        await books.DoAsync(db => db.ReverseInvoiceAsync(entry.Id, books.Today, "Feil klient", Ids.New(books.Clock)));

        var item = await books.AskAsync(db => db.ReviewQueue.SingleAsync());
        Assert.Equal(("reversed", 0), (item.IssueCategory, item.AiConfidence));
        Assert.Equal([("6800", "1"), ("6540", "1")], item.AiSuggestion.Lines.Select(l => (l.Account, l.VatCode)));
        var anew = await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, books)));
        Assert.Equal(item.DecisionId, anew.DecisionId);
    }

    // A new vendor always comes before a person.
    private static async Task<ReviewItem> ReceivedAsync(TestBooks books)
    {
        var client = DemoClients.All.Single(c => c.Name == DemoFirm.Bakery);
        var arrival = await books.ReceiveAsync(DemoHistory.Invoice(client, DemoVendor.Of("trykk"), new(2026, 11, 18), 5));
        Assert.Equal(ArrivalStatus.Review, arrival.Status);
        return await books.AskAsync(async db =>
        {
            var invoice = await db.Invoices.SingleAsync(i => i.DocumentId == arrival.DocumentId);
            return await db.ReviewQueue.SingleAsync(r => r.SourceId == invoice.Id);
        });
    }

    private static Settlement AsSuggested(ReviewItem item, TestBooks books) => new([.. item.AiSuggestion.Lines.Select(CodedLine.From)], books.Today);

    private static Task<VendorInvoice> InvoiceAsync(TestBooks books, ReviewItem item) => books.AskAsync(db => db.Invoices.SingleAsync(i => i.Id == item.SourceId));
}
