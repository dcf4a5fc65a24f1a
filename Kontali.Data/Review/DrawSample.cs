using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>An invoice that may be drawn.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="ClientId">Its client.</param>
/// <param name="Amount">Kroner with VAT.</param>
/// <param name="Share">Its chance of being drawn, 0–1.</param>
public sealed record Candidate(Guid InvoiceId, Guid ClientId, decimal Amount, double Share);

/// <summary>Draws a sample of what the agent posted by itself since the last draw, and puts it back in the queue, blind.</summary>
public static class DrawSample
{
    /// <summary>Draws; null where nothing was posted since the last time.</summary>
    public static async Task<Sample?> DrawSampleAsync(this KontaliContext db, long seed, CancellationToken ct = default)
    {
        // Outcomes are written under the same lock: none is settled before this moment and seen only after it.
        await db.LockLessonsAsync(ct);
        var now = db.Clock.Now();
        var from = await db.Samples.MaxAsync(s => (DateTimeOffset?)s.SettledBefore, ct) ?? DateTimeOffset.UnixEpoch;
        var firm = await db.Tenants.AsNoTracking().SingleAsync(ct);
        var candidates = (await (from o in db.Outcomes
                                 where o.PostedByAgent && !o.Audited && o.SettledAt >= @from && o.SettledAt < now
                                 join i in db.Invoices on o.InvoiceId equals i.Id
                                 where i.ReviewStatus == InvoiceStatus.Posted && !db.ReviewQueue.Any(r => r.SourceId == i.Id && r.IssueCategory == Audits.Reason)
                                 join c in db.Clients on o.ClientId equals c.Id
                                 select new { o.InvoiceId, o.ClientId, o.Amount, c.AiSampleShare }).ToListAsync(ct))
            .Select(c => new Candidate(c.InvoiceId, c.ClientId, c.Amount, (double)(c.AiSampleShare ?? firm.Settings.SampleShare) / 100)).ToList();
        if (candidates.Count == 0) return null;
        var drawn = Draw(candidates, seed);
        foreach (var id in drawn)
        {
            var invoice = await db.Invoices.SingleAsync(i => i.Id == id, ct);
            var decision = await db.Decisions.Where(d => db.Journal.Any(j => j.Id == invoice.GeneralLedgerId && j.DecisionId == d.Id)).SingleAsync(ct);
            db.PutToAudit(invoice, decision);
        }
        var sample = new Sample { Id = Ids.New(db.Clock), TenantId = db.Actor.RequiredFirm, Seed = seed, Candidates = candidates.Count, Drawn = drawn, SettledFrom = from, SettledBefore = now, CreatedAt = now };
        db.Samples.Add(sample);
        db.Tell(Learned.SampleDrawn, sample.Id, null, new { sample.Candidates, drawn = drawn.Count });
        return sample;
    }

    /// <summary>
    /// Draws systematically from the list ordered by client, then by amount band, then by chance: each invoice has its own share as its chance,
    /// and every client and band gets its part. The same seed over the same invoices draws the same. Pure.
    /// </summary>
    public static IReadOnlyList<Guid> Draw(IReadOnlyList<Candidate> candidates, long seed)
    {
        // Ordered by id first, so that chance falls the same however they were fetched.
        var chance = new SplitMix(seed);
        var list = candidates.OrderBy(c => c.InvoiceId).Select(c => (Candidate: c, Lot: chance.Next())).OrderBy(c => c.Candidate.ClientId).ThenBy(c => Band(c.Candidate.Amount)).ThenBy(c => c.Lot).Select(c => c.Candidate);
        List<Guid> drawn = [];
        var mark = chance.Next();
        var passed = 0.0;
        foreach (var candidate in list)
        {
            passed += candidate.Share;
            if (passed <= mark) continue;
            drawn.Add(candidate.InvoiceId);
            mark += 1;
        }
        return drawn;
    }

    /// <summary>The amount band: below a thousand, ten thousand, a hundred thousand, and above.</summary>
    public static int Band(decimal amount) => amount switch { < 1_000 => 0, < 10_000 => 1, < 100_000 => 2, _ => 3 };

    // SplitMix64: its numbers are fixed by its seed on every machine and in every version.
    private sealed class SplitMix(long seed)
    {
        private ulong state = (ulong)seed;

        public double Next()
        {
            var z = state += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
