using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>What a vendor is owed, by how late it is on a day. Kroner, owed is positive.</summary>
/// <param name="NotDue">Not due yet.</param>
/// <param name="To30">1 to 30 days late; and so on.</param>
/// <param name="To60"><inheritdoc cref="To30" path="/node()"/></param>
/// <param name="To90"><inheritdoc cref="To30" path="/node()"/></param>
/// <param name="Older">More than 90 days late.</param>
public sealed record Ageing(decimal NotDue, decimal To30, decimal To60, decimal To90, decimal Older)
{
    /// <summary>Nothing.</summary>
    public static readonly Ageing None = new(0, 0, 0, 0, 0);

    /// <summary>All of it.</summary>
    public decimal Sum => NotDue + To30 + To60 + To90 + Older;

    /// <summary>Of these lines, on a day.</summary>
    public static Ageing Of(IEnumerable<VendorLine> lines, DateOnly day)
    {
        var sums = lines.GroupBy(l => (day.DayNumber - l.Due.DayNumber) switch { <= 0 => 0, <= 30 => 1, <= 60 => 2, <= 90 => 3, _ => 4 }).ToDictionary(g => g.Key, g => -g.Sum(l => l.Open));
        return new(sums.GetValueOrDefault(0), sums.GetValueOrDefault(1), sums.GetValueOrDefault(2), sums.GetValueOrDefault(3), sums.GetValueOrDefault(4));
    }

    /// <summary>Both together.</summary>
    public Ageing And(Ageing other) => new(NotDue + other.NotDue, To30 + other.To30, To60 + other.To60, To90 + other.To90, Older + other.Older);
}

/// <summary>A vendor's account up to a day, oldest line first.</summary>
public sealed record VendorAccount(Guid Id, string Number, string Name, string? OrgNumber, IReadOnlyList<VendorLine> Lines)
{
    /// <summary>The balance before a day, debit positive.</summary>
    public decimal Before(DateOnly day) => Lines.Where(l => l.Date < day).Sum(l => l.Amount);

    /// <summary>The balance after the last line.</summary>
    public decimal Closing => Lines.Sum(l => l.Amount);
}

/// <summary>A client's vendors up to a day, by name, held against its ledger.</summary>
/// <param name="Vendors">Those that have ever had a line.</param>
/// <param name="OnAccounts">What stands on their ledger accounts by the kept sums; debit positive.</param>
public sealed record VendorLedger(IReadOnlyList<VendorAccount> Vendors, decimal OnAccounts)
{
    /// <summary>What the accounts say that the vendors do not: zero, or the books are wrong.</summary>
    public decimal Off => OnAccounts - Vendors.Sum(v => v.Closing);
}

/// <summary>Asks for it.</summary>
public static class VendorLedgerQuery
{
    /// <summary>The client's vendors with all their lines up to the end of a month, and what of each was open then.</summary>
    public static async Task<VendorLedger> VendorLedgerAsync(this KontaliContext db, ClientName client, string month, CancellationToken ct = default)
    {
        var last = Months.LastDay(month) ?? throw new ArgumentException("Not a month: " + month, nameof(month));
        var vendors = await db.Vendors.AsNoTracking().Where(v => v.ClientId == client.Id).OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(ct);
        var statements = await db.VendorStatementsAsync(client.Id, last, ct: ct);
        var accounts = vendors.Select(v => v.AccountNumber).Distinct().ToList();
        var kept = await db.Balances.Where(b => b.ClientId == client.Id && accounts.Contains(b.AccountNumber) && string.Compare(b.Period, month) <= 0).SumAsync(b => b.Debit - b.Credit, ct);
        return new([.. vendors.Where(v => statements.ContainsKey(v.Id)).Select(v => new VendorAccount(v.Id, v.VendorNumber, v.Name, v.OrgNumber, statements[v.Id].Lines))], kept);
    }
}
