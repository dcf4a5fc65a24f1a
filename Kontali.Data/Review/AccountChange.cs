using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>An account that a vendor's posted invoices asked to be paid on.</summary>
/// <param name="Account">The account.</param>
/// <param name="Invoices">How many, and the first and the last of them.</param>
/// <param name="First"><inheritdoc cref="Invoices" path="/node()"/></param>
/// <param name="Last"><inheritdoc cref="Invoices" path="/node()"/></param>
/// <param name="Accepted">Whether a person has accepted it for the vendor.</param>
public sealed record PaidOn(string Account, int Invoices, DateOnly? First, DateOnly? Last, bool Accepted);

/// <summary>Somebody else in the firm's books whose account it is.</summary>
/// <param name="VendorId">The vendor.</param>
/// <param name="Vendor"><inheritdoc cref="VendorId" path="/node()"/></param>
/// <param name="Client">Whose vendor.</param>
/// <param name="Same">Whether it is the same vendor at another client.</param>
public sealed record AccountHolder(Guid VendorId, string Vendor, string Client, bool Same);

/// <summary>The old accounts against the new one.</summary>
public static class AccountChange
{
    private const int Most = 8;

    /// <summary>The accounts this vendor was paid on here before, the latest used first; those accepted without an invoice last.</summary>
    public static async Task<IReadOnlyList<PaidOn>> PaidOnAsync(this KontaliContext db, VendorInvoice invoice, Vendor vendor, CancellationToken ct = default)
    {
        var used = await db.Invoices.Where(i => i.TenantId == invoice.TenantId && i.ClientId == invoice.ClientId && i.VendorId == vendor.Id && i.ReviewStatus == InvoiceStatus.Posted && i.PaymentAccount != null && i.Id != invoice.Id)
            .GroupBy(i => i.PaymentAccount!).Select(g => new { Account = g.Key, Count = g.Count(), First = g.Min(i => i.InvoiceDate), Last = g.Max(i => i.InvoiceDate) })
            .OrderByDescending(a => a.Last).Take(Most).ToListAsync(ct);
        return
        [
            .. used.Select(a => new PaidOn(a.Account, a.Count, a.First, a.Last, vendor.KnownAccounts.Contains(a.Account))),
            .. vendor.KnownAccounts.Where(known => used.TrueForAll(a => a.Account != known)).Select(known => new PaidOn(known, 0, null, null, true)),
        ];
    }

    /// <summary>Whose account it is already, anywhere in the firm.</summary>
    public static async Task<IReadOnlyList<AccountHolder>> AccountHoldersAsync(this KontaliContext db, VendorInvoice invoice, Vendor vendor, CancellationToken ct = default) => invoice.PaymentAccount is not { } account ? [] :
        await (from v in db.Vendors
               where v.TenantId == vendor.TenantId && v.BankAccount == account && v.Id != vendor.Id
               join c in db.Clients on v.ClientId equals c.Id
               orderby v.Name, c.Name
               select new AccountHolder(v.Id, v.Name, c.Name, v.Identity == vendor.Identity)).Take(Most).ToListAsync(ct);
}
