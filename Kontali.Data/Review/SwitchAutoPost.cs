using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What the samples of a client have shown since auto-posting was last switched on.</summary>
/// <param name="Right">Samples found right.</param>
/// <param name="Wrong">Samples found wrong.</param>
public sealed record ErrorRate(int Right, int Wrong)
{
    /// <summary>With fewer it is too few to know, and no verdict.</summary>
    public const int Enough = 20;

    /// <summary>How many were looked at.</summary>
    public int Cases => Right + Wrong;

    /// <summary>Share of errors, 0–1, that is passed with 95 % certainty.</summary>
    public double Lower => Beta.LowerError(Right, Wrong);

    /// <summary>Share of errors, 0–1, that is not passed, with 95 % certainty.</summary>
    public double Upper => Beta.UpperError(Right, Wrong);

    /// <summary>
    /// Whether it speaks against auto-posting at a limit, per cent: enough were looked at, some were wrong, and there may be more errors than the limit allows.
    /// A wide interval without a single error is lack of samples, and not a finding.
    /// </summary>
    public bool Exceeds(decimal limit) => Cases >= Enough && Wrong > 0 && Upper > (double)limit / 100;
}

/// <summary>Auto-posting switches itself off for a client by what the samples show, and a person switches it on again.</summary>
public static class SwitchAutoPost
{
    /// <summary>The samples of a client since auto-posting was last switched on.</summary>
    public static async Task<ErrorRate> ErrorRateAsync(this KontaliContext db, Client client, CancellationToken ct = default)
    {
        var since = client.AutoPostResumedAt ?? DateTimeOffset.UnixEpoch;
        var found = await db.Outcomes.Where(o => o.ClientId == client.Id && o.PostedByAgent && o.Audited && (o.RevisedAt ?? o.SettledAt) >= since)
            .GroupBy(o => o.Right).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new(found.Where(f => f.Key == true).Sum(f => f.Count), found.Where(f => f.Key == false).Sum(f => f.Count));
    }

    /// <summary>Switches it off where the samples speak against it.</summary>
    public static async Task JudgeAutoPostAsync(this KontaliContext db, Client client, CancellationToken ct = default)
    {
        if (client.AutoPostStoppedAt is not null) return;
        var limit = client.AiErrorLimit ?? (await db.Tenants.AsNoTracking().SingleAsync(ct)).Settings.ErrorLimit;
        var rate = await db.ErrorRateAsync(client, ct);
        if (!rate.Exceeds(limit)) return;
        (client.AutoPostStoppedAt, client.AutoPostStopReason) = (db.Clock.Now(),
            Phrase.Of($"{rate.Wrong} av {rate.Cases} stikkprøver var feil, så det kan være opptil {rate.Upper * 100:N1} % feil. Grensen er {limit:N1} %."));
        db.Tell(Learned.AutoPostStopped, client.Id, client.Id, new { rate.Wrong, rate.Cases });
    }

    /// <summary>A person has looked into it and switches it on again; what was found before is judged no more.</summary>
    /// <exception cref="BrokenRule">It is on.</exception>
    public static async Task ResumeAutoPostAsync(this KontaliContext db, Guid clientId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == clientId, ct) ?? throw new BrokenRule($"Klienten finnes ikke.");
        if (client.AutoPostStoppedAt is null) throw new BrokenRule($"Automatisk bokføring er ikke slått av for denne klienten.");
        (client.AutoPostStoppedAt, client.AutoPostStopReason, client.AutoPostResumedAt) = (null, null, db.Clock.Now());
        db.Tell(Learned.AutoPostResumed, client.Id, client.Id);
    }
}
