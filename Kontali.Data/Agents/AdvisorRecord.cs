using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>How often the advisor has been right at a firm, of the lines where the truth is known.</summary>
/// <param name="Right">Right accounts.</param>
/// <param name="Judged">Lines whose truth is known.</param>
public sealed record AdvisorRecord(int Right, int Judged)
{
    // 95 % on one side: what is to be trusted is only how low it may be.
    private const double Z = 1.6449;

    /// <summary>The share of right ones is at least this, with 95 % certainty (Wilson's bound); nothing known is nought.</summary>
    public double LowerBound
    {
        get
        {
            if (Judged == 0) return 0;
            var (n, p) = ((double)Judged, Right / (double)Judged);
            return Math.Max(0, (p + Z * Z / (2 * n) - Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))) / (1 + Z * Z / n));
        }
    }
}

/// <summary>The record is counted from verdicts on answers, so that a verdict taken back leaves no trace in it.</summary>
public static class AdvisorRecords
{
    /// <summary>The firm's record with a model; with all where none is named.</summary>
    public static async Task<AdvisorRecord> AdvisorRecordAsync(this KontaliContext db, string? model = null, CancellationToken ct = default)
    {
        var judged = db.AdvisorAnswers.Where(a => a.IsRight != null);
        if (model is not null) judged = judged.Where(a => db.AdvisorCalls.IgnoreQueryFilters(new[] { KontaliContext.AssignedFilter }).Any(c => c.Id == a.CallId && c.Model == model));
        return await judged.GroupBy(_ => 1).Select(g => new AdvisorRecord(g.Count(a => a.IsRight == true), g.Count())).SingleOrDefaultAsync(ct) ?? new(0, 0);
    }

    /// <summary>The truth of a part of a document is known: each answer about it is held against it.</summary>
    public static async Task JudgeAdviceAsync(this KontaliContext db, Guid document, string shareKey, string account, string? vatCode, CancellationToken ct = default)
    {
        foreach (var answer in await db.AnswersAbout(document).Where(a => a.ShareKey == shareKey).ToListAsync(ct)) answer.Judge(account, vatCode);
    }

    /// <summary>What was known of a document is taken back: its answers are as if nobody had judged them.</summary>
    public static async Task UnjudgeAdviceAsync(this KontaliContext db, Guid document, CancellationToken ct = default)
    {
        foreach (var answer in await db.AnswersAbout(document).Where(a => a.IsRight != null).ToListAsync(ct)) answer.Unjudge();
    }

    /// <summary>Makes the verdicts on an invoice's advice what its lessons now say; what nobody has looked at is no verdict.</summary>
    public static async Task JudgeAdviceAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct = default)
    {
        var document = invoice.DocumentId;
        if (!await db.AnswersAbout(document).AnyAsync(ct)) return;
        await db.UnjudgeAdviceAsync(document, ct);
        foreach (var lesson in await db.Lessons.AsNoTracking().Live.Where(l => l.InvoiceId == invoice.Id && l.TaughtBy != Teacher.Agent).ToListAsync(ct))
            await db.JudgeAdviceAsync(document, lesson.ShareKey, lesson.Account, lesson.VatCode, ct);
    }

    private static IQueryable<AdvisorAnswer> AnswersAbout(this KontaliContext db, Guid document) =>
        db.AdvisorAnswers.Where(a => db.AdvisorCalls.Any(c => c.Id == a.CallId && c.DocumentId == document));
}
