using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A pattern as a row.</summary>
public sealed record PatternRow(Guid Id, Guid PatternId, int Version, string? Client, string? ClientNumber, PatternScope Scope, PatternState State, bool IsProposed, bool IsStopped, Phrase Says,
    int Applied, int Right, int Wrong, int Cases, int RightSince, DateOnly? Since, double LowerBound, DateTimeOffset UpdatedAt)
{
    /// <summary>Whether a person wrote it, and who.</summary>
    public bool IsByHand { get; init; }

    /// <inheritdoc cref="IsByHand"/>
    public string? By { get; init; }

    /// <summary>What it looks for, and what it then does.</summary>
    public required PatternTrigger Trigger { get; init; }

    /// <inheritdoc cref="Trigger"/>
    public required PatternAction Action { get; init; }

    /// <summary>Kroner that a person lets it post at most.</summary>
    public decimal? Cap { get; init; }

    /// <summary>The vendor's name, as one of the clients writes it.</summary>
    public string? Vendor { get; init; }

    /// <summary>The client, where it is of one.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Share of errors that it does not pass, with 95 % certainty, 0–1.</summary>
    public double UpperError => Beta.UpperError(RightSince, Cases - RightSince);

    /// <summary>Its place in the list.</summary>
    public PatternPlace Place => new(UpdatedAt, Id);
}

/// <summary>A place among patterns, by when they last changed.</summary>
public sealed record PatternPlace(DateTimeOffset At, Guid Id);

/// <summary>Which patterns to show.</summary>
public sealed record PatternFilter(Guid? Client = null, PatternState? State = null, bool Proposed = false, string? Text = null, bool? ByHand = null);

/// <summary>A lesson behind a pattern, as people read it.</summary>
public sealed record LessonRow(long Seq, Guid InvoiceId, DateOnly Date, string Text, string Account, string? VatCode, decimal Amount, Teacher By, Guid? EntryId, string? Voucher)
{
    /// <summary>Whether the voucher came of a correction: what she then taught is what is counted.</summary>
    public bool IsCorrected { get; init; }

    /// <summary>The client.</summary>
    public string? Client { get; init; }
}

/// <summary>Patterns and what they rest on.</summary>
public static class PatternRows
{
    /// <summary>A page of them, the latest changed first.</summary>
    public static async Task<IReadOnlyList<PatternRow>> PatternRowsAsync(this KontaliContext db, PatternFilter filter, PatternPlace? after = null, int take = 60, CancellationToken ct = default)
    {
        var patterns = db.Shown(filter);
        if (after is not null) patterns = patterns.Where(p => EF.Functions.LessThan(ValueTuple.Create(p.UpdatedAt, p.Id), ValueTuple.Create(after.At, after.Id)));
        return await patterns.OrderByDescending(p => p.UpdatedAt).ThenByDescending(p => p.Id).Take(take).AsRows(db).ToListAsync(ct);
    }

    /// <summary>How many there are in each state.</summary>
    public static async Task<IReadOnlyDictionary<PatternState, int>> PatternCountsAsync(this KontaliContext db, PatternFilter filter, CancellationToken ct = default) =>
        await db.Shown(filter with { State = null, Proposed = false }).GroupBy(p => p.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    /// <summary>All versions of a pattern, newest first.</summary>
    public static async Task<IReadOnlyList<PatternRow>> VersionsAsync(this KontaliContext db, Guid patternId, CancellationToken ct = default) =>
        await db.Patterns.Where(p => p.PatternId == patternId && (p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId))).OrderByDescending(p => p.Version).AsRows(db).ToListAsync(ct);

    /// <summary>The latest lessons that a version rests on: those of its vendor that it agrees with, and those it does not.</summary>
    public static async Task<IReadOnlyList<LessonRow>> LessonsBehindAsync(this KontaliContext db, Guid id, int take = 20, CancellationToken ct = default)
    {
        if (await db.Patterns.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } pattern) return [];
        var lessons = await db.Lessons.AsNoTracking().Where(l => l.VendorIdentity == pattern.VendorIdentity && (pattern.ClientId == null || l.ClientId == pattern.ClientId)).Live
            .OrderByDescending(l => l.Seq).Take(take * 4).ToListAsync(ct);
        var words = pattern.Trigger.Words;
        var behind = lessons.Where(l => words.Count == 0 || Words.Of(l.Text).Append(l.VatSaid ?? "").Any(words.Contains)).Take(take).ToList();
        var postings = behind.Select(l => l.PostingId).OfType<Guid>().ToList();
        var entries = await (from p in db.Postings where postings.Contains(p.Id) join j in db.Journal on p.EntryId equals j.Id select new { p.Id, Entry = j.Id, j.Series, j.FiscalYear, j.VoucherNumber }).ToDictionaryAsync(p => p.Id, ct);
        Guid[] corrected = [.. await db.Corrections.Where(c => entries.Values.Select(e => e.Entry).ToArray().Contains(c.ReplacementEntryId)).Select(c => c.ReplacementEntryId).ToListAsync(ct)], clients = [.. behind.Select(l => l.ClientId).Distinct()];
        var names = pattern.ClientId is null ? await db.Clients.Where(c => clients.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct) : [];
        return [.. behind.Select(l => entries.GetValueOrDefault(l.PostingId ?? default) is { } e
            ? new LessonRow(l.Seq, l.InvoiceId, l.Date, l.Text, l.Account, l.VatCode, l.Amount, l.TaughtBy, e.Entry, Ledger.JournalEntry.NameOf(e.Series, e.FiscalYear, e.VoucherNumber)) { IsCorrected = corrected.Contains(e.Entry), Client = names.GetValueOrDefault(l.ClientId) }
            : new LessonRow(l.Seq, l.InvoiceId, l.Date, l.Text, l.Account, l.VatCode, l.Amount, l.TaughtBy, null, null))];
    }

    private static IQueryable<LearnedPattern> Shown(this KontaliContext db, PatternFilter filter)
    {
        // Retired versions are read from their pattern; a stopped one is shown, for only a person lets it try again.
        var patterns = db.Patterns.AsNoTracking().Where(p => (p.State != PatternState.Retired || p.StoppedAt != null) && (p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId)));
        if (filter.Client is { } client) patterns = patterns.Where(p => p.ClientId == client);
        if (filter.State is { } state) patterns = patterns.Where(p => p.State == state);
        if (filter.ByHand is { } byHand) patterns = patterns.Where(p => (p.PatternType == HandRules.VendorRule) == byHand);
        if (filter.Proposed) patterns = patterns.Where(p => p.IsProposed);
        if (filter.Text is { Length: > 0 } text) patterns = patterns.Where(p => db.Vendors.Any(v => v.Identity == p.VendorIdentity && EF.Functions.ILike(v.Name, Like.Within(text), Like.Sign)));
        return patterns;
    }

    private static IQueryable<PatternRow> AsRows(this IQueryable<LearnedPattern> patterns, KontaliContext db) =>
        from p in patterns
        join c in db.Clients on p.ClientId equals c.Id into clients
        from c in clients.DefaultIfEmpty()
        select new PatternRow(p.Id, p.PatternId, p.Version, c == null ? null : c.Name, c == null ? null : c.ClientNumber, p.Scope, p.State, p.IsProposed, p.StoppedAt != null, p.Description,
            p.TimesApplied, p.TimesCorrect, p.TimesIncorrect, p.CasesSince, p.RightSince, p.Since, p.LowerBound, p.UpdatedAt)
        {
            IsByHand = p.PatternType == HandRules.VendorRule,
            By = db.Users.Where(u => u.Id == p.LearnedFromUserId).Select(u => u.Name).FirstOrDefault(),
            Trigger = p.Trigger,
            Action = p.Action,
            Cap = p.AmountCap,
            ClientId = p.ClientId,
            Vendor = db.Vendors.Where(v => v.Identity == p.VendorIdentity).OrderBy(v => v.Id).Select(v => v.Name).FirstOrDefault(),
        };
}
