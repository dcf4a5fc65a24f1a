using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>How far a correction is to reach in what waits.</summary>
public enum AlikeScope
{
    /// <summary>The vendor at this client.</summary>
    VendorHere,

    /// <summary>The vendor at every client she has.</summary>
    VendorEverywhere,

    /// <summary>Lines with the same words and about the same amount, from anyone.</summary>
    SameKind,
}

/// <summary>A line of a correction: what it was suggested as, and what she made of it.</summary>
/// <param name="ShareKey">The part of the invoice.</param>
/// <param name="Text">The line.</param>
/// <param name="Kind">Its words, as <see cref="WaitingLine.Kind"/>.</param>
/// <param name="Kroner">Without VAT, unsigned.</param>
/// <param name="Percent">VAT per cent.</param>
/// <param name="From">What was suggested.</param>
/// <param name="To">What stands.</param>
public sealed record TaughtLine(string ShareKey, string Text, string Kind, decimal Kroner, decimal? Percent, Meaning From, Meaning To);

/// <summary>What a correction says that may be true of others.</summary>
/// <param name="CorrectionId">The correction.</param>
/// <param name="At">When, UTC: what was thought again since is thought so because of it.</param>
/// <param name="ClientId">Where it was made.</param>
/// <param name="Client"><inheritdoc cref="ClientId" path="/node()"/></param>
/// <param name="VendorIdentity">Whose invoice it was.</param>
/// <param name="Vendor"><inheritdoc cref="VendorIdentity" path="/node()"/></param>
/// <param name="Number">Its number.</param>
/// <param name="Document">Invoice or credit note.</param>
/// <param name="Deducts">Whether that client deducts VAT.</param>
/// <param name="Lines">The lines that were coded otherwise; none where it was split, or only the text is another.</param>
public sealed record Taught(Guid CorrectionId, DateTimeOffset At, Guid ClientId, string Client, string VendorIdentity, string Vendor, string Number, InvoiceKind Document, bool Deducts, IReadOnlyList<TaughtLine> Lines)
{
    /// <summary>The amounts that lines of the same kind are looked for between, before she says otherwise: from half to double.</summary>
    public (decimal AtLeast, decimal AtMost) Span => (decimal.Floor(Lines.Min(l => l.Kroner) / 2), decimal.Ceiling(Lines.Max(l => l.Kroner) * 2));
}

/// <summary>A line that would be coded otherwise.</summary>
/// <param name="ShareKey">The part of the invoice.</param>
/// <param name="Text">The line.</param>
/// <param name="Kroner">Without VAT, in the invoice's currency.</param>
/// <param name="From">As it is suggested.</param>
/// <param name="Account">As it would be.</param>
/// <param name="VatCode">The tax code; null where it follows the invoice and the client.</param>
public sealed record AlikeLine(string ShareKey, string Text, decimal Kroner, Meaning From, string Account, string? VatCode);

/// <summary>An item that a correction is also true of.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Rest">How its other lines are coded: settled with them as she saw them, or not at all.</param>
/// <param name="ClientId">Its client.</param>
/// <param name="Client"><inheritdoc cref="ClientId" path="/node()"/></param>
/// <param name="Vendor">Its vendor.</param>
/// <param name="Number">The invoice.</param>
/// <param name="Date"><inheritdoc cref="Number" path="/node()"/></param>
/// <param name="Total">With VAT.</param>
/// <param name="Currency"><inheritdoc cref="Total" path="/node()"/></param>
/// <param name="Lines">What would be coded otherwise.</param>
/// <param name="Doubt">Why it is likely to be an exception; it is not taken with the others unless she says so.</param>
/// <param name="Stop">Why it cannot be settled with others: a person must look.</param>
public sealed record AlikeItem(Guid ItemId, string Rest, Guid ClientId, string Client, string Vendor, string Number, DateOnly Date, decimal Total, string Currency, IReadOnlyList<AlikeLine> Lines, Phrase? Doubt, Phrase? Stop);

/// <summary>Those a correction is also true of.</summary>
/// <param name="Items">The most urgent, as many as are settled and undone as one.</param>
/// <param name="All">How many there are.</param>
public sealed record Alike(IReadOnlyList<AlikeItem> Items, int All);

/// <summary>How many it may be true of, before they are looked at.</summary>
public sealed record AlikeCount(int Items, int Clients);

/// <summary>Finds what waits and is like what was just corrected: by the index of waiting lines, and no more than can be settled as one.</summary>
public static class AlikeQueries
{
    /// <summary>So many at once: as many as are undone as one.</summary>
    public const int Most = 200;

    // Reasons that are about how sure the agent is, or what may post itself, and not about the invoice.
    private static readonly HashSet<string> Unseen = ["unsure", "unsure_vat", "not_earned", "automation", "firm", "amount_cap", "pattern_cap", "switched_off", "warning", "no_account"];

    // A third or three times as much is another thing, more often than not.
    private const decimal Far = 3;
    private const int Habitual = 3;

    /// <summary>Whether an item that is here for this reason may be settled as one of many.</summary>
    public static bool MaySettleUnseen(string reason) => Unseen.Contains(reason);

    /// <summary>What the latest correction of an item taught that may be true of others; null where there is nothing.</summary>
    public static Task<Taught?> TaughtInQueueAsync(this KontaliContext db, Guid itemId, CancellationToken ct = default) =>
        db.TaughtAsync(db.Corrections.Where(c => c.ReviewQueueId == itemId), ct);

    /// <summary>The same, of a posted voucher that was corrected to this one.</summary>
    public static Task<Taught?> TaughtByVoucherAsync(this KontaliContext db, Guid replacement, CancellationToken ct = default) =>
        db.TaughtAsync(db.Corrections.Where(c => c.ReplacementEntryId == replacement && c.RestoresEntryId == null), ct);

    /// <summary>How many wait that a correction of this vendor may be true of, and at how many clients: said at once.</summary>
    public static async Task<AlikeCount> CountAlikeAsync(this KontaliContext db, Taught taught, CancellationToken ct = default)
    {
        var found = await db.Alike(taught, AlikeScope.VendorEverywhere, null, null).GroupBy(r => r.ClientId).Select(g => g.Count()).ToListAsync(ct);
        return new(found.Sum(), found.Count);
    }

    /// <summary>Those it is also true of, with what would become of each.</summary>
    public static async Task<Alike> AlikeAsync(this KontaliContext db, Taught taught, AlikeScope scope, decimal? atLeast = null, decimal? atMost = null, CancellationToken ct = default)
    {
        if (taught.Lines.Count == 0) return new([], 0);
        var alike = db.Alike(taught, scope, atLeast, atMost);
        var all = await alike.CountAsync(ct);
        var found = await (from r in alike.MostUrgentFirst.Take(Most)
                           join i in db.Invoices on r.SourceId equals i.Id
                           join v in db.Vendors on i.VendorId equals v.Id
                           join c in db.Clients on r.ClientId equals c.Id
                           orderby r.Priority, r.DueAt, r.Id
                           select new Found(r.Id, r.ClientId, c.Name, c.VatStatus == VatStatus.Registered, v.Identity, v.Name, i.InvoiceNumber, i.Kind, i.InvoiceDate, i.TotalAmount, i.Currency, r.IssueCategory, r.AiSuggestion, db.Decisions.Any(d => d.Id == r.DecisionId && d.CreatedAt > taught.At),
                               db.ReviewDrafts.Any(d => d.ItemId == r.Id && d.UserId == db.Actor.User))).AsNoTracking().ToListAsync(ct);
        Guid[] ids = [.. found.Select(f => f.ItemId)];
        var kinds = (await db.WaitingLines.AsNoTracking().Where(w => w.TenantId == db.Actor.Firm && ids.Contains(w.ItemId)).Select(w => new { w.ItemId, w.ShareKey, w.Kind, w.Ore }).ToListAsync(ct)).ToLookup(w => w.ItemId);
        var around = await db.AroundAsync(taught, found, ct);
        List<AlikeItem> items = [];
        foreach (var f in found)
        {
            var kindOf = kinds[f.ItemId].ToDictionary(w => w.ShareKey, w => (w.Kind, Kroner: w.Ore / 100m));
            List<(AlikeLine Line, TaughtLine By)> lines = [.. f.Suggestion.Lines.Where(l => kindOf.ContainsKey(l.Share.Key)).Select(l => Change(taught, scope, f, l, kindOf[l.Share.Key].Kind, kindOf[l.Share.Key].Kroner, atLeast, atMost)).OfType<(AlikeLine, TaughtLine)>()];
            if (lines.Count == 0) continue;
            items.Add(new(f.ItemId, RestOf(f.Suggestion, lines.Select(l => l.Line.ShareKey)), f.ClientId, f.Client, f.Vendor, f.Number, f.Date, f.Total, f.Currency, [.. lines.Select(l => l.Line)], DoubtOf(taught, scope, f, lines, kindOf, around), StopOf(f, lines, around)));
        }
        return new(items, all);
    }

    // Words, amounts and vendor are asked of the index; only what waits now, and no samples, for those are answered one by one.
    private static IQueryable<ReviewItem> Alike(this KontaliContext db, Taught taught, AlikeScope scope, decimal? atLeast, decimal? atMost)
    {
        string[] kinds = [.. taught.Lines.Select(l => l.Kind).Where(k => k.Length > 0).Distinct()], from = [.. taught.Lines.Select(l => l.From.Account).Distinct()], to = [.. taught.Lines.Select(l => l.To.Account).Distinct()];
        var at = taught.At;
        var lines = db.WaitingLines.Where(w => w.TenantId == db.Actor.Firm);
        if (scope == AlikeScope.SameKind)
        {
            var (least, most) = (Ore(atLeast ?? 0), Ore(atMost ?? 9_999_999_999m));
            lines = lines.Where(w => kinds.Contains(w.Kind) && w.Ore >= least && w.Ore <= most);
            // What the memory has thought again because of it waits to be approved as much as what it has not come to yet.
            lines = lines.Where(w => !to.Contains(w.Account) || from.Contains(w.Account) || db.ReviewQueue.Any(r => r.Id == w.ItemId && db.Decisions.Any(d => d.Id == r.DecisionId && d.CreatedAt > at)));
        }
        else
        {
            lines = lines.Where(w => w.VendorIdentity == taught.VendorIdentity);
            lines = lines.Where(w => from.Contains(w.Account) || to.Contains(w.Account) && db.ReviewQueue.Any(r => r.Id == w.ItemId && db.Decisions.Any(d => d.Id == r.DecisionId && d.CreatedAt > at)));
            if (scope == AlikeScope.VendorHere) lines = lines.Where(w => w.ClientId == taught.ClientId);
        }
        return db.ReviewQueue.Where(r => r.Status == ReviewStatus.Pending && lines.Any(w => w.ItemId == r.Id));
    }

    private static async Task<Taught?> TaughtAsync(this KontaliContext db, IQueryable<Correction> corrections, CancellationToken ct)
    {
        var found = await (from c in corrections.AsNoTracking().OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(1)
                           join j in db.Journal on c.ReplacementEntryId equals j.Id
                           join i in db.Invoices on j.SourceId equals i.Id
                           join v in db.Vendors on i.VendorId equals v.Id
                           join client in db.Clients on c.ClientId equals client.Id
                           select new { Correction = c, i.InvoiceNumber, i.Kind, i.ExchangeRate, v.Identity, v.Name, Client = client.Name, Deducts = client.VatStatus == VatStatus.Registered }).FirstOrDefaultAsync(ct);
        if (found is null) return null;
        var after = found.Correction.CorrectedEntry.ToLookup(l => l.Share.Key);
        // A line that she split says nothing of lines that are whole.
        var changed = found.Correction.OriginalEntry.Where(was => after[was.Share.Key].Any(now => now.Share.Net == was.Share.Net && (now.Account, now.VatCode) != (was.Account, was.VatCode))).Take(50).ToList();
        List<TaughtLine> lines = [];
        foreach (var was in changed)
        {
            var now = after[was.Share.Key].First();
            var kind = await db.KindOfAsync(was.Share.Text, ct);
            lines.Add(new(was.Share.Key, was.Share.Text, kind, Math.Abs(Money.Round(was.Share.Net * (found.ExchangeRate ?? 1))), was.Share.Percent, new(was.Account, was.VatCode), new(now.Account, now.VatCode)));
        }
        return lines.Count == 0 ? null : new(found.Correction.Id, found.Correction.CreatedAt, found.Correction.ClientId, found.Client, found.Identity, found.Name, found.InvoiceNumber, found.Kind, found.Deducts, lines);
    }

    /// <summary>A line's kind, as the database reckons it.</summary>
    internal static Task<string> KindOfAsync(this KontaliContext db, string text, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"""select review.line_kind({text}) as "Value" """).SingleAsync(ct);

    // What stands around them: charts, what people there are used to, and who has what open.
    private static async Task<Around> AroundAsync(this KontaliContext db, Taught taught, List<Found> found, CancellationToken ct)
    {
        Guid[] clients = [.. found.Select(f => f.ClientId).Distinct()], items = [.. found.Select(f => f.ItemId)];
        string[] to = [.. taught.Lines.Select(l => l.To.Account).Distinct()], from = [.. taught.Lines.Select(l => l.From.Account).Distinct()], vendors = [.. found.Select(f => f.Identity).Distinct()];
        var accounts = await db.Accounts.AsNoTracking().Where(a => clients.Contains(a.ClientId) && to.Contains(a.AccountNumber) && a.IsActive).Select(a => new { a.ClientId, a.AccountNumber }).ToListAsync(ct);
        var habits = await db.Lessons.AsNoTracking().Where(l => clients.Contains(l.ClientId) && vendors.Contains(l.VendorIdentity) && from.Contains(l.Account) && l.ClientId != taught.ClientId && l.TaughtBy != Teacher.Agent).Live
            .GroupBy(l => new { l.ClientId, l.VendorIdentity, l.Account }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var holders = await db.Holders.Where(h => items.Contains(h.ItemId) && !h.IsReserved).ToListAsync(ct);
        return new(accounts.Select(a => (a.ClientId, a.AccountNumber)).ToHashSet(), habits.ToDictionary(h => (h.Key.ClientId, h.Key.VendorIdentity, h.Key.Account), h => h.Count), holders.ToDictionary(h => h.ItemId, h => h.Name));
    }

    // What a waiting line would become; null where the correction says nothing of it, or it is so already.
    private static (AlikeLine, TaughtLine)? Change(Taught taught, AlikeScope scope, Found f, SuggestedLine line, string kind, decimal kroner, decimal? atLeast, decimal? atMost)
    {
        bool Is(TaughtLine t) => t.From.Account == line.Account || f.IsRethought && t.To.Account == line.Account;
        var by = taught.Lines.FirstOrDefault(t => t.Kind == kind && (scope == AlikeScope.SameKind ? kind.Length > 0 : Is(t)));
        // Of the vendor also what is called something else, where all she changed on that account became the same.
        if (by is null && scope != AlikeScope.SameKind && taught.Lines.Where(Is).ToList() is { Count: > 0 } same && same.TrueForAll(t => t.To.Account == same[0].To.Account)) by = same[0];
        if (by is null || scope == AlikeScope.SameKind && (kroner < atLeast || kroner > atMost)) return null;
        var code = by.Percent == line.Share.Percent && taught.Deducts == f.Deducts ? by.To.VatCode : null;
        if (!f.IsRethought && line.Account == by.To.Account && (code is null || line.VatCode == code)) return null;
        return (new(line.Share.Key, line.Text, line.Share.Net, new(line.Account, line.VatCode), by.To.Account, code), by);
    }

    private static Phrase? DoubtOf(Taught taught, AlikeScope scope, Found f, List<(AlikeLine Line, TaughtLine By)> lines, Dictionary<string, (string Kind, decimal Kroner)> kinds, Around around)
    {
        if (f.Document != taught.Document) return f.Document == InvoiceKind.CreditNote ? Phrase.Of($"Kreditnota, ikke faktura.") : Phrase.Of($"Faktura, ikke kreditnota.");
        foreach (var (line, by) in lines)
        {
            if (around.Habits.GetValueOrDefault((f.ClientId, f.Identity, line.From.Account)) is >= Habitual and var times) return Phrase.Of($"Klienten fører leverandøren på {line.From.Account}: {times} ganger før.");
            var (kind, kroner) = kinds[line.ShareKey];
            if (scope != AlikeScope.SameKind && kind != by.Kind && !Words.Of(line.Text).Overlaps(Words.Of(by.Text))) return Phrase.Of($"En annen tekst: «{line.Text}».");
            if (line.VatCode is null && taught.Deducts == f.Deducts) return Phrase.Of($"En annen mva-sats enn i den du rettet.");
            if (by.Kroner > 0 && (kroner > by.Kroner * Far || kroner < by.Kroner / Far)) return Phrase.Of($"Et annet beløp: {kroner:N2} mot {by.Kroner:N2} kr.");
        }
        return null;
    }

    private static Phrase? StopOf(Found f, List<(AlikeLine Line, TaughtLine By)> lines, Around around)
    {
        if (!MaySettleUnseen(f.Reason) || f.Suggestion.Flags.Any(flag => flag.Stops && !MaySettleUnseen(flag.Code)))
            return f.Suggestion.Flags.FirstOrDefault(flag => flag.Stops && !MaySettleUnseen(flag.Code))?.Says ?? Phrase.Of($"Noe i fakturaen må ses på først.");
        if (lines.Find(l => !around.Accounts.Contains((f.ClientId, l.Line.Account))).Line is { } missing) return Phrase.Of($"Klienten har ikke konto {missing.Account}.");
        if (f.Suggestion.Lines.Any(l => l.Account.Length == 0 && lines.TrueForAll(changed => changed.Line.ShareKey != l.Share.Key))) return Phrase.Of($"En annen linje har ingen konto.");
        if (f.IsWritten) return Phrase.Of($"Du har skrevet noe på den: bokfør den for seg.");
        return around.Holders.TryGetValue(f.ItemId, out var name) ? Phrase.Of($"{name} har den åpen.") : null;
    }

    /// <summary>How the other lines are coded.</summary>
    internal static string RestOf(Suggestion suggestion, IEnumerable<string> without)
    {
        var changed = without.ToHashSet();
        return string.Join(' ', suggestion.Lines.Where(l => !changed.Contains(l.Share.Key)).Select(l => $"{l.Share.Key}:{l.Account}/{l.VatCode}"));
    }

    private static long Ore(decimal kroner) => (long)Math.Clamp(Math.Round(kroner * 100), 0, 999_999_999_999_900m);

    private sealed record Found(Guid ItemId, Guid ClientId, string Client, bool Deducts, string Identity, string Vendor, string Number, InvoiceKind Document, DateOnly Date, decimal Total, string Currency, string Reason, Suggestion Suggestion, bool IsRethought, bool IsWritten);

    private sealed record Around(HashSet<(Guid, string)> Accounts, IReadOnlyDictionary<(Guid, string, string), int> Habits, IReadOnlyDictionary<Guid, string> Holders);
}
