namespace Kontali.Data.Tasks;

/// <summary>What becomes of a task that failed.</summary>
public static class FailTask
{
    /// <summary>
    /// Puts a failed task back, to be tried after a while (2, 4, 8 … seconds, up to five minutes, with jitter, so that what failed together
    /// does not come back together), or, after its last try, to the dead. False: the lease was no longer ours.
    /// </summary>
    public static async Task<bool> FailAsync(this KontaliContext db, Claim claim, string error, CancellationToken ct = default) => await db.WriteAsync("""
        update agent_tasks set status = $3, error_message = $4, run_after = clock_timestamp() + $5, lease_owner = null, lease_token = null, lease_until = null
         where id = $1 and lease_token = $2
        """, ct, claim.Id, claim.LeaseToken, claim.IsLastTry ? "dead" : "pending", error, Wait(claim.RetryCount)) == 1;

    /// <summary>How long to wait after so many tries.</summary>
    internal static TimeSpan Wait(int tries) => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(tries, 9))) * (0.75 + Random.Shared.NextDouble() / 2));
}
