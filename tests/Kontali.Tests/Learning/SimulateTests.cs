using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Reports;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Learning;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Learning;

/// <summary>The books are studied from the first day, and every figure of the simulator and the report is one that SQL by hand counts too.</summary>
public sealed class SimulateTests(TestServer server)
{
    [Fact]
    public async Task The_simulators_numbers_equal_a_recount_in_SQL()
    {
        await using var books = await StudiedAsync();
        var (from, to) = Thresholds.LastQuarter(books.Today);
        foreach (var (threshold, cap) in new[] { (50, (decimal?)null), (85, 25_000m), (85, 1_000m), (92, null), (99, 25_000m), (0, 0m) })
        {
            var found = await books.AskAsync(db => db.SimulateAsync(books.Client, from, to, threshold, cap));
            // The recount goes over rows, not over sums, and says each condition in its own words.
            var recount = await books.ListAsync(FormattableString.Invariant($"""
                with o as (select *, not (stopped_by is not null) and not (probability < {threshold}) and not (lower_bound * 100 < {threshold}) and cases > 7
                                  and case when '{cap}' = '' then true else amount <= nullif('{cap}', '')::numeric end as goes
                             from learning.outcomes where client_id = '{books.Client}' and invoice_date between '{from:yyyy-MM-dd}' and '{to:yyyy-MM-dd}')
                select (select count(*) from o) || ' ' || (select count(*) from o where was_right is not null) || ' ' || (select count(*) from o where goes)
                       || ' ' || (select count(*) from o where goes and was_right is false) || ' ' || (select count(*) from o where goes and was_right is null)
                """));
            Assert.Equal(recount, $"{found.All} {found.Known} {found.Posts} {found.Wrong} {found.Unknown}");
            Assert.Equal(found.Wrong, (await books.AskAsync(db => db.MistakesAsync(books.Client, from, to, threshold, cap, take: 1000))).Count);
        }
        Assert.True((await books.AskAsync(db => db.SimulateAsync(null, from, to, 85, null))).All > 300);
    }

    [Fact]
    public async Task Each_invoice_of_the_books_is_studied_once_and_a_second_study_adds_nothing()
    {
        await using var books = await StudiedAsync();
        var all = await books.AskAsync(db => db.Invoices.CountAsync());
        Assert.Equal(all, await books.AskAsync(db => db.Outcomes.CountAsync()));
        await books.DoTaskAsync(new HistoryStudent());
        Assert.Equal(all, await books.AskAsync(db => db.Outcomes.CountAsync()));
        var lines = await books.AskAsync(db => db.Lessons.CountAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"{all} invoices, {lines} lessons, right {await books.ListAsync("select round(avg(was_right::int), 3) from learning.outcomes where was_right is not null")}");
    }

    [Fact]
    public async Task The_reports_bins_hold_every_known_invoice_once()
    {
        await using var books = await StudiedAsync();
        var report = await books.AskAsync(db => db.LearningReportAsync(null, DateOnly.MinValue, DateOnly.MaxValue));
        Assert.Equal(report.Known, report.Bins.Sum(b => b.Cases));
        Assert.Equal(report.Right, report.Bins.Sum(b => b.Right));
        Assert.Equal(report.All, report.Months.Sum(m => m.All));
        Assert.Equal(report.All, report.Clients.Sum(c => c.All));
    }

    [Fact]
    public async Task The_demo_firms_books_agree_with_themselves_and_a_wrong_balance_is_found()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoTaskAsync(new Reconciler());
        var first = await books.AskAsync(db => db.Reconciliations.SingleAsync());
        Assert.Equal("", string.Join('\n', first.Found.Select(f => f.Says.ToString())));
        Assert.True(first.Vouchers > 1000);

        Assert.Null(await books.SqlStateAsync($"update ledger.account_balances set debit = debit + 1 where client_id = '{books.Client}' and account_number = '2400' and period = '2026-10'", books.Ways.Owner));
        books.Clock.Advance(TimeSpan.FromDays(1));
        await books.DoTaskAsync(new Reconciler());
        var notice = Assert.Single(await books.AskAsync(db => db.NoticesAsync()), n => n.IsTrouble);
        Assert.Contains("2400 2026-10", notice.Says.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_is_played_again_with_what_was_known_that_day()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var old = await books.AskAsync(db => db.Decisions.Where(d => d.ClientId == books.Client).OrderBy(d => d.CreatedAt).Skip(40).FirstAsync());
        var newest = await books.AskAsync(db => db.Decisions.Where(d => d.ClientId == books.Client).OrderByDescending(d => d.CreatedAt).FirstAsync());
        var (then, now) = (await books.AskAsync(db => db.ReplayAsync(old.Id)), await books.AskAsync(db => db.ReplayAsync(newest.Id)));
        Assert.True(then!.Lessons < now!.Lessons);
        Assert.Equal(old.Decision.Lines.Count, then.Lines.Count);
        Assert.Null(await books.AskAsync(db => db.ReplayAsync(Guid.NewGuid())));
    }

    private async Task<TestBooks> StudiedAsync()
    {
        var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoTaskAsync(new HistoryStudent());
        return books;
    }
}
