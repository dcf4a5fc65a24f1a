using Bunit;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Kontali.Web.Review;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Review;

public sealed class ReviewQueueTests(TestServer server) : BooksScreenTest(server)
{
    [Fact]
    public async Task The_queue_goes_by_urgency_then_by_who_has_waited_longest_page_by_page()
    {
        for (var i = 1; i <= 7; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await Firm.DeliverCaseAsync($"F{i}", 100m + i);
        }
        var all = await Firm.AskAsync(db => db.ReviewQueue.Open.MostUrgentFirst.AsRows(db).ToListAsync());
        Assert.Equal(all.OrderBy(r => r.Priority).ThenBy(r => r.CreatedAt).Select(r => r.Id), all.Select(r => r.Id));
        List<ReviewRow> paged = [];
        while (await Firm.AskAsync(db => db.ReviewQueue.Open.After(paged.LastOrDefault()).MostUrgentFirst.Take(3).AsRows(db).ToListAsync()) is { Count: > 0 } page) paged.AddRange(page);
        Assert.Equal(all.Select(r => r.Id), paged.Select(r => r.Id));
        Assert.All(all, r => Assert.Single(r.AccountNumbers));
    }

    [Fact]
    public async Task Enter_approves_and_the_next_is_there_but_not_within_a_glance()
    {
        await Firm.DeliverCaseAsync("F1", 100m);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Firm.DeliverCaseAsync("F2", 200m);
        var page = Render<ReviewQueuePage>();
        page.WaitForElement(".booking-head");
        Assert.Contains("F1", page.Find(".booking-head").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "Enter");
        page.WaitForAssertion(() => Assert.Contains("F2", page.Find(".booking-head").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "Enter");
        Assert.Equal(1, await Firm.AskAsync(db => db.Journal.CountAsync()));
        Clock.Advance(TimeSpan.FromMilliseconds(401));
        await PressAsync(page, "Enter");
        page.WaitForAssertion(() => Assert.Contains("Alt er kontrollert", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, await Firm.AskAsync(db => db.Journal.CountAsync()));
    }

    [Fact]
    public async Task A_second_thought_that_changes_nothing_does_not_stop_her_and_one_that_does_is_seen_before_it_is_posted()
    {
        var found = await Firm.DeliverCaseAsync("F1", 100m);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var other = await Firm.DeliverCaseAsync("F2", 200m);
        var page = Render<ReviewQueuePage>();
        page.WaitForElement(".booking-head");
        await ThinkAgainAsync(found.Item.Id, line => line with { Confidence = 0.55 });
        await PressAsync(page, "Enter");
        page.WaitForAssertion(() => Assert.Contains("F2", page.Find(".stage.shown .booking-head").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, await Firm.AskAsync(db => db.Journal.CountAsync()));

        Clock.Advance(TimeSpan.FromMilliseconds(401));
        await ThinkAgainAsync(other.Item.Id, line => line with { Account = "7320" });
        await PressAsync(page, "Enter");
        page.WaitForAssertion(() => Assert.Contains("7320", page.Find(".stage.shown .preview").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "Enter");
        Assert.Equal(1, await Firm.AskAsync(db => db.Journal.CountAsync()));
        Clock.Advance(TimeSpan.FromMilliseconds(401));
        await PressAsync(page, "Enter");
        page.WaitForAssertion(() => Assert.Contains("Alt er kontrollert", page.Markup, StringComparison.Ordinal));
        Assert.True(await Firm.AskAsync(db => db.Postings.AnyAsync(p => p.AccountNumber == "7320")));
    }

    private Task ThinkAgainAsync(Guid id, Func<Kontali.Data.Booking.SuggestedLine, Kontali.Data.Booking.SuggestedLine> otherwise) => Firm.DoAsync(SmallFirm.Me, async db =>
    {
        var item = await db.ReviewQueue.SingleAsync(r => r.Id == id);
        db.Entry(item).Property(r => r.AiSuggestion).CurrentValue = item.AiSuggestion with { Lines = [.. item.AiSuggestion.Lines.Select(otherwise)] };
    });

    [Fact]
    public async Task The_address_is_the_filter()
    {
        await Firm.DeliverCaseAsync("F1", 100m);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/til-kontroll?grunn=duplicate");
        var page = Render<ReviewQueuePage>();
        page.WaitForAssertion(() => Assert.Contains("Ingenting passer med utvalget", page.Markup, StringComparison.Ordinal));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/til-kontroll?grunn=new_vendor&klient={SmallFirm.ClientId}");
        page = Render<ReviewQueuePage>();
        page.WaitForAssertion(() => Assert.Contains("Kontorlageret AS", page.Find(".queue-row").TextContent, StringComparison.Ordinal));
        Assert.Contains("Prøvebakeriet AS", page.Find(".queue-row").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_walk_the_queue()
    {
        await Firm.DeliverCaseAsync("F1", 100m);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Firm.DeliverCaseAsync("F2", 200m);
        var page = Render<ReviewQueuePage>();
        page.WaitForElement(".booking-head");
        await PressAsync(page, "j");
        page.WaitForAssertion(() => Assert.Contains("F2", page.Find(".booking-head").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "k");
        page.WaitForAssertion(() => Assert.Contains("F1", page.Find(".booking-head").TextContent, StringComparison.Ordinal));
    }
}
