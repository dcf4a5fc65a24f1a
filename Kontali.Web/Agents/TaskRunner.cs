using Kontali.Data;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Web.Agents;

/// <summary>How a claimed task left our hands.</summary>
public enum TaskEnd
{
    /// <summary>It landed, failed or was stopped, and the queue knows.</summary>
    Given,

    /// <summary>It is done and has nothing to land: it may be finished together with others.</summary>
    NothingToLand,
}

/// <summary>Runs one claimed task: the agent thinks, what it brings lands together with the end of the task, and a failure is given back.</summary>
public sealed class TaskRunner(Contexts contexts, IEnumerable<ITaskHandler> agents, ILogger<TaskRunner> log)
{
    private readonly Dictionary<string, ITaskHandler> agents = agents.SelectMany(a => a.TaskTypes, (agent, type) => (agent, type)).ToDictionary(a => a.type, a => a.agent);

    /// <summary>Runs it. Never throws: what goes wrong is the task's own matter.</summary>
    /// <param name="claim">The task.</param>
    /// <param name="stop">Fires when somebody cancels it, or the lease is lost.</param>
    public async Task<TaskEnd> RunAsync(Claim claim, CancellationToken stop)
    {
        var agent = agents.GetValueOrDefault(claim.TaskType);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            if (agent is null) throw new InvalidOperationException($"No agent takes tasks of type {claim.TaskType}.");
            limit.CancelAfter(agent.Limit);
            return await DoAsync(agent, claim, limit.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await GuardAsync(claim, () => EndCancelledAsync(claim));
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Task {Task} ({Type}) failed, try {Try}", claim.Id, claim.TaskType, claim.RetryCount);
            await GuardAsync(claim, () => FailAsync(agent, claim, limit.IsCancellationRequested ? "time limit" : Errors.Brief(e)));
        }
        return TaskEnd.Given;
    }

    /// <summary>Finishes tasks that had nothing to land, whosever they are.</summary>
    public async Task FinishAsync(IReadOnlyCollection<Claim> claims)
    {
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        var ended = await db.FinishManyAsync(claims);
        await db.SettleAsync([.. claims.Select(c => c.ParentTaskId).OfType<Guid>().Distinct()]);
        foreach (var claim in claims.Where(c => !ended.Contains(c.LeaseToken))) await EndCancelledAsync(claim);
    }

    private async Task<TaskEnd> DoAsync(ITaskHandler agent, Claim claim, CancellationToken ct)
    {
        var actor = Actor.Agent(claim.TenantId, agent.AgentName);
        Landing landing;
        await using (var thinking = contexts.OpenForWorker(actor)) landing = await agent.ThinkAsync(thinking, claim, ct);
        if (landing == Landing.Nothing) return TaskEnd.NothingToLand;
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await LandAsync(claim, actor, landing, ct)) await SettleAsync(landing.WaitsForParts ? claim.Id : claim.ParentTaskId);
                else await EndCancelledAsync(claim);
                return TaskEnd.Given;
            }
            catch (DbUpdateException e) when (tries < 3 && e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Another task entered the same in the same moment: now it is there to be found.
            }
        }
    }

    private async Task<bool> LandAsync(Claim claim, Actor actor, Landing landing, CancellationToken ct)
    {
        await using var db = contexts.OpenForWorker(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The end of the task is the first write, so that a lost lease is known before anything else is done.
        if (!await (landing.WaitsForParts ? db.WaitForPartsAsync(claim, ct) : db.FinishAsync(claim, ct))) return false;
        await landing.LandAsync(db, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task SettleAsync(Guid? whole)
    {
        if (whole is not { } id) return;
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        await db.SettleAsync([id]);
    }

    private async Task EndCancelledAsync(Claim claim)
    {
        await using var db = contexts.OpenForWorker(Actor.Agent(claim.TenantId, "Kontali"));
        if (await db.EndCancelledAsync(claim)) await SettleAsync(claim.ParentTaskId);
    }

    private async Task FailAsync(ITaskHandler? agent, Claim claim, string what)
    {
        await using var db = contexts.OpenForWorker(Actor.Agent(claim.TenantId, agent?.AgentName ?? "Kontali"));
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await db.FailAsync(claim, what)) return;
        if (claim.IsLastTry)
        {
            if (agent is not null) await agent.GiveUpAsync(db, claim, what, CancellationToken.None);
            db.Tell(Happened.TaskDied, claim.Id, claim.ClientId, new { claim.TaskType, what });
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task GuardAsync(Claim claim, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception lost)
        {
            // The lease runs out, and the sweep takes the task back.
            log.LogWarning(lost, "Task {Task} could not be given back", claim.Id);
        }
    }
}

/// <summary>What went wrong, to be kept and shown: no invoice text, only the kind and the database's state, enough to find it by.</summary>
internal static class Errors
{
    public static string Brief(Exception e) => (e is DbUpdateException { InnerException: { } inner } ? inner : e) switch
    {
        PostgresException pg => $"{pg.SqlState} {pg.ConstraintName}".Trim(),
        BrokenRule broken => broken.Message,
        var other => other.GetType().Name,
    };
}
