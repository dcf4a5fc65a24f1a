using System.Security.Cryptography;
using System.Text;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>Keeps what was learned as rows that people can read, stop and promote. The rows are made from the lessons: nothing is counted twice.</summary>
public static class KeepPatterns
{
    /// <summary>The kind of pattern: who sells, and words of the line.</summary>
    public const string VendorCoding = "vendor_coding";

    /// <summary>Makes the patterns of a vendor at a client what its lessons now say, and then those of the firm and of all firms that rest on them.</summary>
    public static async Task KeepPatternsAsync(this KontaliContext db, Client client, string vendorIdentity, CancellationToken ct = default)
    {
        var lessons = await db.Lessons.HabitAsync(client.Id, vendorIdentity, ct);
        var rows = await db.Patterns.Where(p => p.PatternType == VendorCoding && p.VendorIdentity == vendorIdentity && (p.ClientId == client.Id || p.ClientId == null)).ToListAsync(ct);
        var mine = db.KeepClient(client, vendorIdentity, lessons, [.. rows.Where(r => r.Scope == PatternScope.Client)]);
        var others = await db.Patterns.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter])
            .Where(p => p.PatternType == VendorCoding && p.VendorIdentity == vendorIdentity && p.Scope == PatternScope.Client && p.ClientId != client.Id && p.State != PatternState.Retired).ToListAsync(ct);
        db.KeepFirm(vendorIdentity, lessons.LastOrDefault()?.VendorName, [.. mine, .. others], [.. rows.Where(r => r.Scope == PatternScope.Firm)]);
        await db.KeepAllFirmsAsync(vendorIdentity, [.. rows.Where(r => r.Scope == PatternScope.AllFirms)], ct);
    }

    /// <summary>Makes all patterns of the firm from its lessons: for books that were there before.</summary>
    public static async Task KeepAllPatternsAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var clients = await db.Clients.ToDictionaryAsync(c => c.Id, ct);
        var lessons = (await db.Lessons.AsNoTracking().Live.OrderBy(l => l.Seq).ToListAsync(ct)).ToLookup(l => (l.ClientId, l.VendorIdentity));
        var rows = await db.Patterns.Where(p => p.PatternType == VendorCoding).ToListAsync(ct);
        List<LearnedPattern> kept = [];
        foreach (var habit in lessons)
            kept.AddRange(db.KeepClient(clients[habit.Key.ClientId], habit.Key.VendorIdentity, [.. habit.TakeLast(Habit.Depth)],
                [.. rows.Where(r => r.ClientId == habit.Key.ClientId && r.VendorIdentity == habit.Key.VendorIdentity)]));
        foreach (var vendor in kept.GroupBy(p => p.VendorIdentity))
            db.KeepFirm(vendor.Key, lessons.First(l => l.Key.VendorIdentity == vendor.Key).Last().VendorName, [.. vendor], [.. rows.Where(r => r.Scope == PatternScope.Firm && r.VendorIdentity == vendor.Key)]);
    }

    private static List<LearnedPattern> KeepClient(this KontaliContext db, Client client, string vendor, List<Lesson> lessons, List<LearnedPattern> rows)
    {
        var standing = rows.Where(r => r.State != PatternState.Retired || r.StoppedAt is not null).GroupBy(r => r.PatternId).Select(g => g.MaxBy(r => r.Version)!).ToDictionary(r => r.PatternId);
        var spoke = standing.Values.Where(r => r.State == PatternState.Active).ToDictionary(MeaningOf);
        var restarts = standing.Values.Where(r => r.RestartedAfter is not null).GroupBy(MeaningOf).ToDictionary(g => g.Key, g => g.Max(r => r.RestartedAfter!.Value));
        var names = lessons.GroupBy(l => l.Account).ToDictionary(g => g.Key, g => g.Last());
        List<LearnedPattern> kept = [];
        foreach (var known in Habit.Of(lessons, restarts).Patterns)
        {
            var id = IdOf(db.Actor.RequiredFirm, client.Id, vendor, known.Slot);
            var row = standing.GetValueOrDefault(id);
            if (row is null || MeaningOf(row) != known.Meaning || !row.Trigger.Words.SequenceEqual(known.Words))
            {
                var (former, last) = (row, names[known.Meaning.Account]);
                row = db.NewPattern(id, rows.Where(r => r.PatternId == id).Select(r => r.Version).DefaultIfEmpty(0).Max() + 1, PatternScope.Client, client.Id, vendor,
                    Sentence(last, known), new(vendor, known.Words), new(known.Meaning.Account, known.Meaning.VatCode, last.StandardAccount));
                // What a person has said of this coding goes with it, whichever words it now needs.
                if (standing.Values.Where(r => MeaningOf(r) == known.Meaning).MaxBy(r => r.UpdatedAt) is { } same) row.TakeOver(same);
                db.Supersede(former, row);
            }
            row.Judge(known.Record, client);
            kept.Add(row);
        }
        foreach (var gone in standing.Values.Where(s => s.StoppedAt is null && !kept.Contains(s))) gone.State = PatternState.Retired;
        kept.RemoveAll(k => k.State == PatternState.Retired);
        foreach (var row in kept.Where(k => k.State == PatternState.Active && !spoke.ContainsKey(MeaningOf(k)))) db.TellOf(row, Learned.Promoted);
        foreach (var (meaning, row) in spoke.Where(s => !kept.Exists(k => k.State == PatternState.Active && MeaningOf(k) == s.Key))) db.TellOf(kept.Find(k => MeaningOf(k) == meaning) ?? row, Learned.Demoted);
        return kept;
    }

    // What two clients agree on and none denies, the firm knows. It speaks as a reason; only a client's own record earns posting.
    private static void KeepFirm(this KontaliContext db, string vendor, string? name, List<LearnedPattern> clients, List<LearnedPattern> rows)
    {
        var id = IdOf(db.Actor.RequiredFirm, null, vendor, "firm");
        var standing = rows.Where(r => r.State != PatternState.Retired).MaxBy(r => r.Version);
        // The account is what they agree on: the tax code follows each client's own right of deduction, and the most common is told.
        var said = clients.Select(c => (c.Action.StandardAccount, Whole: c.Trigger.Words.Count == 0)).Distinct().ToList();
        var agree = clients.Select(c => c.ClientId).Distinct().Count() >= 2 && said is [{ Whole: true, StandardAccount: not null }];
        if (!agree || name is null)
        {
            if (standing is not null) standing.State = PatternState.Retired;
            return;
        }
        var code = clients.GroupBy(c => c.Action.VatCode).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
        var action = new PatternAction(said[0].StandardAccount!, code, said[0].StandardAccount);
        if (standing is null || standing.Action != action)
        {
            var former = standing;
            standing = db.NewPattern(id, rows.Select(r => r.Version).DefaultIfEmpty(0).Max() + 1, PatternScope.Firm, null, vendor,
                Phrase.Of($"{name} føres på standardkonto {action.Account} hos alle klienter som kjøper der, oftest med mva-kode {action.VatCode}"), new(vendor, []), action);
            db.Supersede(former, standing);
        }
        (standing.TimesApplied, standing.TimesCorrect, standing.TimesIncorrect) = (clients.Sum(c => c.TimesApplied), clients.Sum(c => c.TimesCorrect), clients.Sum(c => c.TimesIncorrect));
        (standing.CasesSince, standing.RightSince, standing.Since) = (clients.Sum(c => c.CasesSince), clients.Sum(c => c.RightSince), clients.Min(c => c.Since));
        standing.LowerBound = Beta.Lower(standing.RightSince, standing.CasesSince - standing.RightSince);
        if (standing.StoppedAt is null) db.Stand(standing, clients.TrueForAll(c => c.State == PatternState.Active) ? PatternState.Active : PatternState.Trial);
    }

    // Between firms: a number, a standard account and counts. It never leaves its trial: that others do so is no record here.
    private static async Task KeepAllFirmsAsync(this KontaliContext db, string vendor, List<LearnedPattern> rows, CancellationToken ct)
    {
        var shared = await db.SharedHabitsAsync(vendor, ct);
        var standing = rows.Where(r => r.State != PatternState.Retired).MaxBy(r => r.Version);
        if (shared.Count != 1)
        {
            if (standing is not null) standing.State = PatternState.Retired;
            return;
        }
        var action = new PatternAction(shared[0].StandardAccount, shared[0].VatCode, shared[0].StandardAccount);
        if (standing is null || standing.Action != action)
        {
            var former = standing;
            standing = db.NewPattern(IdOf(db.Actor.RequiredFirm, null, vendor, "all"), rows.Select(r => r.Version).DefaultIfEmpty(0).Max() + 1, PatternScope.AllFirms, null, vendor,
                Phrase.Of($"Organisasjonsnummer {vendor[3..]} føres på standardkonto {action.Account} med mva-kode {action.VatCode} i andre byråer"), new(vendor, []), action);
            db.Supersede(former, standing);
        }
        (standing.TimesApplied, standing.TimesCorrect, standing.TimesIncorrect) = (shared[0].Cases, 0, 0);
    }

    /// <summary>How other firms that share book a vendor, by its organisation number: counts, and nothing that says whose.</summary>
    public static async Task<IReadOnlyList<SharedHabit>> SharedHabitsAsync(this KontaliContext db, string vendorIdentity, CancellationToken ct = default) =>
        await db.Database.SqlQuery<SharedHabit>($"select * from learning.shared_habits({vendorIdentity})").ToListAsync(ct);

    private static void Judge(this LearnedPattern row, PatternRecord record, Client client)
    {
        (row.TimesApplied, row.TimesCorrect, row.TimesIncorrect) = (record.Applied, record.Right, record.Wrong);
        (row.CasesSince, row.RightSince, row.Since, row.LowerBound) = (record.Cases, record.RightSince, record.Since, record.LowerBound);
        var earns = record.Earns(client.AiConfidenceThreshold / 100.0);
        var byItself = client.AiLearnsItself && client.AiAutomationLevel >= AutomationLevel.Assisted;
        var byPerson = row.PromotedAfter is { } after && record.OverruledAt <= after;
        row.IsProposed = earns && !byItself && !byPerson && row.StoppedAt is null && client.AiAutomationLevel != AutomationLevel.Off;
        row.State = row.StoppedAt is not null ? PatternState.Retired : earns && (byItself || byPerson) ? PatternState.Active : PatternState.Trial;
    }

    private static void Stand(this KontaliContext db, LearnedPattern row, PatternState state)
    {
        if (row.State == state) return;
        if (state == PatternState.Active) db.TellOf(row, Learned.Promoted);
        else if (row.State == PatternState.Active) db.TellOf(row, Learned.Demoted);
        row.State = state;
    }

    // Books that were there before are studied without a story: nothing happened today.
    private static void TellOf(this KontaliContext db, LearnedPattern row, string what)
    {
        if (db.Actor.Kind != ActorKind.System) db.Tell(what, row.Id, row.ClientId, new { row.Version, says = row.Description.ToString() });
    }

    private static LearnedPattern NewPattern(this KontaliContext db, Guid id, int version, PatternScope scope, Guid? clientId, string vendor, Phrase says, PatternTrigger trigger, PatternAction action) => new()
    {
        Id = Ids.New(db.Clock),
        TenantId = db.Actor.RequiredFirm,
        ClientId = clientId,
        PatternId = id,
        Version = version,
        PatternType = VendorCoding,
        VendorIdentity = vendor,
        Description = says,
        Trigger = trigger,
        Action = action,
        Scope = scope,
        CreatedAt = db.Clock.Now(),
    };

    private static void Supersede(this KontaliContext db, LearnedPattern? former, LearnedPattern row)
    {
        // At most one version of a pattern stands, so the former steps back in the same statement batch, before the new one is written.
        if (former is not null) former.State = PatternState.Retired;
        db.Patterns.Add(row);
        db.TellOf(row, Learned.PatternLearned);
    }

    private static void TakeOver(this LearnedPattern row, LearnedPattern former)
    {
        (row.StoppedAt, row.PromotedAfter, row.RestartedAfter, row.AmountCap) = (former.StoppedAt, former.PromotedAfter, former.RestartedAfter, former.AmountCap);
        (former.State, former.StoppedAt) = (PatternState.Retired, null);
    }

    private static Phrase Sentence(Lesson last, KnownPattern known) => known.Words.Count == 0
        ? Phrase.Of($"{last.VendorName} føres på {known.Meaning.Account} {last.AccountName} med mva-kode {known.Meaning.VatCode}")
        : Phrase.Of($"{last.VendorName} med {Quoted(known.Words)} på linjen føres på {known.Meaning.Account} {last.AccountName} med mva-kode {known.Meaning.VatCode}");

    internal static string Quoted(IReadOnlyList<string> words) => string.Join(", ", words.Select(w => $"«{w}»"));

    private static Meaning MeaningOf(LearnedPattern row) => new(row.Action.Account, row.Action.VatCode);

    // The same pattern has the same id whichever node finds it first.
    private static Guid IdOf(Guid firm, Guid? client, string vendor, string slot) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{firm} {client} {vendor} {slot}"))[..16]);
}

/// <summary>How a vendor is booked in other firms: statistics alone.</summary>
public sealed record SharedHabit(string StandardAccount, string VatCode, int Firms, int Cases);
