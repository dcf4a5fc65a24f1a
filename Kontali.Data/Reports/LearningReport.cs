using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>How often suggestions of a sureness were right.</summary>
/// <param name="From">Per cent, from and with.</param>
/// <param name="To">Per cent, up to.</param>
/// <param name="Cases">How many are known.</param>
/// <param name="Right">How many of them were right.</param>
/// <param name="Said">What was said of them on average, per cent.</param>
public sealed record ReliabilityBin(decimal From, decimal To, int Cases, int Right, decimal Said)
{
    /// <summary>Share that was right, per cent.</summary>
    public decimal Was => Cases == 0 ? 0 : 100m * Right / Cases;
}

/// <summary>A month of suggestions.</summary>
public sealed record LearningMonth(string Month, int All, int Known, int Right, int PostedByAgent);

/// <summary>A client's record.</summary>
/// <param name="Id">The client, its number and name.</param>
/// <param name="Number"><inheritdoc cref="Id" path="/node()"/></param>
/// <param name="Name"><inheritdoc cref="Id" path="/node()"/></param>
/// <param name="All">How many were settled, how many of these are known, and how many of those were right.</param>
/// <param name="Known"><inheritdoc cref="All" path="/node()"/></param>
/// <param name="Right"><inheritdoc cref="All" path="/node()"/></param>
/// <param name="PostedByAgent">How many posted themselves.</param>
/// <param name="Rate">What the samples show.</param>
/// <param name="Limit">Per cent of errors that is allowed.</param>
/// <param name="StoppedAt">When the samples switched auto-posting off.</param>
public sealed record ClientLearning(Guid Id, string Number, string Name, int All, int Known, int Right, int PostedByAgent, ErrorRate Rate, decimal Limit, DateTimeOffset? StoppedAt);

/// <summary>What the suggestions were worth, in a span of invoice dates.</summary>
public sealed record LearningReport(int All, int Known, int Right, int PostedByAgent, decimal Coverage99, IReadOnlyList<ReliabilityBin> Bins, IReadOnlyList<LearningMonth> Months, IReadOnlyList<ClientLearning> Clients);

/// <summary>Reckons it: three questions to the outcomes.</summary>
public static class LearningReports
{
    private static readonly decimal[] Edges = [0, 50, 60, 70, 80, 90, 95, 98, 99, 100.1m];

    private sealed record Tally(decimal Probability, bool? Right, int Count);

    /// <summary>The report of one client, or of all that the asker may see.</summary>
    public static async Task<LearningReport> LearningReportAsync(this KontaliContext db, Guid? clientId, DateOnly from, DateOnly to, CancellationToken ct = default)
    {
        var outcomes = db.Outcomes.Where(o => (clientId == null || o.ClientId == clientId) && o.InvoiceDate >= from && o.InvoiceDate <= to);
        var tallies = await outcomes.GroupBy(o => new { o.Probability, o.Right }).Select(g => new Tally(g.Key.Probability, g.Key.Right, g.Count())).ToListAsync(ct);
        var months = await outcomes.GroupBy(o => new { o.InvoiceDate.Year, o.InvoiceDate.Month }).OrderBy(g => g.Key.Year).ThenBy(g => g.Key.Month)
            .Select(g => new { g.Key.Year, g.Key.Month, All = g.Count(), Known = g.Count(o => o.Right != null), Right = g.Count(o => o.Right == true), Agent = g.Count(o => o.PostedByAgent) }).ToListAsync(ct);
        var known = tallies.Where(t => t.Right is not null).ToList();
        return new(tallies.Sum(t => t.Count), known.Sum(t => t.Count), known.Where(t => t.Right == true).Sum(t => t.Count), months.Sum(m => m.Agent), Coverage(known, 0.99m), Bins(known),
            [.. months.Select(m => new LearningMonth($"{m.Year:0000}-{m.Month:00}", m.All, m.Known, m.Right, m.Agent))], await db.ClientLearningsAsync(outcomes, ct));
    }

    private static IReadOnlyList<ReliabilityBin> Bins(List<Tally> known) =>
    [
        .. Edges.Zip(Edges.Skip(1)).Select(edge =>
        {
            var members = known.Where(t => t.Probability >= edge.First && t.Probability < edge.Second).ToList();
            var n = members.Sum(t => t.Count);
            return new ReliabilityBin(edge.First, Math.Min(100, edge.Second), n, members.Where(t => t.Right == true).Sum(t => t.Count), n == 0 ? 0 : members.Sum(t => t.Probability * t.Count) / n);
        }),
    ];

    // The surest first: how far down may one go, and still have so many of a hundred right?
    private static decimal Coverage(List<Tally> known, decimal precision)
    {
        var (all, seen, right, covered) = (known.Sum(t => t.Count), 0, 0, 0);
        foreach (var step in known.GroupBy(t => t.Probability).OrderByDescending(g => g.Key))
        {
            (seen, right) = (seen + step.Sum(t => t.Count), right + step.Where(t => t.Right == true).Sum(t => t.Count));
            if (right >= precision * seen) covered = seen;
        }
        return all == 0 ? 0 : 100m * covered / all;
    }

    private static async Task<IReadOnlyList<ClientLearning>> ClientLearningsAsync(this KontaliContext db, IQueryable<Outcome> outcomes, CancellationToken ct)
    {
        var sums = await outcomes.GroupBy(o => o.ClientId).Select(g => new { g.Key, All = g.Count(), Known = g.Count(o => o.Right != null), Right = g.Count(o => o.Right == true), Agent = g.Count(o => o.PostedByAgent) }).ToDictionaryAsync(g => g.Key, ct);
        // The samples since auto-posting was last switched on, whatever their invoices' dates: the same that the switch looks at.
        var samples = await (from o in db.Outcomes
                             where o.PostedByAgent && o.Audited
                             join c in db.Clients on o.ClientId equals c.Id
                             where c.AutoPostResumedAt == null || (o.RevisedAt ?? o.SettledAt) >= c.AutoPostResumedAt
                             group o by o.ClientId into g
                             select new { g.Key, Right = g.Count(o => o.Right == true), Wrong = g.Count(o => o.Right == false) }).ToDictionaryAsync(g => g.Key, ct);
        var firm = await db.Tenants.SingleAsync(ct);
        return [.. (await db.Clients.Where(c => c.IsActive).ToListAsync(ct)).Where(c => sums.ContainsKey(c.Id)).OrderByDescending(c => c.AutoPostStoppedAt is not null).ThenBy(c => c.Name, StringComparer.CurrentCulture).Select(c => Row(c))];

        ClientLearning Row(Client c) => new(c.Id, c.ClientNumber, c.Name, sums[c.Id].All, sums[c.Id].Known, sums[c.Id].Right, sums[c.Id].Agent,
            samples.TryGetValue(c.Id, out var s) ? new(s.Right, s.Wrong) : new(0, 0), c.AiErrorLimit ?? firm.Settings.ErrorLimit, c.AutoPostStoppedAt);
    }

    /// <summary>Suggestions that were right or wrong, newest first, with the invoice they were of.</summary>
    public static async Task<IReadOnlyList<Mistake>> ExamplesAsync(this KontaliContext db, Guid? clientId, DateOnly from, DateOnly to, bool right, int take = 20, CancellationToken ct = default) =>
        await (from o in db.Outcomes
               where (clientId == null || o.ClientId == clientId) && o.InvoiceDate >= @from && o.InvoiceDate <= to && o.Right == right
               orderby o.Probability descending, o.InvoiceDate descending, o.InvoiceId descending
               join i in db.Invoices on o.InvoiceId equals i.Id
               join v in db.Vendors on i.VendorId equals v.Id
               select new Mistake(o.InvoiceId, o.InvoiceDate, i.InvoiceNumber, v.Name, o.Amount, o.Probability, o.LowerBound, o.Cases, o.Lines, o.LinesRight, o.DecisionId)).Take(take).ToListAsync(ct);
}
