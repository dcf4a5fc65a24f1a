using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Tasks;

/// <summary>Finished tasks are kept for ninety days; what a decision rests on, and what a person has yet to see to, for good.</summary>
public sealed class TrimFinishedTests(TestServer server)
{
    [Fact]
    public async Task Old_tasks_go_but_not_those_a_decision_rests_on_nor_the_dead_nor_another_firms()
    {
        await using var books = await TestBooks.NewAsync(server);
        await using var next = await books.NextDoorAsync();
        var read = (await books.ReceiveAsync(SmallFirm.Invoice("F1", "0", 100m), giveClient: true)).DocumentId;
        var decided = await books.AskAsync(db => db.FinishedTasks.Select(t => t.Id).SingleAsync());
        Assert.NotEmpty(await books.AskAsync(db => db.Decisions.ToListAsync()));
        var dead = await books.EnqueueAsync();
        await books.KillAsync(dead);
        var (old, young) = (await PutAsync(books, 91), await PutAsync(books, 89));
        var others = await PutAsync(next, 200);
        await AgeAsync(books, decided, 200);

        await books.DoTaskAsync(new Trimmer());

        var kept = await books.AskAsync(db => db.FinishedTasks.Select(t => t.Id).ToListAsync());
        Assert.DoesNotContain(old, kept);
        Assert.Contains(young, kept);
        Assert.Contains(decided, kept);
        Assert.True(await books.AskAsync(db => db.Tasks.AnyAsync(t => t.Id == dead && t.Status == TaskState.Dead)));
        Assert.True(await next.AskAsync(db => db.FinishedTasks.AnyAsync(t => t.Id == others)));
        Assert.NotEqual(Guid.Empty, read);
    }

    [Fact]
    public async Task It_is_asked_for_once_a_day()
    {
        await using var books = await TestBooks.NewAsync(server);
        for (var n = 0; n < 2; n++) await books.DoAsync(db => db.AskForDailyRoundAsync(), Actor.Agent(books.Firm, Sampler.Agent));
        Assert.Equal(1, await books.AskAsync(db => db.Tasks.CountAsync(t => t.TaskType == Trimmer.TrimTasks)));
    }

    private static async Task<Guid> PutAsync(TestBooks books, int daysAgo)
    {
        var id = Guid.NewGuid();
        var at = books.Clock.GetUtcNow().AddDays(-daysAgo);
        await books.DoAsync(async db => await db.Database.ExecuteSqlAsync($$"""
            insert into tasks.finished_tasks (id, tenant_id, agent_type, task_type, outcome, payload, retry_count, created_at, completed_at)
            values ({{id}}, {{books.Firm}}, 'prøver', 'try', 'done', '{}', 1, {{at}}, {{at}})
            """));
        return id;
    }

    private static async Task AgeAsync(TestBooks books, Guid task, int days)
    {
        // Only the owner may change what is finished.
        await using var db = new KontaliContext(KontaliContext.Options(books.Ways.Owner)) { Actor = Actor.Setup(books.Firm) };
        var at = books.Clock.GetUtcNow().AddDays(-days);
        Assert.Equal(1, await db.Database.ExecuteSqlAsync($"update tasks.finished_tasks set completed_at = {at} where id = {task}"));
    }
}
