using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Ledger;
using Kontali.Data.Vouchers;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Vouchers;

/// <summary>Vouchers written by hand: what is typed, what is posted, what is planned.</summary>
public sealed class WriteVoucherTests(TestServer server)
{
    [Fact]
    public async Task Lines_are_typed_with_VAT_and_posted_with_its_legs_once_for_a_key()
    {
        await using var books = await TestBooks.NewAsync(server);
        var (draft, key) = (Draft(books, new("6540", "1", 1250m, "Stol"), new("1920", null, -1250m)), Guid.NewGuid());
        var first = await books.DoAsync(db => db.WriteVoucherAsync(books.Client, draft, key));
        var again = await books.DoAsync(db => db.WriteVoucherAsync(books.Client, draft, key));
        Assert.Equal(first.Id, again.Id);
        Assert.Equal("A-2026-1", first.VoucherName);
        Assert.Equal("1920       -1250.00\n2710         250.00\n6540        1000.00\n", await books.TrialBalanceAsync());
        var cost = first.Postings.Single(p => p.AccountNumber == "6540");
        Assert.Equal((1000m, 250m, "1"), (cost.VatBaseAmount!.Value, cost.VatAmount!.Value, cost.VatCode!));

        // Copied and typed again it is the same.
        var rules = (await books.AskAsync(db => db.BooksOfAsync(books.Client)))!.Rules;
        Assert.Equal(draft.Lines, TypedLines.Of(first.Postings, rules));
    }

    [Theory]
    [InlineData("6540", "1", 1250, "1920", -1249, "Bilaget er 1,00 kr i ubalanse.")]
    [InlineData("", "", 1250, "1920", -1250, "Velg konto på linjen med 1 250,00.")]
    [InlineData("2400", "", 1250, "1920", -1250, "En linje på konto 2400 må ha en leverandør.")]
    [InlineData("6540", "99", 1250, "1920", -1250, "Mva-kode 99 finnes ikke. Velg en kode fra listen.")]
    public async Task What_cannot_be_posted_is_refused_with_the_reason(string account, string code, int amount, string other, int against, string says)
    {
        await using var books = await TestBooks.NewAsync(server);
        var refused = await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteVoucherAsync(books.Client, Draft(books, new(account, code, amount), new(other, null, against)), Guid.NewGuid())));
        Assert.Equal(says, refused.Message.Replace('\u00a0', ' '));
        Assert.Equal("", await books.TrialBalanceAsync());
    }

    [Fact]
    public async Task An_expense_claim_has_its_receipt_and_its_own_series()
    {
        await using var books = await TestBooks.NewAsync(server);
        var draft = Draft(books, new("6540", "1", 500m), new("2910", null, -500m)) with { Kind = VoucherKind.Expense };
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteVoucherAsync(books.Client, draft, Guid.NewGuid())));
        var kept = await server.Store.KeepAsync(books.Firm, new MemoryStream("taxi 500"u8.ToArray()));
        var receipt = await books.DoAsync(db => db.AttachFileAsync(kept, "taxi.txt", "text/plain", FileKind.Other, books.Client));
        Assert.Equal(receipt.Id, (await books.DoAsync(db => db.AttachFileAsync(kept, "taxi2.txt", "text/plain", FileKind.Other, books.Client))).Id);
        var entry = await books.DoAsync(db => db.WriteVoucherAsync(books.Client, draft with { DocumentId = receipt.Id }, Guid.NewGuid()));
        Assert.Equal(("U-2026-1", receipt.Id, receipt.FileHash), (entry.VoucherName, entry.DocumentId!.Value, entry.DocumentHash));
    }

    [Fact]
    public async Task An_opening_balance_has_only_balance_accounts_and_its_own_series()
    {
        await using var books = await TestBooks.NewAsync(server);
        var opening = Draft(books, new("1920", null, 100m), new("2050", null, -100m)) with { Kind = VoucherKind.Opening };
        var entry = await books.DoAsync(db => db.WriteVoucherAsync(books.Client, opening, Guid.NewGuid()));
        Assert.Equal(("I-2026-1", EntrySource.Opening), (entry.VoucherName, entry.SourceType));
        var wrong = opening with { Lines = [new("6540", null, 100m), new("2050", null, -100m)] };
        Assert.Equal("En åpningsbalanse har bare balansekontoer (1000–2999), ikke 6540.", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteVoucherAsync(books.Client, wrong, Guid.NewGuid())))).Message);
    }

    [Fact]
    public void Shares_of_a_cost_are_the_cost_to_the_øre_at_the_end_of_each_month()
    {
        var shares = PlanVouchers.Accrual("6300", "1700", 1000m, new(2026, 1, 10), new(2026, 1, 1), 3, "Husleie");
        Assert.Equal([(new DateOnly(2026, 1, 10), -1000m), (new DateOnly(2026, 1, 31), 333.34m), (new DateOnly(2026, 2, 28), 333.33m), (new DateOnly(2026, 3, 31), 333.33m)], shares.Select(s => (s.Due, s.Draft.Lines[0].Amount)));
        Assert.Equal(0m, shares.Sum(s => s.Draft.Lines[0].Amount));
    }

    [Fact]
    public async Task What_is_planned_is_posted_on_its_day_in_her_name_and_the_rest_can_be_called_off()
    {
        await using var books = await TestBooks.NewAsync(server);
        var plan = Guid.NewGuid();
        var shares = PlanVouchers.Recurring(Draft(books, new("6300", null, 100m), new("1920", null, -100m)), books.Today, 1, 3);
        await books.DoAsync(db => db.PlanAsync(books.Client, shares, plan));
        await books.DoAsync(db => db.PlanAsync(books.Client, shares, plan)); // A double click plans once.
        var planned = await books.AskAsync(db => db.ScheduledVouchers.OrderBy(p => p.Place).ToListAsync());
        Assert.Equal([books.Today, books.Today.AddMonths(1), books.Today.AddMonths(2)], planned.Select(p => p.Due));

        async Task NightAsync() { foreach (var p in planned) await books.DoAsync(db => db.PostPlannedAsync(p.Id), Actor.Agent(books.Firm, PlanVouchers.Agent)); }
        await NightAsync();
        await NightAsync();
        Assert.Equal([PlanState.Posted, PlanState.Waiting, PlanState.Waiting], (await books.AskAsync(db => db.ScheduledVouchers.OrderBy(p => p.Place).ToListAsync())).Select(p => p.State));
        var entry = await books.AskAsync(db => db.Journal.SingleAsync());
        Assert.Equal((books.Actor.User, ActorKind.Person), (entry.CreatedById, entry.CreatedByType));

        Assert.Equal(2, await books.DoAsync(db => db.CancelPlanAsync(plan)));
        books.Clock.Advance(TimeSpan.FromDays(100));
        await NightAsync();
        Assert.Equal(1, await books.AskAsync(db => db.Journal.CountAsync()));
        Assert.Equal("KT001", await books.SqlStateAsync("update vouchers.scheduled_vouchers set state = 'waiting', entry_id = null"));
    }

    [Fact]
    public async Task A_planned_voucher_that_meets_a_closed_month_waits_and_says_why()
    {
        await using var books = await TestBooks.NewAsync(server);
        var plan = Guid.NewGuid();
        await books.DoAsync(db => db.PlanAsync(books.Client, PlanVouchers.Recurring(Draft(books, new("6300", null, 100m), new("1920", null, -100m)), books.Today, 1, 1), plan));
        await books.DoAsync(db => db.SetPeriodAsync(books.Client, Period.Of(books.Today), PeriodState.Held));
        var id = (await books.AskAsync(db => db.ScheduledVouchers.SingleAsync())).Id;
        await books.DoAsync(db => db.PostPlannedAsync(id), Actor.Agent(books.Firm, PlanVouchers.Agent));
        var waits = await books.AskAsync(db => db.ScheduledVouchers.SingleAsync());
        Assert.Equal(PlanState.Waiting, waits.State);
        Assert.NotNull(waits.Problem);
        Assert.Equal(2, await books.AskAsync(db => db.Tasks.CountAsync(t => t.TaskType == PlanVouchers.PostPlanned)));
    }

    private static VoucherDraft Draft(TestBooks books, params TypedLine[] lines) => new() { DocumentDate = books.Today, AccountingDate = books.Today, Description = "Prøvebilag", Lines = lines };
}
