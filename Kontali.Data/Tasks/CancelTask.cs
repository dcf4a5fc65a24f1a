using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

/// <summary>A person stops a task and all its parts.</summary>
public static class CancelTask
{
    private const string Family = "with recursive family as (select id from agent_tasks where id = $1 union all select part.id from agent_tasks part join family on part.parent_task_id = family.id)";

    /// <summary>What has not begun ends at once; what is under way is asked to stop, and a whole ends when its last part has.</summary>
    /// <exception cref="BrokenRule">She may not, or it is over already.</exception>
    public static async Task CancelAsync(this KontaliContext db, Guid taskId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        if (!await db.Tasks.Seen(db).AnyAsync(t => t.Id == taskId, ct)) throw new BrokenRule($"Oppgaven er allerede ferdig.");
        // Whoever is being claimed in this moment is waited for, and then counted among those under way.
        await db.WriteAsync($"{Family} select from agent_tasks t join family on family.id = t.id order by t.id for update of t", ct, taskId);
        await db.WriteAsync($"""
            {Family},
            ended as (delete from agent_tasks t using family where t.id = family.id and t.status in ('pending', 'dead') returning t.*),
            asked as (update agent_tasks t set cancel_requested = true from family where t.id = family.id and t.status in ('running', 'waiting') returning t.lease_token),
            kept as (insert into tasks.finished_tasks (id, tenant_id, client_id, agent_type, task_type, outcome, payload, retry_count, parent_task_id, created_at, started_at, completed_at)
                     select id, tenant_id, client_id, agent_type, task_type, 'cancelled', payload, retry_count, parent_task_id, created_at, started_at, clock_timestamp() from ended)
            select pg_notify('kontali_tasks', 'cancel ' || lease_token) from asked where lease_token is not null
            """, ct, taskId);
        // A whole all of whose parts were still waiting ends here; its own commit shows that they have.
        await db.WriteAsync($"""
            {Family},
            ended as (delete from agent_tasks t using family where t.id = family.id and t.status = 'waiting'
                      and not exists (select from agent_tasks part where part.parent_task_id = t.id) returning t.*)
            insert into tasks.finished_tasks (id, tenant_id, client_id, agent_type, task_type, outcome, payload, retry_count, parent_task_id, created_at, started_at, completed_at)
            select id, tenant_id, client_id, agent_type, task_type, 'cancelled', payload, retry_count, parent_task_id, created_at, started_at, clock_timestamp() from ended
            """, ct, taskId);
    }
}
