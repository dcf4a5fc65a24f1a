using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Learning;

/// <summary>The firm's memory follows the lessons in the database: every process comes to the same, and what is taken back leaves no trace.</summary>
public sealed class FirmMemoryTests(TestServer server)
{
    [Fact]
    public async Task A_voucher_taken_back_is_unlearned_as_if_it_had_never_been()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var cases = await books.AskAsync(async db => (await db.Lessons.AsNoTracking().OrderByDescending(l => l.Seq).Take(200).ToListAsync()).ConvertAll(Cases.Of));
        using var lived = new FirmMemory();
        var before = await ThinkAsync(books, lived, cases);

        var entry = await books.AskAsync(db => db.Invoices.Where(i => i.ClientId == books.Client && i.GeneralLedgerId != null).OrderByDescending(i => i.InvoiceDate).Select(i => i.GeneralLedgerId!.Value).FirstAsync());
        var reversal = await books.DoAsync(db => db.ReverseInvoiceAsync(entry, books.Today, "Feil leverandør", Guid.CreateVersion7()));
        await books.TellAsync();
        var after = await ThinkAsync(books, lived, cases);

        using var fresh = new FirmMemory();
        Assert.Equal(await ThinkAsync(books, fresh, cases), after);
        Assert.Equal(fresh.Lessons, lived.Lessons);
        Assert.NotEqual(before, after);
        Assert.NotNull(reversal);
    }

    private static Task<List<(string, double)>> ThinkAsync(TestBooks books, FirmMemory memory, List<Kontali.Data.Booking.Learning.CodingCase> cases) =>
        books.AskAsync(db => memory.AskAsync(db, books.Client, m => cases.ConvertAll(c => m.Ask(c) is var a ? (a.Account, a.Probability) : default)), Kontali.Data.Actor.Agent(books.Firm, "test"));
}
