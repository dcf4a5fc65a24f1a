using System.Collections.Concurrent;
using System.Threading.Channels;
using Kontali.Data;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Web.Agents;

/// <summary>
/// The machine's door: claims tasks under a lease, lets an agent think outside any transaction, and lands each task's effects together
/// with its end. Woken by the database; polling is only a safety net. One bad task harms only itself.
/// </summary>
public sealed class AgentWorker(Contexts contexts, TaskRunner runner, ILogger<AgentWorker> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60), Beat = TimeSpan.FromSeconds(20), Sweep = TimeSpan.FromSeconds(15), Poll = TimeSpan.FromSeconds(10), Breath = TimeSpan.FromMilliseconds(250);
    private const int Most = 100;
    private readonly WorkerName name = WorkerName.Mine();
    private readonly ConcurrentDictionary<Guid, HeldTask> held = new();
    private readonly Wake wake = new(), ended = new();
    private readonly ConcurrentDictionary<Guid, bool> changed = new();
    private readonly Channel<HeldTask> waiting = Channel.CreateUnbounded<HeldTask>(), done = Channel.CreateUnbounded<HeldTask>();
    private readonly Lock stopping = new();
    private Task? stopped;
    private int UnderWay => held.Values.Count(h => h.IsUnderWay);
    private static int Hands => Math.Clamp(Environment.ProcessorCount, 2, 16);

    /// <summary>False while the database cannot be reached.</summary>
    public bool IsWell { get; private set; } = true;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.WhenAll(
        [KeepOnAsync(ListenAsync, stoppingToken), KeepOnAsync(ClaimAsync, stoppingToken), KeepOnAsync(BeatAsync, stoppingToken), KeepOnAsync(SweepAsync, stoppingToken),
            KeepOnAsync(FinishAsync, stoppingToken), KeepOnAsync(RingAsync, stoppingToken), .. Enumerable.Range(0, Hands).Select(_ => KeepOnAsync(WorkAsync, stoppingToken))]);

    /// <summary>Stops claiming, lets what is under way finish within 25 seconds, gives back the rest. Said twice, both wait for the one end: what it needs is not taken away before.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (stopping) return stopped ??= EndAsync(cancellationToken);
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        longest.CancelAfter(TimeSpan.FromSeconds(25));
        await base.StopAsync(longest.Token);
        await FinishDoneAsync();
        if (held.IsEmpty) return;
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        await db.ReleaseAsync([.. held.Keys], CancellationToken.None);
    }

    private async Task KeepOnAsync(Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        // The host waits for the first await of each service; a loop that always has something to do would keep it.
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await loop(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                IsWell = false;
                log.LogWarning(e, "The agents lost the database and try again");
                await Task.Delay(TimeSpan.FromSeconds(2), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(contexts.Connections.Worker);
        await connection.OpenAsync(stop);
        connection.Notification += (_, note) => Heard(note.Payload);
        await using (var listen = new NpgsqlCommand("listen kontali_tasks", connection)) await listen.ExecuteNonQueryAsync(stop);
        wake.Ring();
        while (true) await connection.WaitAsync(stop);
    }

    private void Heard(string payload)
    {
        if (payload.Split(' ') is ["cancel", var token] && Guid.TryParse(token, out var lease)) Stop(lease);
        else wake.Ring();
    }

    private void Stop(Guid lease)
    {
        if (held.TryGetValue(lease, out var task)) task.Stop();
    }

    // A hand's worth at a time; while they are done in less than a breath, twice as many as the last time.
    private async Task ClaimAsync(CancellationToken stop)
    {
        // The claims' own context keeps its connection: nothing is tracked in it.
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        await db.Database.OpenConnectionAsync(stop);
        var howMany = Hands;
        while (true)
        {
            var began = TimeProvider.System.GetTimestamp();
            // Not to be broken off: what was claimed and not heard of would wait for its lease to run out.
            var claims = await db.ClaimAsync(name.ToString(), howMany, Lease, CancellationToken.None);
            IsWell = true;
            foreach (var claim in claims)
            {
                var task = new HeldTask(claim);
                held[claim.LeaseToken] = task;
                waiting.Writer.TryWrite(task);
            }
            if (claims.Count == 0) await wake.WaitAsync(await db.UntilNextAsync(stop) is { } next ? Shorter(next, Poll) : Poll, stop);
            while (waiting.Reader.Count > 0) await ended.WaitAsync(Breath, stop);
            // While every hand is busy nothing more is claimed: another node may have one free.
            while (UnderWay >= Hands) await ended.WaitAsync(Breath, stop);
            howMany = claims.Count == howMany && TimeProvider.System.GetElapsedTime(began) < Breath ? Math.Min(Most, howMany * 2) : Math.Max(1, Hands - UnderWay);
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => TimeSpan.FromMilliseconds(Math.Clamp(a.TotalMilliseconds, 5, b.TotalMilliseconds));

    private async Task WorkAsync(CancellationToken stop)
    {
        while (true)
        {
            var task = await waiting.Reader.ReadAsync(stop);
            task.IsUnderWay = true;
            var end = TaskEnd.Given;
            try
            {
                end = await runner.RunAsync(task.Claim, task.Token);
                if (end == TaskEnd.NothingToLand) done.Writer.TryWrite(task);
            }
            finally
            {
                if (end != TaskEnd.NothingToLand) Over(task);
            }
        }
    }

    private void Over(HeldTask task)
    {
        held.TryRemove(task.Claim.LeaseToken, out _);
        task.Dispose();
        changed[task.Claim.TenantId] = true;
        ended.Ring();
    }

    // Those that have nothing to land are ended together: as many as have gathered while the last were written.
    private async Task FinishAsync(CancellationToken stop)
    {
        while (await done.Reader.WaitToReadAsync(stop)) await FinishDoneAsync();
    }

    private async Task FinishDoneAsync()
    {
        while (done.Reader.Count > 0)
        {
            List<HeldTask> batch = [];
            while (batch.Count < Most && done.Reader.TryRead(out var task)) batch.Add(task);
            try
            {
                await runner.FinishAsync([.. batch.Select(t => t.Claim)]);
            }
            finally
            {
                batch.ForEach(Over);
            }
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        await Task.Delay(Beat, stop);
        if (held.IsEmpty) return;
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        foreach (var lost in await db.BeatAsync([.. held.Keys], Lease, stop)) Stop(lost);
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        await using (var db = contexts.OpenForWorker(Actor.Nobody))
        {
            await db.ExpireAsync(name.KnowsGone, stop);
            if (await db.SweepAsync(stop) > 0) wake.Ring();
        }
        await Task.Delay(Sweep, stop);
    }

    // Screens hear at most twice a second that something ended, however much did.
    private async Task RingAsync(CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500), stop);
        var firms = changed.Keys.ToArray();
        if (firms.Length == 0) return;
        foreach (var firm in firms) changed.TryRemove(firm, out _);
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        await db.RingScreensAsync(firms, stop);
    }
}

/// <summary>A task this node holds.</summary>
internal sealed class HeldTask(Claim claim) : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    public Claim Claim => claim;
    public CancellationToken Token => stop.Token;
    public bool IsUnderWay { get; set; }

    public void Stop()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in the same moment.
        }
    }

    public void Dispose() => stop.Dispose();
}
