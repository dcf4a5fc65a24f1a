using System.Buffers.Binary;
using System.Security.Cryptography;
using Kontali.Data.Review;
using Kontali.Data.Tasks;

namespace Kontali.Data.Agents;

/// <summary>Draws each day's sample of what the agents posted by themselves.</summary>
public sealed class Sampler : ITaskHandler
{
    /// <summary>The task.</summary>
    public const string DrawSample = "draw_sample";

    /// <summary>Name on tasks.</summary>
    public const string Agent = "kontrollør";

    /// <inheritdoc/>
    public string AgentName => Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [DrawSample];

    /// <inheritdoc/>
    public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        // True chance, and kept: nobody can know beforehand what will be drawn, and anybody can draw it again afterwards.
        var seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
        return Task.FromResult(new Landing((landing, stop) => landing.DrawSampleAsync(seed, stop)));
    }
}

/// <summary>Compares the books with themselves each night.</summary>
public sealed class Reconciler : ITaskHandler
{
    /// <summary>The task.</summary>
    public const string ReconcileBooks = "reconcile";

    /// <summary>Name on tasks.</summary>
    public const string Agent = "avstemmer";

    /// <inheritdoc/>
    public string AgentName => Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [ReconcileBooks];

    /// <inheritdoc/>
    public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct) =>
        Task.FromResult(new Landing((landing, stop) => landing.ReconcileAsync(stop)));
}
