using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>The vendor that another one looks like.</summary>
/// <param name="Vendor">The vendor.</param>
/// <param name="Posted">Its invoices that are posted here, and the newest one's date.</param>
/// <param name="Last"><inheritdoc cref="Posted" path="/node()"/></param>
public sealed record LookAlike(Vendor Vendor, int Posted, DateOnly? Last);

/// <summary>Looks for it.</summary>
public static class LookAlikeOf
{
    /// <summary>The look-alike as the check finds it; null where there is none any longer.</summary>
    public static async Task<LookAlike?> LookAlikeOfAsync(this KontaliContext db, Vendor vendor, CancellationToken ct = default)
    {
        if (await db.LookAlikeAsync(vendor, ct) is not { } other) return null;
        var posted = db.Invoices.Where(i => i.TenantId == vendor.TenantId && i.ClientId == vendor.ClientId && i.VendorId == other.Id && i.ReviewStatus == InvoiceStatus.Posted);
        return await db.Vendors.AsNoTracking().Where(v => v.Id == other.Id).Select(v => new LookAlike(v, posted.Count(), posted.Max(i => (DateOnly?)i.InvoiceDate))).SingleOrDefaultAsync(ct);
    }
}
