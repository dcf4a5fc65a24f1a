using Kontali.Data;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Ledger;

public sealed class PostEntryTests(TestServer server)
{
    [Fact]
    public async Task Twenty_who_post_at_once_get_numbers_without_a_gap_and_one_chain()
    {
        await using var books = await TestBooks.NewAsync(server);
        await Parallel.ForEachAsync(Enumerable.Range(1, 60), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (n, _) => await books.PostAsync($"6300 {n}, 1920 -{n}"));

        var vouchers = await books.AskAsync(db => db.Journal.Include(j => j.Postings).OrderBy(j => j.VoucherNumber).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 60), vouchers.Select(v => v.VoucherNumber));
        AssertChained(vouchers);
    }

    [Fact]
    public async Task The_demo_firms_vouchers_are_numbered_and_chained_in_every_series_and_year()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Shop);
        var vouchers = await books.AskAsync(db => db.Journal.For(books.Client).Include(j => j.Postings).OrderBy(j => j.VoucherNumber).AsNoTracking().ToListAsync());
        foreach (var series in vouchers.GroupBy(v => (v.Series, v.FiscalYear)))
        {
            Assert.Equal(Enumerable.Range(1, series.Count()), series.Select(v => v.VoucherNumber));
            AssertChained([.. series]);
        }
    }

    [Fact]
    public async Task Kept_balances_equal_the_lines()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var kept = await books.AskAsync(db => db.Balances.OrderBy(b => b.ClientId).ThenBy(b => b.AccountNumber).ThenBy(b => b.Period)
            .Select(b => $"{b.ClientId} {b.AccountNumber} {b.Period} {b.Debit:0.00} {b.Credit:0.00}").ToListAsync());
        var lines = await books.AskAsync(db => (from p in db.Postings
                                                join j in db.Journal on p.EntryId equals j.Id
                                                group p by new { p.ClientId, p.AccountNumber, j.Period } into g
                                                orderby g.Key.ClientId, g.Key.AccountNumber, g.Key.Period
                                                select $"{g.Key.ClientId} {g.Key.AccountNumber} {g.Key.Period} {g.Sum(p => p.DebitAmount):0.00} {g.Sum(p => p.CreditAmount):0.00}").ToListAsync());
        Assert.Equal(lines, kept);
    }

    [Fact]
    public async Task A_reversal_leaves_the_trial_balance_as_it_was()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var before = await books.TrialBalanceAsync();

        var rent = await books.PostAsync("6300 12000, 2400 -12000");
        await books.DoAsync(db => db.ReverseAsync(rent.Id, new(2026, 11, 30), "Ført på feil klient", Ids.New(books.Clock)));

        Assert.Equal(before, await books.TrialBalanceAsync());
    }

    [Fact]
    public async Task A_voucher_is_reversed_once_with_a_reason_and_not_back_in_time()
    {
        await using var books = await TestBooks.NewAsync(server);
        var rent = await books.PostAsync("6300 12000, 1920 -12000");
        Task<JournalEntry> Reverse(Guid id, DateOnly on, string reason) => books.DoAsync(db => db.ReverseAsync(id, on, reason, Ids.New(books.Clock)));

        await Assert.ThrowsAsync<BrokenRule>(() => Reverse(rent.Id, books.Today, " "));
        await Assert.ThrowsAsync<BrokenRule>(() => Reverse(rent.Id, books.Today.AddDays(-1), "Feil"));
        var reversal = await Reverse(rent.Id, books.Today, "Feil");
        await Assert.ThrowsAsync<BrokenRule>(() => Reverse(rent.Id, books.Today, "Feil"));
        await Assert.ThrowsAsync<BrokenRule>(() => Reverse(reversal.Id, books.Today, "Feil"));
    }

    [Fact]
    public async Task The_same_key_posts_once_and_with_other_content_not_at_all()
    {
        await using var books = await TestBooks.NewAsync(server);
        var key = Ids.New(books.Clock);
        var first = await books.PostAsync("6300 100, 1920 -100", key: key);
        var again = await books.PostAsync("6300 100, 1920 -100", key: key);

        Assert.Equal(first.Id, again.Id);
        await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync("6300 200, 1920 -200", key: key));
        Assert.Equal(1, await books.AskAsync(db => db.Journal.CountAsync()));
    }

    [Fact]
    public async Task Two_who_press_at_once_with_the_same_key_post_one_voucher()
    {
        await using var books = await TestBooks.NewAsync(server);
        var key = Ids.New(books.Clock);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try { await books.PostAsync("6300 100, 1920 -100", key: key); }
            catch (DbUpdateException) { } // The second is stopped by the unique key, and finds the first voucher when it tries again.
        }));
        Assert.Equal(1, await books.AskAsync(db => db.Journal.CountAsync()));
    }

    [Fact]
    public async Task Two_vouchers_of_one_series_are_posted_in_one_transaction()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.DoAsync(async db =>
        {
            await db.PostAsync(await books.VoucherAsync(db, "6300 1, 1920 -1", books.Today, Ids.New(books.Clock)));
            await db.PostAsync(await books.VoucherAsync(db, "6300 2, 1920 -2", books.Today, Ids.New(books.Clock)));
        });
        AssertChained(await books.AskAsync(db => db.Journal.Include(j => j.Postings).OrderBy(j => j.VoucherNumber).ToListAsync()));
    }

    [Theory]
    [InlineData("6300 100, 1920 -99", "ubalanse")]
    [InlineData("6300 100", "minst to linjer")]
    [InlineData("6300 100, 1920 0, 1921 -100", "beløp 0")]
    [InlineData("6300 0.001, 1920 -0.001", "hele øre")]
    [InlineData("6300 100, 1921 -100", "finnes ikke")]
    public async Task A_voucher_that_breaks_a_rule_is_refused_in_words(string lines, string says)
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Contains(says, (await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync(lines))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filed_period_takes_nothing_more()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        Assert.Contains("ikke åpen", (await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync("6300 100, 1920 -100", new(2026, 3, 1)))).Message, StringComparison.Ordinal);
    }

    private static void AssertChained(List<JournalEntry> vouchers)
    {
        var before = EntryHash.Genesis(vouchers[0].ClientId, vouchers[0].Series, vouchers[0].FiscalYear);
        foreach (var voucher in vouchers)
        {
            Assert.Equal(before, voucher.PreviousHash);
            Assert.Equal(EntryHash.Of(voucher), voucher.Hash);
            before = voucher.Hash;
        }
    }
}
