using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vat;

/// <summary>A VAT account held against the return. Kroner, debit positive.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="InReturn">What the return says, in øre.</param>
/// <param name="Booked">The account's movement in the term, without settlement.</param>
/// <param name="OtherTerm">What the difference owes to vouchers counted here and booked in another term, or the other way.</param>
/// <param name="WithoutCode">What it owes to lines that have no tax code.</param>
/// <param name="Settled">What was moved to the settlement account.</param>
public sealed record ReconciledAccount(string Account, string Name, decimal InReturn, decimal Booked, decimal OtherTerm, decimal WithoutCode, decimal Settled)
{
    /// <summary>What the return has and the account has not.</summary>
    public decimal Difference => InReturn - Booked;

    /// <summary>What nothing explains: the VAT reckoned on the bases is not what stands on the account.</summary>
    public decimal Unexplained => Difference - OtherTerm - WithoutCode;
}

/// <summary>The return held against the VAT accounts 2700 to 2719.</summary>
public static class VatReconciliation
{
    private sealed record Sum(string Account, string Name, bool Counted, bool InTerm, bool Coded, bool Settlement, decimal Amount);

    /// <summary>Account by account; an account without movement is left out.</summary>
    public static async Task<IReadOnlyList<ReconciledAccount>> ReconcileVatAsync(this KontaliContext db, ReturnAtHand at, CancellationToken ct = default)
    {
        var (client, from, to) = (at.Client.Id, at.Return.Period.From, at.Return.Period.To);
        var entries = at.Facts.Select(f => f.EntryId).Distinct().ToArray();
        var (earliest, latest) = (from.AddMonths(-13), to.AddYears(3));
        var sums = await db.Database.SqlQuery<Sum>($"""
            select p.account_number::text as account, a.account_name::text as name, p.general_ledger_id = any ({entries}) as counted, p.accounting_date between {from} and {to} as in_term, p.vat_code is not null as coded,
                   exists (select from general_ledger_lines s where s.general_ledger_id = p.general_ledger_id and s.account_number = '2740') as settlement, sum(p.debit_amount - p.credit_amount) as amount
              from general_ledger_lines p join chart_of_accounts a on a.client_id = p.client_id and a.account_number = p.account_number
             where p.client_id = {client} and p.account_number >= '2700' and p.account_number < '2720' and p.accounting_date between {earliest} and {latest}
               and (p.accounting_date between {from} and {to} or p.general_ledger_id = any ({entries}))
             group by 1, 2, 3, 4, 5, 6
            """).ToListAsync(ct);
        return Of(at.Return.Lines, at.Tax, sums);
    }

    private static List<ReconciledAccount> Of(IReadOnlyList<ReturnLine> lines, StandardTax tax, List<Sum> sums)
    {
        var inReturn = lines.Where(l => l.ExactVat != 0).GroupBy(l => (l.IsDeduction ? tax.Codes[l.Code].DeductionAccount : tax.Codes[l.Code].OutputAccount) ?? "").ToDictionary(g => g.Key, g => -g.Sum(l => l.ExactVat));
        return
        [
            .. sums.Select(s => s.Account).Union(inReturn.Keys).Order(StringComparer.Ordinal).Select(account =>
            {
                var its = sums.Where(s => s.Account == account).ToList();
                decimal Of(Func<Sum, bool> which) => its.Where(which).Sum(s => s.Amount);
                return new ReconciledAccount(account, its.FirstOrDefault()?.Name ?? "", inReturn.GetValueOrDefault(account),
                    Of(s => s is { InTerm: true, Settlement: false }),
                    Of(s => s is { Coded: true, Counted: true, InTerm: false }) - Of(s => s is { Coded: true, Counted: false, InTerm: true, Settlement: false }),
                    -Of(s => s is { Coded: false, InTerm: true, Settlement: false }),
                    Of(s => s is { InTerm: true, Settlement: true }));
            }),
        ];
    }
}
