using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Vat;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>How a term stands, the most urgent first.</summary>
public enum TermState
{
    /// <summary>Its deadline has passed, and it is not filed.</summary>
    Overdue,

    /// <summary>The term is over, and it is to be filed.</summary>
    ToFile,

    /// <summary>It is filed, and something dated in it was booked afterwards.</summary>
    Missed,

    /// <summary>The term is not over.</summary>
    Running,

    /// <summary>Filed.</summary>
    Filed,
}

/// <summary>A client's term in the overview.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Number">Its number.</param>
/// <param name="Client">Its name.</param>
/// <param name="Term">Its kind of term.</param>
/// <param name="Period">The days and the deadline.</param>
/// <param name="State">How it stands.</param>
/// <param name="Assessed">VAT to pay so far, or as filed.</param>
/// <param name="Waiting">Documents dated up to the term's end that are not booked.</param>
/// <param name="Missed">Vouchers booked after it was filed.</param>
/// <param name="Invalid">Rules that stop it.</param>
/// <param name="FiledOn">When it was filed.</param>
public sealed record TermRow(Guid ClientId, string Number, string Client, VatTerm Term, VatDeadline Period, TermState State, decimal Assessed, int Waiting, int Missed, int Invalid, DateOnly? FiledOn);

/// <summary>All clients' terms.</summary>
public static class VatOverview
{
    /// <summary>What is to be filed, what runs and what was filed last, the most urgent first.</summary>
    /// <param name="db">The context.</param>
    /// <param name="client">One client, with all its filed terms; null for all, with the last filed term of each.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<TermRow>> VatTermsAsync(this KontaliContext db, Guid? client = null, CancellationToken ct = default)
    {
        var today = db.Clock.Today();
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive && c.VatTerm != VatTerm.None && (client == null || c.Id == client)).ToListAsync(ct);
        var calendars = await db.VatCalendarsAsync(clients, ct);
        var ids = clients.Select(c => c.Id).ToList();
        var returns = (await db.FiledReturns.AsNoTracking().Where(r => ids.Contains(r.ClientId)).Select(r => new { r.ClientId, r.TermFrom, r.Sequence, r.Assessed, r.FiledOn }).ToListAsync(ct)).ToLookup(r => r.ClientId);
        var waiting = (await db.Inbox.Where(a => a.ClientId != null && ids.Contains(a.ClientId.Value) && (a.Status == ArrivalStatus.Review || a.Status == ArrivalStatus.Received))
            .GroupBy(a => new { a.ClientId, a.InvoiceDate }).Select(g => new { g.Key.ClientId, g.Key.InvoiceDate, Count = g.Count() }).ToListAsync(ct)).ToLookup(w => w.ClientId!.Value);
        var open = calendars.ToDictionary(c => c.Key, c => c.Value.To(today).ToList());
        var earliest = open.Values.SelectMany(terms => terms.Take(1)).Select(t => t.From).DefaultIfEmpty(today).Min();
        var latest = open.Values.Where(t => t.Count > 0).Select(t => t[^1].To).DefaultIfEmpty(today).Max();
        var facts = (await db.OpenVatAsync(ids, earliest, latest, ct)).ToLookup(f => f.ClientId);
        var tax = await db.StandardTaxAsync(ct);
        List<TermRow> rows = [];
        foreach (var it in clients)
        {
            var calendar = calendars[it.Id];
            var byTerm = facts[it.Id].ToLookup(f => calendar.TermOf(f.DocumentDate, f.AccountingDate)?.From);
            var own = facts[it.Id].ToLookup(f => VatDeadline.Containing(it.VatTerm, f.DocumentDate)?.From);
            var lastFiled = open[it.Id].LastOrDefault(calendar.IsFiled);
            foreach (var term in open[it.Id])
            {
                if (calendar.IsFiled(term))
                {
                    var last = returns[it.Id].Where(r => r.TermFrom == term.From).MaxBy(r => r.Sequence)!;
                    var missed = own[term.From].Select(f => f.EntryId).Distinct().Count();
                    if (missed > 0 || client is not null || term == lastFiled) rows.Add(new(it.Id, it.ClientNumber, it.Name, it.VatTerm, term, missed > 0 ? TermState.Missed : TermState.Filed, last.Assessed, 0, missed, 0, last.FiledOn));
                    continue;
                }
                var vat = new VatReturn(it.OrgNumber, VatReturn.CategoryOf(it.VatTerm), it.VatTerm, term, VatReturn.LinesOf(byTerm[term.From], tax));
                // Notes are written on the return itself, so a rule that a note satisfies is not counted here.
                var invalid = ReturnRules.Check(vat, new(today, [])).Count(f => f.Rule is { Severity: RuleSeverity.Invalid, Id: not ("R059" or "R060" or "R020" or "R021" or "R078") });
                rows.Add(new(it.Id, it.ClientNumber, it.Name, it.VatTerm, term, term.Due < today ? TermState.Overdue : term.To < today ? TermState.ToFile : TermState.Running, vat.Assessed,
                    waiting[it.Id].Where(w => w.InvoiceDate is null || w.InvoiceDate <= term.To).Sum(w => w.Count), 0, invalid, null));
            }
        }
        return [.. rows.OrderBy(r => r.State).ThenBy(r => r.State == TermState.Filed ? -r.Period.Due.DayNumber : r.Period.Due.DayNumber).ThenBy(r => r.Client, StringComparer.CurrentCulture).ThenBy(r => r.Period.From)];
    }
}
