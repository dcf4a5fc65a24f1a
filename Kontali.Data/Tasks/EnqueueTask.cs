using System.Text.Json;

namespace Kontali.Data.Tasks;

/// <summary>One of many tasks that are put in the queue together.</summary>
/// <param name="Payload">What the agent needs to know; written as JSON.</param>
/// <param name="ClientId">The client, where it concerns one.</param>
/// <param name="DedupeKey">Two unfinished tasks of a firm never have the same key.</param>
public sealed record NewTask(object Payload, Guid? ClientId = null, string? DedupeKey = null);

/// <summary>Puts tasks in the queue; they are there when the surrounding transaction commits.</summary>
public static class EnqueueTask
{
    /// <summary>Puts one in the queue.</summary>
    /// <param name="db">The context.</param>
    /// <param name="agent">Which agent, for people to read.</param>
    /// <param name="type">What to do; the agent that takes this type does it.</param>
    /// <param name="payload">What it needs to know.</param>
    /// <param name="clientId">The client, where it concerns one.</param>
    /// <param name="dedupeKey">Two unfinished tasks of a firm never have the same key.</param>
    /// <param name="priority">Lower is sooner, among the firm's own.</param>
    /// <param name="notBefore">Not before this moment; when it is left out, at once by the database's clock.</param>
    public static AgentTask Enqueue(this KontaliContext db, string agent, string type, object payload, Guid? clientId = null, string? dedupeKey = null, short priority = 5, DateTimeOffset? notBefore = null)
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
            RunAfter = notBefore ?? default,
        };
        db.Tasks.Add(task);
        return task;
    }

    /// <summary>
    /// Puts many in the queue in one statement; those whose key is already there are left out. Returns how many were put.
    /// As parts of a whole, the whole must be there already: a batch, or a task that waits for its parts.
    /// </summary>
    public static Task<int> EnqueueManyAsync(this KontaliContext db, string agent, string type, IReadOnlyCollection<NewTask> tasks, Guid? parent = null, short priority = 5, CancellationToken ct = default) => db.WriteAsync("""
        insert into agent_tasks (id, tenant_id, agent_type, task_type, parent_task_id, priority, payload, client_id, dedupe_key)
        select t.id, $1, $2, $3, nullif($4, '00000000-0000-0000-0000-000000000000'::uuid), $5, t.payload::jsonb, t.client, t.key
          from unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[]) as t (id, payload, client, key)
        on conflict do nothing
        """, ct, db.Actor.RequiredFirm, agent, type, parent ?? Guid.Empty, priority,
        tasks.Select(_ => Ids.New(db.Clock)).ToArray(), tasks.Select(t => JsonSerializer.Serialize(t.Payload, Mapping.Json)).ToArray(),
        tasks.Select(t => t.ClientId).ToArray(), tasks.Select(t => t.DedupeKey).ToArray());

    /// <summary>Puts a whole and its parts in the queue. The whole does nothing itself; it ends when its parts have ended. Returns its id.</summary>
    public static async Task<Guid> EnqueueBatchAsync(this KontaliContext db, string agent, string whole, string part, IReadOnlyCollection<NewTask> parts, short priority = 5, CancellationToken ct = default)
    {
        var id = Ids.New(db.Clock);
        await db.WriteAsync("insert into agent_tasks (id, tenant_id, agent_type, task_type, status) values ($1, $2, $3, $4, 'waiting')", ct, id, db.Actor.RequiredFirm, agent, whole);
        await db.EnqueueManyAsync(agent, part, parts, id, priority, ct);
        return id;
    }
}
