using Bunit;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Kontali.Web.Review;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Tests.Review;

public sealed class ReviewPanelTests(TestServer server) : BooksScreenTest(server)
{
    private readonly List<Guid> settled = [];
    private bool mayAct = true;

    [Fact]
    public async Task Enter_posts_once_however_often_it_is_pressed()
    {
        var panel = await PanelAsync("7", 100m);
        await Task.WhenAll(PressAsync(panel, "Enter"), PressAsync(panel, "Enter"));
        await PressAsync(panel, "Enter");
        Assert.Equal(1, await Firm.AskAsync(db => db.Journal.CountAsync()));
        Assert.Single(settled);
    }

    [Fact]
    public async Task What_is_posted_is_exactly_what_was_shown()
    {
        var panel = await PanelAsync("7", 100m, 50.5m);
        var shown = panel.FindAll(".preview:not(.vat-effect) tbody tr").Select(row => $"{row.Children[0].Children[0].TextContent} {(row.Children[3].ChildElementCount > 0 ? "-" : "")}{row.QuerySelector("data")!.GetAttribute("value")}").ToList();
        await PressAsync(panel, "Enter");
        var posted = await Firm.AskAsync(db => db.Postings.OrderBy(p => p.LineNumber).ToListAsync());
        Assert.Equal(posted.Select(p => FormattableString.Invariant($"{p.AccountNumber} {p.Amount}")), shown);
    }

    [Fact]
    public async Task Another_account_is_posted_and_kept_as_a_correction()
    {
        var panel = await PanelAsync("7", 100m);
        panel.Find(".account input").Input("6540");
        await panel.Find(".account input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.Contains("Bokfør rettet", panel.Find("button.primary").TextContent, StringComparison.Ordinal);
        await PressAsync(panel, "Enter");
        Assert.True(await Firm.AskAsync(db => db.Postings.AnyAsync(p => p.AccountNumber == "6540")));
        var correction = await Firm.AskAsync(db => db.Corrections.SingleAsync());
        Assert.Equal(("6540", SmallFirm.Me.User), (correction.CorrectedEntry[0].Account, correction.CorrectedBy));
    }

    [Fact]
    public async Task A_figure_takes_the_agents_other_suggestion()
    {
        var first = await Firm.DeliverCaseAsync("6", 100m);
        var elsewhere = new BookingDraft(first);
        elsewhere.Code(elsewhere.Lines, account: "6540");
        await Firm.DoAsync(SmallFirm.Other, db => db.ApproveAsync(first.Item.Id, first.Item.RowVersion, elsewhere.Settlement()));
        var panel = await PanelAsync("7", 101m);
        var other = panel.Instance.Case.Item.AiSuggestion.Lines[0].Alternatives[0];
        await PressAsync(panel, "1");
        Assert.Equal(other.Account, panel.Instance.Draft.Lines[0].Account);
    }

    [Fact]
    public async Task A_rule_is_told_in_place_and_Enter_posts_nothing()
    {
        var panel = await PanelAsync("7", 100m);
        panel.Find(".vat-code input").Input("11");
        await panel.Find(".vat-code input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.Contains("men kode 11 er 15 %", panel.Find(".preview .told").TextContent, StringComparison.Ordinal);
        await PressAsync(panel, "Enter");
        Assert.Equal(0, await Firm.AskAsync(db => db.Journal.CountAsync()));
    }

    [Fact]
    public async Task The_second_of_two_is_told_by_whom_and_keeps_what_she_typed()
    {
        var panel = await PanelAsync("7", 100m);
        panel.Find(".text-field").Change("Papir til kontoret");
        var item = panel.Instance.Case.Item;
        await Firm.DoAsync(SmallFirm.Other, db => db.RejectAsync(item.Id, item.RowVersion, "Gjelder ikke oss"));
        await PressAsync(panel, "Enter");
        Assert.Contains($"allerede behandlet av {SmallFirm.Colleague}", panel.Find(".told.trouble").TextContent, StringComparison.Ordinal);
        Assert.Equal("Papir til kontoret", panel.Find(".text-field").GetAttribute("value"));
        Assert.Empty(settled);
    }

    [Fact]
    public async Task What_came_by_itself_a_moment_ago_is_not_approved()
    {
        var panel = await PanelAsync("7", 100m);
        mayAct = false;
        await PressAsync(panel, "Enter");
        Assert.Equal(0, await Firm.AskAsync(db => db.Journal.CountAsync()));
        Assert.Empty(panel.FindAll(".told.trouble")); // The cursor went on by itself: she sees that.
    }

    [Fact]
    public async Task Rejecting_asks_why_and_the_reason_follows_the_document()
    {
        var dialogs = Render<MudDialogProvider>();
        var panel = await PanelAsync("7", 100m);
        var rejecting = PressAsync(panel, "r");
        dialogs.WaitForElement(".ask input").KeyDown("Enter");
        Assert.Contains("Skriv hvorfor", dialogs.WaitForElement(".ask .problem").TextContent, StringComparison.Ordinal);
        dialogs.Find(".ask input").Input("Feil mottaker");
        dialogs.Find(".ask input").KeyDown("Enter");
        await rejecting;
        Assert.Single(settled);
        Assert.Equal("Avvist av Berit Lund: Feil mottaker", (await Firm.AskAsync(db => db.Arrivals.SingleAsync())).Reason!.ToString());
    }

    [Fact]
    public async Task Why_tells_what_the_suggestion_rests_on()
    {
        var panel = await PanelAsync("7", 100m);
        panel.Render(p => p.Add(x => x.WhyOpen, true));
        Assert.NotEmpty(panel.FindAll(".evidence li"));
        Assert.Contains("Ny leverandør", panel.Find(".look-at").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flag_opens_its_evidence_where_it_stands()
    {
        var panel = await PanelAsync("7", 100m);
        var flag = panel.FindAll("button.flag").Single(f => f.TextContent.Contains("Ny leverandør", StringComparison.Ordinal));
        Assert.Equal("false", flag.GetAttribute("aria-expanded"));
        await flag.ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Contains("Ingen andre klienter du ser", panel.Find(".flag-mark").TextContent, StringComparison.Ordinal));
        Assert.Contains("311 000 020", panel.Find(".flag-mark").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_possible_duplicate_opens_beside_this_one_and_is_rejected_from_there()
    {
        var dialogs = Render<MudDialogProvider>();
        var first = await Firm.DeliverCaseAsync("6", 100m);
        var draft = new BookingDraft(first);
        draft.Code(draft.Lines, account: "6540");
        await Firm.DoAsync(SmallFirm.Other, db => db.ApproveAsync(first.Item.Id, first.Item.RowVersion, draft.Settlement()));
        var panel = await PanelAsync("6-B", 100m);
        var comparing = PressAsync(panel, "d");
        dialogs.WaitForElement(".compared");
        Assert.Contains("bokført · bilag L-2026-1 på 6540", dialogs.Find(".compared thead").TextContent, StringComparison.Ordinal);
        var differing = dialogs.FindAll(".compared .differs th").Select(th => th.TextContent).ToList();
        Assert.Equal(["Fakturanummerulikt"], differing);
        Assert.Equal(2, dialogs.FindAll(".papers .sheet").Count);
        Assert.Equal(["6-B", "6"], dialogs.FindAll("[data-differs]").Select(f => f.TextContent));
        await PressAsync(dialogs, "r");
        await comparing;
        Assert.Single(settled);
        Assert.Equal("Avvist av Berit Lund: Duplikat av faktura 6, bilag L-2026-1", (await Firm.AskAsync(db => db.Arrivals.SingleAsync(a => a.InvoiceNumber == "6-B"))).Reason!.ToString());
    }

    [Fact]
    public async Task The_preview_tells_what_the_return_becomes()
    {
        var panel = await PanelAsync("7", 100m, 60m);
        panel.Find(".account input").Input("6800");
        await panel.Find(".account input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        panel.WaitForAssertion(() => Assert.Contains("Mva 6. termin 2026", panel.Find(".vat-effect").TextContent, StringComparison.Ordinal));
        panel.WaitForAssertion(() => Assert.Equal(["160", "-40", "-40"], panel.FindAll(".vat-effect data").Select(d => d.GetAttribute("value")!.Replace(".00", "", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_amount_cell_reckons_and_the_rest_is_a_line_of_its_own()
    {
        var panel = await PanelAsync("7", 1000m);
        panel.Find("input.amount-field").Change("25%");
        panel.WaitForAssertion(() => Assert.Equal(["250,00", "750,00"], panel.FindAll("input.amount-field").Select(f => f.GetAttribute("value"))));
        Assert.Single(panel.FindAll(".rest"));
        panel.Find("input.amount-field").Change("tull");
        panel.WaitForAssertion(() => Assert.Contains("Skriv et beløp", panel.Find(".coding-line .problem").TextContent, StringComparison.Ordinal));
        await PressAsync(panel, "Enter");
        Assert.Equal(0, await Firm.AskAsync(db => db.Journal.CountAsync()));
        panel.Find("input.amount-field").Change("1200/4+50");
        panel.WaitForAssertion(() => Assert.Equal(["350,00", "650,00"], panel.FindAll("input.amount-field").Select(f => f.GetAttribute("value"))));
    }

    [Fact]
    public async Task The_vendors_previous_account_is_one_word_away()
    {
        var first = await Firm.DeliverCaseAsync("6", 100m);
        var draft = new BookingDraft(first);
        draft.Code(draft.Lines, account: "7320");
        await Firm.DoAsync(SmallFirm.Other, db => db.ApproveAsync(first.Item.Id, first.Item.RowVersion, draft.Settlement()));
        var panel = await PanelAsync("7", 200m);
        panel.Find(".account input").Focus();
        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindComponent<CodingLine>().Instance.Offers));
        await panel.InvokeAsync(() => panel.Find(".account input").Input("forrige")); // Offers come a moment after the focus, and draw the field again.
        await panel.Find(".account input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.Equal("7320", panel.Instance.Draft.Lines[0].Account);
    }

    [Fact]
    public async Task An_unclear_date_posts_nothing_and_says_how_to_write_it()
    {
        var panel = await PanelAsync("7", 100m);
        panel.Find(".booking-facts input").Change("i går");
        panel.WaitForAssertion(() => Assert.Contains("3, 5-2, +30", panel.Find(".preview .told").TextContent, StringComparison.Ordinal));
        await PressAsync(panel, "Enter");
        Assert.Equal(0, await Firm.AskAsync(db => db.Journal.CountAsync()));
        panel.Find(".booking-facts input").Change("+3");
        panel.WaitForAssertion(() => Assert.Equal(new(2026, 11, 13), panel.Instance.Draft.On));
    }

    private async Task<IRenderedComponent<ReviewPanel>> PanelAsync(string number, params decimal[] nets)
    {
        var @case = await Firm.DeliverCaseAsync(number, nets);
        return Render<ReviewPanel>(p => p.Add(x => x.Case, @case).Add(x => x.Draft, new BookingDraft(@case)).Add(x => x.MayAct, () => mayAct).Add(x => x.Settled, _ => { settled.Add(@case.Item.Id); return Task.CompletedTask; }));
    }
}
