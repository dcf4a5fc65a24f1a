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
        await db.StopPatternAsync(pattern, ct);
    }

    /// <summary>Stops one that she wrote herself, as she takes back what she did.</summary>
    internal static async Task StopPatternAsync(this KontaliContext db, LearnedPattern pattern, CancellationToken ct)
    {
        if (pattern.State == PatternState.Active) db.Tell(Learned.Demoted, pattern.Id, pattern.ClientId, new { pattern.Version, says = pattern.Description.ToString(), by = db.Actor.Name });
        (pattern.State, pattern.StoppedAt, pattern.IsProposed) = (PatternState.Retired, db.Clock.Now(), false);
        await db.RescoreSoonAsync(pattern.VendorIdentity, ct);
    }

    /// <summary>Lets a stopped one try again: on trial, with its record as it is.</summary>
    public static async Task RetryPatternAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        var pattern = await db.PatternAsync(id, ct);
        if (pattern.StoppedAt is null) throw new BrokenRule($"Mønsteret er ikke stanset.");
        // What a person wrote was never on trial: it stands again as she wrote it.
        (pattern.State, pattern.StoppedAt) = (pattern.IsByHand ? PatternState.Active : PatternState.Trial, null);
        await db.RescoreSoonAsync(pattern.VendorIdentity, ct);
    }

    /// <summary>Lets one speak that has earned it, and waits for a person to say so.</summary>
    /// <param name="db">The context.</param>
    /// <param name="id">The version.</param>
    /// <param name="cap">Kroner with VAT that it may post at most; null for no limit but the client's.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">It has not earned it, or the limit is none.</exception>
    public static async Task PromotePatternAsync(this KontaliContext db, Guid id, decimal? cap = null, CancellationToken ct = default)
    {
        var pattern = await db.PatternAsync(id, ct);
        pattern.AmountCap = Limit(cap);
        if (!pattern.IsProposed) throw new BrokenRule($"Mønsteret har ikke opptjent det ennå: {pattern.CasesSince} kjente tilfeller.");
        pattern.PromotedAfter = await db.Lessons.MaxAsync(l => (long?)l.Seq, ct) ?? 0;
        (pattern.State, pattern.IsProposed) = (PatternState.Active, false);
        db.Tell(Learned.Promoted, pattern.Id, pattern.ClientId, new { pattern.Version, says = pattern.Description.ToString(), by = db.Actor.Name });
    }

    /// <summary>Limits what one may post; null for no limit but the client's.</summary>
    /// <exception cref="BrokenRule">The limit is none.</exception>
    public static async Task CapPatternAsync(this KontaliContext db, Guid id, decimal? cap, CancellationToken ct = default) => (await db.PatternAsync(id, ct)).AmountCap = Limit(cap);

    private static decimal? Limit(decimal? cap) => cap is null or (> 0 and < 10_000_000_000) ? cap : throw new BrokenRule($"Skriv beløpsgrensen i kroner, mer enn null, eller la feltet stå tomt.");

    private static async Task<LearnedPattern> PatternAsync(this KontaliContext db, Guid id, CancellationToken ct)
    {
        await db.DemandAsync(Right.Close, ct);
        return await db.Patterns.SingleOrDefaultAsync(p => p.Id == id && (p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId)), ct) ?? throw new BrokenRule($"Mønsteret finnes ikke.");
    }
}
