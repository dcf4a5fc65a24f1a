using System.Text.Json;

namespace Kontali.Data.Tasks;

/// <summary>Something that happened, written in the same transaction as what it tells of. Only its processed mark ever changes.</summary>
public sealed class AgentEvent : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The client, where it concerns one.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>What happened, one of <see cref="Happened"/>.</summary>
    public required string EventType { get; init; }

    /// <summary>To what: a document's or an invoice's id.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Details, as JSON.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>False while somebody waits to be told of it. The database says so itself, from who listens, when the event is written and when the last was told.</summary>
    public bool Processed { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
