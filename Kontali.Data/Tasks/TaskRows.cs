using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

/// <summary>How much there is; <see cref="Waiting"/> is counted up to <see cref="TaskRows.Many"/>.</summary>
public sealed record QueueCounts(int Running, int Waiting, int Retrying, int Dead, int EventsFailing);

/// <summary>A whole and its parts, counted.</summary>
public sealed record WholeRow(Guid Id, string TaskType, Guid? ClientId, DateTimeOffset CreatedAt, bool Cancelling, int Total, int Done, int Dead, int LastMinute);

/// <summary>How fast tasks of an agent, or of a client, were done: so many, and half and nineteen of twenty within so long.</summary>
public sealed record SpeedRow(string? Agent, Guid? ClientId, int Count, TimeSpan Median, TimeSpan P95);

/// <summary>An event that a listener could not take in.</summary>
public sealed record FailingEvent(string Handler, Guid EventId, string EventType, Guid? ClientId, DateTimeOffset CreatedAt, int Tries, DateTimeOffset RunAfter, string? Error, bool IsDead, int Behind);

/// <summary>What people see of the queue: of their own clients, and of what is no client's.</summary>
public static class TaskRows
{
    /// <summary>Beyond this it is said that there are more: a million waiting need not be counted for a person to see that they are many.</summary>
    public const int Many = 10_000;

    /// <summary>The counts at the head of the page.</summary>
    public static async Task<QueueCounts> QueueCountsAsync(this KontaliContext db) => new(
        await db.Tasks.Seen(db).CountAsync(t => t.Status == TaskState.Running),
        await db.Tasks.Seen(db).Where(t => t.Status == TaskState.Pending).Take(Many + 1).CountAsync(),
        await db.Tasks.Seen(db).Where(t => t.Status == TaskState.Pending && t.RetryCount > 0).Take(Many + 1).CountAsync(),
        await db.Tasks.Seen(db).Where(t => t.Status == TaskState.Dead).Take(Many + 1).CountAsync(),
        await db.FailingEvents().Take(Many + 1).CountAsync());

    /// <summary>Wholes whose parts are being done, the newest first.</summary>
    public static async Task<List<WholeRow>> WholesAsync(this KontaliContext db, int howMany)
    {
        var minuteAgo = db.Clock.Now().AddMinutes(-1);
        return await db.Tasks.Seen(db).Where(t => t.Status == TaskState.Waiting).OrderByDescending(t => t.CreatedAt).Take(howMany)
            .Select(t => new
            {
                Task = t,
                Left = db.Tasks.Count(p => p.ParentTaskId == t.Id),
                Dead = db.Tasks.Count(p => p.ParentTaskId == t.Id && p.Status == TaskState.Dead),
                Done = db.FinishedTasks.Count(p => p.ParentTaskId == t.Id),
                LastMinute = db.FinishedTasks.Count(p => p.ParentTaskId == t.Id && p.CompletedAt > minuteAgo),
            })
            .Select(w => new WholeRow(w.Task.Id, w.Task.TaskType, w.Task.ClientId, w.Task.CreatedAt, w.Task.CancelRequested, w.Left + w.Done, w.Done, w.Dead, w.LastMinute)).ToListAsync();
    }

    /// <summary>Speed since then, per agent and per client; the busiest first.</summary>
    public static async Task<IReadOnlyList<SpeedRow>> SpeedAsync(this KontaliContext db, DateTimeOffset since, CancellationToken ct = default)
    {
        // Whoever sees all clients need not name them.
        var clients = db.Actor.SeesAllClients ? [] : await db.Clients.Select(c => c.Id).ToArrayAsync(ct);
        return await db.RowsAsync(row => new SpeedRow(row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetInt32(2), row.GetTimeSpan(3), row.GetTimeSpan(4)), """
            select agent_type, client_id, count(*)::integer,
                   percentile_cont(0.5) within group (order by completed_at - started_at), percentile_cont(0.95) within group (order by completed_at - started_at)
              from tasks.finished_tasks
             where tenant_id = $1 and completed_at > $2 and outcome = 'done' and started_at is not null and ($3 or client_id is null or client_id = any ($4))
             group by grouping sets ((agent_type), (client_id)) order by 3 desc
            """, ct, db.Actor.RequiredFirm, since, db.Actor.SeesAllClients, clients);
    }

    /// <summary>Events that were told in vain, the longest waiting first.</summary>
    public static IQueryable<FailingEvent> FailingEvents(this KontaliContext db) =>
        from d in db.Deliveries
        where d.Tries > 0
        join e in db.Events on d.EventId equals e.Id
        where e.ClientId == null || db.Clients.Any(c => c.Id == e.ClientId)
        orderby d.Place
        select new FailingEvent(d.Handler, d.EventId, e.EventType, e.ClientId, e.CreatedAt, d.Tries, d.RunAfter, d.Error, d.IsDead,
            db.Deliveries.Count(b => b.Handler == d.Handler && b.SubjectId == d.SubjectId && b.Place > d.Place));
}
