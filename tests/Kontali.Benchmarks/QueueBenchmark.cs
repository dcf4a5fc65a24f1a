using System.Diagnostics;
using System.Globalization;
using Kontali.Data;
using Kontali.Data.Tasks;
using Kontali.Web;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kontali.Benchmarks;

/// <summary>The queue through the product's own verbs, against the same statements raw, and against a peer. What is compared is measured in turns.</summary>
internal static class QueueBenchmark
{
    private const int Rounds = 3, Few = 40_000, Million = 1_000_000, Singles = 4_000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string[] args)
    {
        await using var ground = await Ground.OpenAsync();
        var firm = await ground.FirmAsync(1);
        var raw = new RawQueue(ground);
        Say($"PostgreSQL {await ground.AskAsync("show server_version")}, synchronous_commit {await ground.AskAsync("show synchronous_commit")}, fsync {await ground.AskAsync("show fsync")}, {Environment.ProcessorCount} cores\n");

        Dictionary<string, Func<Task>> parts = new()
        {
            ["batches"] = async () =>
            {
                foreach (var workers in new[] { 4, 8 }) await BatchesAsync(ground, raw, firm, workers);
            },
            ["singles"] = () => SinglesAsync(ground, raw, firm),
            ["firms"] = () => ManyFirmsAsync(ground),
            ["million"] = () => MillionAsync(ground, firm),
            ["start"] = () => StartAsync(ground, raw, firm),
            ["hangfire"] = () => HangfireAsync(ground, firm),
        };
        foreach (var (name, measure) in parts)
            if (args.Length == 0 || args.Contains(name)) await measure();
    }

    private static async Task BatchesAsync(Ground ground, RawQueue raw, Guid firm, int workers)
    {
        List<double> ours = [], theirs = [];
        for (var round = 0; round < Rounds; round++)
        {
            await raw.MakeAsync();
            await raw.FillAsync(Few, firm);
            theirs.Add(await RateAsync(workers, () => raw.WorkAsync(100, Few)));
            await EmptyAsync(ground);
            await FillAsync(ground, firm, Few);
            ours.Add(await RateAsync(workers, () => WorkAsync(ground, 100, Few)));
        }
        Compare($"no-op tasks, batches of 100, {workers} workers", ours, "raw", theirs, "tasks/s", atLeast: 0.4);
    }

    private static async Task SinglesAsync(Ground ground, RawQueue raw, Guid firm)
    {
        List<double> ours = [], theirs = [];
        for (var round = 0; round < Rounds; round++)
        {
            await raw.MakeAsync();
            await raw.FillAsync(Singles, firm);
            theirs.Add(await RateAsync(4, () => raw.WorkAsync(1, Singles)));
            await EmptyAsync(ground);
            await FillAsync(ground, firm, Singles);
            ours.Add(await RateAsync(4, () => SinglyAsync(ground, firm, Singles)));
        }
        Compare("one by one with lease and completion, 4 workers", ours, "raw", theirs, "tasks/s", atLeast: 0.6);
    }

    // Not asked for, but where taking turns costs: every firm is a hop in each claim.
    private static async Task ManyFirmsAsync(Ground ground)
    {
        var firms = new List<Guid>();
        for (var n = 0; n < 100; n++) firms.Add(await ground.FirmAsync(100 + n));
        await EmptyAsync(ground);
        foreach (var firm in firms) await FillAsync(ground, firm, Few / 100);
        Say($"{"no-op tasks of 100 firms, batches of 100, 4 workers",-62} {await RateAsync(4, () => WorkAsync(ground, 100, Few)),10:N0} tasks/s");
    }

    // Two databases of one server, so that both are measured in turns; each as it is after a checkpoint.
    private static async Task MillionAsync(Ground ground, Guid firm)
    {
        await using var little = await ground.NextDoorAsync();
        var other = await little.FirmAsync(1);
        await EmptyAsync(ground);
        await FillAsync(ground, firm, Million);
        await ground.SqlAsync("vacuum analyze agent_tasks"); // They wait; that they have just been written is not what is measured.
        List<double> few = [], many = [];
        for (var round = 0; round < 5; round++)
        {
            await EmptyAsync(little);
            await FillAsync(little, other, Few);
            await little.SqlAsync("vacuum analyze agent_tasks");
            await ground.SqlAsync("vacuum agent_tasks"); // The other begins without the rounds' dead rows; so does this: waiting ones are what is measured.
            await ground.SqlAsync("checkpoint");
            // Each goes first in turn: whoever follows a checkpoint writes more.
            if (round % 2 == 0) many.Add(await RateAsync(4, () => WorkAsync(ground, 100, Few / 4)));
            few.Add(await RateAsync(4, () => WorkAsync(little, 100, Few / 4)));
            if (round % 2 != 0) many.Add(await RateAsync(4, () => WorkAsync(ground, 100, Few / 4)));
        }
        Compare("with 1,000,000 waiting, batches of 100, 4 workers", many, "few waiting", few, "tasks/s", atLeast: 0.8);
        await EmptyAsync(ground);
    }

    // The bare NOTIFY is a round of the wire; the raw queue inserts, notifies, and claims what it was told of, and is what enqueue to start can be compared with.
    // It keeps its connections open and is nobody, so what an interaction needs to open (a connection told on whose behalf) is told apart.
    private static async Task StartAsync(Ground ground, RawQueue raw, Guid firm)
    {
        await raw.MakeAsync();
        await EmptyAsync(ground);
        var contexts = new Contexts(TimeProvider.System, NullLoggerFactory.Instance);
        contexts.Use(ground.Ways);
        var agent = new Stopper();
        var stages = new long[4];
        using var worker = new AgentWorker(contexts, new TaskRunner(contexts, [agent], NullLogger<TaskRunner>.Instance), NullLogger<AgentWorker>.Instance);
        await worker.StartAsync(default);
        await using var rounds = await RawRounds.OpenAsync(ground, firm);
        List<double> bare = [], theirs = [], ours = [], whole = [], begun = [], written = [], committed = [];
        for (var n = -200; n < 200; n++)
        {
            var all = (await TimedAsync(rounds.NotifyAsync), await TimedAsync(rounds.EnqueueAndClaimAsync), await TimedAsync(() => EnqueueToStartAsync(contexts, agent, firm, stages)));
            if (n < 0) continue; // warm
            bare.Add(all.Item1);
            theirs.Add(all.Item2);
            whole.Add(all.Item3);
            ours.Add(all.Item3 - (stages[1] - stages[0]) * 1000.0 / Stopwatch.Frequency);
            foreach (var (list, stage) in new[] { (begun, 1), (written, 2), (committed, 3) }) list.Add((stages[stage] - stages[0]) * 1000.0 / Stopwatch.Frequency);
        }
        await worker.StopAsync(default);
        var mine = Median(ours);
        Say($"{"enqueue (insert, commit) to start, median",-62} {mine,10:N2} ms   raw insert, NOTIFY, claim {Median(theirs):N2} ms   {mine / Median(theirs):N2} × (at most 2)   bare NOTIFY {Median(bare):N2} ms   {mine / Median(bare):N2} ×   p95 {ours.Order().ElementAt(190):N2} ms");
        Say($"{"  with opening the interaction, which the raw round has done before",-62} {Median(whole),10:N2} ms   {Median(whole) / Median(theirs):N2} ×   open after {Median(begun):N2}, inserted after {Median(written):N2}, committed after {Median(committed):N2} ms");
    }

    private static async Task<double> TimedAsync(Func<Task<long>> until)
    {
        await Task.Delay(15);
        var began = Stopwatch.GetTimestamp();
        return (await until() - began) * 1000.0 / Stopwatch.Frequency;
    }

    private static async Task<long> EnqueueToStartAsync(Contexts contexts, Stopper agent, Guid firm, long[] stages)
    {
        stages[0] = Stopwatch.GetTimestamp();
        agent.Started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var db = contexts.Open(Actor.Setup(firm));
        await using var transaction = await db.Database.BeginTransactionAsync();
        stages[1] = Stopwatch.GetTimestamp();
        db.Enqueue("måler", "nothing", new { n = 1 });
        await db.SaveChangesAsync();
        stages[2] = Stopwatch.GetTimestamp();
        await transaction.CommitAsync();
        stages[3] = Stopwatch.GetTimestamp();
        return await agent.Started.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task HangfireAsync(Ground ground, Guid firm)
    {
        await ground.SqlAsync("create schema if not exists hangfire");
        var theirs = await HangfireQueue.RateAsync(ground.Ways.Superuser!, 1500, 8);
        await EmptyAsync(ground);
        await FillAsync(ground, firm, Few);
        var ours = await RateAsync(8, () => WorkAsync(ground, 100, Few));
        Compare("no-op tasks, 8 workers", [ours], "Hangfire.PostgreSql", [theirs], "tasks/s", atLeast: 100);
    }

    /// <summary>Claims and finishes through the product's verbs until the queue is empty, or so many are done.</summary>
    private static async Task<int> WorkAsync(Ground ground, int batch, int atMost)
    {
        await using var db = ground.Worker(Actor.Nobody);
        await db.Database.OpenConnectionAsync();
        var done = 0;
        while (done < atMost && await db.ClaimAsync("måler", batch, Lease) is { Count: > 0 } claims) done += (await db.FinishManyAsync(claims)).Count;
        return done;
    }

    // As a task with effects is finished: in the firm's name, a transaction of its own.
    private static async Task<int> SinglyAsync(Ground ground, Guid firm, int atMost)
    {
        await using var db = ground.Worker(Actor.Agent(firm, "måler"));
        await db.Database.OpenConnectionAsync();
        var done = 0;
        while (done < atMost && await db.ClaimAsync("måler", 1, Lease) is [var claim]) done += await db.FinishAsync(claim) ? 1 : 0;
        return done;
    }

    private static async Task<double> RateAsync(int workers, Func<Task<int>> work)
    {
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(work)));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task FillAsync(Ground ground, Guid firm, int howMany)
    {
        await using var db = ground.Worker(Actor.Agent(firm, "måler"));
        foreach (var some in Enumerable.Range(0, howMany).Chunk(20_000))
            await db.EnqueueManyAsync("måler", "nothing", [.. some.Select(_ => new NewTask(new { n = 1 }))]);
    }

    private static Task EmptyAsync(Ground ground) => ground.SqlAsync("truncate agent_tasks, tasks.finished_tasks cascade");

    private static void Compare(string what, List<double> ours, string other, List<double> theirs, string unit, double atLeast)
    {
        var (mine, bound) = (Median(ours), Median(theirs));
        Say($"{what,-62} {mine,10:N0} {unit}   {other} {bound:N0}   {mine / bound:N2} × (at least {atLeast})");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Says when it was started.</summary>
    private sealed class Stopper : ITaskHandler
    {
        public TaskCompletionSource<long> Started { get; set; } = new();
        public string AgentName => "måler";
        public IReadOnlyCollection<string> TaskTypes => ["nothing"];

        public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
        {
            Started.TrySetResult(Stopwatch.GetTimestamp());
            return Task.FromResult(Landing.Nothing);
        }
    }
}
