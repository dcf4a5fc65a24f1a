using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Corrections;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Corrections;

/// <summary>Over the demo firm's queue: what a batch taught is gone with it, to the last digit.</summary>
public sealed class UnteachTests(TestServer server)
{
    [Fact]
    public async Task After_an_undone_batch_every_suggestion_in_the_queue_is_what_it_was_before()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await DemoFirm.SendFreshInvoicesAsync(books.Open, server.Store, books.Clock, TestContext.Current.CancellationToken);
        await books.WorkAsync();
        await books.TellAsync();
        var cases = await QueueAsync(books);
        Assert.InRange(cases.Count, 50, 5_000);
        using var memory = new FirmMemory();
        var (before, balances) = (await ThinkAsync(books, memory, cases), await PostedInvoices.BalancesAsync(books));

        // What the most used vendor in the queue sold is corrected wherever it was booked.
        var vendor = await books.AskAsync(async db => (await (from r in db.ReviewQueue.Open join i in db.Invoices on r.SourceId equals i.Id join v in db.Vendors on i.VendorId equals v.Id where db.Invoices.Count(o => o.VendorId == v.Id && o.GeneralLedgerId != null) > 3 group v by v.Name into g orderby g.Count() descending, g.Key select g.Key).FirstAsync())!);
        var batch = await BatchTests.OrderAsync(books, new() { Vendor = vendor }, new(Account: "6860"));
        await BatchTests.WorkAsync(books);
        await books.TellAsync();
        Assert.NotEqual(before, await ThinkAsync(books, memory, cases));

        await books.DoAsync(async db => await db.OrderAsync(await db.PlanUndoAsync(batch.Id), "Angret", Guid.NewGuid()));
        await BatchTests.WorkAsync(books);
        await books.TellAsync();
        Assert.Equal(before, await ThinkAsync(books, memory, cases));
        using var fresh = new FirmMemory();
        Assert.Equal(before, await ThinkAsync(books, fresh, cases));
        Assert.Equal(balances, await PostedInvoices.BalancesAsync(books));
        TestContext.Current.TestOutputHelper?.WriteLine($"{vendor}: {batch.Vouchers} vouchers, {batch.LeftOut} left out, {cases.Count} lines in the queue");
    }

    private static async Task<List<CodingCase>> QueueAsync(TestBooks books) => await books.AskAsync(async db =>
    {
        var waiting = await (from r in db.ReviewQueue.Open join i in db.Invoices on r.SourceId equals i.Id join v in db.Vendors on i.VendorId equals v.Id orderby r.Id select new { Invoice = i, Vendor = v }).AsNoTracking().ToListAsync();
        return waiting.SelectMany(w => InvoiceShares.Of(w.Invoice.Facts).Select(share => Cases.Of(w.Invoice, w.Vendor, share))).ToList();
    });

    private static Task<List<(string, double)>> ThinkAsync(TestBooks books, FirmMemory memory, List<CodingCase> cases) =>
        books.AskAsync(db => memory.AskAsync(db, books.Client, m => cases.ConvertAll(c => m.Ask(c) is var a ? (a.Account, a.Probability) : default)), Actor.Agent(books.Firm, "test"));
}
