using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Kontali.Web.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Review;

public sealed class BookingDraftTests(TestServer server) : BooksScreenTest(server)
{
    [Fact]
    public async Task Lines_coded_alike_are_one_group_and_a_change_reaches_each()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m, 200m, 300m));
        var group = Assert.Single(draft.Groups);
        draft.Code(group.Lines, account: "6540");
        Assert.All(draft.Lines, line => Assert.Equal("6540", line.Account));
        Assert.Equal(600m, group.Net);
    }

    [Fact]
    public async Task A_smaller_amount_splits_the_line_and_loses_no_ore()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 99.99m));
        draft.Split(draft.Lines[0], 33.33m);
        Assert.Equal([33.33m, 66.66m], draft.Lines.Select(l => l.Share.Net));
        Assert.Equal(25.00m, draft.Lines.Sum(l => l.Share.Vat));
        draft.Code([draft.Lines[0]], account: "6800");
        draft.Code([draft.Lines[1]], account: "6540");
        Assert.Null(draft.Preview().Problem);
        draft.Split(draft.Lines[0], 99.99m);
        Assert.Equal((99.99m, 25.00m), (Assert.Single(draft.Lines).Share.Net, draft.Lines[0].Share.Vat));
    }

    [Fact]
    public async Task The_code_follows_the_account_as_far_as_the_invoice_says()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        draft.Code(draft.Lines, account: "7350"); // representasjon, no deduction
        Assert.Equal("0", draft.Lines[0].VatCode);
        draft.Code(draft.Lines, account: "6800");
        Assert.Equal("1", draft.Lines[0].VatCode);
    }

    [Fact]
    public async Task What_cannot_be_posted_says_why()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        draft.Code(draft.Lines, account: "6800", vatCode: "11");
        Assert.Contains("har 25 % mva, men kode 11 er 15 %", draft.Preview().Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_is_split_as_often_as_needed_and_the_last_part_balances_itself()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100.01m, 50m));
        draft.Split(draft.Lines[0], 30m);
        draft.Split(draft.PartsOf(draft.Lines[0])[^1], 20m);
        draft.Split(draft.PartsOf(draft.Lines[0])[^1], 5.55m);
        Assert.Equal([30m, 20m, 5.55m, 44.46m, 50m], draft.Lines.Select(l => l.Share.Net));
        Assert.Equal(37.50m, draft.Lines.Sum(l => l.Share.Vat));
        Assert.Equal(5, draft.Lines.Select(l => l.Share.Key).Distinct().Count());
        draft.Split(draft.Lines[1], 40m); // The last part takes the difference, the others stand.
        Assert.Equal([30m, 40m, 5.55m, 24.46m], draft.PartsOf(draft.Lines[0]).Select(l => l.Share.Net));
        draft.Code(draft.Lines, account: "6800");
        Assert.Null(draft.Preview().Problem);
    }

    [Fact]
    public async Task A_part_of_nothing_is_gone_and_the_whole_is_one_line_again()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        draft.Split(draft.Lines[0], 60m);
        draft.Split(draft.Lines[1], 30m);
        draft.Split(draft.Lines[1], 0m);
        Assert.Equal([60m, 40m], draft.Lines.Select(l => l.Share.Net));
        draft.Split(draft.Lines[0], 0m);
        var whole = Assert.Single(draft.Lines);
        Assert.Equal(("L1", 100m, 25m, "lines.0"), (whole.Share.Key, whole.Share.Net, whole.Share.Vat, whole.Field));
    }

    [Fact]
    public async Task A_closed_period_is_told_before_Enter_with_the_day_that_would_do()
    {
        await Firm.DoAsync(SmallFirm.Me, db =>
        {
            db.Periods.Add(new Period { TenantId = SmallFirm.Id, ClientId = SmallFirm.ClientId, Name = "2026-11", State = PeriodState.Closed });
            return Task.CompletedTask;
        });
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        Assert.Equal(new(2026, 12, 1), draft.On);
        draft.Code(draft.Lines, account: "6800", vatCode: "1");
        Assert.Null(draft.Preview().Problem);
        draft.On = new(2026, 11, 30);
        Assert.Equal("Perioden 2026-11 er lukket. Velg en bokføringsdato fra 01.12.2026.", draft.Preview().Problem!.ToString());
    }

    [Fact]
    public async Task A_code_of_another_rate_says_which_code_fits()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        draft.Code(draft.Lines, account: "6800", vatCode: "11");
        Assert.EndsWith("Bruk kode 1.", draft.Preview().Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_thought_again_while_it_stands_before_her_follows_where_she_has_written_nothing_and_leaves_what_she_has()
    {
        var found = await Firm.DeliverCaseAsync("1", 100m, 200m);
        var (untouched, written, picked) = (new BookingDraft(found), new BookingDraft(found), new BookingDraft(found));
        picked.Reaffirm(picked.Lines);
        written.Code([written.Lines[0]], account: "6800");
        written.Split(written.Lines[1], 50m);
        var (lines, texts) = (untouched.Lines.ToList(), written.Lines.Select(l => (l.Account, l.Share.Net)).ToList());
        await Firm.DoAsync(SmallFirm.Me, async db =>
        {
            var item = await db.ReviewQueue.SingleAsync(r => r.Id == found.Item.Id);
            var suggested = item.AiSuggestion;
            db.Entry(item).Property(r => r.AiSuggestion).CurrentValue = suggested with { Lines = [.. suggested.Lines.Select(l => l with { Account = "7320" })] };
        });
        var now = (await Firm.AskAsync(db => db.ReviewCaseAsync(found.Item.Id)))!;
        Assert.True(untouched.Renew(now) && written.Renew(now) && picked.Renew(now));
        Assert.All(picked.Lines, line => Assert.True(line is { Account: not "7320", IsAsSuggested: false }));
        Assert.All(untouched.Lines, line => Assert.True(line is { Account: "7320", IsAsSuggested: true }));
        Assert.Equal((false, true, true), (untouched.IsKnown, written.IsKnown, picked.IsKnown));
        untouched.Code(untouched.Lines.Take(1), account: "6800");
        Assert.Equal(untouched.Lines.Count == 1, untouched.IsKnown); // What she has not picked, she has not seen yet.
        untouched.Reaffirm(untouched.Lines);
        Assert.True(untouched.IsKnown);
        Assert.Equal(lines, untouched.Lines); // The very fields she has the cursor in.
        Assert.Equal(texts, written.Lines.Select(l => (l.Account, l.Share.Net)));
        Assert.Equal(now.Item.RowVersion, written.Item.RowVersion);
        Assert.False(untouched.Renew((await Firm.DeliverCaseAsync("2", 100m))));
    }
}
