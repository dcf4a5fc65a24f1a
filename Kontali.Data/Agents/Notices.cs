using Kontali.Data.Booking;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>What sort of thing an agent reports.</summary>
public enum NoticeKind
{
    /// <summary>The books do not agree with themselves.</summary>
    Disagreement,

    /// <summary>Auto-posting was switched off by the samples.</summary>
    SwitchedOff,

    /// <summary>Patterns have earned to speak, and wait for a person to say so.</summary>
    Proposed,
}

/// <summary>Something a person should see to.</summary>
public sealed record Notice(NoticeKind Kind, string? Client, string? ClientNumber, Phrase Says, DateTimeOffset Since)
{
    /// <summary>Red is for what is truly wrong; the rest waits.</summary>
    public bool IsTrouble => Kind != NoticeKind.Proposed;
}

/// <summary>Reports trouble: what the nightly comparison found, what the samples switched off, what waits for a word. Tasks that gave up stand beside them.</summary>
public static class Notices
{
    /// <summary>What there is to see to now, trouble first.</summary>
    public static async Task<IReadOnlyList<Notice>> NoticesAsync(this KontaliContext db, CancellationToken ct = default)
    {
        List<Notice> notices = [];
        var clients = await db.Clients.Select(c => new { c.Id, c.Name, c.ClientNumber, c.AutoPostStoppedAt, c.AutoPostStopReason }).ToDictionaryAsync(c => c.Id, ct);
        // The latest comparison alone: what was mended since is not told again.
        if (await db.Reconciliations.AsNoTracking().OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(ct) is { Found.Count: > 0 } latest)
            notices.AddRange(latest.Found.Where(f => clients.ContainsKey(f.ClientId)).Select(f => new Notice(NoticeKind.Disagreement, clients[f.ClientId].Name, clients[f.ClientId].ClientNumber, f.Says, latest.CreatedAt)));
        notices.AddRange(clients.Values.Where(c => c.AutoPostStoppedAt is not null).Select(c => new Notice(NoticeKind.SwitchedOff, c.Name, c.ClientNumber, c.AutoPostStopReason!, c.AutoPostStoppedAt!.Value)));
        var proposed = await db.Patterns.Where(p => p.IsProposed && p.ClientId != null && db.Clients.Any(c => c.Id == p.ClientId)).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Since = g.Min(p => p.UpdatedAt) }).SingleOrDefaultAsync(ct);
        if (proposed is not null) notices.Add(new(NoticeKind.Proposed, null, null, Phrase.Of($"{proposed.Count} mønstre har opptjent å gjelde, og venter på et ja."), proposed.Since));
        return notices;
    }
}
