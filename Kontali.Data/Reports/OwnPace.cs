using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>How fast a person settles what waits.</summary>
/// <param name="Seconds">Half of her items took no longer.</param>
/// <param name="Cases">How many that rests on.</param>
public sealed record Pace(double Seconds, int Cases)
{
    /// <summary>Fewer say nothing about the next.</summary>
    public const int Enough = 10;

    /// <summary>Whole minutes for so many items, at least one.</summary>
    public int MinutesFor(int items) => Math.Max(1, (int)Math.Ceiling(items * Seconds / 60));
}

/// <summary>Reckons a person's pace from what she has settled.</summary>
public static class OwnPace
{
    private const int Days = 28;

    /// <summary>
    /// The middle time between two settlements that follow each other within ten minutes, over the last four weeks; a longer gap is lunch,
    /// and none at all is a batch. Null where there are too few. Her own times are nobody else's: it is reckoned for the actor alone.
    /// </summary>
    public static async Task<Pace?> OwnPaceAsync(this KontaliContext db, CancellationToken ct = default)
    {
        if (db.Actor is not { Firm: { } firm, User: { } me }) return null;
        var since = db.Clock.Now().AddDays(-Days);
        var pace = (await db.Database.SqlQuery<Pace>($"""
            select coalesce(percentile_cont(0.5) within group (order by gap), 0)::double precision as seconds, count(*)::integer as cases
              from (select extract(epoch from resolved_at - lag(resolved_at) over (order by resolved_at)) as gap
                      from review_queue where tenant_id = {firm} and resolved_by_user_id = {me} and resolved_at > {since}) settled
             where gap > 0.2 and gap < 600
            """).ToListAsync(ct)).Single();
        return pace.Cases >= Pace.Enough ? pace : null;
    }
}
