using System.Text.Json;

namespace Kontali.Data.Tasks;

/// <summary>How a task ended.</summary>
public enum TaskOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Taken back before it was done.</summary>
    Cancelled,
}

/// <summary>A task that is over, moved out of the queue's way.</summary>
public sealed class FinishedTask : IOfFirm
{
    /// <summary>The task's id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc cref="AgentTask.ClientId"/>
    public Guid? ClientId { get; init; }

    /// <inheritdoc cref="AgentTask.AgentType"/>
    public required string AgentType { get; init; }

    /// <inheritdoc cref="AgentTask.TaskType"/>
    public required string TaskType { get; init; }

    /// <summary>How it ended.</summary>
    public TaskOutcome Outcome { get; init; }

    /// <inheritdoc cref="AgentTask.Payload"/>
    public required JsonElement Payload { get; init; }

    /// <summary>How often it was tried.</summary>
    public int RetryCount { get; init; }

    /// <inheritdoc cref="AgentTask.ParentTaskId"/>
    public Guid? ParentTaskId { get; init; }

    /// <inheritdoc cref="AgentTask.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="AgentTask.StartedAt"/>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset CompletedAt { get; init; }
}
