using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>The same vendor at another client of the firm.</summary>
/// <param name="VendorId">Its row there.</param>
/// <param name="Client">The client.</param>
/// <param name="Posted">Invoices that are posted there, and the newest one's date.</param>
/// <param name="Last"><inheritdoc cref="Posted" path="/node()"/></param>
/// <param name="PaidToSame">Whether a person there has accepted the account that this invoice asks to be paid on; null where it names none.</param>
public sealed record VendorElsewhere(Guid VendorId, string Client, int Posted, DateOnly? Last, bool? PaidToSame);

/// <summary>What the firm knows of a vendor that is new here.</summary>
public static class VendorKnown
{
    private const int Most = 30;

    /// <summary>The other clients that have it, those with most invoices first. Only clients she may see.</summary>
    public static async Task<IReadOnlyList<VendorElsewhere>> VendorElsewhereAsync(this KontaliContext db, Vendor vendor, string? account, CancellationToken ct = default)
    {
        var found = await (from v in db.Vendors
                           where v.TenantId == vendor.TenantId && v.Identity == vendor.Identity && v.ClientId != vendor.ClientId
                           join c in db.Clients on v.ClientId equals c.Id
                           select new
                           {
                               v.Id,
                               c.Name,
                               v.KnownAccounts,
                               Posted = db.Invoices.Count(i => i.TenantId == v.TenantId && i.ClientId == v.ClientId && i.VendorId == v.Id && i.ReviewStatus == InvoiceStatus.Posted),
                               Last = db.Invoices.Where(i => i.TenantId == v.TenantId && i.ClientId == v.ClientId && i.VendorId == v.Id && i.ReviewStatus == InvoiceStatus.Posted).Max(i => (DateOnly?)i.InvoiceDate),
                           })
            .OrderByDescending(v => v.Posted).ThenBy(v => v.Name).Take(Most).ToListAsync(ct);
        return [.. found.Select(v => new VendorElsewhere(v.Id, v.Name, v.Posted, v.Last, account is null ? null : v.KnownAccounts.Contains(account)))];
    }
}
