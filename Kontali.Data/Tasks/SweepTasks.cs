namespace Kontali.Data.Tasks;

/// <summary>What becomes of the tasks of a worker that is gone.</summary>
public static class SweepTasks
{
    /// <summary>Takes back leases that ran out, and ends wholes whose last part ended while nobody looked; returns how many.</summary>
    public static Task<int> SweepAsync(this KontaliContext db, CancellationToken ct = default) => db.ValueAsync<int>("select tasks.sweep()", ct);

    /// <summary>Ends the leases of a worker that is known to be gone, so that the next sweep takes its tasks back at once; returns how many.</summary>
    /// <param name="db">The context.</param>
    /// <param name="isGone">Judges a worker by the name it claimed under.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<int> ExpireAsync(this KontaliContext db, Func<string, bool> isGone, CancellationToken ct = default)
    {
        var expired = 0;
        foreach (var holder in (await db.RowsAsync(row => row.GetString(0), "select tasks.holders()", ct)).Where(isGone))
            expired += await db.ValueAsync<int>("select tasks.expire($1)", ct, holder);
        return expired;
    }

    /// <summary>Lets open screens of these firms ask again.</summary>
    public static Task<int> RingScreensAsync(this KontaliContext db, IReadOnlyCollection<Guid> firms, CancellationToken ct = default) =>
        db.WriteAsync("select tasks.ring_screens($1)", ct, firms.ToArray());
}
