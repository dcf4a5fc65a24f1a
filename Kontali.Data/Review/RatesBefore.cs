using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>A rate that the firm has booked with.</summary>
/// <param name="On">The invoice's date.</param>
/// <param name="Rate">Kroner for one unit.</param>
/// <param name="Vendor">On whose invoice, at which client.</param>
/// <param name="Client"><inheritdoc cref="Vendor" path="/node()"/></param>
public sealed record RateSeen(DateOnly On, decimal Rate, string Vendor, string Client);

/// <summary>Rates near a day, as they were booked: something to hold a rate against, never a rate to take.</summary>
public static class RatesBefore
{
    private const int Days = 60, Most = 5;

    /// <summary>The latest rates of the invoice's currency, at any of the firm's clients she may see.</summary>
    public static async Task<IReadOnlyList<RateSeen>> RatesBeforeAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct = default)
    {
        var (from, to) = (invoice.InvoiceDate.AddDays(-Days), invoice.InvoiceDate.AddDays(Days));
        return await (from i in db.Invoices
                      where i.TenantId == invoice.TenantId && i.InvoiceDate >= @from && i.InvoiceDate <= to && i.Currency == invoice.Currency && i.ExchangeRate != null && i.ReviewStatus == InvoiceStatus.Posted && i.Id != invoice.Id
                      join v in db.Vendors on i.VendorId equals v.Id
                      join c in db.Clients on i.ClientId equals c.Id
                      orderby i.InvoiceDate descending, i.Id descending
                      select new RateSeen(i.InvoiceDate, i.ExchangeRate!.Value, v.Name, c.Name)).Take(Most).ToListAsync(ct);
    }
}
