using Kontali.Data.Corrections;
using Kontali.Data.Tasks;

namespace Kontali.Data.Agents;

/// <summary>Does the parts of a batch of corrections.</summary>
public sealed class BatchCorrector : ITaskHandler
{
    /// <inheritdoc/>
    public string AgentName => OrderBatch.Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [OrderBatch.Part];

    /// <inheritdoc/>
    public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        var (batch, from, to) = (claim.Payload.GetProperty("batch").GetGuid(), claim.Payload.GetProperty("from").GetInt32(), claim.Payload.GetProperty("to").GetInt32());
        return Task.FromResult(new Landing((landing, stop) => landing.CorrectPartAsync(batch, from, to, stop)));
    }
}
