using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>What a suggestion has earned: for this client, this vendor, and the patterns its lines follow.</summary>
/// <param name="Bound">The share of right that its patterns pass with 95 % certainty; the least of its lines'.</param>
/// <param name="Cases">On how many cases the least known of them rests.</param>
/// <param name="Clean">For how many cases none was wrong.</param>
/// <param name="IsActive">Whether every line follows a pattern that may speak.</param>
/// <param name="Lines">For each line, the pattern's version it follows; null where it follows none.</param>
public sealed record Earned(double Bound, int Cases, int Clean, bool IsActive, IReadOnlyList<LearnedPattern?> Lines)
{
    /// <summary>Nothing.</summary>
    public static readonly Earned Nothing = new(0, 0, 0, false, []);

    /// <summary>Whether it may post at a threshold, per cent.</summary>
    public bool Passes(int threshold) => IsActive && Clean >= PatternRecord.Clean && Bound >= threshold / 100.0;

    /// <summary>The least amount that a person lets any of its patterns post at most; null where none is limited.</summary>
    public decimal? Cap => Lines.Select(l => l?.AmountCap).Min();

    /// <summary>The suggested lines, each with the pattern it follows among its reasons.</summary>
    public IReadOnlyList<SuggestedLine> Cited(IReadOnlyList<SuggestedLine> lines) => Lines.Count != lines.Count ? lines :
        [.. lines.Zip(Lines, (line, pattern) => pattern is null ? line
            : line with { Evidence = [.. line.Evidence, new Evidence("pattern", pattern.Description, line.Account, pattern.CasesSince, pattern.RightSince, [], pattern.Id)] })];
}

/// <summary>Asks what a suggestion has earned.</summary>
public static class EarnedQuery
{
    /// <summary>What these lines have earned. A pattern on trial is silent: it is counted, and never cited.</summary>
    public static async Task<Earned> EarnedAsync(this KontaliContext db, Question question, IReadOnlyList<SuggestedLine> lines, CancellationToken ct = default)
    {
        if (lines.Count == 0) return Earned.Nothing;
        var (client, identity) = (question.Client, question.Vendor.Identity);
        var rows = await db.Patterns.AsNoTracking().Where(p => p.PatternType == KeepPatterns.VendorCoding && p.VendorIdentity == identity && p.ClientId == client.Id && p.State != PatternState.Retired).ToListAsync(ct);
        if (rows.Count == 0) return Earned.Nothing;
        var restarts = rows.Where(r => r.RestartedAfter is not null).ToDictionary(r => new Meaning(r.Action.Account, r.Action.VatCode), r => r.RestartedAfter!.Value);
        var habit = Habit.Of(await db.Lessons.HabitAsync(client.Id, identity, ct), restarts);
        return Of(habit, rows, lines);
    }

    /// <summary>The same, of what was fetched. Pure.</summary>
    public static Earned Of(Habit habit, IReadOnlyList<LearnedPattern> rows, IReadOnlyList<SuggestedLine> lines)
    {
        var active = rows.Where(r => r.State == PatternState.Active).ToDictionary(r => new Meaning(r.Action.Account, r.Action.VatCode));
        var followed = lines.Select(line => Follows(habit, line)).ToList();
        // A rebate or a fee on the whole invoice that is coded as its lines are, rests on their pattern.
        for (var i = 0; i < lines.Count; i++)
            if (followed[i] is null && lines[i].Share.Key.StartsWith('A') && followed.Contains(MeaningOf(lines[i]))) followed[i] = MeaningOf(lines[i]);
        var records = followed.Select(m => m is { } meaning ? habit.Record(meaning) : new()).ToList();
        var least = records.MinBy(r => r.LowerBound)!;
        var patterns = followed.Select(m => m is { } meaning ? active.GetValueOrDefault(meaning) : null).ToList();
        return new(least.LowerBound, least.Cases, records.Min(r => r.CleanRun), patterns.TrueForAll(p => p is not null), patterns);
    }

    private static Meaning? Follows(Habit habit, SuggestedLine line) =>
        habit.Guess(line.Share.Text, VatSaid(line.Share)) is { } guess && guess == MeaningOf(line) ? guess : null;

    private static Meaning MeaningOf(SuggestedLine line) => new(line.Account, line.VatCode);

    /// <summary>What a part of an invoice says of VAT, as lessons hold it: "S 25".</summary>
    public static string? VatSaid(InvoiceShare share) => share.Category is null ? null
        : share.Percent is { } percent ? FormattableString.Invariant($"{share.Category} {percent:0.####}") : share.Category;
}
