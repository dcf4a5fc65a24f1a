using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>The invoice that may be the same one, with where it stands and its document.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Vendor">Its vendor's name.</param>
/// <param name="EntryId">The voucher it is posted as, and its name.</param>
/// <param name="Voucher"><inheritdoc cref="EntryId" path="/node()"/></param>
/// <param name="Accounts">The accounts it is posted on, costs only.</param>
/// <param name="Document">Its document.</param>
public sealed record Twin(VendorInvoice Invoice, string Vendor, Guid? EntryId, string? Voucher, IReadOnlyList<string> Accounts, Document Document);

/// <summary>Looks for it.</summary>
public static class TwinOf
{
    /// <summary>The twin as the check finds it now; null where there is none any longer.</summary>
    public static async Task<Twin?> TwinOfAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct = default)
    {
        if (await db.TwinAsync(invoice, ct) is not { } twin) return null;
        var more = await (from v in db.Vendors
                          where v.Id == twin.VendorId
                          from d in db.Documents.Where(d => d.Id == twin.DocumentId)
                          from j in db.Journal.Where(j => j.Id == twin.GeneralLedgerId).DefaultIfEmpty()
                          select new { v.Name, Document = d, Entry = j == null ? null : (Guid?)j.Id, Voucher = j == null ? null : JournalEntry.NameOf(j.Series, j.FiscalYear, j.VoucherNumber) }).AsNoTracking().SingleAsync(ct);
        var accounts = more.Entry is not { } entry ? [] : await db.Postings.Where(p => p.EntryId == entry && p.VendorId == null && p.AccountNumber != AccountNumber.Rounding && !p.AccountNumber.StartsWith("27"))
            .OrderBy(p => p.LineNumber).Select(p => p.AccountNumber).Distinct().ToListAsync(ct);
        return new(twin, more.Name, more.Entry, more.Voucher, accounts, more.Document);
    }
}
