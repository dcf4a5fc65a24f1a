using Kontali.Data.Documents;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>Looks for what could be lost: the sums always add up, but what nobody works on would stand still in them for ever.</summary>
public static class Forgotten
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>How many documents wait to be read with no task that will read them.</summary>
    public static async Task<int> ForgottenDocumentsAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var before = db.Clock.Now() - Patience;
        var waiting = await db.Inbox.In(ArrivalQueries.AtWork).Where(a => a.ChangedAt < before && a.ReceivedAt < before).OrderBy(a => a.ReceivedAt).Take(1000).Select(a => a.DocumentId).ToListAsync(ct);
        if (waiting.Count == 0) return 0;
        var firm = db.Actor.RequiredFirm;
        return (await db.Database.SqlQuery<int>($"""
            select count(*)::integer as "Value" from unnest({waiting}) as w(id)
             where not exists (select from agent_tasks t where t.tenant_id = {firm} and t.payload ->> 'document_id' = w.id::text)
            """).ToListAsync(ct)).Single();
    }

    /// <summary>Whether tasks have been due for long and nobody is doing any: then no worker is alive.</summary>
    public static async Task<bool> NobodyWorksAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var before = db.Clock.Now() - TimeSpan.FromMinutes(5);
        return await db.Tasks.AnyAsync(t => t.Status == TaskState.Pending && t.RunAfter < before, ct) && !await db.Tasks.AnyAsync(t => t.Status == TaskState.Running, ct);
    }
}
