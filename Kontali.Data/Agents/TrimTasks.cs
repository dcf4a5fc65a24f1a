using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Takes old finished tasks away each night: speed and story are of the last weeks, and the table would only grow.</summary>
public sealed class Trimmer : ITaskHandler
{
    /// <summary>The task.</summary>
    public const string TrimTasks = "trim_tasks";

    /// <summary>Name on tasks.</summary>
    public const string Agent = "rydder";

    /// <inheritdoc/>
    public string AgentName => Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [TrimTasks];

    /// <inheritdoc/>
    public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct) =>
        Task.FromResult(new Landing((landing, stop) => landing.TrimFinishedAsync(stop)));
}

/// <summary>Trims what is finished.</summary>
public static class TrimFinished
{
    /// <summary>How long a finished task is kept.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(90);

    /// <summary>
    /// Takes away what ended more than ninety days ago; returns how many. Kept for good is what a decision rests on: when its document was
    /// asked to be read, how often it was tried and how long it took belong to the story of a voucher that an agent made, and that story is
    /// kept as long as the voucher. Dead letters are not finished: they stand in the queue until a person redoes or cancels them.
    /// </summary>
    public static async Task<int> TrimFinishedAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var (firm, now) = (db.Actor.RequiredFirm, db.Clock.Now());
        var (before, justNow) = (now - Keep, now.AddHours(-1));
        // What was kept last time is kept for good: each night looks only at what has grown old since the night before.
        var last = await db.FinishedTasks.Where(t => t.TaskType == Trimmer.TrimTasks && t.Outcome == TaskOutcome.Done && t.CompletedAt < justNow).MaxAsync(t => (DateTimeOffset?)t.CompletedAt, ct);
        var from = last is { } night ? night - Keep - TimeSpan.FromDays(1) : DateTimeOffset.UnixEpoch;
        return await db.Database.ExecuteSqlAsync($$"""
            delete from tasks.finished_tasks t
             where t.tenant_id = {{firm}} and t.completed_at >= {{from}} and t.completed_at < {{before}}
               and not exists (select from vendor_invoices i join agent_decisions d on d.tenant_id = i.tenant_id and d.source_id = i.id
                                where i.tenant_id = t.tenant_id
                                  and i.document_id = case when t.payload ->> 'document_id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (t.payload ->> 'document_id')::uuid end)
            """, ct);
    }
}
