using Kontali.Data.Booking;

namespace Kontali.Data.Review;

/// <summary>The one fact that would change where a suggestion goes: without it, the agent would have posted.</summary>
/// <param name="Code">Code of the row of <see cref="Routing"/>; that of the flag where a check stopped it.</param>
/// <param name="IsFlag">Whether it is a flag.</param>
/// <param name="More">For what is not earned yet: how many more equal invoices without fault it takes at the least; 0 where that cannot be said.</param>
public sealed record SingleReason(string Code, bool IsFlag, int More = 0)
{
    private const int Furthest = 500;

    /// <summary>The single reason; null where there is none, or more than one, for then no one fact would change it. Pure.</summary>
    public static SingleReason? Of(Crossing crossing)
    {
        if (crossing.Suggestion.Lines.Count == 0) return null;
        var speaking = Routing.Table.Where(rule => rule.Speaks(crossing)).ToList();
        if (speaking is not [var only]) return null;
        var stops = crossing.Suggestion.Flags.Where(f => f.Stops).ToList();
        if (only.Code == "check") return stops.Count == 1 ? new(stops[0].Code, true) : null;
        return new(only.Code, false, only.Code == "not_earned" ? MoreOf(crossing) : 0);
    }

    // The least of its patterns decides; a pattern without fault since it began has as many clean cases as right ones.
    private static int MoreOf(Crossing crossing)
    {
        var (earned, threshold) = (crossing.Earned, crossing.Client.AiConfidenceThreshold / 100.0);
        // Where a person must say yes first, no number of invoices is enough.
        if (earned.Cases == 0 || earned.Clean < earned.Cases || !crossing.Client.AiLearnsItself) return 0;
        for (var more = 0; more <= Furthest; more++)
            if (earned.Clean + more >= PatternRecord.Clean && Beta.Lower(earned.Cases + more, 0) >= threshold) return more;
        return 0;
    }
}
