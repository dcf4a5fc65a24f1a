using Bunit;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Kontali.Web.Inbox;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Shell;

/// <summary>Is anything stuck, is anything lost?</summary>
public sealed class HomeTests(TestServer server) : BooksScreenTest(server)
{
    private const string Stranger = "311000039";

    private IRenderedComponent<Home> Open()
    {
        var home = Render<Home>();
        home.WaitForElement(".sums-table .clients-of");
        return home;
    }

    private static List<int> Sums(AngleSharp.Dom.IElement row) => [.. row.QuerySelectorAll("td").SkipWhile(td => !td.ClassList.Contains("whole")).Select(td => td.TextContent.Trim()).Where(t => t is not ("" or "=")).Select(int.Parse)];

    [Fact]
    public async Task What_was_received_is_the_sum_of_where_it_stands_for_every_source_and_every_client()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m));
        await Firm.DeliverAsync(SmallFirm.Invoice("F2", Stranger, 100m));
        await Firm.DeliverAsync("<html/>"u8.ToArray(), "side.xml");
        var home = Open();
        var rows = home.FindAll(".sums-table tbody tr:not(.heading)");
        Assert.Equal(4, rows.Count); // the browser, the sum, the client, nobody's
        Assert.All(rows, row => Assert.Equal(Sums(row)[0], Sums(row).Skip(1).Sum()));
        Assert.Equal(3, Sums(rows[1])[0]);
        // Whichever way it is cut, it is the same that came in.
        Assert.Equal(Sums(rows[1]), Sums(rows[2]).Zip(Sums(rows[3]), (client, nobody) => client + nobody));
        Assert.Equal(Sums(rows[1]), Sums(rows[0]));
        Assert.Contains("2 ting trenger deg", home.Find(".light").TextContent, StringComparison.Ordinal);
        Assert.Contains("10.12.2026", home.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_number_opens_its_list_and_the_list_says_why_each_one_waits()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m));
        await Firm.DeliverAsync(SmallFirm.Invoice("F2", Stranger, 100m));
        var nobodys = Open().Find(".nobodys td:not(.whole) a").GetAttribute("href")!;
        Assert.Equal("/innboks?klient=ingen&tilstand=uten-klient", nobodys);
        Services.GetRequiredService<NavigationManager>().NavigateTo(nobodys);
        var inbox = Render<InboxPage>();
        inbox.WaitForElement(".inbox tbody tr[aria-selected]");
        var row = Assert.Single(inbox.FindAll(".inbox tbody tr[aria-selected]"));
        Assert.NotEqual("", row.QuerySelector("td.grow")!.TextContent.Trim());
        Assert.Contains("Ingen klient ennå", inbox.Find(".narrowed").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 mottatt", inbox.Find(".page-head").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_firm_is_in_order_and_every_light_is_green()
    {
        var home = Open();
        Assert.Contains("Alt er i rute", home.Find(".light").TextContent, StringComparison.Ordinal);
        Assert.Equal(8, home.FindAll(".lights li.fine").Count);
        Assert.All(home.FindAll(".lights .says"), says => Assert.EndsWith(".", says.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Waiting_is_amber_and_only_what_has_truly_stopped_is_red()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m));
        var home = Open();
        Assert.Contains("waits", home.Find(".light").ClassName, StringComparison.Ordinal);
        Assert.Empty(home.FindAll(".lights li.trouble"));

        // A task that gave up is a thing that does not go on by itself.
        await Firm.DoAsync(SmallFirm.Me, async db =>
        {
            var task = db.Enqueue(InvoiceAgent.Name, InvoiceAgent.ReadDocument, new { document_id = Guid.NewGuid() });
            await db.SaveChangesAsync();
            await db.Tasks.Where(t => t.Id == task.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, TaskState.Dead));
        });
        home = Open();
        Assert.Contains("trouble", home.Find(".light").ClassName, StringComparison.Ordinal);
        Assert.Equal("1 oppgaver ga opp.", home.Find(".lights li.trouble .says").TextContent);
    }

    [Fact]
    public async Task A_document_that_nobody_will_read_is_told()
    {
        var document = await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m));
        await Firm.DoAsync(SmallFirm.Me, async db => (await db.Arrivals.SingleAsync(a => a.DocumentId == document)).Now(ArrivalStatus.Received, Clock.GetUtcNow()));
        Assert.Equal(0, await Firm.AskAsync(db => db.ForgottenDocumentsAsync()));
        Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(1, await Firm.AskAsync(db => db.ForgottenDocumentsAsync()));
        Assert.Contains("1 mottatte dokumenter leses ikke av noen.", Open().Find(".lights li.trouble").TextContent, StringComparison.Ordinal);
        await Firm.DoAsync(SmallFirm.Me, db => { db.Enqueue(InvoiceAgent.Name, InvoiceAgent.ReadDocument, new { document_id = document }); return Task.CompletedTask; });
        Assert.Equal(0, await Firm.AskAsync(db => db.ForgottenDocumentsAsync()));
    }

    [Fact]
    public async Task What_has_waited_a_day_is_important_a_week_stuck_and_past_its_VAT_deadline_overdue()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m)); // dated 10 November: its return is due on 10 February
        await IsAsync(Urgency.Ordinary, 0, new(2026, 12, 10));
        Clock.Advance(TimeSpan.FromHours(25));
        await IsAsync(Urgency.Important, 0, new(2026, 12, 10));
        Clock.Advance(TimeSpan.FromDays(7));
        await IsAsync(Urgency.Stuck, 1, new(2026, 12, 10));
        Clock.Set(new(2027, 2, 11, 11, 0, 0, TimeSpan.Zero));
        await IsAsync(Urgency.Overdue, 1, new(2027, 2, 10));
        var home = Open();
        Assert.Equal("for 1 d siden", home.Find(".late").TextContent);

        async Task IsAsync(Urgency urgency, int stuck, DateOnly due)
        {
            var standing = Assert.Single(await Firm.AskAsync(db => db.ClientStandingsAsync()));
            Assert.Equal((urgency, stuck, due), (standing.Urgency, standing.Stuck, standing.Deadline!.Due));
        }
    }

    [Fact]
    public void The_overdue_come_before_the_stuck_before_the_important_before_the_rest()
    {
        var due = new VatDeadline(new(2026, 9, 1), new(2026, 10, 31), new(2026, 12, 10));
        ClientStanding Client(string name, Urgency urgency, int waiting, int hours, VatDeadline? deadline = null) =>
            new(Guid.NewGuid(), name, name, waiting, 0, 0, waiting == 0 ? null : FakeClock.Noon.AddHours(-hours), deadline ?? due, urgency);
        ClientStanding[] clients =
        [
            Client("tom", Urgency.Ordinary, 0, 0), Client("ung", Urgency.Ordinary, 9, 1), Client("viktig", Urgency.Important, 1, 30), Client("sitter fast", Urgency.Stuck, 1, 200),
            Client("passert i går", Urgency.Overdue, 1, 2, due with { Due = new(2026, 11, 19) }), Client("passert i oktober", Urgency.Overdue, 1, 1, due with { Due = new(2026, 10, 12) }),
        ];
        Assert.Equal(["passert i oktober", "passert i går", "sitter fast", "viktig", "ung", "tom"], clients.Order(ClientStandings.MostUrgentFirst).Select(c => c.Name));
    }

    [Fact]
    public async Task Minutes_come_from_her_own_times_and_too_few_say_nothing()
    {
        await SettleAsync(SmallFirm.Me, 11, TimeSpan.FromSeconds(30));
        await SettleAsync(SmallFirm.Other, 30, TimeSpan.FromSeconds(300));
        var pace = await Firm.AskAsync(db => db.OwnPaceAsync());
        Assert.Equal((30, 10), ((int)Math.Round(pace!.Seconds), pace.Cases));
        Assert.Equal((13, 1), (pace.MinutesFor(26), pace.MinutesFor(1)));
    }

    [Fact]
    public async Task Lunch_is_no_time_and_a_batch_is_none_either()
    {
        await SettleAsync(SmallFirm.Me, 6, TimeSpan.FromSeconds(20));
        Clock.Advance(TimeSpan.FromMinutes(45));
        await SettleAsync(SmallFirm.Me, 20, TimeSpan.Zero);
        Assert.Null(await Firm.AskAsync(db => db.OwnPaceAsync()));
        Assert.DoesNotContain("min for deg", Open().Markup, StringComparison.Ordinal);
    }

    private int numbers;

    // Delivered now, and settled one after the other, so long apart.
    private async Task SettleAsync(Actor who, int howMany, TimeSpan apart)
    {
        for (var n = 0; n < howMany; n++)
        {
            var settled = await Firm.DeliverCaseAsync($"P{++numbers}", 100m);
            Clock.Advance(apart);
            await Firm.DoAsync(who, async db => (await db.ReviewQueue.SingleAsync(r => r.Id == settled.Item.Id)).Resolve(ReviewStatus.Rejected, who.User, Clock.GetUtcNow()));
        }
    }
}
