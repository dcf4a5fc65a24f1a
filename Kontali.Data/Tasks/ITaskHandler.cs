namespace Kontali.Data.Tasks;

/// <summary>
/// An agent as the queue knows it. It thinks outside any transaction, for as long as it needs; what it brings back lands in one
/// transaction together with the end of the task. Both may be repeated: a worker can die at any moment.
/// </summary>
public interface ITaskHandler
{
    /// <summary>Name on tasks, decisions and vouchers.</summary>
    string AgentName { get; }

    /// <summary>The task types it takes; no two handlers take the same.</summary>
    IReadOnlyCollection<string> TaskTypes { get; }

    /// <summary>How long one task may take before it counts as failed.</summary>
    TimeSpan Limit => TimeSpan.FromMinutes(5);

    /// <summary>Reads and thinks. Changes no row.</summary>
    Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct);

    /// <summary>Hears that the last try failed, in the transaction that lays the task among the dead. The caller saves.</summary>
    Task GiveUpAsync(KontaliContext db, Claim claim, string what, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>What a task brings back: its effects, written in the transaction that ends it. The caller saves and commits, and may have to repeat it.</summary>
/// <param name="LandAsync">Adds the effects.</param>
public sealed record Landing(Func<KontaliContext, CancellationToken, Task> LandAsync)
{
    /// <summary>Nothing to write: such tasks end many at a time.</summary>
    public static readonly Landing Nothing = new((_, _) => Task.CompletedTask);

    /// <summary>True when what lands are parts of the task (<see cref="EnqueueTask.EnqueueManyAsync"/> with its id): it then ends with the last of them.</summary>
    public bool WaitsForParts { get; init; }
}
