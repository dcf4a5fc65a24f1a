using Kontali.Data.Documents;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>What stands between a month and its closing, at one client.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How open the month is.</param>
/// <param name="ChangedAt">When that last changed.</param>
/// <param name="Vouchers">Vouchers in the month.</param>
/// <param name="Unposted">Documents that came and are not read or assigned.</param>
/// <param name="InReview">Invoices up to the month's end that wait for a person.</param>
/// <param name="Subledger">What the payables account and the vendors differ by.</param>
/// <param name="Unreconciled">Accounts to be reconciled whose balance at the month's end nobody has agreed, or that has changed since.</param>
/// <param name="Faults">Gaps and other faults that the latest proof found.</param>
/// <param name="VatDue">The day the VAT return of the month's term was or is due, where it is not filed and the term is over; null otherwise.</param>
public sealed record CloseRow(Guid ClientId, string Number, string Name, PeriodState State, DateTimeOffset? ChangedAt, int Vouchers, int Unposted, int InReview, decimal Subledger, IReadOnlyList<string> Unreconciled, int Faults, DateOnly? VatDue)
{
    /// <summary>Whether nothing stands in the way; a VAT return that is not due yet does not.</summary>
    public bool IsReady => Unposted == 0 && InReview == 0 && Subledger == 0 && Unreconciled.Count == 0 && Faults == 0;
}

/// <summary>Asks, for all clients at once, one question a point.</summary>
public static class CloseChecklist
{
    /// <summary>The clients she sees, by name, and how each stands before this month can be closed.</summary>
    public static async Task<IReadOnlyList<CloseRow>> CloseRowsAsync(this KontaliContext db, string month, CancellationToken ct = default)
    {
        var end = Months.LastDay(month) ?? throw new BrokenRule($"«{month}» er ikke en periode.");
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new { c.Id, c.ClientNumber, c.Name, c.VatTerm }).ToListAsync(ct);
        var states = await db.Periods.AsNoTracking().Where(p => p.Name == month).ToDictionaryAsync(p => p.ClientId, ct);
        var vouchers = await db.Journal.Where(j => j.Period == month).GroupBy(j => j.ClientId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var unposted = await db.Arrivals.Where(a => a.ClientId != null && (a.Status == ArrivalStatus.Received || a.Status == ArrivalStatus.Reading || a.Status == ArrivalStatus.Unassigned) && (a.InvoiceDate == null || a.InvoiceDate <= end))
            .GroupBy(a => a.ClientId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var review = await db.ReviewQueue.Where(r => r.Status == ReviewStatus.Pending || r.Status == ReviewStatus.Snoozed).Join(db.Invoices, r => r.SourceId, i => i.Id, (r, i) => new { r.ClientId, i.InvoiceDate })
            .Where(r => r.InvoiceDate <= end).GroupBy(r => r.ClientId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        // Kept sums of the account against the lines that have a vendor.
        var owed = await db.Balances.Where(b => b.AccountNumber == AccountNumber.Payables).GroupBy(b => b.ClientId).Select(g => new { g.Key, Sum = g.Sum(b => b.Debit - b.Credit) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        var vendors = await db.Postings.Where(p => p.VendorId != null && p.AccountNumber == AccountNumber.Payables).GroupBy(p => p.ClientId).Select(g => new { g.Key, Sum = g.Sum(p => p.DebitAmount - p.CreditAmount) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        var balances = (await (from a in db.Accounts
                               where a.RequiresReconciliation && a.IsActive
                               join b in db.Balances on new { a.ClientId, a.AccountNumber } equals new { b.ClientId, b.AccountNumber }
                               where string.Compare(b.Period, month) <= 0
                               group b by new { b.ClientId, b.AccountNumber } into g
                               select new { g.Key.ClientId, g.Key.AccountNumber, Sum = g.Sum(b => b.Debit - b.Credit) }).ToListAsync(ct)).ToLookup(b => b.ClientId);
        var agreed = (await db.AccountReconciliations.AsNoTracking().Where(r => r.Period == month).OrderBy(r => r.CreatedAt).ToListAsync(ct)).GroupBy(r => (r.ClientId, r.AccountNumber)).ToDictionary(g => g.Key, g => g.Last().Balance);
        var faults = (await Verification.ProofRows.ProofsAsync(db, ct)).Where(p => p.ClientId is not null).ToDictionary(p => p.ClientId!.Value, p => p.Proof?.Faults ?? 0);
        return
        [
            .. clients.Select(c =>
            {
                var state = states.GetValueOrDefault(c.Id);
                var term = VatDeadline.Containing(c.VatTerm, end);
                var due = term is { } of && of.To <= db.Clock.Today() && state?.State != PeriodState.VatFiled ? of.Due : (DateOnly?)null;
                return new CloseRow(c.Id, c.ClientNumber, c.Name, state?.State ?? PeriodState.Open, state?.ChangedAt, vouchers.GetValueOrDefault(c.Id), unposted.GetValueOrDefault(c.Id), review.GetValueOrDefault(c.Id),
                    owed.GetValueOrDefault(c.Id) - vendors.GetValueOrDefault(c.Id), [.. balances[c.Id].Where(b => !(agreed.TryGetValue((c.Id, b.AccountNumber), out var then) && then == b.Sum)).Select(b => b.AccountNumber).Order(StringComparer.Ordinal)],
                    faults.GetValueOrDefault(c.Id), due);
            }),
        ];
    }
}
