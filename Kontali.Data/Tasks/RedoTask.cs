using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

/// <summary>A person gives a dead task a new life.</summary>
public static class RedoTask
{
    /// <summary>Puts it back in the queue, untried.</summary>
    /// <exception cref="BrokenRule">She may not, or it is not among the dead any longer.</exception>
    public static async Task RedoAsync(this KontaliContext db, Guid taskId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        if (!await db.Tasks.Seen(db).AnyAsync(t => t.Id == taskId, ct) || await db.WriteAsync("""
            update agent_tasks set status = 'pending', retry_count = 0, run_after = clock_timestamp(), done = null, total = null where id = $1 and status = 'dead'
            """, ct, taskId) == 0) throw new BrokenRule($"Oppgaven venter ikke lenger på deg.");
        await db.WriteAsync("notify kontali_tasks", ct);
    }

    /// <summary>Those that concern her clients, or no client.</summary>
    public static IQueryable<AgentTask> Seen(this IQueryable<AgentTask> tasks, KontaliContext db) => tasks.Where(t => t.ClientId == null || db.Clients.Any(c => c.Id == t.ClientId));

    /// <inheritdoc cref="Seen(IQueryable{AgentTask}, KontaliContext)"/>
    public static IQueryable<FinishedTask> Seen(this IQueryable<FinishedTask> tasks, KontaliContext db) => tasks.Where(t => t.ClientId == null || db.Clients.Any(c => c.Id == t.ClientId));
}
