using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>A line of a decision, thought again with what was known then.</summary>
/// <param name="Text">The line.</param>
/// <param name="Account">What was decided, and how sure, 0–1.</param>
/// <param name="Confidence"><inheritdoc cref="Account" path="/node()"/></param>
/// <param name="AccountAgain">What the memory of that day says, and how sure, 0–1.</param>
/// <param name="ConfidenceAgain"><inheritdoc cref="AccountAgain" path="/node()"/></param>
public sealed record ReplayedLine(string Text, string Account, double Confidence, string AccountAgain, double ConfidenceAgain)
{
    /// <summary>Whether it says the same.</summary>
    public bool IsSame => Account == AccountAgain;
}

/// <summary>A decision played again.</summary>
/// <param name="Model">The model that decided, and the one that was asked now.</param>
/// <param name="ModelNow"><inheritdoc cref="Model" path="/node()"/></param>
/// <param name="Lessons">How many lessons were known at that moment.</param>
/// <param name="Lines">Line by line.</param>
public sealed record Replayed(string Model, string ModelNow, int Lessons, IReadOnlyList<ReplayedLine> Lines);

/// <summary>Plays a decision again: a fresh memory is taught what had been taught before that moment, and nothing since.</summary>
public static class Replay
{
    /// <summary>Replays; null where the decision is not there, or not hers to see.</summary>
    public static async Task<Replayed?> ReplayAsync(this KontaliContext db, Guid decisionId, CancellationToken ct = default)
    {
        if (await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == decisionId, ct) is not { } decision) return null;
        if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == decision.SourceId, ct) is not { } invoice) return null;
        var vendor = await db.Vendors.AsNoTracking().SingleAsync(v => v.Id == invoice.VendorId, ct);
        var lessons = await db.LessonsBeforeAsync(decision, ct);
        var memory = await HistoryStudent.MemoryAsync(db, ct);
        foreach (var lesson in lessons) memory.Learn(Cases.Of(lesson), Cases.TruthOf(lesson));
        return new(decision.ModelUsed, CodingMemory.Model, lessons.Count, [.. decision.Decision.Lines.Select(line =>
        {
            var answer = memory.Ask(Cases.Of(invoice, vendor, line.Share));
            return new ReplayedLine(line.Text, line.Account, line.Confidence, answer.Account, answer.Probability);
        })]);
    }

    // What stood in the books before Kontali is taught all at once, but was known from its own day on.
    private static async Task<List<Lesson>> LessonsBeforeAsync(this KontaliContext db, AgentDecision decision, CancellationToken ct)
    {
        var (at, day) = (decision.CreatedAt, DateOnly.FromDateTime(decision.CreatedAt.UtcDateTime));
        return await db.Lessons.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter])
            .Where(l => l.InvoiceId != decision.SourceId && l.Retracts == null && (l.TaughtBy == Teacher.History ? l.Date < day : l.CreatedAt < at)
                && !db.Lessons.Any(r => r.Retracts == l.Seq && r.CreatedAt < at && !db.Lessons.Any(again => again.Retracts == r.Seq && again.CreatedAt < at)))
            .OrderBy(l => l.Seq).ToListAsync(ct);
    }
}
