using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Kontali.Data.Ledger;

/// <summary>The tax codes and their rates: the law's, the same for every firm.</summary>
/// <param name="Codes">By code.</param>
/// <param name="Rates">By class and date.</param>
public sealed record StandardTax(IReadOnlyDictionary<string, VatCode> Codes, IReadOnlyList<VatRate> Rates);

/// <summary>Looks a rate up.</summary>
public static class RateOnDay
{
    /// <summary>The per cent of a rate class on a day; null where it has none.</summary>
    public static decimal? PercentOn(this IReadOnlyList<VatRate> rates, RateClass rate, DateOnly day) =>
        rates.FirstOrDefault(r => r.RateClass == rate && r.ValidFrom <= day && (r.ValidTo is null || day <= r.ValidTo))?.Percent;
}

/// <summary>Fetches them.</summary>
public static class StandardTaxQuery
{
    // They change only with a migration, before anybody asks: what a program read once from its database holds as long as it runs.
    private static readonly ConditionalWeakTable<IDbContextOptions, StandardTax> Known = [];

    /// <summary>The codes and rates of this database.</summary>
    public static async Task<StandardTax> StandardTaxAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var database = db.GetService<IDbContextOptions>();
        if (Known.TryGetValue(database, out var known)) return known;
        var read = new StandardTax(await db.VatCodes.AsNoTracking().ToDictionaryAsync(c => c.Code, ct), await db.VatRates.AsNoTracking().ToListAsync(ct));
        // Not yet seeded is not known.
        if (read.Codes.Count > 0) Known.AddOrUpdate(database, read);
        return read;
    }
}
