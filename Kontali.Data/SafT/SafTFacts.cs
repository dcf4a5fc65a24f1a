using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.SafT;

/// <summary>An account in the file. Kroner, debit positive.</summary>
internal sealed record SafTAccount(string Number, string Name, string? StandardAccount, string? GroupingCategory, string? GroupingCode, decimal Opening, decimal Closing);

/// <summary>A vendor's balance on an account.</summary>
internal sealed record SafTVendor(string Number, string Name, string? OrgNumber, string Country, string Account, decimal Opening, decimal Closing);

/// <summary>A tax code in the table.</summary>
internal sealed record SafTCode(VatCode Code, decimal Percent);

/// <summary>What stands in the file before the vouchers.</summary>
internal sealed record SafTFacts(IReadOnlyList<SafTAccount> Accounts, IReadOnlyList<SafTVendor> Vendors, IReadOnlyList<SafTCode> Codes, IReadOnlyList<VatRate> Rates, int Vouchers, long Lines, decimal Debit, decimal Credit, string Contact, string? ContactEmail)
{
    public decimal PercentOn(RateClass of, DateOnly day)
    {
        foreach (var rate in Rates)
            if (rate.RateClass == of && rate.ValidFrom <= day && (rate.ValidTo is null || day <= rate.ValidTo)) return rate.Percent;
        return 0;
    }
}

/// <summary>Asks for it.</summary>
internal static class SafTFactsQuery
{
    private sealed record Sums(string Number, decimal Opening, decimal Debit, decimal Credit);

    private sealed record Totals(int Vouchers, long Lines, decimal Debit, decimal Credit);

    public static async Task<SafTFacts> SafTFactsAsync(this KontaliContext db, SafTOrder order, CancellationToken ct)
    {
        var (client, first, last) = (order.Client.Id, order.Span.FirstDay, order.Span.LastDay);
        var accounts = await db.SafTAccountsAsync(order, ct);
        var vendors = await db.Database.SqlQuery<SafTVendor>($"""
            select v.vendor_number as number, v.name, v.org_number, v.country, l.account_number as account,
                   coalesce(sum(l.debit_amount - l.credit_amount) filter (where l.accounting_date < {first}), 0) as opening, sum(l.debit_amount - l.credit_amount) as closing
              from general_ledger_lines l join vendors v on v.tenant_id = l.tenant_id and v.id = l.vendor_id
             where l.client_id = {client} and l.vendor_id is not null and l.accounting_date <= {last}
             group by v.vendor_number, v.name, v.org_number, v.country, l.account_number
            having sum(l.debit_amount - l.credit_amount) <> 0 or bool_or(l.accounting_date >= {first}) order by v.vendor_number, l.account_number
            """).ToListAsync(ct);
        var totals = await db.Database.SqlQuery<Totals>($"""
            select (select count(*) from general_ledger g where g.client_id = {client} and g.accounting_date between {first} and {last})::integer as vouchers,
                   count(*) as lines, coalesce(sum(l.debit_amount), 0) as debit, coalesce(sum(l.credit_amount), 0) as credit
              from general_ledger_lines l where l.client_id = {client} and l.accounting_date between {first} and {last}
            """).SingleAsync(ct);
        var tax = await db.StandardTaxAsync(ct);
        var used = await db.Postings.Where(p => p.ClientId == client && p.VatCode != null && p.AccountingDate >= first && p.AccountingDate <= last).Select(p => p.VatCode!).Distinct().ToListAsync(ct);
        var codes = used.Select(c => tax.Codes[c]).OrderBy(c => c.SortOrder).Select(c => new SafTCode(c, tax.Rates.Where(r => r.RateClass == c.RateClass && r.ValidFrom <= last).MaxBy(r => r.ValidFrom)?.Percent ?? 0)).ToList();
        var firm = await db.Tenants.AsNoTracking().SingleAsync(ct);
        var self = await db.Users.AsNoTracking().Where(u => u.Id == db.Actor.User).Select(u => new { u.Name, u.Email }).SingleOrDefaultAsync(ct);
        return new(accounts, vendors, codes, tax.Rates, totals.Vouchers, totals.Lines, totals.Debit, totals.Credit, self?.Name ?? firm.Name, self?.Email ?? firm.BillingEmail);
    }

    // From the kept sums. Income and expense accounts begin with the fiscal year; those that neither stand for something nor moved are left out.
    private static async Task<IReadOnlyList<SafTAccount>> SafTAccountsAsync(this KontaliContext db, SafTOrder order, CancellationToken ct)
    {
        var (client, from, to) = (order.Client.Id, order.Span.From, order.Span.To);
        var year = MonthSpan.YearStart(from, order.Client.FiscalYearStart);
        var sums = await db.Balances.AsNoTracking().Where(b => b.ClientId == client && string.Compare(b.Period, to) <= 0)
            .Select(b => new { b.AccountNumber, b.Debit, b.Credit, Before = string.Compare(b.Period, from) < 0, BeforeYear = string.Compare(b.Period, year) < 0 })
            .GroupBy(b => b.AccountNumber).Select(g => new
            {
                Number = g.Key,
                Before = g.Sum(b => b.Before ? b.Debit - b.Credit : 0),
                BeforeYear = g.Sum(b => b.BeforeYear ? b.Debit - b.Credit : 0),
                Debit = g.Sum(b => b.Before ? 0 : b.Debit),
                Credit = g.Sum(b => b.Before ? 0 : b.Credit),
            }).ToListAsync(ct);
        var chart = await db.Accounts.AsNoTracking().Where(a => a.ClientId == client).ToDictionaryAsync(a => a.AccountNumber, ct);
        var used = sums.Select(s => (s.Number, Opening: AccountNumber.IsBalanceSheet(s.Number) ? s.Before : s.Before - s.BeforeYear, s.Debit, s.Credit)).Where(s => s is not { Opening: 0, Debit: 0, Credit: 0 }).OrderBy(s => s.Number, StringComparer.Ordinal).ToList();
        if (order.ActualVersion != "1.20" && used.Select(s => chart[s.Number]).FirstOrDefault(a => GroupingOf(a) is not ({ Length: > 0 }, { Length: > 0 })) is { } without)
            throw new BrokenRule($"Konto {without.AccountNumber} {without.AccountName} har ingen gruppering etter næringsspesifikasjonen. SAF-T krever det fra versjon 1.30: velg gruppering på kontoen i kontoplanen.");
        return [.. used.Select(s => (s, Account: chart[s.Number])).Select(x => new SafTAccount(x.s.Number, x.Account.AccountName, x.Account.StandardAccount, GroupingOf(x.Account).Category, GroupingOf(x.Account).Code, x.s.Opening, x.s.Opening + x.s.Debit - x.s.Credit))];
    }

    // An account of the client's own has that of the base chart's nearest account, where it has none itself.
    private static (string? Category, string? Code) GroupingOf(Account account)
    {
        if (account.GroupingCategory is { Length: > 0 } && account.GroupingCode is { Length: > 0 }) return (account.GroupingCategory, account.GroupingCode);
        for (var length = account.AccountNumber.Length; length >= 2; length--)
            if (Seed.BaseChart.Lines.FirstOrDefault(r => r.Number.StartsWith(account.AccountNumber[..length], StringComparison.Ordinal)) is { } near) return (near.GroupingCategory, near.GroupingCode);
        return (null, null);
    }
}
