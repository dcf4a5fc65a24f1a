using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vat;

/// <summary>
/// Which term a client's vouchers are counted in. A document belongs to the term of its date (mval 15-9). Where that term is filed,
/// or lies before the books began, it belongs to the first term not filed that ends after it was booked, unless a correction takes it.
/// </summary>
/// <param name="Term">The client's kind of term.</param>
/// <param name="Begins">The first day of the first term; null where nothing is booked.</param>
/// <param name="Filed">The first days of terms that are filed.</param>
public sealed record VatCalendar(VatTerm Term, DateOnly? Begins, IReadOnlySet<DateOnly> Filed)
{
    /// <summary>Whether the term's return is filed.</summary>
    public bool IsFiled(VatDeadline term) => Filed.Contains(term.From);

    /// <summary>The terms from the first to the one with this day in it.</summary>
    public IEnumerable<VatDeadline> To(DateOnly day) => Begins is { } first ? VatDeadline.Between(Term, first, day) : [];

    /// <summary>Whether the document's own term is filed already, or is before the books.</summary>
    public bool IsLate(DateOnly documentDate) => VatDeadline.Containing(Term, documentDate) is { } own && (IsFiled(own) || own.From < Begins);

    /// <summary>The term that a voucher in no return is counted in; null where the client files none.</summary>
    public VatDeadline? TermOf(DateOnly documentDate, DateOnly accountingDate)
    {
        if (!IsLate(documentDate)) return VatDeadline.Containing(Term, documentDate);
        var next = VatDeadline.Containing(Term, Begins is { } first && accountingDate < first ? first : accountingDate);
        while (next is not null && IsFiled(next)) next = VatDeadline.Containing(Term, next.To.AddDays(1));
        return next;
    }
}

/// <summary>A return with what it rests on and what the rules say of it.</summary>
/// <param name="Client">The client.</param>
/// <param name="Return">The return, as filed or as it would be filed now.</param>
/// <param name="Facts">What its vouchers say.</param>
/// <param name="Late">Of those, vouchers whose own term was filed before they were booked.</param>
/// <param name="Missed">Vouchers dated in this term that were booked after it was filed, and are in no return yet.</param>
/// <param name="Findings">Broken rules.</param>
/// <param name="Filed">The term's returns, the first first.</param>
/// <param name="Calendar">Which terms are filed.</param>
/// <param name="Tax">Codes and rates.</param>
public sealed record ReturnAtHand(Client Client, VatReturn Return, IReadOnlyList<VatFact> Facts, IReadOnlyList<VatFact> Late, IReadOnlyList<VatFact> Missed, IReadOnlyList<ReturnFinding> Findings, IReadOnlyList<FiledReturn> Filed, VatCalendar Calendar, StandardTax Tax)
{
    /// <summary>Whether the term has been filed.</summary>
    public bool IsFiled => Filed.Count > 0;

    /// <summary>Whether a rule stops it.</summary>
    public bool IsInvalid => Findings.Any(f => f.Rule.Severity == RuleSeverity.Invalid);
}

/// <summary>Asks for returns.</summary>
public static class ReturnQuery
{
    /// <summary>Which terms of the clients are filed, and where their books begin.</summary>
    public static async Task<IReadOnlyDictionary<Guid, VatCalendar>> VatCalendarsAsync(this KontaliContext db, IReadOnlyCollection<Client> clients, CancellationToken ct = default)
    {
        var ids = clients.Select(c => c.Id).ToList();
        var filed = (await db.FiledReturns.AsNoTracking().Where(r => ids.Contains(r.ClientId)).Select(r => new { r.ClientId, r.TermFrom }).Distinct().ToListAsync(ct)).ToLookup(r => r.ClientId, r => r.TermFrom);
        // The months that anything is booked in have their row: fewer than vouchers by far.
        var begin = await db.Balances.AsNoTracking().Where(b => ids.Contains(b.ClientId)).GroupBy(b => b.ClientId).Select(g => new { g.Key, First = g.Min(b => b.Period)! }).ToDictionaryAsync(g => g.Key, g => g.First, ct);
        return clients.ToDictionary(c => c.Id, c => new VatCalendar(c.VatTerm,
            begin.TryGetValue(c.Id, out var month) && Months.FirstDay(month) is { } day ? VatDeadline.Containing(c.VatTerm, day)?.From : null, filed[c.Id].ToHashSet()));
    }

    /// <summary>
    /// The client's return of the term: as it would be filed now, where it is not filed; else as it was filed last, or, for a correction,
    /// as a complete new return with what was missed.
    /// </summary>
    public static async Task<ReturnAtHand> ReturnAsync(this KontaliContext db, Client client, VatDeadline term, bool correction = false, CancellationToken ct = default)
    {
        var tax = await db.StandardTaxAsync(ct);
        var calendar = (await db.VatCalendarsAsync([client], ct))[client.Id];
        var filed = await db.FiledReturns.AsNoTracking().Where(r => r.ClientId == client.Id && r.TermFrom == term.From).OrderBy(r => r.Sequence).ToListAsync(ct);
        var open = await db.OpenVatAsync([client.Id], term.From, term.To, ct);
        List<VatFact> facts, missed = [];
        if (filed.Count == 0) facts = [.. open.Where(f => calendar.TermOf(f.DocumentDate, f.AccountingDate)?.From == term.From)];
        else
        {
            facts = await db.FiledVatAsync(client.Id, term.From, [.. filed.Select(r => r.Id)], ct);
            missed = [.. open.Where(f => f.DocumentDate >= term.From && f.DocumentDate <= term.To)];
        }
        if (filed.Count > 0 && correction) facts.AddRange(missed);
        var draft = await db.ReturnDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.ClientId == client.Id && d.TermFrom == term.From, ct);
        var last = filed.LastOrDefault();
        var vat = new VatReturn(client.OrgNumber, VatReturn.CategoryOf(client.VatTerm), client.VatTerm, term, []);
        vat = last is not null && !correction
            ? vat with { Category = last.Category, Lines = last.Content.Lines, Kid = last.Content.Kid, Note = last.Content.Note }
            : vat with { Lines = [.. VatReturn.LinesOf(facts, tax).Select(l => l with { Note = draft?.Notes.GetValueOrDefault(l.Key) })], Kid = draft?.Kid, Note = draft?.Note };
        var today = db.Clock.Today();
        var setting = new ReturnSetting(today, [.. calendar.To(term.From.AddDays(-1)).Where(t => t.To < term.From && !calendar.IsFiled(t))], filed.Count > 0);
        return new(client, vat, facts, [.. facts.Where(f => f.DocumentDate < term.From && filed.Count == 0)], missed, ReturnRules.Check(vat, setting), filed, calendar, tax);
    }

    /// <summary>The term that an address names by its first day; null where it is none of the client's.</summary>
    public static VatDeadline? TermFrom(VatTerm term, string? from) =>
        DateOnly.TryParseExact(from, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100
            && VatDeadline.Containing(term, day) is { } found && found.From == day ? found : null;
}
