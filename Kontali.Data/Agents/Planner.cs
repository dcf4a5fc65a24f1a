using Kontali.Data.Tasks;
using Kontali.Data.Vouchers;

namespace Kontali.Data.Agents;

/// <summary>Posts planned vouchers on their day.</summary>
public sealed class Planner : ITaskHandler
{
    /// <inheritdoc/>
    public string AgentName => PlanVouchers.Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [PlanVouchers.PostPlanned];

    /// <inheritdoc/>
    public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        var planned = claim.Payload.GetProperty("planned").GetGuid();
        return Task.FromResult(new Landing((landing, stop) => landing.PostPlannedAsync(planned, stop)));
    }
}
