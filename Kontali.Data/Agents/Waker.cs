using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Brings items back when their moment has come, or what they waited for has happened.</summary>
public sealed class Waker : ITaskHandler, IEventHandler
{
    /// <inheritdoc/>
    public string AgentName => "kø";

    /// <inheritdoc/>
    public string Name => "kø";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [SnoozeItem.Wake];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventTypes { get; } = [Happened.PutToReview, Happened.Posted];

    /// <inheritdoc/>
    public Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct) => Task.FromResult(new Landing((landing, stop) =>
        landing.WakeAtAsync(claim.Payload.GetProperty("item_id").GetGuid(), claim.Payload.GetProperty("until").GetDateTimeOffset(), stop)));

    /// <inheritdoc/>
    public async Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct)
    {
        if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == told.SubjectId, ct) is { } invoice) await db.WakeForInvoiceAsync(invoice, ct);
    }
}
