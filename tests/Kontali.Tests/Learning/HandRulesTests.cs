using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Reports;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Learning;

/// <summary>Rules written by hand, on the demo firm's own books: what they say, what they never pass, and what a person who overrules one does to it.</summary>
public sealed class HandRulesTests(TestServer server)
{
    [Fact]
    public async Task A_rule_approves_the_monthly_invoice_within_its_amounts_shows_all_it_posted_and_is_on_trial_when_overruled()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var facts = EarnedPostingTests.Invoice("telefon");
        var vendor = VendorIdentity.Of(facts.Seller);
        // Nothing of this client posts itself by being earned: what posts, posts by the rule.
        await books.DoAsync(db => db.SetEarningAsync(books.Client, new(100, 85, 25_000, false, null, null)));
        var look = await books.DoAsync(db => db.WriteRuleAsync(new(RuleKind.Look, vendor, books.Client)));
        Assert.Equal("rule_look", (await ItemAsync(books, await books.ReceiveAsync(facts))).IssueCategory);

        var approve = new RuleDraft(RuleKind.Approve, vendor, books.Client) { Account = "6900", AtLeast = decimal.Floor(facts.Gross / 2), AtMost = decimal.Ceiling(facts.Gross * 2), Replaces = look.Id };
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteRuleAsync(approve with { AtMost = null })));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.WriteRuleAsync(approve with { Account = "9999" })));
        var told = await books.AskAsync(db => db.ForetellAsync(approve));
        Assert.True(told is { Cases: > 5, Same: > 5, Clients: 1, Waiting: 1 });
        var rule = await books.DoAsync(db => db.WriteRuleAsync(approve));
        Assert.Equal((2, look.PatternId), (rule.Version, rule.PatternId));

        // The second of a month waits; the first of the next is approved, by the agent and by the rule.
        var november = await ItemAsync(books, await books.ReceiveAsync(EarnedPostingTests.Invoice("telefon", 7)));
        Assert.Equal("rule_range", november.IssueCategory);
        books.Clock.Advance(TimeSpan.FromDays(31));
        var next = EarnedPostingTests.Invoice("telefon", 9) with { IssueDate = books.Today, DueDate = books.Today.AddDays(20) };
        var arrival = await books.ReceiveAsync(next);
        Assert.Equal((ArrivalStatus.Posted, null), (arrival.Status, arrival.Reason?.ToString()));
        await books.TellAsync();
        var reach = await books.AskAsync(db => db.ReachAsync(rule.PatternId));
        Assert.Equal((1, 1, 2), (reach.Vouchers, reach.Rows.Single().ByAgent, reach.Rows.Single().Version));
        Assert.Equal((next.Net, next.VatTotal), (reach.Kroner, reach.Vat));

        // A person says otherwise: it codes still, and approves nothing until somebody says so again.
        var entry = reach.Latest.Single().EntryId;
        await books.DoAsync(async db =>
        {
            var stood = (await db.CorrectionCaseAsync(entry))!.Invoice!.Item.AiSuggestion.Lines.Select(CodedLine.From);
            await db.CorrectVoucherAsync(entry, new("Feil konto", Guid.NewGuid()) { Coded = [.. stood.Select(l => l with { Account = "6800" })] });
        });
        await books.TellAsync();
        var after = await books.AskAsync(db => db.Patterns.SingleAsync(p => p.Id == rule.Id));
        Assert.Equal((PatternState.Trial, true, 1), (after.State, after.IsProposed, after.TimesIncorrect));
        Assert.Equal((1, 1), (await books.AskAsync(db => db.ReachAsync(rule.PatternId))) is { } now ? (now.Vouchers, now.Rows.Single().TakenBack) : default);
        await books.DoAsync(db => db.PromotePatternAsync(rule.Id));
        Assert.Equal(PatternState.Active, await books.AskAsync(db => db.Patterns.Where(p => p.Id == rule.Id).Select(p => p.State).SingleAsync()));
    }

    [Fact]
    public async Task A_limit_that_a_person_gives_a_pattern_holds_what_is_above_it()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var facts = EarnedPostingTests.Invoice("telefon");
        var pattern = await books.AskAsync(async db => (await db.Patterns.Where(p => p.ClientId == books.Client && p.VendorIdentity == VendorIdentity.Of(facts.Seller) && p.State == PatternState.Active).ToListAsync())[0]);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.CapPatternAsync(pattern.Id, -5)));
        await books.DoAsync(async db => { foreach (var one in await db.Patterns.Where(p => p.ClientId == books.Client && p.VendorIdentity == pattern.VendorIdentity).Select(p => p.Id).ToListAsync()) await db.CapPatternAsync(one, facts.Gross - 1); });
        Assert.Equal("pattern_cap", (await ItemAsync(books, await books.ReceiveAsync(facts))).IssueCategory);
        await books.DoAsync(async db => { foreach (var one in await db.Patterns.Where(p => p.ClientId == books.Client && p.VendorIdentity == pattern.VendorIdentity).Select(p => p.Id).ToListAsync()) await db.CapPatternAsync(one, null); });
        Assert.Equal(ArrivalStatus.Posted, (await books.ReceiveAsync(EarnedPostingTests.Invoice("telefon", 7))).Status);
    }

    private static Task<ReviewItem> ItemAsync(TestBooks books, Arrival arrival) => books.AskAsync(db => db.ReviewQueue.Open.SingleAsync(r => db.Invoices.Any(i => i.Id == r.SourceId && i.DocumentId == arrival.DocumentId)));
}
