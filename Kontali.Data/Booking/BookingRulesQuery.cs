using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>Fetches a client's books for booking.</summary>
public static class BookingRulesQuery
{
    /// <summary>Chart, tax codes and rates of a client.</summary>
    public static Task<BookingRules> BookingRulesAsync(this KontaliContext db, Client client, CancellationToken ct = default) => db.RulesAsync(client, db.Accounts, ct);

    /// <summary>The same, with no more of the chart than these lines and their VAT come to touch.</summary>
    public static async Task<BookingRules> BookingRulesAsync(this KontaliContext db, Client client, IReadOnlyList<CodedLine> lines, CancellationToken ct = default)
    {
        var codes = (await db.StandardTaxAsync(ct)).Codes;
        var coded = lines.Select(l => codes.GetValueOrDefault(l.VatCode)).OfType<VatCode>().SelectMany(c => (string?[])[c.DeductionAccount, c.OutputAccount]).OfType<string>();
        List<string> touched = [.. lines.Select(l => l.Account), .. coded, AccountNumber.Payables, AccountNumber.Rounding];
        return await db.RulesAsync(client, db.Accounts.Where(a => touched.Contains(a.AccountNumber)), ct);
    }

    private static async Task<BookingRules> RulesAsync(this KontaliContext db, Client client, IQueryable<Account> chart, CancellationToken ct)
    {
        var tax = await db.StandardTaxAsync(ct);
        return new(client, await chart.AsNoTracking().Where(a => a.TenantId == client.TenantId && a.ClientId == client.Id).ToDictionaryAsync(a => a.AccountNumber, ct), tax.Codes, tax.Rates);
    }
}
