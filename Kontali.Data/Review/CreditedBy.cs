using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>An invoice that a credit note may be of.</summary>
public sealed record CreditCandidate(Guid InvoiceId, string Number, DateOnly Date, decimal Total, InvoiceStatus Status, Guid? EntryId, string? Voucher);

/// <summary>Looks for what a credit note credits.</summary>
public static class CreditedBy
{
    private const int Most = 6;

    /// <summary>The vendor's invoices here that are as old as the credit note or older: those of the same total first, then the newest.</summary>
    public static async Task<IReadOnlyList<CreditCandidate>> CreditCandidatesAsync(this KontaliContext db, VendorInvoice note, CancellationToken ct = default) =>
        await (from i in db.Invoices
               where i.TenantId == note.TenantId && i.ClientId == note.ClientId && i.VendorId == note.VendorId && i.Kind == InvoiceKind.Invoice && i.InvoiceDate <= note.InvoiceDate && i.ReviewStatus != InvoiceStatus.Rejected
               orderby i.TotalAmount == note.TotalAmount descending, i.InvoiceDate descending
               from j in db.Journal.Where(j => j.Id == i.GeneralLedgerId).DefaultIfEmpty()
               select new CreditCandidate(i.Id, i.InvoiceNumber, i.InvoiceDate, i.TotalAmount, i.ReviewStatus, i.GeneralLedgerId, j == null ? null : JournalEntry.NameOf(j.Series, j.FiscalYear, j.VoucherNumber)))
            .Take(Most).ToListAsync(ct);
}
