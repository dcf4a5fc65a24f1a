using System.Text.Json;

namespace Kontali.Data.Tasks;

/// <summary>A claimed task: what to do, for whom, and the token that alone may finish it.</summary>
public sealed record Claim(Guid Id, Guid TenantId, Guid? ClientId, string TaskType, JsonElement Payload, Guid LeaseToken, int RetryCount, int MaxRetries, Guid? ParentTaskId = null)
{
    /// <summary>True when a failure now is the last.</summary>
    public bool IsLastTry => RetryCount >= MaxRetries;
}

/// <summary>What a worker does with its leases. Each is a short transaction of its own; time is the database's clock.</summary>
public static class ClaimTasks
{
    /// <summary>Claims up to so many tasks under a lease, skipping what others hold. Firms take turns; within a firm the lower priority number goes first, then the older.</summary>
    public static Task<IReadOnlyList<Claim>> ClaimAsync(this KontaliContext db, string worker, int howMany, TimeSpan lease, CancellationToken ct = default) =>
        db.RowsAsync(row => new Claim(row.GetGuid(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetString(3), row.GetFieldValue<JsonElement>(4),
                row.GetGuid(5), row.GetInt32(6), row.GetInt32(7), row.IsDBNull(8) ? null : row.GetGuid(8)),
            "select id, tenant_id, client_id, task_type, payload, lease_token, retry_count, max_retries, parent_task_id from tasks.claim($1, $2, $3)", ct, worker, howMany, lease);

    /// <summary>Renews leases; returns the tokens whose work should stop, because the lease was lost or somebody cancelled the task.</summary>
    public static Task<IReadOnlyList<Guid>> BeatAsync(this KontaliContext db, IReadOnlyCollection<Guid> tokens, TimeSpan lease, CancellationToken ct = default) =>
        db.RowsAsync(row => row.GetGuid(0), "select tasks.beat($1, $2)", ct, tokens.ToArray(), lease);

    /// <summary>Gives claimed tasks back untried.</summary>
    public static Task<int> ReleaseAsync(this KontaliContext db, IReadOnlyCollection<Guid> tokens, CancellationToken ct = default) =>
        db.ValueAsync<int>("select tasks.release($1)", ct, tokens.ToArray());

    /// <summary>Says how far a claimed task is, for people to see.</summary>
    public static Task<int> ProgressAsync(this KontaliContext db, Claim claim, int done, int total, CancellationToken ct = default) =>
        db.WriteAsync("update agent_tasks set done = $3, total = $4 where id = $1 and lease_token = $2", ct, claim.Id, claim.LeaseToken, done, total);

    /// <summary>When the next waiting task is due, as long from now by the database's clock; null when none waits.</summary>
    public static async Task<TimeSpan?> UntilNextAsync(this KontaliContext db, CancellationToken ct = default) =>
        await db.ValueAsync<TimeSpan?>("select tasks.next_due() - clock_timestamp()", ct);
}
