using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>
/// Reads the firm's books from the first day, as if it had stood beside: of each invoice it first says what it would have suggested, then
/// is told the truth. So the record, the calibration and the simulator are full from the day a firm moves in. What was settled since, or
/// studied before, is left alone: cut off, it goes on where it was.
/// </summary>
public sealed class HistoryStudent : ITaskHandler
{
    /// <summary>The task.</summary>
    public const string StudyHistory = "study_history";

    /// <summary>Name on tasks.</summary>
    public const string Agent = "lærer";

    /// <inheritdoc/>
    public string AgentName => Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [StudyHistory];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public async Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        var outcomes = await StudyAsync(db, (done, total) => db.ProgressAsync(claim, done, total, ct), ct);
        return new(async (landing, stop) =>
        {
            var there = (await landing.Outcomes.Select(o => o.InvoiceId).ToListAsync(stop)).ToHashSet();
            landing.Outcomes.AddRange(outcomes.Where(o => !there.Contains(o.InvoiceId)));
        });
    }

    /// <summary>What it would have said of everything that was taught as history. Changes no row of the books.</summary>
    /// <param name="db">The context.</param>
    /// <param name="tell">Hears how many invoices have been read, of how many: at the start, at each hundredth part, and at the end.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<Outcome>> StudyAsync(KontaliContext db, Func<int, int, Task>? tell = null, CancellationToken ct = default)
    {
        var memory = await MemoryAsync(db, ct);
        var there = (await db.Outcomes.Select(o => o.InvoiceId).ToListAsync(ct)).ToHashSet();
        var amounts = await db.Invoices.Where(i => db.Lessons.Any(l => l.InvoiceId == i.Id && l.TaughtBy == Teacher.History)).Select(i => new { i.Id, i.TotalAmount, Rate = i.ExchangeRate ?? 1 }).ToDictionaryAsync(i => i.Id, i => Money.Round(Math.Abs(i.TotalAmount * i.Rate)), ct);
        var lessons = await db.Lessons.AsNoTracking().Live.Where(l => l.TaughtBy == Teacher.History).OrderBy(l => l.Date).ThenBy(l => l.Seq).ToListAsync(ct);
        Dictionary<(Guid, string), Habit> habits = [];
        List<Outcome> outcomes = [];
        List<IGrouping<Guid, Lesson>> invoices = [.. lessons.GroupBy(l => l.InvoiceId)];
        var (read, step) = (0, Math.Max(1, invoices.Count / 100));
        if (tell is not null) await tell(0, invoices.Count);
        foreach (var invoice in invoices)
        {
            ct.ThrowIfCancellationRequested();
            List<Lesson> lines = [.. invoice];
            var first = lines[0];
            var isNew = !habits.TryGetValue((first.ClientId, first.VendorIdentity), out var habit);
            if (isNew) habits[(first.ClientId, first.VendorIdentity)] = habit = new();
            var answers = lines.Select(l => memory.Ask(Cases.Of(l))).ToList();
            var (bound, cases) = habit!.Meet(lines);
            if (!there.Contains(first.InvoiceId)) outcomes.Add(Of(db, lines, answers, isNew, bound, cases, amounts.GetValueOrDefault(first.InvoiceId)));
            foreach (var line in lines) memory.Learn(Cases.Of(line), Cases.TruthOf(line));
            if (tell is not null && (++read % step == 0 || read == invoices.Count)) await tell(read, invoices.Count);
        }
        return outcomes;
    }

    /// <summary>A memory that knows every client's chart, and has learned nothing.</summary>
    public static async Task<CodingMemory> MemoryAsync(KontaliContext db, CancellationToken ct = default)
    {
        var memory = new CodingMemory();
        await db.MeetChartAsync(memory, ct: ct);
        return memory;
    }

    private static Outcome Of(KontaliContext db, List<Lesson> lines, List<CodingAnswer> answers, bool isNew, double bound, int cases, decimal amount)
    {
        var (first, at) = (lines[0], new DateTimeOffset(lines[0].Date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
        // Where habit knows no tax code, the law's own choice stands, and that is not what is tried here.
        var sure = answers.Min(a => a.Probability * (a.VatCode is null ? 1 : a.VatProbability));
        var right = lines.Zip(answers).Count(p => p.First.Account == p.Second.Account && (p.Second.VatCode is null || p.Second.VatCode == p.First.VatCode));
        return new Outcome
        {
            InvoiceId = first.InvoiceId,
            TenantId = first.TenantId,
            ClientId = first.ClientId,
            VendorIdentity = first.VendorIdentity,
            Model = CodingMemory.Model,
            SuggestedAt = at,
            Probability = SettleOutcome.OneDecimal(sure),
            LowerBound = bound,
            Cases = cases,
            StoppedBy = isNew ? "new_vendor" : null,
            Amount = amount,
            InvoiceDate = first.Date,
            SettledAt = at,
        }.As(lines.Count, right, known: true, audited: false);
    }
}
