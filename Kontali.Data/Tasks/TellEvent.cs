using System.Text.Json;

namespace Kontali.Data.Tasks;

/// <summary>Tells what happened.</summary>
public static class TellEvent
{
    /// <summary>Writes it in the transaction in which it happens; whoever listens is told when that commits.</summary>
    public static void Tell(this KontaliContext db, string what, Guid subjectId, Guid? clientId, object? details = null) => db.Events.Add(new AgentEvent
    {
        // Told in one breath they stand in the order of telling, for that is how listeners hear them.
        Id = Ids.New(db.Clock, db.ChangeTracker.Entries<AgentEvent>().Count()),
        TenantId = db.Actor.RequiredFirm,
        ClientId = clientId,
        EventType = what,
        SubjectId = subjectId,
        Payload = JsonSerializer.SerializeToElement(details ?? new { }, Mapping.Json),
    });
}
