using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Review;
using Kontali.Tests.Corrections;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Review;

/// <summary>One correction, and those that wait and are like it.</summary>
public sealed class AlikeTests(TestServer server)
{
    [Fact]
    public async Task A_correction_finds_those_alike_leaves_the_exceptions_and_the_stopped_and_is_taken_back_with_them_as_one()
    {
        await using var books = await TestBooks.NewAsync(server);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Andre AS");
        var first = await WaitingInvoices.WaitAsync(books, books.Client, "F-1", 1000m);
        var same = await WaitingInvoices.WaitAsync(books, books.Client, "F-2", 1200m);
        await WaitingInvoices.WaitAsync(books, other, "F-3", 900m);
        await WaitingInvoices.WaitAsync(books, other, "F-4", 90_000m);
        var stopped = await WaitingInvoices.WaitAsync(books, other, "F-5", 1000m, stops: "changed_account");
        await WaitingInvoices.WaitAsync(books, books.Client, "F-6", 1100m, text: "Kontorrekvisita mars 2026", seller: 701);
        await WaitingInvoices.WaitAsync(books, books.Client, "F-7", 1000m, account: "6800");
        await WaitingInvoices.CorrectAsync(books, first, "6800");

        var taught = (await books.AskAsync(db => db.TaughtInQueueAsync(first)))!;
        Assert.Equal((new Meaning("6540", "1"), new Meaning("6800", "1"), "kontorrekvisita"), (taught.Lines.Single().From, taught.Lines.Single().To, taught.Lines.Single().Kind));
        Assert.Equal(new AlikeCount(4, 2), await books.AskAsync(db => db.CountAlikeAsync(taught)));
        Assert.Equal(["F-2"], await NumbersAsync(books, taught, AlikeScope.VendorHere));
        // Months and numbers make no line another kind; whoever sends it.
        Assert.Equal(["F-2", "F-3", "F-5", "F-6"], await NumbersAsync(books, taught, AlikeScope.SameKind, 500m, 2000m));
        var alike = await books.AskAsync(db => db.AlikeAsync(taught, AlikeScope.VendorEverywhere));
        Assert.Equal(4, alike.All);
        var items = alike.Items.ToDictionary(i => i.Number);
        Assert.Equal((null, null), (items["F-2"].Doubt, items["F-2"].Stop));
        Assert.StartsWith("Et annet beløp", items["F-4"].Doubt!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Må ses på.", items["F-5"].Stop!.ToString());

        var together = Guid.CreateVersion7(books.Clock.Now().AddSeconds(1));
        foreach (var number in new[] { "F-2", "F-3" }) await books.DoAsync(db => db.SettleAlikeAsync(items[number], together));
        Assert.Equal(3, await books.AskAsync(db => db.Postings.CountAsync(p => p.AccountNumber == "6800")));
        // The screen does not offer it; a forged request is refused all the same, and so is one that has changed since.
        Assert.Equal("Noe i fakturaen må ses på først.", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.SettleAlikeAsync(items["F-5"], together)))).Message);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.SettleAlikeAsync(items["F-4"] with { Rest = "L9:6800/1" }, together)));
        Assert.True(await books.AskAsync(db => db.ReviewQueue.Open.AnyAsync(r => r.Id == stopped)));
        Assert.Equal(0, await books.AskAsync(db => db.WaitingLines.CountAsync(w => w.ItemId == same)));

        var undone = await books.DoAsync(db => db.UndoAsync());
        Assert.Equal("Angret: 2 saker er som før", undone.Says.ToString());
        Assert.Equal(new AlikeCount(4, 2), await books.AskAsync(db => db.CountAlikeAsync(taught)));
    }

    [Fact]
    public async Task Who_has_not_the_client_neither_finds_nor_settles_its_items_nor_writes_rules_for_all()
    {
        await using var books = await TestBooks.NewAsync(server);
        var other = await PostedInvoices.ClientAsync(books, "1002", "Andre AS");
        var first = await WaitingInvoices.WaitAsync(books, books.Client, "F-1", 1000m);
        await WaitingInvoices.WaitAsync(books, books.Client, "F-2", 1000m);
        await WaitingInvoices.WaitAsync(books, other, "F-3", 1000m);
        var nils = await CorrectVoucherTests.BookkeeperAsync(books, books.Client);
        await WaitingInvoices.CorrectAsync(books, first, "6800", nils);
        var taught = (await books.AskAsync(db => db.TaughtInQueueAsync(first), nils))!;
        Assert.Equal(new AlikeCount(1, 1), await books.AskAsync(db => db.CountAlikeAsync(taught), nils));
        Assert.Equal("F-2", (await books.AskAsync(db => db.AlikeAsync(taught, AlikeScope.VendorEverywhere), nils)).Items.Single().Number);

        var theirs = (await books.AskAsync(db => db.AlikeAsync(taught, AlikeScope.VendorEverywhere))).Items.Single(i => i.Number == "F-3");
        Assert.Equal("Saken finnes ikke.", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.SettleAlikeAsync(theirs, Guid.NewGuid()), nils))).Message);
        // A bookkeeper writes no rules; an accountant without all clients writes none for all.
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteRuleAsync(new(RuleKind.Code, taught.VendorIdentity, books.Client) { Account = "6800" }), nils));
        await books.DoAsync(db => db.Users.Where(u => u.Id == nils.User).ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, Kontali.Data.Firms.Role.Accountant)), Actor.Setup(books.Firm));
        Assert.Contains("alle klienter", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteRuleAsync(new(RuleKind.Code, taught.VendorIdentity, null) { Account = "6800" }), nils))).Message, StringComparison.Ordinal);
        Assert.Equal("Leverandøren finnes ikke her.", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteRuleAsync(new(RuleKind.Code, taught.VendorIdentity, other) { Account = "6800" }), nils))).Message);
    }

    [Fact]
    public async Task A_rule_made_of_a_correction_codes_what_waits_and_z_takes_it_back_with_the_rest()
    {
        await using var books = await TestBooks.NewAsync(server);
        var first = await WaitingInvoices.WaitAsync(books, books.Client, "F-1", 1000m);
        var second = await WaitingInvoices.WaitAsync(books, books.Client, "F-2", 1000m);
        await WaitingInvoices.CorrectAsync(books, first, "6800");
        var taught = (await books.AskAsync(db => db.TaughtInQueueAsync(first)))!;
        var rule = await books.DoAsync(db => db.WriteRuleAsync(new(RuleKind.Code, taught.VendorIdentity, null) { Account = "6800", Together = Guid.CreateVersion7(books.Clock.Now().AddSeconds(1)), CorrectionId = taught.CorrectionId }));
        await books.WorkAsync();
        var item = await books.AskAsync(db => db.ReviewQueue.SingleAsync(r => r.Id == second));
        Assert.Equal(("6800", rule.Id), (item.AiSuggestion.Lines[0].Account, item.AiSuggestion.Lines[0].Evidence[0].Pattern));
        Assert.Equal("Leverandør 700 AS føres alltid på 6800, mva etter fakturaen", item.AiSuggestion.Lines[0].Evidence[0].Says.ToString());
        Assert.True(await books.AskAsync(db => db.PatternUses.AnyAsync(u => u.PatternId == rule.Id && u.DecisionId == item.DecisionId)));
        Assert.Equal("6800", await books.AskAsync(db => db.WaitingLines.Where(w => w.ItemId == second).Select(w => w.Account).SingleAsync()));

        var undone = await books.DoAsync(db => db.UndoAsync());
        Assert.StartsWith("Angret: regelen er stoppet.", undone.Says.ToString(), StringComparison.Ordinal);
        await books.WorkAsync();
        Assert.DoesNotContain(await books.AskAsync(async db => (await db.ReviewQueue.SingleAsync(r => r.Id == second)).AiSuggestion.Lines[0].Evidence), e => e.Source == HandRules.Source);
        Assert.Equal(PatternState.Retired, await books.AskAsync(db => db.Patterns.Where(p => p.Id == rule.Id).Select(p => p.State).SingleAsync()));
        // The correction itself is the step before.
        await books.DoAsync(db => db.UndoAsync());
        Assert.Equal(2, await books.AskAsync(db => db.ReviewQueue.Open.CountAsync()));
    }

    private static async Task<IEnumerable<string>> NumbersAsync(TestBooks books, Taught taught, AlikeScope scope, decimal? from = null, decimal? to = null) =>
        (await books.AskAsync(db => db.AlikeAsync(taught, scope, from, to))).Items.Select(i => i.Number).Order(StringComparer.Ordinal);
}
