using Kontali.Data;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Vouchers;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Ledger;

/// <summary>Months are shut and opened with a trace; who may post into a shut one; what stands before closing; the year's end.</summary>
public sealed class PeriodTests(TestServer server)
{
    [Fact]
    public async Task An_exception_has_a_person_a_reason_and_an_end_and_the_database_knows_it_too()
    {
        await using var books = await TestBooks.NewAsync(server);
        var (day, me) = (books.Today, books.Actor.User!.Value);
        var month = Period.Of(day);
        await books.DoAsync(db => db.SetPeriodAsync(books.Client, month, PeriodState.Closed));
        await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync("6300 100, 1920 -100"));
        var until = books.Clock.GetUtcNow().AddDays(1);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ExceptAsync(books.Client, month, me, " ", until)));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ExceptAsync(books.Client, month, me, "Sen faktura", until.AddDays(30))));
        await books.DoAsync(db => db.ExceptAsync(books.Client, month, me, "Sen faktura", until));
        Assert.Equal("Sen faktura", await books.ListAsync("select new_value ->> 'reason' from audit_trail where table_name = 'ledger.period_exceptions'"));
        Assert.Equal("KT001", await books.SqlStateAsync("update ledger.period_exceptions set expires_at = expires_at + interval '1 year'", books.Ways.Owner));
        Assert.Equal(PeriodState.Open, (await books.AskAsync(db => db.BooksOfAsync(books.Client)))!.StateOn(day));
        books.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(PeriodState.Closed, (await books.AskAsync(db => db.BooksOfAsync(books.Client)))!.StateOn(day));

        // One that lasts by the database's clock too: hers is taken, a session that is not hers is not.
        Assert.Null(await books.SqlStateAsync($"insert into ledger.period_exceptions (tenant_id, client_id, period, user_id, reason, expires_at, granted_by) values ('{books.Firm}', '{books.Client}', '{month}', '{me}', 'x', '2199-01-01', '{me}')"));
        Assert.Equal("KT003", await books.SqlStateAsync(new RawVoucher(books) { On = day }.Sql));
        Assert.Equal("A-2026-1", (await books.PostAsync("6300 100, 1920 -100", on: day)).VoucherName);
    }

    [Fact]
    public async Task An_open_or_filed_month_takes_no_exception()
    {
        await using var books = await TestBooks.NewAsync(server);
        var until = books.Clock.GetUtcNow().AddDays(1);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ExceptAsync(books.Client, "2026-09", books.Actor.User!.Value, "x", until)));
        Assert.Null(await books.SqlStateAsync($"insert into ledger.periods (tenant_id, client_id, name, state) values ('{books.Firm}', '{books.Client}', '2026-09', 'vat_filed')"));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ExceptAsync(books.Client, "2026-09", books.Actor.User!.Value, "x", until)));
    }

    [Fact]
    public async Task The_checklist_names_what_is_left_and_an_agreed_balance_counts_until_it_moves()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.PostAsync("6300 100, 1920 -100", on: new(2026, 10, 5));
        var row = Assert.Single(await books.AskAsync(db => db.CloseRowsAsync("2026-10")));
        Assert.Equal((1, 0, 0, 0m, 0), (row.Vouchers, row.Unposted, row.InReview, row.Subledger, row.Faults));
        Assert.Equal(["1920"], row.Unreconciled);
        Assert.False(row.IsReady);

        await books.DoAsync(db => db.ReconcileAccountAsync(books.Client, "1920", "2026-10"));
        Assert.True(Assert.Single(await books.AskAsync(db => db.CloseRowsAsync("2026-10"))).IsReady);
        await books.PostAsync("6300 1, 1920 -1", on: new(2026, 10, 6));
        Assert.Equal(["1920"], Assert.Single(await books.AskAsync(db => db.CloseRowsAsync("2026-10"))).Unreconciled);
    }

    [Theory]
    [InlineData(1, "2025-01", "2025-12")]
    [InlineData(7, "2025-07", "2026-06")]
    public async Task A_years_result_goes_to_equity_on_its_last_day_once(int firstMonth, string from, string to)
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.DoAsync(async db => (await db.Clients.SingleAsync()).FiscalYearStart = firstMonth);
        await books.PostAsync("1920 1000, 3000 -1000", on: new(2025, 9, 5));
        await books.PostAsync("6300 400, 1920 -400", on: new(2025, 10, 5));
        await books.PostAsync("6300 77, 1920 -77", on: new(2026, 8, 5)); // Another year's.
        var year = await books.AskAsync(db => db.YearResultAsync(books.Client, 2025));
        Assert.Equal(new YearResult(2025, from, to, 600m, "8800", "2050"), year);

        var key = Guid.NewGuid();
        var first = await books.DoAsync(db => db.TransferResultAsync(books.Client, 2025, "8800", "2050", key));
        var again = await books.DoAsync(db => db.TransferResultAsync(books.Client, 2025, "8800", "2050", key));
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(Months.LastDay(to)!.Value, first.AccountingDate);
        Assert.Equal(0m, (await books.AskAsync(db => db.YearResultAsync(books.Client, 2025))).Result);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.TransferResultAsync(books.Client, 2025, "8800", "2050", Guid.NewGuid())));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.TransferResultAsync(books.Client, 2026, "8800", "2050", Guid.NewGuid())));
    }
}
