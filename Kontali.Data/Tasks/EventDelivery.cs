namespace Kontali.Data.Tasks;

/// <summary>That a listener is yet to be told of an event. It is gone in the transaction that holds what the listener made of it.</summary>
public sealed class EventDelivery : IOfFirm
{
    /// <summary>Who listens: an <see cref="IEventHandler.Name"/>.</summary>
    public required string Handler { get; init; }

    /// <summary>What happened.</summary>
    public Guid EventId { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>To what it happened: of one subject a listener is told in order.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>The order of writing.</summary>
    public long Place { get; init; }

    /// <summary>How often it was told in vain.</summary>
    public int Tries { get; init; }

    /// <summary>Not before this moment, UTC, by the database's clock.</summary>
    public DateTimeOffset RunAfter { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? Error { get; init; }

    /// <summary>Told in vain so often that a person must look; it and what follows on its subject wait for her.</summary>
    public bool IsDead { get; init; }
}
