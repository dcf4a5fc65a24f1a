using System.Text.Json;

namespace Kontali.Data.Tasks;

/// <summary>Where a task stands. Finished ones leave the hot table for <see cref="FinishedTask"/>.</summary>
public enum TaskState
{
    /// <summary>Waiting to be claimed, from <see cref="AgentTask.RunAfter"/>.</summary>
    Pending,

    /// <summary>Claimed under a lease.</summary>
    Running,

    /// <summary>A whole whose parts are being done: it ends when they have ended.</summary>
    Waiting,

    /// <summary>Tried in vain as often as allowed: a person looks at it, and may redo it.</summary>
    Dead,
}

/// <summary>A piece of work for an agent. The queue knows nothing of bookkeeping.</summary>
public sealed class AgentTask : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The client, where it concerns one.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Which agent.</summary>
    public required string AgentType { get; init; }

    /// <summary>What to do.</summary>
    public required string TaskType { get; init; }

    /// <summary>Where it stands.</summary>
    public TaskState Status { get; init; } = TaskState.Pending;

    /// <summary>Lower is sooner; 5 is ordinary.</summary>
    public short Priority { get; init; } = 5;

    /// <summary>What the agent needs to know, as JSON.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>How often it was tried, and how often it may be.</summary>
    public int RetryCount { get; init; }

    /// <inheritdoc cref="RetryCount"/>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Not before this moment, UTC, by the database's clock; unless somebody names one, the moment it was written.</summary>
    public DateTimeOffset RunAfter { get; init; }

    /// <summary>Who holds it, with which token, until when; the token is new at every claim.</summary>
    public string? LeaseOwner { get; init; }

    /// <inheritdoc cref="LeaseOwner"/>
    public Guid? LeaseToken { get; init; }

    /// <inheritdoc cref="LeaseOwner"/>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Two unfinished tasks of a firm never have the same key.</summary>
    public string? DedupeKey { get; init; }

    /// <summary>The task it is a part of.</summary>
    public Guid? ParentTaskId { get; init; }

    /// <summary>Somebody wants it stopped: the agent that holds it stops soon, a whole ends with its last part.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>How far the agent is that holds it, out of how much, where it says so. A whole's progress is its parts, counted.</summary>
    public int? Done { get; init; }

    /// <inheritdoc cref="Done"/>
    public int? Total { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last claimed, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}
