using System.Diagnostics;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Payments;
using Kontali.Data.Reports;
using Kontali.Data.Tasks;
using Kontali.Data.Verification;
using Kontali.Web.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Shell;

/// <summary>Where documents stand: received is the sum of the rest, for every document stands somewhere, once.</summary>
public sealed record Stands(IReadOnlyDictionary<string, int> Groups)
{
    /// <summary>Of some counts.</summary>
    public static Stands Of(IEnumerable<ArrivalCount> counts) => new(counts.GroupBy(c => Inbox.Doors.GroupOf(c.Status)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)));

    public int Received => Groups.Values.Sum();
    public int this[string group] => Groups.GetValueOrDefault(group);
}

/// <summary>A client: how it stands, and where what came for it stands.</summary>
public sealed record ClientLine(ClientStanding Standing, Stands Stands);

/// <summary>A task that gave up.</summary>
public sealed record DeadTask(Guid Id, string Type, string? Error, DateTimeOffset Since, Guid? DocumentId, string? Filename);

/// <summary>How the agents are: what they do, what waits, what failed, and whether anybody is there to do it.</summary>
public sealed record AgentHealth(QueueCounts Counts, int Forgotten, bool NobodyWorks);

/// <summary>Payments that wait for a person: runs to be approved, and movements at the bank that no run asked for.</summary>
public sealed record PaymentsWaiting(int Runs, int Movements);

/// <summary>The home page's figures, from a handful of questions that each walk an index.</summary>
public sealed record HomeView(
    DateTimeOffset Now, DateOnly Today, IReadOnlyList<(Door Door, Stands Stands)> Doors, IReadOnlyList<ClientLine> Clients, Stands Nobodys, Stands Others, Stands Total,
    IReadOnlyList<DeadTask> Dead, IReadOnlyList<Notice> Notices, AgentHealth Agents, Reconciliation? Reconciled, Proven Proven, PaymentsWaiting Payments, Pace? Pace, int Milliseconds)
{
    private const int MostDead = 50;

    /// <summary>Where documents end, then where they wait.</summary>
    public static readonly IReadOnlyList<(string Key, IReadOnlyList<ArrivalStatus> States)> Order =
        [.. new[] { "bokfort", "kontroll", "avvist", "duplikat", "uten-klient", "pakket-ut", "arbeid" }.Select(key => Inbox.Doors.Groups.First(g => g.Key == key))];

    public int Review => Clients.Sum(c => c.Standing.Waiting);
    public int Important => Clients.Sum(c => c.Standing.Important);
    public int Stuck => Clients.Sum(c => c.Standing.Stuck);
    public DateTimeOffset Oldest => Clients.Min(c => c.Standing.Oldest) ?? Now;
    public int Unassigned => Total["uten-klient"];
    public int Needs => Review + Unassigned + Dead.Count + Notices.Count;

    /// <summary>Asks.</summary>
    public static async Task<HomeView> AskAsync(KontaliContext db, TimeProvider clock)
    {
        var began = Stopwatch.GetTimestamp();
        var arrivals = await db.InboxCounts.ToListAsync();
        var standings = await db.ClientStandingsAsync();
        var of = arrivals.ToLookup(a => a.ClientId);
        var shown = standings.Select(c => (Guid?)c.Id).Append(null).ToHashSet();
        return new(clock.GetUtcNow(), clock.Today(),
            [.. arrivals.GroupBy(a => a.Door).OrderBy(g => g.Key).Select(g => (g.Key, Stands.Of(g)))],
            [.. standings.Select(c => new ClientLine(c, Stands.Of(of[c.Id])))],
            // What is nobody's yet, and what came for clients that have left, have lines of their own: the sum of the clients is the sum of the doors.
            Stands.Of(of[null]), Stands.Of(arrivals.Where(a => !shown.Contains(a.ClientId))), Stands.Of(arrivals),
            await DeadAsync(db), await db.NoticesAsync(), new(await db.QueueCountsAsync(), await db.ForgottenDocumentsAsync(), await db.NobodyWorksAsync()),
            await db.Reconciliations.AsNoTracking().OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(), await db.ProvenAsync(),
            new(await db.PaymentRuns.CountAsync(r => r.State == RunState.Proposed), await db.BankEntries.CountAsync(b => b.State == BankEntryState.Waiting)), await db.OwnPaceAsync(),
            (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
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
