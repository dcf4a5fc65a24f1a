namespace Kontali.Data.Tasks;

/// <summary>Tasks leave the queue, and wholes with their last part.</summary>
public static class FinishTasks
{
    private const string Columns = "id, tenant_id, client_id, agent_type, task_type, payload, retry_count, parent_task_id, created_at, started_at";

    /// <summary>
    /// Moves a task out of the queue, in the transaction that holds its effects. False: the lease is no longer ours or the task is
    /// cancelled, and the transaction must be given up.
    /// </summary>
    public static async Task<bool> FinishAsync(this KontaliContext db, Claim claim, CancellationToken ct = default) => await db.WriteAsync($"""
        with done as (delete from agent_tasks where id = $1 and lease_token = $2 and not cancel_requested returning *)
        insert into tasks.finished_tasks ({Columns}, outcome, completed_at) select {Columns}, 'done', clock_timestamp() from done
        """, ct, claim.Id, claim.LeaseToken) == 1;

    /// <summary>Instead of finishing: the task stays as a whole, to end when its parts have ended. The parts are put in the same transaction, after this.</summary>
    public static async Task<bool> WaitForPartsAsync(this KontaliContext db, Claim claim, CancellationToken ct = default) => await db.WriteAsync("""
        update agent_tasks set status = 'waiting', lease_owner = null, lease_token = null, lease_until = null
         where id = $1 and lease_token = $2 and not cancel_requested
        """, ct, claim.Id, claim.LeaseToken) == 1;

    /// <summary>Finishes many that had no effects to land, of whatever firm, in one statement; returns the tokens that were still ours.</summary>
    public static Task<IReadOnlyList<Guid>> FinishManyAsync(this KontaliContext db, IReadOnlyCollection<Claim> claims, CancellationToken ct = default) =>
        db.RowsAsync(row => row.GetGuid(0), "select tasks.finish($1, $2)", ct, claims.Select(c => c.Id).ToArray(), claims.Select(c => c.LeaseToken).ToArray());

    /// <summary>Ends the wholes among these whose last part has ended. After the commit of the part, for only then can its end be seen; what is missed here, the sweep finds.</summary>
    public static Task<int> SettleAsync(this KontaliContext db, IReadOnlyCollection<Guid> wholes, CancellationToken ct = default) =>
        wholes.Count == 0 ? Task.FromResult(0) : db.ValueAsync<int>("select tasks.settle($1)", ct, wholes.ToArray());

    /// <summary>Ends a claimed task that somebody cancelled; false when nobody did, or the lease is no longer ours.</summary>
    public static async Task<bool> EndCancelledAsync(this KontaliContext db, Claim claim, CancellationToken ct = default) => await db.WriteAsync($"""
        with ended as (delete from agent_tasks where id = $1 and lease_token = $2 and cancel_requested returning *)
        insert into tasks.finished_tasks ({Columns}, outcome, completed_at) select {Columns}, 'cancelled', clock_timestamp() from ended
        """, ct, claim.Id, claim.LeaseToken) == 1;
}
