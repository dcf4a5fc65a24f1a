using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>What would have happened at other thresholds.</summary>
/// <param name="Known">Invoices that were settled in the span, by people or looked at since.</param>
/// <param name="Posts">Of all of them, how many would have posted themselves.</param>
/// <param name="All">All invoices settled in the span, known or not.</param>
/// <param name="Wrong">Of those that would have posted themselves, how many are known to have been suggested wrong.</param>
/// <param name="Unknown">Of those that would have posted themselves, how many nobody has looked at.</param>
public sealed record Simulated(int All, int Known, int Posts, int Wrong, int Unknown)
{
    /// <summary>Share that would have posted itself, per cent.</summary>
    public decimal Share => All == 0 ? 0 : 100m * Posts / All;
}

/// <summary>An invoice that would have been posted wrong.</summary>
public sealed record Mistake(Guid InvoiceId, DateOnly InvoiceDate, string InvoiceNumber, string Vendor, decimal Amount, decimal Probability, double LowerBound, int Cases, int Lines, int LinesRight, Guid? DecisionId);

/// <summary>Answers "with this threshold …" from the outcomes, in one question.</summary>
public static class Simulate
{
    /// <summary>Counts.</summary>
    /// <param name="db">The context.</param>
    /// <param name="clientId">The client; null: all that the asker may see.</param>
    /// <param name="from">First invoice date.</param>
    /// <param name="to">Last invoice date.</param>
    /// <param name="threshold">Per cent: for the suggestion's probability and for the record's lower bound.</param>
    /// <param name="cap">Kroner; null: none.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Simulated> SimulateAsync(this KontaliContext db, Guid? clientId, DateOnly from, DateOnly to, int threshold, decimal? cap, CancellationToken ct = default)
    {
        var bound = threshold / 100.0;
        return await db.Outcomes.Settled(clientId, from, to).GroupBy(_ => 1).Select(g => new Simulated(
            g.Count(),
            g.Count(o => o.Right != null),
            g.Count(o => o.StoppedBy == null && o.Probability >= threshold && o.LowerBound >= bound && o.Cases >= PatternRecord.Clean && (cap == null || o.Amount <= cap)),
            g.Count(o => o.Right == false && o.StoppedBy == null && o.Probability >= threshold && o.LowerBound >= bound && o.Cases >= PatternRecord.Clean && (cap == null || o.Amount <= cap)),
            g.Count(o => o.Right == null && o.StoppedBy == null && o.Probability >= threshold && o.LowerBound >= bound && o.Cases >= PatternRecord.Clean && (cap == null || o.Amount <= cap)))).SingleOrDefaultAsync(ct) ?? new(0, 0, 0, 0, 0);
    }

    /// <summary>Which they are, newest first, a page at a time.</summary>
    public static async Task<IReadOnlyList<Mistake>> MistakesAsync(this KontaliContext db, Guid? clientId, DateOnly from, DateOnly to, int threshold, decimal? cap, int take = 50, CancellationToken ct = default)
    {
        var bound = threshold / 100.0;
        return await (from o in db.Outcomes.Settled(clientId, @from, to)
                      where o.Right == false && o.StoppedBy == null && o.Probability >= threshold && o.LowerBound >= bound && o.Cases >= PatternRecord.Clean && (cap == null || o.Amount <= cap)
                      orderby o.InvoiceDate descending, o.InvoiceId descending
                      join i in db.Invoices on o.InvoiceId equals i.Id
                      join v in db.Vendors on i.VendorId equals v.Id
                      select new Mistake(o.InvoiceId, o.InvoiceDate, i.InvoiceNumber, v.Name, o.Amount, o.Probability, o.LowerBound, o.Cases, o.Lines, o.LinesRight, o.DecisionId)).Take(take).ToListAsync(ct);
    }

    private static IQueryable<Outcome> Settled(this IQueryable<Outcome> outcomes, Guid? clientId, DateOnly from, DateOnly to) =>
        outcomes.Where(o => (clientId == null || o.ClientId == clientId) && o.InvoiceDate >= from && o.InvoiceDate <= to);
}
