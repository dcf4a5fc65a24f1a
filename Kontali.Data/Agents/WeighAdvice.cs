using Kontali.Data.Booking;

namespace Kontali.Data.Agents;

/// <summary>
/// The advisor's answer is one more voice, weighed by its own record at this firm: what it has been right in, at the least.
/// Until enough of its answers have met their truth it is shown and counts for nothing. It lifts or lowers a probability and may
/// bring its account to the front; checks, thresholds and what has been earned stand as they stood. Pure.
/// </summary>
public static class WeighAdvice
{
    /// <summary>Answers judged before its word counts.</summary>
    public const int Enough = 20;

    // A wrong answer is one of several, so the right one is hit by chance this much more seldom; and nobody is trusted beyond the other.
    private const double ByChance = 0.2, NeverAbove = 0.98;

    /// <summary>The lines with the advice among their reasons.</summary>
    public static IReadOnlyList<SuggestedLine> With(this IReadOnlyList<SuggestedLine> lines, Advice? advice, AdvisorRecord record, Question question) =>
        advice is not { Lines.Count: > 0 } ? lines
            : [.. lines.Select(line => advice.Lines.FirstOrDefault(a => a.Key == line.Share.Key) is { } said ? Weigh(line, said, record, question) : line)];

    private static SuggestedLine Weigh(SuggestedLine line, AdvisedLine said, AdvisorRecord record, Question q)
    {
        var told = new Evidence("advisor", Phrase.Of($"Rådgiveren foreslår {said.Account}: {said.Reason}"), said.Account, record.Judged, record.Right, []);
        line = line with { Evidence = [.. line.Evidence, told] };
        var trust = record.Judged < Enough ? 0 : record.LowerBound;
        var mine = line.VatConfidence > 0 ? line.Confidence / line.VatConfidence : line.Confidence;
        if (said.Account == line.Account)
            return trust <= ByChance ? line : line with { Confidence = Math.Max(line.Confidence, Math.Min(NeverAbove, Agreed(mine, trust)) * line.VatConfidence) };
        var (before, open) = (Before(line, said.Account), line.Alternatives.Where(a => a.Account != said.Account));
        if (trust <= ByChance) return line.Alternatives.Any(a => a.Account == said.Account) ? line : line with { Alternatives = [.. line.Alternatives, new(said.Account, said.VatCode, 0, 0)] };

        var (hers, left) = (before * trust, mine * (1 - trust) * ByChance);
        var rest = Math.Max(0, 1 - mine - before) * (1 - trust) * ByChance;
        var sum = hers + left + rest;
        if (sum <= 0) return line;
        var (she, we) = (Math.Min(NeverAbove, hers / sum), left / sum);
        if (she <= we || !q.Rules.Accounts.TryGetValue(said.Account, out var account) || !account.IsActive)
            return line with { Confidence = we * line.VatConfidence, Alternatives = [.. open.Prepend(new(said.Account, said.VatCode, she, 0)).OrderByDescending(a => a.Probability)] };
        var vat = VatChoice.For(line.Share, said.Account, q, []);
        return line with
        {
            Account = said.Account,
            VatCode = vat.Code,
            VatConfidence = vat.Certainty,
            NeedsPerson = vat.NeedsPerson,
            Confidence = she * vat.Certainty,
            Evidence = [told, vat.Why],
            Alternatives = line.Account.Length == 0 ? [.. open] : [.. open.Prepend(new(line.Account, line.VatCode, we, 0)).OrderByDescending(a => a.Probability)],
        };
    }

    private static double Agreed(double mine, double trust) => mine * trust / (mine * trust + (1 - mine) * (1 - trust) * ByChance);

    // What we gave her account before she spoke; what we had not thought of gets a small part of what was left.
    private static double Before(SuggestedLine line, string account) =>
        line.Alternatives.FirstOrDefault(a => a.Account == account)?.Probability is > 0 and var p ? p : line.Account.Length == 0 ? 0.3 : 0.05;
}
