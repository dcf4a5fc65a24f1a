using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Tests.World;

namespace Kontali.Tests.Reports;

/// <summary>What the home page and the search field ask goes along an index, as the role that the pages have: behind row security not every index is asked.</summary>
public sealed class UnderTheirIndexTests(TestServer server)
{
    [Theory]
    [InlineData("ix_general_ledger_lines_amount_ore", "select general_ledger_id from general_ledger_lines where tenant_id = '{firm}' and amount_ore = 157693 order by accounting_date desc limit 200")]
    [InlineData("ix_vendor_invoices_total_ore", "select id from vendor_invoices where tenant_id = '{firm}' and total_ore = 157693 order by invoice_date desc limit 200")]
    [InlineData("ix_review_queue_counts", "select client_id, count(*), count(*) filter (where priority <= 3 or created_at < now()), min(created_at) from review_queue where tenant_id = '{firm}' and (status = 'pending' or status = 'snoozed') group by client_id")]
    [InlineData("ix_arrivals_review", "select client_id, min(invoice_date) from intake.arrivals where tenant_id = '{firm}' and status = 'review' and client_id is not null and invoice_date is not null group by client_id")]
    [InlineData("ix_arrivals_sums", "select client_id, door, status, count(*) from intake.arrivals where tenant_id = '{firm}' group by 1, 2, 3")]
    [InlineData("ix_review_queue_resolved_by_user_id", "select resolved_at from review_queue where tenant_id = '{firm}' and resolved_by_user_id = '{firm}' and resolved_at > now() - interval '28 days' order by resolved_at")]
    public async Task A_question_walks_its_index(string index, string sql)
    {
        await using var books = await TestBooks.NewAsync(server);
        var plan = await books.ListAsync($"set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off; explain {sql.Replace("{firm}", books.Firm.ToString(), StringComparison.Ordinal)}");
        Assert.Contains(index, plan, StringComparison.Ordinal);
        // The condition itself goes into the index: a filter above it would read all of the firm's rows.
        if (sql.Contains("157693", StringComparison.Ordinal)) Assert.Matches("Index Cond: .*157693", plan);
    }

    [Fact]
    public async Task An_amount_finds_the_vouchers_and_invoices_it_stands_in_and_only_those()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var amount = await books.AskAsync(async db => (await db.JournalSheetAsync(new() { Client = books.Client, Text = "faktura" }, take: 1)).Rows[0].Sum);
        var found = await books.AskAsync(db => db.FindVouchersOfAmountAsync(amount, 5));
        Assert.NotEmpty(found);
        foreach (var row in found) Assert.Contains(await books.AskAsync(db => db.EntryAmountsAsync(row.Id)), sum => sum == amount);
        Assert.All(await books.AskAsync(db => db.FindInvoicesOfAmountAsync(amount, 5)), i => Assert.Equal(amount, i.Payable));
        Assert.Empty(await books.AskAsync(db => db.FindVouchersOfAmountAsync(98765432.19m)));
        await using var next = await books.NextDoorAsync();
        Assert.Empty(await next.AskAsync(db => db.FindVouchersOfAmountAsync(amount, 5)));
    }
}

internal static class EntryAmounts
{
    public static async Task<IReadOnlyList<decimal>> EntryAmountsAsync(this Kontali.Data.KontaliContext db, Guid entry) =>
        [.. (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Postings.Where(p => p.EntryId == entry))).Select(p => p.DebitAmount + p.CreditAmount)];
}
