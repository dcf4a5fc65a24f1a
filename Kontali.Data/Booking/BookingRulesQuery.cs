using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>Fetches a client's books for booking.</summary>
public static class BookingRulesQuery
{
    /// <summary>Chart, tax codes and rates of a client.</summary>
    public static async Task<BookingRules> BookingRulesAsync(this KontaliContext db, Client client, CancellationToken ct = default) => new(
        client,
        await db.Accounts.AsNoTracking().Where(a => a.TenantId == client.TenantId && a.ClientId == client.Id).ToDictionaryAsync(a => a.AccountNumber, ct),
        await db.VatCodes.AsNoTracking().ToDictionaryAsync(c => c.Code, ct),
        await db.VatRates.AsNoTracking().ToListAsync(ct));
}
