using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>A fiscal year's result, and where it goes: the accounts are looked up in the client's own chart.</summary>
/// <param name="Year">The fiscal year.</param>
/// <param name="From">Its first month.</param>
/// <param name="To">Its last month.</param>
/// <param name="Result">The result, profit positive.</param>
/// <param name="TransferAccount">The account of the result's use; null where the chart has none.</param>
/// <param name="EquityAccount">The equity it goes to; null where the chart has none.</param>
public sealed record YearResult(int Year, string From, string To, decimal Result, string? TransferAccount, string? EquityAccount);

/// <summary>Transfers a year's result to equity at its end.</summary>
public static class TransferResult
{
    /// <summary>The result of a fiscal year, as the books stand, and the accounts it would go by.</summary>
    public static async Task<YearResult> YearResultAsync(this KontaliContext db, Guid clientId, int year, CancellationToken ct = default)
    {
        var client = await db.ClientAsync(clientId, ct);
        var from = $"{year:0000}-{client.FiscalYearStart:00}";
        var to = Months.Plus(from, 11);
        var sum = await db.Balances.Where(b => b.ClientId == clientId && string.Compare(b.AccountNumber, "3") >= 0 && string.Compare(b.Period, from) >= 0 && string.Compare(b.Period, to) <= 0).SumAsync(b => b.Debit - b.Credit, ct);
        var chart = await db.Accounts.AsNoTracking().Where(a => a.ClientId == clientId && a.IsActive).OrderBy(a => a.AccountNumber).ToListAsync(ct);
        // By their standard account first, for a firm's own numbers may be others; a loss goes to uncovered loss where the chart has it.
        var transfer = chart.Find(a => a.StandardAccount is "8800" or "8960") ?? chart.Find(a => a.AccountNumber.StartsWith("88", StringComparison.Ordinal) || a.AccountNumber.StartsWith("89", StringComparison.Ordinal));
        var equity = (sum > 0 ? chart.Find(a => a.StandardAccount == "2080") : null) ?? chart.Find(a => a.StandardAccount == "2050") ?? chart.Find(a => a.AccountNumber.StartsWith("205", StringComparison.Ordinal));
        return new(year, from, to, -sum, transfer?.AccountNumber, equity?.AccountNumber);
    }

    /// <summary>Posts the transfer on the year's last day. The same key posts once.</summary>
    /// <exception cref="BrokenRule">There is nothing to transfer, the year is not over, or an account does not fit.</exception>
    public static async Task<JournalEntry> TransferResultAsync(this KontaliContext db, Guid clientId, int year, string transferAccount, string equityAccount, Guid key, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        if (await db.Journal.Include(j => j.Postings).SingleOrDefaultAsync(j => j.ClientId == clientId && j.PostingKey == key, ct) is { } before) return before;
        var result = await db.YearResultAsync(clientId, year, ct);
        var on = Months.LastDay(result.To)!.Value;
        if (on > db.Clock.Today()) throw new BrokenRule($"Regnskapsåret {year} er ikke slutt før {on:dd.MM.yyyy}.");
        if (result.Result == 0) throw new BrokenRule($"Årsresultatet for {year} er 0,00 eller allerede overført.");
        if (transferAccount.Length == 0 || transferAccount[0] != '8') throw new BrokenRule($"Velg en konto for disponering i klasse 8, for eksempel 8800 eller 8960.");
        if (!equityAccount.StartsWith("20", StringComparison.Ordinal)) throw new BrokenRule($"Velg en egenkapitalkonto (2000–2099).");
        var client = await db.ClientAsync(clientId, ct);
        return await db.PostAsync(new Voucher(client.TenantId, clientId, [new(transferAccount, result.Result) { Text = "Årsresultat" }, new(equityAccount, -result.Result) { Text = "Årsresultat" }])
        {
            PostingKey = key,
            DocumentDate = on,
            AccountingDate = on,
            Description = $"Overføring av årsresultat {year} til egenkapital",
        }, ct: ct);
    }
}
