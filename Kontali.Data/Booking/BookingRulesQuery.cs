using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>Fetches a client's books for booking.</summary>
public static class BookingRulesQuery
{
    /// <summary>Chart, tax codes and rates of a client.</summary>
    public static async Task<BookingRules> BookingRulesAsync(this KontaliContext db, Client client, CancellationToken ct = default) =>
        await db.BookingRulesAsync(client, await db.ChartAsync(client, ct), ct);

    /// <summary>The same, of a part of the chart that has just been read: no more than what these lines come to touch.</summary>
    internal static async Task<BookingRules> BookingRulesAsync(this KontaliContext db, Client client, IReadOnlyDictionary<string, Account> chart, CancellationToken ct = default)
    {
        var tax = await db.StandardTaxAsync(ct);
        return new(client, chart, tax.Codes, tax.Rates);
    }

    /// <summary>The accounts that these lines and their VAT come to touch.</summary>
    internal static async Task<IReadOnlyList<string>> TouchedAsync(this KontaliContext db, IReadOnlyList<CodedLine> lines, CancellationToken ct = default)
    {
        var codes = (await db.StandardTaxAsync(ct)).Codes;
        var coded = lines.Select(l => codes.GetValueOrDefault(l.VatCode)).OfType<VatCode>().SelectMany(c => (string?[])[c.DeductionAccount, c.OutputAccount]).OfType<string>();
        return [.. lines.Select(l => l.Account), .. coded, AccountNumber.Payables, AccountNumber.Rounding];
    }
}
