using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>
/// Learns from what people, samples and agents settle: lessons for the memory, outcomes for the record, patterns for people to read.
/// It reads the books as they stand and makes these agree with them, so that an event told twice, late or out of order teaches the same,
/// and what is taken back is unlearned exactly.
/// </summary>
public sealed class Learner : IEventHandler
{
    /// <inheritdoc/>
    public string Name => "lærer";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventTypes { get; } = [Happened.Posted, Happened.Approved, Happened.Corrected, Happened.Rejected, Happened.Reopened, Happened.Reversed, Learned.Audited];

    /// <inheritdoc/>
    public async Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct)
    {
        // What was refused before it became an invoice teaches nothing.
        if (await db.Invoices.SingleOrDefaultAsync(i => i.Id == told.SubjectId, ct) is not { } invoice) return;
        await db.TeachAsync(invoice.Id, ct);
        await db.JudgeAdviceAsync(invoice, ct);
        await db.SettleOutcomeAsync(invoice, ct);
        if (told.EventType == Happened.Rejected) await db.OverruleAsync(invoice, ct);
        // Told when the outcome is written: whoever judges the samples counts this one too.
        if (told.EventType == Learned.Audited) db.Tell(Learned.SampleJudged, invoice.Id, invoice.ClientId);
        var client = await db.Clients.SingleAsync(c => c.Id == invoice.ClientId, ct);
        var vendor = await db.Vendors.AsNoTracking().Where(v => v.Id == invoice.VendorId).Select(v => v.Identity).SingleAsync(ct);
        await db.KeepPatternsAsync(client, vendor, ct);
    }
}

/// <summary>Looks at the samples of a client, as they come in, and switches auto-posting off where they speak against it.</summary>
public sealed class AutoPostJudge : IEventHandler
{
    /// <inheritdoc/>
    public string Name => "kontrollør";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventTypes { get; } = [Learned.SampleJudged];

    /// <inheritdoc/>
    public async Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct)
    {
        if (await db.Clients.SingleOrDefaultAsync(c => c.Id == told.ClientId, ct) is { } client) await db.JudgeAutoPostAsync(client, ct);
    }
}

internal static class Overrule
{
    // A person refused what these patterns led to: there is no truth to learn, but their record begins anew.
    public static async Task OverruleAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct)
    {
        var used = await db.Decisions.Where(d => d.SourceId == invoice.Id).OrderByDescending(d => d.CreatedAt).Select(d => d.PatternsUsed).FirstOrDefaultAsync(ct) ?? [];
        if (used.Count == 0) return;
        var last = await db.Lessons.MaxAsync(l => (long?)l.Seq, ct) ?? 0;
        foreach (var pattern in await db.Patterns.Where(p => used.Contains(p.Id) && p.Scope == PatternScope.Client && p.State != PatternState.Retired).ToListAsync(ct))
            pattern.RestartedAfter = last;
    }
}
