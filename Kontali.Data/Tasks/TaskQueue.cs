using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

/// <summary>A claimed task: what to do, for whom, and the token that alone may finish it.</summary>
public sealed record Claim(Guid Id, Guid TenantId, Guid? ClientId, string TaskType, JsonElement Payload, Guid LeaseToken, int RetryCount, int MaxRetries)
{
    /// <summary>True when a failure now is the last.</summary>
    public bool IsLastTry => RetryCount >= MaxRetries;
}

/// <summary>The queue's verbs. Time is the database's own clock; the queue is ignorant of bookkeeping.</summary>
public static class TaskQueue
{
    /// <summary>Puts a task in the queue; it is there when the surrounding transaction commits.</summary>
    public static AgentTask Enqueue(this KontaliContext db, string agent, string type, object payload, Guid? clientId = null, string? dedupeKey = null, short priority = 5)
    {
        var task = new AgentTask
        {
            Id = Ids.New(db.Clock),
            TenantId = db.Actor.RequiredFirm,
            ClientId = clientId,
            AgentType = agent,
            TaskType = type,
            Payload = JsonSerializer.SerializeToElement(payload, Mapping.Json),
            DedupeKey = dedupeKey,
            Priority = priority,
            RunAfter = db.Clock.Now(),
        };
        db.Tasks.Add(task);
        return task;
    }

    /// <summary>Claims up to so many tasks under a lease, skipping what others hold.</summary>
    public static async Task<IReadOnlyList<Claim>> ClaimAsync(this KontaliContext db, string worker, int howMany, TimeSpan lease, CancellationToken ct = default) =>
        await db.Database.SqlQuery<Claim>($"select * from tasks.claim({worker}, {howMany}, {lease})").ToListAsync(ct);

    /// <summary>Renews leases; returns how many were still held.</summary>
    public static async Task<int> BeatAsync(this KontaliContext db, IReadOnlyCollection<Guid> tokens, TimeSpan lease, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<int>($"select tasks.beat({tokens.ToArray()}, {lease}) as \"Value\"").ToListAsync(ct))[0];

    /// <summary>Takes back leases that ran out; returns how many.</summary>
    public static async Task<int> SweepAsync(this KontaliContext db, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<int>($"select tasks.sweep() as \"Value\"").ToListAsync(ct))[0];

    /// <summary>Gives claimed tasks back untried.</summary>
    public static async Task<int> ReleaseAsync(this KontaliContext db, IReadOnlyCollection<Guid> tokens, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<int>($"select tasks.release({tokens.ToArray()}) as \"Value\"").ToListAsync(ct))[0];

    /// <summary>Ends the leases of a worker that is known to be gone, so that the next sweep takes its tasks back at once; returns how many.</summary>
    /// <param name="db">The context.</param>
    /// <param name="isGone">Judges a worker by the name it claimed under.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<int> ExpireAsync(this KontaliContext db, Func<string, bool> isGone, CancellationToken ct = default)
    {
        var expired = 0;
        foreach (var holder in (await db.Database.SqlQuery<string>($"select tasks.holders() as \"Value\"").ToListAsync(ct)).Where(isGone))
            expired += (await db.Database.SqlQuery<int>($"select tasks.expire({holder}) as \"Value\"").ToListAsync(ct))[0];
        return expired;
    }

    /// <summary>When the next waiting task is due, UTC; null when none waits.</summary>
    public static async Task<DateTimeOffset?> NextDueAsync(this KontaliContext db, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<DateTimeOffset?>($"select tasks.next_due() as \"Value\"").ToListAsync(ct))[0];

    /// <summary>
    /// Moves a task out of the queue, in the transaction that holds its effects. False: the lease is no longer ours, and the
    /// transaction must be given up, for somebody else is doing the task.
    /// </summary>
    public static async Task<bool> FinishAsync(this KontaliContext db, Claim claim, CancellationToken ct = default) =>
        await db.Database.ExecuteSqlAsync($"""
            with done as (delete from agent_tasks where id = {claim.Id} and lease_token = {claim.LeaseToken} returning *)
            insert into tasks.finished_tasks (id, tenant_id, client_id, agent_type, task_type, outcome, payload, retry_count, parent_task_id, created_at, started_at, completed_at)
            select id, tenant_id, client_id, agent_type, task_type, 'done', payload, retry_count, parent_task_id, created_at, started_at, clock_timestamp() from done
            """, ct) == 1;

    /// <summary>Puts a failed task back, to be tried after a while (2, 4, 8 … seconds, up to five minutes, with jitter), or, after its last try, to the dead.</summary>
    public static Task<int> FailAsync(this KontaliContext db, Claim claim, string error, CancellationToken ct = default)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, claim.RetryCount)) * (0.75 + Random.Shared.NextDouble() / 2));
        var status = claim.IsLastTry ? "dead" : "pending";
        return db.Database.ExecuteSqlAsync($"""
            update agent_tasks set status = {status}, error_message = {error}, run_after = clock_timestamp() + {wait},
                   lease_owner = null, lease_token = null, lease_until = null
             where id = {claim.Id} and lease_token = {claim.LeaseToken}
            """, ct);
    }

    /// <summary>Gives a dead task a new life.</summary>
    public static Task<int> RedoAsync(this KontaliContext db, Guid taskId, CancellationToken ct = default) =>
        db.Database.ExecuteSqlAsync($"""
            with redone as (update agent_tasks set status = 'pending', retry_count = 0, run_after = clock_timestamp() where id = {taskId} and status = 'dead' returning 1)
            select pg_notify('kontali_tasks', '') from redone
            """, ct);

    /// <summary>Tells what happened, in the transaction in which it happens.</summary>
    public static void Tell(this KontaliContext db, string what, Guid subjectId, Guid? clientId, object? details = null) => db.Events.Add(new AgentEvent
    {
        Id = Ids.New(db.Clock),
        TenantId = db.Actor.RequiredFirm,
        ClientId = clientId,
        EventType = what,
        SubjectId = subjectId,
        Payload = JsonSerializer.SerializeToElement(details ?? new { }, Mapping.Json),
        // The story is told to people so far; nobody waits to be woken by it.
        Processed = true,
    });
}
