using Kontali.Data;
using Kontali.Data.Tasks;
using Kontali.Tests.World;

namespace Kontali.Tests.Tasks;

/// <summary>What the tests of the queue say in a word.</summary>
internal static class QueueWork
{
    public const string Agent = "prøver", Type = "try";

    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Puts so many tasks in the firm's queue.</summary>
    public static Task<int> EnqueueAsync(this TestBooks books, int howMany, short priority = 5) =>
        books.DoAsync(db => db.EnqueueManyAsync(Agent, Type, [.. Enumerable.Range(0, howMany).Select(n => new NewTask(new { n }))], priority: priority));

    /// <summary>Puts one in it.</summary>
    public static Task<Guid> EnqueueAsync(this TestBooks books, short priority = 5, DateTimeOffset? notBefore = null) =>
        books.DoAsync(db => Task.FromResult(db.Enqueue(Agent, Type, new { }, priority: priority, notBefore: notBefore).Id));

    /// <summary>As a worker that belongs to no firm.</summary>
    public static async Task<T> WorkerAsync<T>(this TestBooks books, Func<KontaliContext, Task<T>> verb)
    {
        await using var db = books.Worker(Actor.Nobody);
        return await verb(db);
    }

    public static Task<IReadOnlyList<Claim>> ClaimAsync(this TestBooks books, int howMany = 1, string worker = "prøve", TimeSpan? lease = null) =>
        books.WorkerAsync(db => db.ClaimAsync(worker, howMany, lease ?? Lease));

    /// <summary>As the agent of this firm.</summary>
    public static async Task<T> AgentAsync<T>(this TestBooks books, Func<KontaliContext, Task<T>> verb)
    {
        await using var db = books.Worker(Actor.Agent(books.Firm, Agent));
        return await verb(db);
    }

    public static Task<bool> FinishAsync(this TestBooks books, Claim claim) => books.AgentAsync(db => db.FinishAsync(claim));

    /// <summary>Fails it as often as it may be tried.</summary>
    public static async Task KillAsync(this TestBooks books, Guid task)
    {
        await using var db = books.Worker(Actor.Agent(books.Firm, Agent));
        Assert.Null(await books.SqlStateAsync($"update agent_tasks set retry_count = 99, max_retries = 1, run_after = now() where id = '{task}'", books.Ways.Worker));
        var claim = Assert.Single(await db.ClaimAsync("prøve", 1, Lease), c => c.Id == task);
        Assert.True(await db.FailAsync(claim, "prøve"));
    }
}
