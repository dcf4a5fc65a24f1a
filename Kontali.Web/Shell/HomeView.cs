using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Kontali.Web.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Shell;

/// <summary>What came by a door: received is the sum of where the documents stand, for every document stands somewhere, once.</summary>
public sealed record DoorSums(Door Door, IReadOnlyDictionary<string, int> Stands)
{
    public int Received => Stands.Values.Sum();
    public int this[string group] => Stands.GetValueOrDefault(group);
}

/// <summary>A client, and how much it hastes.</summary>
public sealed record ClientUrgency(Guid Id, string Name, int Waiting, int Important, DateTimeOffset? Oldest, VatDeadline? Deadline);

/// <summary>A task that gave up.</summary>
public sealed record DeadTask(Guid Id, string Type, string? Error, DateTimeOffset Since, Guid? DocumentId, string? Filename);

/// <summary>The home page's figures, from a handful of questions.</summary>
public sealed record HomeView(DateTimeOffset Now, DateOnly Today, IReadOnlyList<DoorSums> Doors, IReadOnlyList<ClientUrgency> Clients, IReadOnlyList<DeadTask> Dead, IReadOnlyList<Notice> Notices, DateTimeOffset? ReconciledAt)
{
    private const int MostDead = 50;

    /// <summary>Where documents end, then where they wait.</summary>
    public static readonly IReadOnlyList<(string Key, IReadOnlyList<ArrivalStatus> States)> Order =
        [.. new[] { "bokfort", "kontroll", "avvist", "duplikat", "uten-klient", "arbeid" }.Select(key => Inbox.Doors.Groups.First(g => g.Key == key))];

    public DoorSums Total => new(default, Inbox.Doors.Groups.ToDictionary(g => g.Key, g => Doors.Sum(d => d[g.Key])));
    public int Review => Clients.Sum(c => c.Waiting);
    public int Important => Clients.Sum(c => c.Important);
    public DateTimeOffset Oldest => Clients.Min(c => c.Oldest) ?? Now;
    public int Unassigned => Total["uten-klient"];
    public int Needs => Review + Unassigned + Dead.Count + Notices.Count;

    /// <summary>Red is for what has truly stopped; waiting is amber.</summary>
    public string Tone => Dead.Count > 0 || Notices.Any(n => n.IsTrouble) ? "trouble" : Needs > 0 ? "waits" : "fine";

    /// <summary>Asks.</summary>
    public static async Task<HomeView> AskAsync(KontaliContext db, TimeProvider clock)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var arrivals = await db.InboxCounts.ToListAsync();
        var waiting = (await db.ReviewCounts(now).ToListAsync()).ToLookup(c => c.ClientId);
        var clients = await db.Clients.Where(c => c.IsActive).Select(c => new { c.Id, c.Name, c.VatTerm }).ToListAsync();
        return new(now, today,
            [.. arrivals.GroupBy(a => a.Door).OrderBy(g => g.Key).Select(g => new DoorSums(g.Key, g.GroupBy(a => Inbox.Doors.GroupOf(a.Status)).ToDictionary(s => s.Key, s => s.Sum(a => a.Count))))],
            [.. clients.Select(c => new ClientUrgency(c.Id, c.Name, waiting[c.Id].Sum(w => w.Count), waiting[c.Id].Sum(w => w.Important), waiting[c.Id].Min(w => (DateTimeOffset?)w.Oldest), VatDeadline.Next(c.VatTerm, today)))
                .OrderByDescending(c => c.Important).ThenByDescending(c => c.Waiting).ThenBy(c => c.Deadline?.Due ?? DateOnly.MaxValue).ThenBy(c => c.Name, StringComparer.CurrentCulture)],
            await DeadAsync(db), await db.NoticesAsync(), await db.Reconciliations.OrderByDescending(r => r.CreatedAt).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefaultAsync());
    }

    private static async Task<IReadOnlyList<DeadTask>> DeadAsync(KontaliContext db)
    {
        var dead = await db.Tasks.Where(t => t.Status == TaskState.Dead).OrderBy(t => t.CreatedAt).Take(MostDead).ToListAsync();
        var documents = dead.ToDictionary(t => t.Id, t => t.Payload.TryGetProperty("document_id", out var id) && id.TryGetGuid(out var guid) ? guid : (Guid?)null);
        var ids = documents.Values.OfType<Guid>().ToList();
        var names = ids.Count == 0 ? [] : await db.Inbox.Where(a => ids.Contains(a.DocumentId)).Join(db.Documents, a => a.DocumentId, d => d.Id, (a, d) => new { d.Id, d.Filename }).ToDictionaryAsync(d => d.Id, d => d.Filename);
        return [.. dead.Select(t => new DeadTask(t.Id, t.TaskType, t.ErrorMessage, t.CreatedAt, documents[t.Id], documents[t.Id] is { } id ? names.GetValueOrDefault(id) : null))];
    }
}
