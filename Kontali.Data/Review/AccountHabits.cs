using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>The accounts a person is likely to mean.</summary>
/// <param name="Previous">Those of the vendor's previous voucher here, the largest amount first.</param>
/// <param name="Common">The most common here, with how many vouchers.</param>
/// <param name="OfVendor">Whether these are the vendor's own; otherwise it has none here, and they are the client's.</param>
public sealed record AccountHabits(IReadOnlyList<string> Previous, IReadOnlyList<(string Account, int Times)> Common, bool OfVendor);

/// <summary>Asks for them.</summary>
public static class AccountHabitsQuery
{
    private const int Depth = 60, Most = 3;

    /// <summary>Of a vendor at its client: its last vouchers, or the client's where it has none. Reversed ones do not count.</summary>
    public static async Task<AccountHabits> AccountHabitsAsync(this KontaliContext db, Vendor vendor, CancellationToken ct = default)
    {
        var own = await db.UsedAsync(db.Postings.Where(p => p.TenantId == vendor.TenantId && p.ClientId == vendor.ClientId && p.VendorId == vendor.Id).OrderByDescending(p => p.AccountingDate).ThenByDescending(p => p.Id).Take(Depth).Select(p => p.EntryId), ct);
        if (own.Count > 0) return new([.. own.Where(u => u.Entry == own[0].Entry).OrderByDescending(u => Math.Abs(u.Amount)).Select(u => u.Account).Distinct().Take(Most)], Counted(own), true);
        var client = await db.UsedAsync(db.Journal.Where(j => j.ClientId == vendor.ClientId && j.SourceType == EntrySource.VendorInvoice).OrderByDescending(j => j.CreatedAt).Take(3 * Depth).Select(j => j.Id), ct);
        return new([], Counted(client), false);
    }

    private sealed record Used(Guid Entry, string Account, decimal Amount);

    private static Task<List<Used>> UsedAsync(this KontaliContext db, IQueryable<Guid> entries, CancellationToken ct) =>
        (from j in db.Journal
         where entries.Contains(j.Id) && j.SourceType == EntrySource.VendorInvoice && !db.Journal.Any(r => r.ReversalOfId == j.Id)
         join p in db.Postings on j.Id equals p.EntryId
         where p.VendorId == null && p.AccountNumber != AccountNumber.Rounding && !p.AccountNumber.StartsWith("27")
         orderby j.AccountingDate descending, j.Id descending
         select new Used(j.Id, p.AccountNumber, p.DebitAmount - p.CreditAmount)).ToListAsync(ct);

    private static List<(string, int)> Counted(List<Used> used) =>
        [.. used.GroupBy(u => u.Account).Select(g => (Account: g.Key, Times: g.Select(u => u.Entry).Distinct().Count())).OrderByDescending(u => u.Times).ThenBy(u => u.Account, StringComparer.Ordinal).Take(Most)];
}
