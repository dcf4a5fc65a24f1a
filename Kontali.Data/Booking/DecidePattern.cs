using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>A person decides over a pattern.</summary>
public static class DecidePattern
{
    /// <summary>Stops it: it neither speaks nor comes back by itself.</summary>
    public static async Task StopPatternAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        var pattern = await db.PatternAsync(id, ct);
        if (pattern.StoppedAt is not null) throw new BrokenRule($"Mønsteret er stanset allerede.");
        if (pattern.State == PatternState.Active) db.Tell(Learned.Demoted, pattern.Id, pattern.ClientId, new { pattern.Version, says = pattern.Description.ToString(), by = db.Actor.Name });
        (pattern.State, pattern.StoppedAt, pattern.IsProposed) = (PatternState.Retired, db.Clock.Now(), false);
    }

    /// <summary>Lets a stopped one try again: on trial, with its record as it is.</summary>
    public static async Task RetryPatternAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        var pattern = await db.PatternAsync(id, ct);
        if (pattern.StoppedAt is null) throw new BrokenRule($"Mønsteret er ikke stanset.");
        (pattern.State, pattern.StoppedAt) = (PatternState.Trial, null);
    }

    /// <summary>Lets one speak that has earned it, and waits for a person to say so.</summary>
    /// <exception cref="BrokenRule">It has not earned it.</exception>
    public static async Task PromotePatternAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        var pattern = await db.PatternAsync(id, ct);
        if (!pattern.IsProposed) throw new BrokenRule($"Mønsteret har ikke opptjent det ennå: {pattern.CasesSince} kjente tilfeller.");
        pattern.PromotedAfter = await db.Lessons.MaxAsync(l => (long?)l.Seq, ct) ?? 0;
        (pattern.State, pattern.IsProposed) = (PatternState.Active, false);
        db.Tell(Learned.Promoted, pattern.Id, pattern.ClientId, new { pattern.Version, says = pattern.Description.ToString(), by = db.Actor.Name });
    }

    private static async Task<LearnedPattern> PatternAsync(this KontaliContext db, Guid id, CancellationToken ct)
    {
        await db.DemandAsync(Right.Close, ct);
        return await db.Patterns.SingleOrDefaultAsync(p => p.Id == id && (p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId)), ct) ?? throw new BrokenRule($"Mønsteret finnes ikke.");
    }
}
