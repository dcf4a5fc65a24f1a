using Kontali.Data;
using Kontali.Data.Tasks;
using Kontali.Tests.Tasks;
using Kontali.Tests.World;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kontali.Tests.Agents;

/// <summary>The worker itself, with small agents that do as the test says.</summary>
public sealed class AgentWorkerTests(TestServer server)
{
    private sealed class Agent(Func<KontaliContext, Claim, CancellationToken, Task<Landing>> think) : ITaskHandler
    {
        public string AgentName => QueueWork.Agent;
        public IReadOnlyCollection<string> TaskTypes => [QueueWork.Type, "whole"];
        public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);
        public string? GaveUp { get; private set; }

        public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct) => think(db, claim, ct);

        public Task GiveUpAsync(KontaliContext db, Claim claim, string what, CancellationToken ct)
        {
            GaveUp = what;
            return Task.CompletedTask;
        }
    }

    private static async Task<AgentWorker> StartAsync(TestBooks books, Agent agent)
    {
        var contexts = books.Contexts();
        var worker = new AgentWorker(contexts, new TaskRunner(contexts, [agent], NullLogger<TaskRunner>.Instance), NullLogger<AgentWorker>.Instance);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    private static async Task UntilAsync(TestBooks books, Func<KontaliContext, Task<bool>> done)
    {
        for (var tries = 0; tries < 600; tries++, await Task.Delay(25, TestContext.Current.CancellationToken))
            if (await books.AskAsync(done)) return;
        Assert.Fail("It did not happen within fifteen seconds.");
    }

    private static Task<Landing> Nothing(KontaliContext db, Claim claim, CancellationToken ct) => Task.FromResult(Landing.Nothing);

    [Fact]
    public async Task A_batch_is_worked_off_and_ends_with_its_last_part()
    {
        await using var books = await TestBooks.NewAsync(server);
        using var worker = await StartAsync(books, new Agent(Nothing));
        var whole = await books.DoAsync(db => db.EnqueueBatchAsync(QueueWork.Agent, "whole", QueueWork.Type, [.. Enumerable.Range(0, 1000).Select(n => new NewTask(new { n }))]));
        await UntilAsync(books, db => db.FinishedTasks.AnyAsync(t => t.Id == whole));
        Assert.Equal((0, 1001), await books.AskAsync(async db => (await db.Tasks.CountAsync(), await db.FinishedTasks.CountAsync(t => t.Outcome == TaskOutcome.Done))));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_running_task_that_is_cancelled_stops_soon_and_lands_nothing()
    {
        await using var books = await TestBooks.NewAsync(server);
        var begun = new TaskCompletionSource();
        using var worker = await StartAsync(books, new Agent(async (_, _, ct) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return new Landing((db, _) => throw new InvalidOperationException("landed"));
        }));
        var task = await books.EnqueueAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        await books.DoAsync(db => db.CancelAsync(task));
        await UntilAsync(books, db => db.FinishedTasks.AnyAsync(t => t.Id == task && t.Outcome == TaskOutcome.Cancelled));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_task_beyond_its_time_limit_has_failed_and_after_its_last_try_its_agent_hears_so()
    {
        await using var books = await TestBooks.NewAsync(server);
        var agent = new Agent(async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return Landing.Nothing;
        })
        { Limit = TimeSpan.FromMilliseconds(100) };
        using var worker = await StartAsync(books, agent);
        var task = await books.EnqueueAsync(notBefore: new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Null(await books.SqlStateAsync($"update agent_tasks set max_retries = 1, run_after = now() where id = '{task}'; notify kontali_tasks"));
        await UntilAsync(books, db => db.Tasks.AnyAsync(t => t.Id == task && t.Status == TaskState.Dead && t.ErrorMessage == "time limit"));
        Assert.Equal("time limit", agent.GaveUp);
        Assert.Equal(1, await books.AskAsync(db => db.Events.CountAsync(e => e.EventType == Happened.TaskDied && e.SubjectId == task)));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_task_may_bring_parts_and_ends_with_them()
    {
        await using var books = await TestBooks.NewAsync(server);
        using var worker = await StartAsync(books, new Agent((_, claim, _) => Task.FromResult(claim.ParentTaskId is not null ? Landing.Nothing
            : new Landing((db, ct) => db.EnqueueManyAsync(QueueWork.Agent, QueueWork.Type, [new(new { }), new(new { }), new(new { })], claim.Id, ct: ct)) { WaitsForParts = true })));
        var task = await books.EnqueueAsync();
        await UntilAsync(books, db => db.FinishedTasks.AnyAsync(t => t.Id == task));
        Assert.Equal(4, await books.AskAsync(db => db.FinishedTasks.CountAsync()));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_gives_back_what_it_had_not_begun()
    {
        await using var books = await TestBooks.NewAsync(server);
        using var release = new SemaphoreSlim(0);
        using var worker = await StartAsync(books, new Agent(async (_, _, ct) =>
        {
            await release.WaitAsync(ct);
            return Landing.Nothing;
        }));
        await books.EnqueueAsync(20);
        await UntilAsync(books, db => db.Tasks.AnyAsync(t => t.Status == TaskState.Running));
        var stopping = worker.StopAsync(TestContext.Current.CancellationToken);
        release.Release(20);
        await stopping;
        Assert.Equal(0, await books.AskAsync(db => db.Tasks.CountAsync(t => t.Status == TaskState.Running)));
        Assert.Equal(20, await books.AskAsync(async db => await db.Tasks.CountAsync() + await db.FinishedTasks.CountAsync()));
    }
}
