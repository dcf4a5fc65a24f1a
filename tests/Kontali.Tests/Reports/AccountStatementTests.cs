using System.Globalization;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Tests.World;

namespace Kontali.Tests.Reports;

public sealed class AccountStatementTests(TestServer server)
{
    [Fact]
    public async Task A_statement_runs_from_opening_to_closing_whatever_page_it_is_read_in()
    {
        await using var books = await new TrialBalanceTests(server).TwoYearsAsync();
        var text = await books.AskAsync(async db =>
        {
            var client = await TrialBalanceTests.ClientOf(db, books);
            var statement = (await db.AccountStatementAsync(client, "1920", new MonthSpan("2025-12", "2026-03")))!;
            var first = await db.StatementLinesAsync(client, statement, take: 1);
            var rest = await db.StatementLinesAsync(client, statement, first[^1].Place);
            return string.Create(CultureInfo.InvariantCulture, $"inn {statement.Opening}\n")
                + string.Concat(first.Concat(rest).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Date:yyyy-MM-dd} {l.VoucherName} {l.Debit} {l.Credit} {l.Balance}\n")))
                + string.Create(CultureInfo.InvariantCulture, $"ut {statement.Debit} {statement.Credit} {statement.Closing}\n");
        });
        Assert.Equal("""
            inn 100000.00
            2026-01-15 A-2026-1 0.00 12000.00 88000.00
            2026-03-01 A-2026-3 50000.00 0.00 138000.00
            ut 50000.00 12000.00 138000.00

            """, text);
    }

    [Fact]
    public async Task An_account_the_client_does_not_have_has_no_statement()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Null(await books.AskAsync(async db => await db.AccountStatementAsync(await TrialBalanceTests.ClientOf(db, books), "9999", new MonthSpan("2026-01", "2026-02"))));
    }
}
