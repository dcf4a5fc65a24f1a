using Bunit;
using Kontali.Data.Firms;
using Kontali.Tests.World;
using Kontali.Web.Inbox;
using Kontali.Web.Review;
using Kontali.Web.Ledger;
using Kontali.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Firms;

/// <summary>Who may only read is shown no action that would be refused.</summary>
public sealed class ReaderSeesTests(TestServer server) : BooksScreenTest(server)
{
    private Frame Frame => Services.GetRequiredService<Frame>();

    [Fact]
    public async Task A_reader_sees_the_case_but_neither_approves_nor_rejects()
    {
        Frame.Greet("Byrået", "Jon", Role.Reader);
        var it = await Firm.DeliverCaseAsync("7", 100m);
        var panel = Render<ReviewPanel>(p => p.Add(x => x.Case, it).Add(x => x.Draft, new BookingDraft(it)));
        Assert.Empty(panel.FindAll(".booking-foot button"));
        Assert.Contains("Du kan lese saken", panel.Markup, StringComparison.Ordinal);
        await PressAsync(panel, "Enter");
        Assert.Equal(0, await Firm.AskAsync(db => db.Journal.CountAsync()));

        await panel.InvokeAsync(() => Frame.Greet("Byrået", "Jon", Role.Bookkeeper));
        panel.WaitForState(() => panel.FindAll(".booking-foot button").Count == 2);
    }

    [Fact]
    public async Task Nor_does_she_reverse_and_the_button_says_why()
    {
        Frame.Greet("Byrået", "Jon", Role.Reader);
        var it = await Firm.DeliverCaseAsync("7", 100m);
        await Firm.DoAsync(SmallFirm.Me, db => Data.Review.SettleReview.ApproveAsync(db, it.Item.Id, it.Item.RowVersion, new BookingDraft(it).Settlement()));
        var entry = await Firm.AskAsync(db => db.Journal.Select(j => j.Id).SingleAsync());
        var page = Render<EntryPage>(p => p.Add(x => x.Id, entry));
        page.WaitForElement(".postings");
        var button = page.FindAll("button").Single(b => b.TextContent.StartsWith("Tilbakefør", StringComparison.Ordinal));
        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains("ikke tilgang", button.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_deliver()
    {
        Frame.Greet("Byrået", "Jon", Role.Reader);
        var page = Render<InboxPage>();
        page.WaitForElement("nav.states");
        Assert.Empty(page.FindAll(".drop-zone"));
    }
}
