using System.Globalization;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Kontali.Tests.Booking;
using Kontali.Tests.World;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kontali.Tests.Corrections;

/// <summary>Many posted vouchers corrected as one, and taken back as one.</summary>
public sealed class BatchTests(TestServer server)
{
    private static readonly LineSearch Office = new() { Account = "6540" };

    [Fact]
    public async Task The_preview_shows_every_voucher_before_and_after_with_totals_terms_dates_and_what_cannot_be_done()
    {
        await using var books = await TestBooks.NewAsync(server);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Andre AS");
        await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m, on: new(2026, 6, 10));
        await PostedInvoices.PostAsync(books, books.Client, "F-2", 400m, on: new(2026, 9, 10));
        await PostedInvoices.PostAsync(books, other, "F-3", 100m, on: new(2026, 11, 2));
        await PostedInvoices.PostAsync(books, other, "F-4", 50m, account: "6800");
        await PostedInvoices.ShutAsync(books, books.Client, "2026-06", PeriodState.VatFiled);
        await PostedInvoices.ShutAsync(books, books.Client, "2026-07", PeriodState.Closed);
        await books.DoAsync(db => db.Accounts.Where(a => a.ClientId == other && a.AccountNumber == "7350").ExecuteUpdateAsync(s => s.SetProperty(a => a.IsActive, false)), Actor.Setup(books.Firm));

        var plan = await books.AskAsync(db => db.PlanCorrectionAsync(Office, new(Account: "7350", VatCode: "0")));
        Assert.Equal(["F-1", "F-2"], plan.Doable.Select(v => v.Description.Split(' ', ',')[1]));
        Assert.Equal("Konto 7350 er stengt for bokføring. Velg en annen konto.", plan.LeftOut.Single().Problem!.ToString());
        Assert.Equal([new DateOnly(2026, 8, 1), new DateOnly(2026, 9, 10)], plan.Doable.Select(v => v.On));
        Assert.Equal([("2710", 350m, 0m), ("6540", 1400m, 0m), ("7350", 0m, 1750m)], plan.Accounts.Select(a => (a.Account, a.Before, a.After)));
        // Terms by the documents' dates: June is the third, and filed; September is the fifth.
        Assert.Equal([(3, "1", 1000m, 0m, 250m, 0m, true), (5, "1", 400m, 0m, 100m, 0m, false)], plan.Vat.Select(v => (v.Term!.Value, v.Code, v.BaseBefore, v.BaseAfter, v.VatBefore, v.VatAfter, v.IsFiled)));
        Assert.Equal([("Andre AS", 0, 1), ("Prøveklienten 1 AS", 2, 0)], plan.Clients.Select(c => (c.Client, c.Vouchers, c.LeftOut)));
        Assert.Equal([(PeriodState.Open, "2026-09", default), (PeriodState.VatFiled, "2026-06", new DateOnly(2026, 8, 1))], plan.Dates.Select(d => (d.State, d.Period, d.On)));
        Assert.Equal("7350 1250.00 [0]\n2400 -1250.00", string.Join('\n', plan.Doable[0].After.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Account} {l.Amount:0.00}{(l.VatCode is { } c ? $" [{c}]" : "")}"))));
    }

    [Fact]
    public async Task It_is_done_by_tasks_each_voucher_reversed_and_booked_again_linked_and_a_rerun_adds_nothing()
    {
        await using var books = await TestBooks.NewAsync(server);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Andre AS");
        for (var i = 1; i <= 60; i++) await PostedInvoices.PostAsync(books, i % 3 == 0 ? other : books.Client, $"F-{i}", 100m * i);
        var batch = await OrderAsync(books, Office, new(Account: "6800"));
        Assert.Equal((60, 0), (batch.Vouchers, batch.LeftOut));
        await WorkAsync(books);

        Assert.Equal(60, await books.AskAsync(db => db.BatchVouchers.CountAsync(v => v.State == BatchState.Done)));
        Assert.Equal(180, await books.AskAsync(db => db.Journal.CountAsync()));
        Assert.Equal(0m, await books.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "6540").SumAsync(p => p.DebitAmount - p.CreditAmount)));
        Assert.Equal(183_000m, await books.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "6800").SumAsync(p => p.DebitAmount - p.CreditAmount)));
        Assert.Equal(60, await books.AskAsync(db => db.Invoices.CountAsync(i => db.Corrections.Any(c => c.BatchId == batch.Id && c.ReplacementEntryId == i.GeneralLedgerId && c.CorrectedBy == books.Actor.User))));
        Assert.Empty((await books.DoAsync(db => db.ReconcileAsync(), Actor.Setup(books.Firm))).Found);
        await AssertChainedAsync(books);
        // She did it, not the worker: in the ledger and in the trail.
        Assert.Equal(120, await books.AskAsync(db => db.Journal.CountAsync(j => j.CreatedByType == ActorKind.Person && j.CreatedById == books.Actor.User)));
        Assert.Equal(books.Actor.Name, await books.AskAsync(db => db.AuditTrail.Where(a => a.TableName == "general_ledger").OrderByDescending(a => a.Timestamp).Select(a => a.ChangedByName).FirstAsync()));

        await books.DoAsync(db => db.CorrectPartAsync(batch.Id, 0, 60), Actor.Agent(books.Firm, OrderBatch.Agent));
        await OrderBatchAgainAsync(books, batch);
        Assert.Equal(180, await books.AskAsync(db => db.Journal.CountAsync()));
    }

    [Fact]
    public async Task What_moved_since_the_preview_stops_it_and_is_named()
    {
        await using var books = await TestBooks.NewAsync(server);
        var first = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        await PostedInvoices.PostAsync(books, books.Client, "F-2", 1000m, on: new(2026, 10, 5));
        var seen = await books.AskAsync(db => db.PlanCorrectionAsync(Office, new(Account: "6800")));
        await books.DoAsync(db => db.ReverseAsync(first.Id, first.AccountingDate, "Dobbelt", Guid.NewGuid()));
        await PostedInvoices.PostAsync(books, books.Client, "F-3", 10m);
        await PostedInvoices.ShutAsync(books, books.Client, "2026-10", PeriodState.Closed);
        var refused = await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.OrderAsync(seen, "Feil konto", Guid.NewGuid())));
        Assert.Equal("Endret siden forhåndsvisningen: bilag L-2026-1 er rettet eller tilbakeført, bilag L-2026-4 er kommet til, perioden 2026-10 til bilag L-2026-2 er åpnet eller lukket. Vis den på nytt.", refused.Message);
        Assert.Equal(0, await books.AskAsync(db => db.Batches.CountAsync()));
    }

    [Fact]
    public async Task What_moves_between_order_and_deed_is_left_with_the_reason()
    {
        await using var books = await TestBooks.NewAsync(server);
        var first = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        await PostedInvoices.PostAsync(books, books.Client, "F-2", 1000m, on: new(2026, 10, 5));
        await PostedInvoices.PostAsync(books, books.Client, "F-3", 1000m);
        await OrderAsync(books, Office, new(Account: "6800"));
        await books.DoAsync(db => db.ReverseAsync(first.Id, first.AccountingDate, "Dobbelt", Guid.NewGuid()));
        await PostedInvoices.ShutAsync(books, books.Client, "2026-10", PeriodState.Closed);
        await WorkAsync(books);
        var left = await books.AskAsync(db => db.BatchVouchers.Where(v => v.State == BatchState.Left).ToListAsync());
        Assert.Equal(["Bilaget er allerede tilbakeført med L-2026-4.", "Perioden eller reglene er endret siden forhåndsvisningen, så bilaget er latt være."], left.Select(v => v.Why!.ToString()).Order());
        Assert.Equal(1, await books.AskAsync(db => db.Corrections.CountAsync()));
    }

    [Fact]
    public async Task Another_vendor_for_many_moves_invoices_and_subledger_leaves_who_has_not_got_it_and_comes_back()
    {
        await using var books = await TestBooks.NewAsync(server);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Andre AS");
        await PostedInvoices.PostAsync(books, books.Client, "R-1", 10m, account: "6800", seller: 701);
        for (var i = 1; i <= 3; i++) await PostedInvoices.PostAsync(books, books.Client, $"F-{i}", 1000m * i);
        await PostedInvoices.PostAsync(books, other, "F-9", 500m);
        var right = await books.AskAsync(db => db.Vendors.SingleAsync(v => v.Name == "Leverandør 701 AS"));
        var wrong = await books.AskAsync(db => db.Vendors.SingleAsync(v => v.Name == "Leverandør 700 AS" && v.ClientId == books.Client));
        var batch = await OrderAsync(books, Office, new(Vendor: right.Identity));
        Assert.Equal((3, 1), (batch.Vouchers, batch.LeftOut));
        await WorkAsync(books);
        Assert.Equal(3, await books.AskAsync(db => db.Invoices.CountAsync(i => i.VendorId == right.Id && i.InvoiceNumber.StartsWith("F-"))));
        Assert.Equal((0m, -7_512.50m), await SubledgerAsync(books, wrong.Id, right.Id));

        await books.DoAsync(async db => await db.OrderAsync(await db.PlanUndoAsync(batch.Id), "Angret", Guid.NewGuid()));
        await WorkAsync(books);
        Assert.Equal(3, await books.AskAsync(db => db.Invoices.CountAsync(i => i.VendorId == wrong.Id)));
        Assert.Equal((-7_500m, -12.50m), await SubledgerAsync(books, wrong.Id, right.Id));
    }

    private static Task<(decimal, decimal)> SubledgerAsync(TestBooks books, Guid one, Guid two) => books.AskAsync(async db => (
        await db.Postings.Where(p => p.VendorId == one).SumAsync(p => p.DebitAmount - p.CreditAmount), await db.Postings.Where(p => p.VendorId == two).SumAsync(p => p.DebitAmount - p.CreditAmount)));

    [Fact]
    public async Task Undone_the_balances_are_what_they_were_month_by_month_and_every_step_is_in_the_ledger()
    {
        await using var books = await TestBooks.NewAsync(server);
        var facts = Coded.Facts((100m, "O", null)) with { Currency = "EUR", Number = "E-1", Seller = new() { Name = "Dienst GmbH", CompanyId = "DE1", Address = new([], null, null, null, "DE") } };
        await PostedInvoices.PostAsync(books, books.Client, facts, [("6540", "86")], rate: 11.50m);
        await PostedInvoices.PostAsync(books, books.Client, Coded.Facts((100m, "S", 25m), (60m, "S", 15m)) with { Number = "F-1" }, [("6540", "1"), ("6540", "11")]);
        await PostedInvoices.PostAsync(books, books.Client, "F-2", 400m, on: new(2026, 9, 10));
        await books.PostAsync("6540 80, 1920 -80");
        var (before, invoices) = (await PostedInvoices.BalancesAsync(books), await books.AskAsync(db => db.Invoices.CountAsync()));
        var batch = await OrderAsync(books, Office, new(Account: "6800"));
        Assert.Equal(4, batch.Vouchers);
        await WorkAsync(books);
        Assert.DoesNotContain("6540", await PostedInvoices.BalancesAsync(books), StringComparison.Ordinal);
        Assert.Contains("6800", await PostedInvoices.BalancesAsync(books), StringComparison.Ordinal);

        var undo = await books.DoAsync(async db => await db.OrderAsync(await db.PlanUndoAsync(batch.Id), "Angret", Guid.NewGuid()));
        Assert.Equal((batch.Id, 4), (undo.Undoes, undo.Vouchers));
        await WorkAsync(books);
        Assert.Equal(before, await PostedInvoices.BalancesAsync(books));
        Assert.Equal(4 * 5, await books.AskAsync(db => db.Journal.CountAsync()));
        Assert.Equal(invoices, await books.AskAsync(db => db.Invoices.CountAsync(i => db.Corrections.Any(c => c.RestoresEntryId != null && c.ReplacementEntryId == i.GeneralLedgerId))));
        Assert.Empty((await books.DoAsync(db => db.ReconcileAsync(), Actor.Setup(books.Firm))).Found);
        await AssertChainedAsync(books);
        Assert.Contains("rettet eller tilbakeført etterpå", (await books.AskAsync(db => db.PlanUndoAsync(batch.Id))).LeftOut[0].Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_something_was_built_on_since_is_passed_over_and_the_rest_is_undone()
    {
        await using var books = await TestBooks.NewAsync(server);
        await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        await PostedInvoices.PostAsync(books, books.Client, "F-2", 2000m);
        var batch = await OrderAsync(books, Office, new(Account: "6800"));
        await WorkAsync(books);
        var built = await books.AskAsync(db => db.BatchVouchers.OrderBy(v => v.Place).Select(v => v.ReplacementEntryId!.Value).FirstAsync());
        await books.DoAsync(async db =>
        {
            var @case = (await db.CorrectionCaseAsync(built))!;
            return await db.CorrectVoucherAsync(built, new("Likevel kontorrekvisita", Guid.NewGuid()) { Coded = [.. @case.Invoice!.Item.AiSuggestion.Lines.Select(CodedLine.From).Select(l => l with { Account = "6860" })] });
        });
        var plan = await books.AskAsync(db => db.PlanUndoAsync(batch.Id));
        Assert.Equal((1, 1), (plan.Doable.Count, plan.LeftOut.Count));
        await books.DoAsync(db => db.OrderAsync(plan, "Angret", Guid.NewGuid()));
        await WorkAsync(books);
        // Whichever of the two it was, it stands where it was put since; the other is as it began.
        var sums = (await books.AskAsync(db => db.Postings.Where(p => p.VatBaseAmount != null).GroupBy(p => p.AccountNumber).Select(g => new { g.Key, Sum = g.Sum(p => p.DebitAmount - p.CreditAmount) }).ToListAsync())).ToDictionary(g => g.Key, g => g.Sum);
        Assert.Equal((3000m, 0m), (sums["6540"] + sums["6860"], sums["6800"]));
        Assert.Contains(sums["6860"], (decimal[])[1000m, 2000m]);
    }

    [Fact]
    public async Task Undone_it_unteaches_lessons_patterns_and_outcomes_are_what_they_were()
    {
        await using var books = await TestBooks.NewAsync(server);
        for (var i = 1; i <= 8; i++) await PostedInvoices.PostAsync(books, books.Client, $"F-{i}", 100m * i, account: i == 8 ? "6800" : "6540", on: new(2026, 10, i));
        await books.DoAsync(db => db.TeachHistoryAsync(), Actor.Setup(books.Firm));
        await books.DoAsync(db => db.KeepAllPatternsAsync(), Actor.Setup(books.Firm));
        await PostedInvoices.PostAsync(books, books.Client, "F-9", 900m, on: new(2026, 10, 9));
        await books.TellAsync();
        var (lessons, patterns) = (await LessonsAsync(books), await PatternsAsync(books));
        using var memory = new FirmMemory();
        var answer = await AnswerAsync(books, memory);

        foreach (var _ in Enumerable.Range(0, 2)) // And once more: what stands again may be corrected again.
        {
            var batch = await OrderAsync(books, Office, new(Account: "6800"));
            await WorkAsync(books);
            await books.TellAsync();
            Assert.NotEqual(lessons, await LessonsAsync(books));
            Assert.NotEqual(answer, await AnswerAsync(books, memory));
            await books.DoAsync(async db => await db.OrderAsync(await db.PlanUndoAsync(batch.Id), "Angret", Guid.NewGuid()));
            await WorkAsync(books);
            await books.TellAsync();
            Assert.Equal(lessons, await LessonsAsync(books));
            Assert.Equal(patterns, await PatternsAsync(books));
            Assert.Equal(answer, await AnswerAsync(books, memory));
        }
    }

    [Fact]
    public async Task Whoever_lacks_one_of_the_clients_neither_finds_nor_changes_its_lines_by_a_forged_request_either()
    {
        await using var books = await TestBooks.NewAsync(server);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Andre AS");
        var mine = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        var theirs = await PostedInvoices.PostAsync(books, other, "F-2", 1000m);
        var (whole, nils) = (await books.AskAsync(db => db.PlanCorrectionAsync(Office, new(Account: "6800"))), await CorrectVoucherTests.BookkeeperAsync(books, books.Client));

        Assert.Equal(mine.Id, (await books.AskAsync(db => db.FindLinesAsync(Office with { Clients = [other, books.Client] }), nils)).Single().EntryId);
        Assert.Empty(await books.AskAsync(db => db.FindLinesAsync(Office with { Clients = [other] }), nils));
        // The plan of one who sees both, handed in by him.
        Assert.Contains("bilag L-2026-1 er rettet", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.OrderAsync(whole, "Feil konto", Guid.NewGuid()), nils))).Message, StringComparison.Ordinal);

        // Rows of a batch written past every verb: done on his behalf, they are left.
        var seen = await books.AskAsync(db => db.PlanCorrectionAsync(Office, new(Account: "6800")), nils);
        var batch = await books.DoAsync(db => db.OrderAsync(seen, "Feil konto", Guid.NewGuid()), nils);
        await books.DoAsync(db => db.Database.ExecuteSqlAsync($"insert into corrections.batch_vouchers (tenant_id, batch_id, client_id, entry_id, place, lines, fingerprint) values ({books.Firm}, {batch.Id}, {other}, {theirs.Id}, 1, '{{1}}', 'x')"));
        await books.DoAsync(db => db.CorrectPartAsync(batch.Id, 0, 2), Actor.Agent(books.Firm, OrderBatch.Agent));
        Assert.Equal("Klienten er ikke lenger din, så bilaget er latt være.", await books.AskAsync(async db => (await db.BatchVouchers.SingleAsync(v => v.EntryId == theirs.Id)).Why!.ToString()));
        Assert.False(await books.AskAsync(db => db.Journal.AnyAsync(j => j.ReversalOfId == theirs.Id)));
        Assert.True(await books.AskAsync(db => db.Journal.AnyAsync(j => j.ReversalOfId == mine.Id)));

        // Nor may one who has lost the right between the order and the deed; nor the firm next door see any of it.
        await using var nextDoor = await books.NextDoorAsync();
        Assert.Equal(0, await nextDoor.AskAsync(db => db.Batches.CountAsync()));
        Assert.Equal("42501", await nextDoor.SqlStateAsync($"insert into corrections.batch_vouchers (tenant_id, batch_id, client_id, entry_id, place, fingerprint) values ('{books.Firm}', '{batch.Id}', '{books.Client}', '{mine.Id}', 9, 'x')"));
        Assert.Equal("KT001", await books.SqlStateAsync($"update corrections.batch_vouchers set state = 'waiting', replacement_entry_id = null, reversal_entry_id = null where entry_id = '{mine.Id}'"));
    }

    [Fact]
    public async Task It_can_be_stopped_and_what_was_done_stays_done()
    {
        await using var books = await TestBooks.NewAsync(server);
        for (var i = 1; i <= 120; i++) await PostedInvoices.PostAsync(books, books.Client, $"F-{i}", 100m);
        var batch = await OrderAsync(books, Office, new(Account: "6800"));
        await WorkAsync(books, parts: 1);
        await books.DoAsync(db => db.CancelAsync(batch.TaskId));
        await WorkAsync(books);
        var done = await books.AskAsync(db => db.BatchVouchers.CountAsync(v => v.State == BatchState.Done));
        Assert.Contains(done, (int[])[20, 50]); // One part, whichever was claimed.
        Assert.Equal(120 - done, await books.AskAsync(db => db.BatchVouchers.CountAsync(v => v.State == BatchState.Waiting)));
        Assert.Equal(done, (await books.AskAsync(db => db.PlanUndoAsync(batch.Id))).Doable.Count);
    }

    [Fact]
    public async Task A_search_that_says_nothing_is_not_made_and_what_follows_from_other_lines_is_not_recoded()
    {
        await using var books = await TestBooks.NewAsync(server);
        await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        await Assert.ThrowsAsync<BrokenRule>(() => books.AskAsync(db => db.FindLinesAsync(new())));
        await Assert.ThrowsAsync<BrokenRule>(() => books.AskAsync(db => db.PlanCorrectionAsync(Office, new())));
        Assert.Equal("Konto 2710 er mva-en av en annen linje og kan ikke konteres om.", (await books.AskAsync(db => db.PlanCorrectionAsync(new() { Account = "2710" }, new(Account: "6800")))).LeftOut.Single().Problem!.ToString());
        Assert.Contains("følger leverandøren", (await books.AskAsync(db => db.PlanCorrectionAsync(new() { Account = "2400" }, new(Account: "6800")))).LeftOut.Single().Problem!.ToString(), StringComparison.Ordinal);
        Assert.Single(await books.AskAsync(db => db.FindLinesAsync(new() { Vendor = "leverandør 700", AtLeast = 900, AtMost = 1000, From = "2026-11", To = "2026-11", Text = "linje" })));
        Assert.Empty(await books.AskAsync(db => db.FindLinesAsync(new() { Vendor = "leverandør 701" })));
        var decision = await books.AskAsync(db => db.Decisions.Select(d => d.Id).SingleAsync());
        Assert.Single(await books.AskAsync(db => db.FindLinesAsync(new() { Decision = decision })));
        Assert.Empty(await books.AskAsync(db => db.FindLinesAsync(new() { Pattern = Guid.NewGuid() })));
    }

    internal static Task<CorrectionBatch> OrderAsync(TestBooks books, LineSearch search, LineChange change) => books.DoAsync(async db => await db.OrderAsync(await db.PlanCorrectionAsync(search, change), "Feil konto", Guid.NewGuid()));

    /// <summary>Does what waits, by the program's own runner.</summary>
    internal static async Task WorkAsync(TestBooks books, int parts = int.MaxValue)
    {
        var runner = new TaskRunner(books.Contexts(), [new BatchCorrector()], NullLogger<TaskRunner>.Instance);
        while (parts-- > 0)
        {
            Claim? claim;
            await using (var db = books.Worker(Actor.Nobody)) claim = (await db.ClaimAsync("test", 1, TimeSpan.FromMinutes(1))).SingleOrDefault();
            if (claim is null) return;
            // What is thought again after a batch is another test's.
            if (claim.TaskType == Kontali.Data.Booking.WriteRule.Rescore) { await using var db = books.Worker(Actor.Agent(books.Firm, "lærer")); await db.FinishAsync(claim); parts++; continue; }
            await runner.RunAsync(claim, default);
        }
    }

    private static Task OrderBatchAgainAsync(TestBooks books, CorrectionBatch batch) => books.DoAsync(async db =>
    {
        var plan = new CorrectionPlan(batch.Search, batch.Change, null, [], new Dictionary<Guid, ClientBooks>());
        Assert.Equal(batch.Id, (await db.OrderAsync(plan, "Feil konto", batch.Id)).Id);
    });

    private static async Task AssertChainedAsync(TestBooks books)
    {
        var vouchers = await books.AskAsync(db => db.Journal.Include(j => j.Postings).AsNoTracking().ToListAsync(), Actor.Setup(books.Firm));
        foreach (var series in vouchers.GroupBy(v => (v.ClientId, v.Series, v.FiscalYear)))
        {
            byte[] previous = EntryHash.Genesis(series.Key.ClientId, series.Key.Series, series.Key.FiscalYear);
            foreach (var voucher in series.OrderBy(v => v.VoucherNumber))
            {
                Assert.Equal(previous, voucher.PreviousHash);
                Assert.Equal(EntryHash.Of(voucher), voucher.Hash);
                previous = voucher.Hash;
            }
        }
    }

    private static async Task<string> LessonsAsync(TestBooks books) => string.Join('\n', (await books.AskAsync(db => db.Lessons.Live.OrderBy(l => l.Seq).ToListAsync())).Select(l => $"{l.Seq} {l.InvoiceId} {l.ShareKey} {l.Account} {l.VatCode} {l.TaughtBy}"));

    private static async Task<string> PatternsAsync(TestBooks books) => string.Join('\n', (await books.AskAsync(db => db.Patterns.Where(p => p.State != PatternState.Retired).ToListAsync())).OrderBy(p => p.PatternId).Select(p => $"{p.PatternId} {p.Action} {string.Join(',', p.Trigger.Words)} {p.State} {p.TimesApplied} {p.TimesCorrect} {p.TimesIncorrect} {p.LowerBound}"));

    private static Task<string> AnswerAsync(TestBooks books, FirmMemory memory) => books.AskAsync(async db =>
    {
        var (invoice, vendor) = (await db.Invoices.AsNoTracking().FirstAsync(i => i.InvoiceNumber == "F-9"), await db.Vendors.AsNoTracking().FirstAsync());
        return await memory.AskAsync(db, books.Client, m =>
        {
            var answer = m.Ask(Cases.Of(invoice, vendor, InvoiceShares.Of(invoice.Facts)[0]));
            return $"{answer.Account} {answer.Probability:R}";
        });
    }, Actor.Setup(books.Firm));
}
