using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Review;
using Kontali.Web.Review.Marks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Review;

/// <summary>What a flag rests on, asked of the books.</summary>
public sealed class EvidenceTests(TestServer server) : BooksScreenTest(server)
{
    private static readonly string Stranger = DemoNumbers.Org(700).ToString();

    [Fact]
    public async Task The_old_account_stands_against_the_new_one()
    {
        await PostAsync("1", 100m);
        await PostAsync("2", 120m);
        var @case = await DeliverAsync("3", f => f with { Payment = [f.Payment[0] with { Account = DemoNumbers.Account(901) }] });
        Assert.Contains(@case.Item.AiSuggestion.Flags, f => f.Code == "changed_account");
        var before = await Firm.AskAsync(db => db.PaidOnAsync(@case.Invoice, @case.Vendor));
        Assert.Equal(new PaidOn("86011117947", 2, new(2026, 11, 10), new(2026, 11, 10), true), Assert.Single(before));
        Assert.Empty(await Firm.AskAsync(db => db.AccountHoldersAsync(@case.Invoice, @case.Vendor)));
    }

    [Fact]
    public async Task A_look_alike_is_found_and_its_differing_letters_are_marked()
    {
        await PostAsync("1", 100m);
        var @case = await DeliverAsync("2", f => f with { Seller = f.Seller with { Name = "Kontorlagerett AS", CompanyId = Stranger, VatNumber = $"NO{Stranger}MVA", Endpoint = Stranger } });
        var other = await Firm.AskAsync(db => db.LookAlikeOfAsync(@case.Vendor));
        Assert.Equal(("Kontorlageret AS", 1), (other!.Vendor.Name, other.Posted));
        Assert.Equal("t", Assert.Single(Difference.Of(@case.Vendor.Name, other.Vendor.Name), run => run.Differs).Text);
        Assert.DoesNotContain(Difference.Of(other.Vendor.Name, @case.Vendor.Name), run => run.Differs);
    }

    [Fact]
    public async Task An_unusual_amount_shows_what_it_was_held_against()
    {
        foreach (var (amount, i) in new[] { 100m, 110m, 90m, 105m, 95m }.Select((a, i) => (a, i))) await PostAsync($"{i}", amount);
        var @case = await Firm.DeliverCaseAsync("9", 5000m);
        Assert.Contains(@case.Item.AiSuggestion.Flags, f => f.Code == "amount");
        var before = await Firm.AskAsync(db => db.AmountsBeforeAsync(@case.Invoice));
        Assert.Equal((5, 125m, 8.84m, 112.50m, 137.50m), (before.Seen.Count, before.Mean, before.Spread, before.Least, before.Most));
    }

    [Fact]
    public async Task A_sum_that_is_wrong_shows_what_stands_and_what_it_should_be()
    {
        var @case = await DeliverAsync("1", f => f with { Payable = f.Payable + 100 });
        var off = Assert.Single(SumsOff.Of(@case.Invoice));
        Assert.Equal(("BR-CO-16", 225m, 125m, 100m, "payable"), (off.Rule, off.Stands, off.Should, off.Off, off.Field));
    }

    [Fact]
    public async Task A_due_date_that_has_passed_is_a_note_and_stops_nothing()
    {
        var @case = await DeliverAsync("1", f => f with { DueDate = new(2026, 11, 15) });
        var note = Assert.Single(@case.Item.AiSuggestion.Flags, f => f.Code == "due_passed");
        Assert.False(note.Stops);
        Assert.DoesNotContain((await Firm.DeliverCaseAsync("2", 300m)).Item.AiSuggestion.Flags, f => f.Code == "due_passed");
    }

    [Fact]
    public async Task A_credit_note_without_its_invoice_shows_those_it_may_be_of()
    {
        await PostAsync("1", 300m);
        await PostAsync("2", 100m);
        var @case = await DeliverAsync("K-1", f => f with { Kind = InvoiceKind.CreditNote, TypeCode = "381", DueDate = null });
        var candidates = await Firm.AskAsync(db => db.CreditCandidatesAsync(@case.Invoice));
        Assert.Equal([("2", 125m), ("1", 375m)], candidates.Select(c => (c.Number, c.Total)));
        Assert.All(candidates, c => Assert.NotNull(c.Voucher));
    }

    [Fact]
    public async Task The_return_counts_a_deduction_as_less_to_pay_and_remembers_the_term()
    {
        await PostAsync("1", 1000m);
        var @case = await Firm.DeliverCaseAsync("2", 100m);
        var draft = new BookingDraft(@case);
        draft.Code(draft.Lines, account: "6800", vatCode: "1");
        var effect = Assert.Single(VatEffect.Of(draft.Preview().Postings, @case.Rules));
        Assert.Equal(("1", true, 100m, -25m), (effect.Code.Code, effect.IsDeduction, effect.Base, effect.Vat));
        var (term, number) = VatOfTerm.TermOf(@case.Client.VatTerm, @case.Invoice.InvoiceDate)!.Value;
        Assert.Equal((6, new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 31)), (number, term.From, term.To));
        var sum = Assert.Single(await Firm.AskAsync(db => db.VatOfTermAsync(@case.Client.Id, term, ["1"])));
        Assert.Equal((1000m, 250m), (sum.Base, sum.Vat));
    }

    [Fact]
    public void Where_the_buyer_calculates_the_return_has_both_legs()
    {
        var rules = new BookingRules(default!, new Dictionary<string, Account>(), StandardVatCodes.All.ToDictionary(c => c.Code), []);
        var effects = VatEffect.Of([new("6800", 1000) { VatCode = "86", VatBase = 1000, VatAmount = 250 }, new("2714", 250) { VatCode = "86" }, new("2704", -250) { VatCode = "86" }, new("2711", 80) { VatCode = "14" }, new("6540", 50) { VatCode = "0" }], rules);
        Assert.Equal([("14", true, -80m), ("86", false, 250m), ("86", true, -250m)], effects.OrderBy(e => e.Code.Code).ThenBy(e => e.IsDeduction).Select(e => (e.Code.Code, e.IsDeduction, e.Vat)));
    }

    [Fact]
    public async Task The_vendors_previous_and_most_common_accounts_are_known_and_the_clients_where_it_has_none()
    {
        await PostAsync("1", 100m, "6800");
        await PostAsync("2", 110m, "6800");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await PostAsync("3", 120m, "7320");
        var @case = await Firm.DeliverCaseAsync("4", 130m);
        var habits = await Firm.AskAsync(db => db.AccountHabitsAsync(@case.Vendor));
        Assert.Equal("7320", Assert.Single(habits.Previous));
        Assert.Equal([("6800", 2), ("7320", 1)], habits.Common);
        Assert.True(habits.OfVendor);
        var stranger = await DeliverAsync("5", f => f with { Seller = f.Seller with { Name = "Helt Annen AS", CompanyId = Stranger, VatNumber = $"NO{Stranger}MVA", Endpoint = Stranger } });
        var others = await Firm.AskAsync(db => db.AccountHabitsAsync(stranger.Vendor));
        Assert.Empty(others.Previous);
        Assert.Equal(("6800", false), (others.Common[0].Account, others.OfVendor));
    }

    [Fact]
    public async Task The_one_fact_that_would_change_it_is_named_only_where_it_is_one()
    {
        var @case = await Firm.DeliverCaseAsync("1", 100m);
        var client = @case.Client;
        var sure = @case.Item.AiSuggestion with { Confidence = 0.97, Flags = [], Lines = [.. @case.Item.AiSuggestion.Lines.Select(l => l with { VatConfidence = 0.99 })] };
        var earned = new Earned(0.95, 40, 40, true, []);
        var flag = new Flag("changed_account", true, Phrase.Of($"Nytt"));
        Assert.Equal(new SingleReason("changed_account", true), Of(sure with { Flags = [flag] }, earned));
        Assert.Null(Of(sure with { Flags = [flag, flag with { Code = "amount" }] }, earned));
        Assert.Null(Of(sure with { Flags = [flag], Confidence = 0.5 }, earned));
        Assert.Equal(new SingleReason("unsure", false), Of(sure with { Confidence = 0.5 }, earned));
        Assert.Null(Of(sure, earned)); // Nothing holds it back any longer.
        var young = Of(sure, new Earned(Beta.Lower(3, 0), 3, 3, false, []))!;
        Assert.Equal("not_earned", young.Code);
        Assert.True(Beta.Lower(3 + young.More, 0) >= 0.85 && (Beta.Lower(2 + young.More, 0) < 0.85 || young.More == PatternRecord.Clean - 3));
        Assert.Equal(0, Of(sure, new Earned(0.4, 9, 2, false, []))!.More); // After a fault, nobody can say how many.

        SingleReason? Of(Suggestion suggestion, Earned record) => SingleReason.Of(new(client, new(), @case.Invoice, suggestion, record, Clock.Today()));
    }

    [Fact]
    public async Task Why_reads_the_story_of_the_case()
    {
        await PostAsync("1", 100m);
        var @case = await Firm.DeliverCaseAsync("2", 110m);
        var story = await Firm.AskAsync(db => db.WhyAsync(@case));
        Assert.Equal(0, story.Earned.Cases); // Nobody has told the learner yet.
        Assert.Equal(new SingleReason("not_earned", false), story.Single);
    }

    private async Task PostAsync(string number, decimal net, string account = "6800")
    {
        var @case = await Firm.DeliverCaseAsync(number, net);
        var draft = new BookingDraft(@case);
        draft.Code(draft.Lines, account: account, vatCode: "1");
        await Firm.DoAsync(SmallFirm.Other, db => db.ApproveAsync(@case.Item.Id, @case.Item.RowVersion, draft.Settlement()));
    }

    private async Task<ReviewCase> DeliverAsync(string number, Func<InvoiceFacts, InvoiceFacts> changed)
    {
        var document = await Firm.DeliverAsync(EhfWriter.Write(changed(EhfReader.Read(SmallFirm.Invoice(number, 100m)).Facts!)));
        return (await Firm.AskAsync(async db => await db.ReviewCaseAsync(await db.ReviewQueue.Where(r => db.Invoices.Any(i => i.Id == r.SourceId && i.DocumentId == document)).Select(r => r.Id).SingleAsync())))!;
    }
}
