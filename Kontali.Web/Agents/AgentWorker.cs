using System.Collections.Concurrent;
using Kontali.Data;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Web.Agents;

/// <summary>
/// The machine's door: claims tasks under a lease, reads and thinks outside any transaction, and lands each task's effects together
/// with its end. Woken by the database; polling is only a safety net. One bad task harms only itself.
/// </summary>
public sealed class AgentWorker(Contexts contexts, IEnumerable<ITaskHandler> agents, ILogger<AgentWorker> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60), Beat = TimeSpan.FromSeconds(20), Sweep = TimeSpan.FromSeconds(15), Poll = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, ITaskHandler> agents = agents.SelectMany(a => a.TaskTypes, (agent, type) => (agent, type)).ToDictionary(a => a.type, a => a.agent);
    private readonly WorkerName name = WorkerName.Mine();
    private readonly ConcurrentDictionary<Guid, Claim> held = new();
    private readonly SemaphoreSlim woken = new(0, 1);
    private static int Hands => Math.Clamp(Environment.ProcessorCount, 2, 16);

    /// <summary>False while the database cannot be reached.</summary>
    public bool IsWell { get; private set; } = true;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(KeepOnAsync(ListenAsync, stoppingToken), KeepOnAsync(WorkAsync, stoppingToken), KeepOnAsync(BeatAsync, stoppingToken), KeepOnAsync(SweepAsync, stoppingToken));

    /// <summary>Stops claiming, lets what is under way finish within 25 seconds, gives back the rest.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        for (var waited = 0; !held.IsEmpty && waited < 250; waited++) await Task.Delay(100, CancellationToken.None);
        if (held.IsEmpty) return;
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        await db.ReleaseAsync([.. held.Keys], CancellationToken.None);
    }

    private async Task KeepOnAsync(Func<CancellationToken, Task> loop, CancellationToken stop)
    {
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
        connection.Notification += (_, _) => Wake();
        await using (var listen = new NpgsqlCommand("listen kontali_tasks", connection)) await listen.ExecuteNonQueryAsync(stop);
        Wake();
        while (true) await connection.WaitAsync(stop);
    }

    private void Wake()
    {
        try
        {
            if (woken.CurrentCount == 0) woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else rang in the same moment: awake is awake.
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        using var hands = new SemaphoreSlim(Hands);
        while (!stop.IsCancellationRequested)
        {
            await hands.WaitAsync(stop);
            var free = 1;
            while (free < Hands && hands.Wait(0, stop)) free++;
            var claims = await ClaimAsync(free, hands, stop);
            foreach (var claim in claims) _ = RunAsync(claim, hands);
            hands.ReleaseIfAny(free - claims.Count);
            if (claims.Count == 0) await woken.WaitAsync(await UntilNextAsync(stop), stop);
        }
    }

    private async Task<IReadOnlyList<Claim>> ClaimAsync(int howMany, SemaphoreSlim hands, CancellationToken stop)
    {
        try
        {
            await using var db = contexts.OpenForWorker(Actor.Nobody);
            var claims = await db.ClaimAsync(name.ToString(), howMany, Lease, stop);
            foreach (var claim in claims) held[claim.LeaseToken] = claim;
            IsWell = true;
            return claims;
        }
        catch
        {
            hands.ReleaseIfAny(howMany);
            throw;
        }
    }

    private async Task<TimeSpan> UntilNextAsync(CancellationToken stop)
    {
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        if (await db.NextDueAsync(stop) is not { } due) return Poll;
        var wait = due - TimeProvider.System.GetUtcNow();
        return wait < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : wait < Poll ? wait : Poll;
    }

    private async Task RunAsync(Claim claim, SemaphoreSlim hands)
    {
        var agent = agents.GetValueOrDefault(claim.TaskType);
        try
        {
            if (agent is null) throw new InvalidOperationException($"No agent takes tasks of type {claim.TaskType}.");
            using var limit = new CancellationTokenSource(agent.Limit);
            await DoAsync(agent, claim, limit.Token);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Task {Task} ({Type}) failed, try {Try}", claim.Id, claim.TaskType, claim.RetryCount);
            await FailAsync(agent, claim, e);
        }
        finally
        {
            held.TryRemove(claim.LeaseToken, out _);
            hands.ReleaseIfAny(1);
        }
    }

    private async Task DoAsync(ITaskHandler agent, Claim claim, CancellationToken ct)
    {
        var actor = Actor.Agent(claim.TenantId, agent.AgentName);
        Landing landing;
        await using (var thinking = contexts.OpenForWorker(actor)) landing = await agent.ThinkAsync(thinking, claim, ct);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await LandAsync(claim, actor, landing, ct);
                return;
            }
            catch (DbUpdateException e) when (tries < 3 && e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Another task entered the same in the same moment: now it is there to be found.
            }
        }
    }

    private async Task LandAsync(Claim claim, Actor actor, Landing landing, CancellationToken ct)
    {
        await using var db = contexts.OpenForWorker(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The end of the task is the first write, so that a lost lease is known before anything else is done.
        if (!await db.FinishAsync(claim, ct)) return;
        await landing.LandAsync(db, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task FailAsync(ITaskHandler? agent, Claim claim, Exception e)
    {
        try
        {
            await using var db = contexts.OpenForWorker(Actor.Agent(claim.TenantId, agent?.AgentName ?? "Kontali"));
            await using var transaction = await db.Database.BeginTransactionAsync();
            // No invoice text in errors: the kind and the database's state are enough to find it by.
            var what = (e is DbUpdateException { InnerException: { } inner } ? inner : e) is PostgresException pg ? $"{pg.SqlState} {pg.ConstraintName}" : e is BrokenRule ? e.Message : e.GetType().Name;
            await db.FailAsync(claim, what);
            if (claim.IsLastTry)
            {
                if (agent is not null) await agent.GiveUpAsync(db, claim, what, CancellationToken.None);
                db.Tell(Happened.TaskDied, claim.Id, claim.ClientId, new { claim.TaskType, what });
            }
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        catch (Exception lost)
        {
            // The lease runs out, and the sweep takes the task back.
            log.LogWarning(lost, "Task {Task} could not be given back", claim.Id);
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        await Task.Delay(Beat, stop);
        if (held.IsEmpty) return;
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        await db.BeatAsync([.. held.Keys], Lease, stop);
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        await using (var db = contexts.OpenForWorker(Actor.Nobody))
        {
            await db.ExpireAsync(name.KnowsGone, stop);
            if (await db.SweepAsync(stop) > 0) Wake();
        }
        await Task.Delay(Sweep, stop);
    }
}

internal static class Semaphores
{
    public static void ReleaseIfAny(this SemaphoreSlim hands, int howMany)
    {
        if (howMany > 0) hands.Release(howMany);
    }
}
