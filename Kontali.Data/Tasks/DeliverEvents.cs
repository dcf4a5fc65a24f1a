using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

/// <summary>
/// Events reach those who listen. Which events a listener is owed is written when the event is (a trigger), so that one which is committed
/// late is not passed over; that it was told is written in the transaction of what it made of it, so that it is told once in effect.
/// </summary>
public static class DeliverEvents
{
    /// <summary>So often in vain, and a person must look.</summary>
    public const int MaxTries = 8;

    /// <summary>Says who listens for what. From then on they are owed what happens; what happened before is not told.</summary>
    public static async Task ListenAsync(this KontaliContext db, IReadOnlyCollection<IEventHandler> handlers, CancellationToken ct = default)
    {
        var all = handlers.SelectMany(h => h.EventTypes.Distinct(), (h, type) => (h.Name, Type: type)).ToList();
        await db.WriteAsync("select tasks.listen($1, $2)", ct, all.Select(l => l.Name).ToArray(), all.Select(l => l.Type).ToArray());
    }

    /// <summary>Which listeners can be told something now, in which firms.</summary>
    public static Task<IReadOnlyList<(string Handler, Guid Firm)>> DueDeliveriesAsync(this KontaliContext db, CancellationToken ct = default) =>
        db.RowsAsync(row => (row.GetString(0), row.GetGuid(1)), "select handler, tenant_id from tasks.due_deliveries()", ct);

    /// <summary>How long until the next is due by the database's clock; null when none waits.</summary>
    public static Task<TimeSpan?> UntilNextDeliveryAsync(this KontaliContext db, CancellationToken ct = default) =>
        db.ValueAsync<TimeSpan?>("select tasks.next_delivery() - clock_timestamp()", ct);

    /// <summary>Takes the listener's turn in this firm until the transaction ends; false while somebody else has it.</summary>
    public static Task<bool> TakeTurnAsync(this KontaliContext db, IEventHandler handler, CancellationToken ct = default) =>
        db.ValueAsync<bool>("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", ct, $"deliver {handler.Name} {db.Actor.RequiredFirm}");

    /// <summary>What the listener is to be told next in this firm: the oldest that is due and has nothing of its subject before it.</summary>
    public static async Task<AgentEvent?> NextForAsync(this KontaliContext db, IEventHandler handler, CancellationToken ct = default)
    {
        var next = await db.ValueAsync<Guid>("""
            select d.event_id from tasks.deliveries d
             where d.tenant_id = $2 and d.handler = $1 and not d.is_dead and d.run_after <= clock_timestamp()
               and not exists (select from tasks.deliveries before where before.handler = d.handler and before.subject_id = d.subject_id and before.place < d.place)
             order by d.place limit 1
            """, ct, handler.Name, db.Actor.RequiredFirm);
        return next == Guid.Empty ? null : await db.Events.AsNoTracking().SingleAsync(e => e.Id == next, ct);
    }

    /// <summary>Marks it told, in the transaction of what the listener made of it. The last listener's mark makes the event processed.</summary>
    public static async Task ToldAsync(this KontaliContext db, IEventHandler handler, AgentEvent told, CancellationToken ct = default)
    {
        // Two listeners told of one event in the same moment: the second waits here, and sees that it is the last.
        await db.WriteAsync("select from agent_events where id = $1 for update", ct, told.Id);
        await db.WriteAsync("delete from tasks.deliveries where handler = $1 and event_id = $2", ct, handler.Name, told.Id);
        await db.WriteAsync("update agent_events set processed = true where id = $1 and not exists (select from tasks.deliveries where event_id = $1)", ct, told.Id);
    }

    /// <summary>Notes that telling it failed, after everything the listener wrote was given up: again later, or, after the last try, when a person says so.</summary>
    public static Task<int> NotToldAsync(this KontaliContext db, IEventHandler handler, AgentEvent told, string error, CancellationToken ct = default) => db.WriteAsync($"""
        update tasks.deliveries set tries = tries + 1, error = $3, is_dead = tries + 1 >= {MaxTries},
               run_after = clock_timestamp() + least(300, power(2, tries + 1)) * (0.75 + random() / 2) * interval '1 second'
         where handler = $1 and event_id = $2
        """, ct, handler.Name, told.Id, error);

    /// <summary>A person lets a dead event be told again.</summary>
    /// <exception cref="BrokenRule">She may not, or it is not among the dead any longer.</exception>
    public static async Task RedoDeliveryAsync(this KontaliContext db, string handler, Guid eventId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Deliver, ct);
        if (!await db.Events.AnyAsync(e => e.Id == eventId && (e.ClientId == null || db.Clients.Any(c => c.Id == e.ClientId)), ct)
            || await db.WriteAsync("update tasks.deliveries set tries = 0, is_dead = false, run_after = clock_timestamp() where handler = $1 and event_id = $2", ct, handler, eventId) == 0)
            throw new BrokenRule($"Hendelsen venter ikke lenger på deg.");
        await db.WriteAsync("notify kontali_events", ct);
    }
}
