using System.Globalization;
using System.Text;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Reports;

public sealed class TrialBalanceTests(TestServer server)
{
    [Fact]
    public async Task Balances_are_carried_and_results_begin_anew_with_the_fiscal_year()
    {
        await using var books = await TwoYearsAsync();
        Assert.Equal("""
            1920     88000.00     50000.00         0.00    138000.00
            2000   -100000.00         0.00         0.00   -100000.00
            2400         0.00         0.00     13000.00    -13000.00
            før      12000.00         0.00         0.00     12000.00
            3000         0.00         0.00     50000.00    -50000.00
            6300         0.00     13000.00         0.00     13000.00
            sum          0.00     63000.00     63000.00         0.00

            """, Table(await AskAsync(books, "2026-02", "2026-03")));
    }

    [Fact]
    public async Task A_span_over_new_year_shows_the_results_of_the_year_it_ends_in_and_still_sums_to_zero()
    {
        await using var books = await TwoYearsAsync();
        Assert.Equal("""
            1920    100000.00         0.00     12000.00     88000.00
            2000   -100000.00         0.00         0.00   -100000.00
            2400         0.00     12000.00     12000.00         0.00
            før          0.00     12000.00         0.00     12000.00
            sum          0.00     24000.00     24000.00         0.00

            """, Table(await AskAsync(books, "2025-12", "2026-01")));
    }

    [Fact]
    public async Task The_statement_of_an_account_ends_where_the_trial_balance_says()
    {
        await using var books = await TwoYearsAsync();
        var trial = await AskAsync(books, "2026-01", "2026-03");
        foreach (var line in trial.Groups.SelectMany(g => g.Lines))
        {
            var statement = await books.AskAsync(async db => await db.AccountStatementAsync(await ClientOf(db, books), line.Account, trial.Span));
            Assert.Equal((line.Opening, line.Debit, line.Credit, line.Closing), (statement!.Opening, statement.Debit, statement.Credit, statement.Closing));
        }
    }

    [Fact]
    public async Task The_whole_books_of_a_demo_client_balance_and_agree_with_the_lines()
    {
        await using var books = await TestBooks.OpenAsync(server, Kontali.Data.Seed.DemoFirm.Bakery);
        var trial = await AskAsync(books, "2024-01", "2026-12");
        Assert.True(trial.Balances);
        var lines = await books.TrialBalanceAsync();
        foreach (var line in trial.Groups.Where(g => g.Class < '3').SelectMany(g => g.Lines).Where(l => l.Closing != 0))
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{line.Account} {line.Closing,14:0.00}"), lines, StringComparison.Ordinal);
    }

    private static Task<TrialBalance> AskAsync(TestBooks books, string from, string to) =>
        books.AskAsync(async db => await db.TrialBalanceAsync(await ClientOf(db, books), new MonthSpan(from, to)));

    internal static Task<ClientName> ClientOf(Kontali.Data.KontaliContext db, TestBooks books) => db.Clients.Where(c => c.Id == books.Client).AsNames.SingleAsync();

    internal async Task<TestBooks> TwoYearsAsync()
    {
        var books = await TestBooks.NewAsync(server);
        await books.PostAsync("1920 100000, 2000 -100000", new(2025, 11, 10));
        await books.PostAsync("6300 12000, 2400 -12000", new(2025, 12, 5));
        await books.PostAsync("2400 12000, 1920 -12000", new(2026, 1, 15));
        await books.PostAsync("6300 13000, 2400 -13000", new(2026, 2, 3));
        await books.PostAsync("1920 50000, 3000 -50000", new(2026, 3, 1));
        return books;
    }

    private static string Table(TrialBalance trial)
    {
        var table = new StringBuilder();
        void Row(string name, TrialBalanceLine l) => table.Append(CultureInfo.InvariantCulture, $"{name,-4} {l.Opening,12:0.00} {l.Debit,12:0.00} {l.Credit,12:0.00} {l.Closing,12:0.00}\n");
        foreach (var group in trial.Groups)
        {
            foreach (var line in group.Lines) Row(line.Account, line);
            if (group.Class == '2' && trial.EarlierResult is { } earlier) Row("før", earlier);
        }
        Row("sum", trial.Total);
        Assert.True(trial.Balances);
        return table.ToString();
    }
}
