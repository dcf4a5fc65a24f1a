using Bunit;
using Kontali.Data;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Kontali.Web;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Agents;

/// <summary>The screen of the agents: what waits for a person stands first, and the keyboard reaches it.</summary>
public sealed class ActivityPageTests(TestServer server) : BooksScreenTest(server)
{
    private Task<Guid> BatchAsync(int parts) => AsAgentAsync(db =>
        db.EnqueueBatchAsync("prøver", "whole", "read_document", [.. Enumerable.Range(0, parts).Select(n => new NewTask(new { n }, SmallFirm.ClientId))]));

    private async Task<T> AsAgentAsync<T>(Func<KontaliContext, Task<T>> verb)
    {
        await using var db = Services.GetRequiredService<Contexts>().OpenForWorker(Actor.Agent(SmallFirm.Id, "prøver"));
        return await verb(db);
    }

    private Task<IReadOnlyList<Claim>> ClaimAsync(int howMany) => AsAgentAsync(db => db.ClaimAsync("prøve", howMany, TimeSpan.FromMinutes(1)));

    [Fact]
    public async Task A_batch_shows_how_far_it_is_and_is_cancelled_from_the_keyboard()
    {
        await BatchAsync(8);
        await AsAgentAsync(async db => await db.FinishManyAsync(await db.ClaimAsync("prøve", 2, TimeSpan.FromMinutes(1))));
        var page = Render<ActivityPage>();
        page.WaitForElement("[role=progressbar]");
        Assert.Equal("2 av 8 ferdig", page.Find("[role=progressbar]").GetAttribute("aria-label"));

        await PressAsync(page, "j");
        Assert.Contains("2 av 8", page.Find("tr[aria-selected=true]").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "x");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=progressbar]")));
        Assert.Equal(7, await Firm.AskAsync(db => db.FinishedTasks.CountAsync(t => t.Outcome == TaskOutcome.Cancelled)));
        Assert.Contains("avbrutt", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_task_stands_first_with_its_error_and_is_redone_by_a_key()
    {
        await BatchAsync(1);
        await AsAgentAsync(async db => await db.Tasks.Where(t => t.ParentTaskId != null).ExecuteUpdateAsync(t => t.SetProperty(p => p.MaxRetries, 1)));
        var claim = Assert.Single(await ClaimAsync(1));
        await AsAgentAsync(db => db.FailAsync(claim, "23505 uq_prøve"));
        var page = Render<ActivityPage>();
        page.WaitForElement("tbody tr");
        Assert.Contains("23505 uq_prøve", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 ga opp", page.Find(".page-head").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "j");
        await PressAsync(page, "r");
        page.WaitForAssertion(() => Assert.DoesNotContain("23505", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Equal(TaskState.Pending, await Firm.AskAsync(db => db.Tasks.Where(t => t.Id == claim.Id).Select(t => t.Status).SingleAsync()));
    }

    [Fact]
    public async Task Speed_is_told_for_the_agent_and_for_the_client()
    {
        await AsAgentAsync(async db => await db.EnqueueManyAsync("prøver", "read_document", [.. Enumerable.Range(0, 6).Select(n => new NewTask(new { n }, SmallFirm.ClientId))]));
        await AsAgentAsync(async db => await db.FinishManyAsync(await db.ClaimAsync("prøve", 6, TimeSpan.FromMinutes(1))));
        Clock.Set(TimeProvider.System.GetUtcNow());
        var page = Render<ActivityPage>();
        page.WaitForElement("thead");
        var rows = page.FindAll("thead")[0].ParentElement!.QuerySelectorAll("tbody tr").Select(r => string.Join(' ', r.Children.Take(3).Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal(["prøver 6 0,1", "Prøvebakeriet AS 6 0,1"], rows);
    }

    [Fact]
    public async Task An_event_that_does_not_arrive_is_shown_with_its_error()
    {
        var deaf = new Deaf();
        await AsAgentAsync(async db => { await db.ListenAsync([deaf]); return 0; });
        await Firm.DoAsync(SmallFirm.Me, db => { db.Tell(Happened.Posted, Ids.New(Clock), SmallFirm.ClientId); return Task.CompletedTask; });
        await AsAgentAsync(async db => await db.NotToldAsync(deaf, (await db.NextForAsync(deaf))!, "FormatException"));
        var page = Render<ActivityPage>();
        page.WaitForElement("tbody tr");
        Assert.Contains("døv", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("FormatException", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("forsøk 2 om", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    private sealed class Deaf : IEventHandler
    {
        public string Name => "døv";
        public IReadOnlyCollection<string> EventTypes => [Happened.Posted];
        public Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct) => Task.CompletedTask;
    }
}
