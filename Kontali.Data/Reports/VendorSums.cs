using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A vendor's account in the subledger over a span. Kroner, debit positive.</summary>
public sealed record VendorSum(Guid Id, string Number, string Name, string? OrgNumber, decimal Opening, decimal Debit, decimal Credit)
{
    /// <summary>Closing balance.</summary>
    public decimal Closing => Opening + Debit - Credit;
}

/// <summary>A vendor's open items by age on a day.</summary>
public sealed record VendorAge(Guid Id, string Number, string Name, Ageing Age);

/// <summary>A client's subledger of vendors on a day, held against its accounts. Kroner, owed is positive.</summary>
/// <param name="Vendors">Vendors with something open, by name.</param>
/// <param name="OnAccounts">What stands on the vendors' ledger accounts, from the kept sums.</param>
public sealed record SubledgerAge(IReadOnlyList<VendorAge> Vendors, decimal OnAccounts)
{
    /// <summary>All vendors together.</summary>
    public Ageing Sum => Vendors.Aggregate(new Ageing(0, 0, 0, 0, 0), (sum, v) => sum + v.Age);

    /// <summary>What the accounts say that the open items do not: zero, or the books are wrong.</summary>
    public decimal Off => OnAccounts - Sum.Sum;
}

/// <summary>Asks for them.</summary>
public static class VendorSums
{
    /// <summary>The vendors that had a balance or moved in the span, by name.</summary>
    public static async Task<IReadOnlyList<VendorSum>> VendorSumsAsync(this KontaliContext db, ClientName client, MonthSpan span, CancellationToken ct = default)
    {
        var first = span.FirstDay;
        var sums = await (
            from p in db.Postings.Where(p => p.ClientId == client.Id && p.VendorId != null && p.AccountingDate <= span.LastDay)
            join v in db.Vendors on p.VendorId equals v.Id
            where p.AccountNumber == v.AccountNumber
            group p by new { v.Id, v.VendorNumber, v.Name, v.OrgNumber } into g
            select new
            {
                g.Key,
                Opening = g.Sum(p => p.AccountingDate < first ? p.DebitAmount - p.CreditAmount : 0),
                Debit = g.Sum(p => p.AccountingDate < first ? 0 : p.DebitAmount),
                Credit = g.Sum(p => p.AccountingDate < first ? 0 : p.CreditAmount),
            }).OrderBy(s => s.Key.Name).ThenBy(s => s.Key.Id).ToListAsync(ct);
        return [.. sums.Select(s => new VendorSum(s.Key.Id, s.Key.VendorNumber, s.Key.Name, s.Key.OrgNumber, s.Opening, s.Debit, s.Credit)).Where(s => s is not { Opening: 0, Debit: 0, Credit: 0 })];
    }

    /// <summary>The open items of a client's vendors by age on a day, and what its accounts say.</summary>
    public static async Task<SubledgerAge> SubledgerAgeAsync(this KontaliContext db, ClientName client, DateOnly on, CancellationToken ct = default)
    {
        var items = (await db.SubledgerAsync(client.Id, on, ct: ct)).ToLookup(i => i.VendorId);
        var vendors = await db.Vendors.Where(v => v.ClientId == client.Id).OrderBy(v => v.Name).ThenBy(v => v.Id).Select(v => new { v.Id, v.VendorNumber, v.Name, v.AccountNumber }).ToListAsync(ct);
        // The kept sums are of whole months: of a day within one, its lines are summed.
        var (month, accounts) = (Period.Of(on), vendors.Select(v => v.AccountNumber).Distinct().ToList());
        var isWhole = Months.LastDay(month) == on;
        var kept = await db.Balances.Where(b => b.ClientId == client.Id && accounts.Contains(b.AccountNumber) && (isWhole ? string.Compare(b.Period, month) <= 0 : string.Compare(b.Period, month) < 0)).SumAsync(b => b.Credit - b.Debit, ct);
        if (!isWhole) kept += await db.Postings.Where(p => p.ClientId == client.Id && accounts.Contains(p.AccountNumber) && p.AccountingDate >= Months.FirstDay(month)!.Value && p.AccountingDate <= on).SumAsync(p => p.CreditAmount - p.DebitAmount, ct);
        return new([.. vendors.Where(v => items.Contains(v.Id)).Select(v => new VendorAge(v.Id, v.VendorNumber, v.Name, Ageing.Of(items[v.Id], on)))], kept);
    }
}
