using System.Diagnostics;
using Kontali.Data.Booking;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Compares the books with themselves: what is kept in two places must be one.</summary>
public static class Reconcile
{
    private sealed record Pair(Guid ClientId, string What, decimal One, decimal Other);
    private sealed record Size(int Vouchers, int Lines);

    /// <summary>Compares everything of the firm and keeps the result; trouble is told.</summary>
    public static async Task<Reconciliation> ReconcileAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var (firm, watch) = (db.Actor.RequiredFirm, Stopwatch.StartNew());
        List<Disagreement> found =
        [
            // The payables account against the vendors' own ledger: a line without a vendor, or a vendor's that is not there, shows.
            .. from p in await PairsAsync(db.Database.SqlQuery<Pair>($"""
                select l.client_id, '2400' as what, sum(l.debit_amount - l.credit_amount) as one, coalesce(sum(l.debit_amount - l.credit_amount) filter (where v.id is not null), 0) as other
                  from general_ledger_lines l left join vendors v on v.tenant_id = l.tenant_id and v.client_id = l.client_id and v.id = l.vendor_id
                 where l.tenant_id = {firm} and l.account_number = '2400' group by 1
                """), ct)
               select new Disagreement("payables", p.ClientId, Phrase.Of($"Konto {p.What} viser {p.One:N2}, men leverandørene har {p.Other:N2} til sammen.")),
            // VAT: what the bases say against what was put on the VAT accounts, code by code, where the seller calculates it.
            .. from p in await PairsAsync(db.Database.SqlQuery<Pair>($"""
                select l.client_id, l.vat_code as what, coalesce(sum(l.vat_amount), 0) as one,
                       coalesce(sum(l.debit_amount - l.credit_amount) filter (where l.vat_base_amount is null and l.account_number like '27%'), 0) as other
                  from general_ledger_lines l join ledger.vat_codes c on c.code = l.vat_code
                 where l.tenant_id = {firm} and c.mechanism = 'invoiced' and c.code not in ('14', '15') group by 1, 2
                """), ct)
               select new Disagreement("vat", p.ClientId, Phrase.Of($"Mva-kode {p.What}: grunnlagene gir {p.One:N2}, men mva-kontoene har {p.Other:N2}.")),
            // Kept sums against the lines they are the sums of.
            .. from p in await PairsAsync(db.Database.SqlQuery<Pair>($"""
                select coalesce(b.client_id, l.client_id) as client_id, coalesce(b.account_number, l.account_number) || ' ' || coalesce(b.period, l.period) as what,
                       coalesce(l.amount, 0) as one, coalesce(b.debit - b.credit, 0) as other
                  from (select client_id, account_number, period, debit, credit from ledger.account_balances where tenant_id = {firm}) b
                  full join (select client_id, account_number, to_char(accounting_date, 'YYYY-MM') as period, sum(debit_amount - credit_amount) as amount
                               from general_ledger_lines where tenant_id = {firm} group by 1, 2, 3) l
                    on l.client_id = b.client_id and l.account_number = b.account_number and l.period = b.period
                """), ct)
               select new Disagreement("balances", p.ClientId, Phrase.Of($"Konto {p.What}: linjene gir {p.One:N2}, men saldoen er {p.Other:N2}.")),
            // The counters against the vouchers: as many as the last number says.
            .. from p in await PairsAsync(db.Database.SqlQuery<Pair>($"""
                select s.client_id, s.series || '-' || s.fiscal_year as what, s.last_number::numeric as one,
                       (select count(*) from general_ledger g where g.tenant_id = s.tenant_id and g.client_id = s.client_id and g.voucher_series = s.series and g.fiscal_year = s.fiscal_year)::numeric as other
                  from ledger.voucher_series s where s.tenant_id = {firm}
                """), ct)
               select new Disagreement("counters", p.ClientId, Phrase.Of($"Serie {p.What}: siste nummer er {p.One:0}, men det finnes {p.Other:0} bilag.")),
        ];
        var size = (await db.Database.SqlQuery<Size>($"select (select count(*) from general_ledger where tenant_id = {firm})::integer as vouchers, (select count(*) from general_ledger_lines where tenant_id = {firm})::integer as lines").ToListAsync(ct))[0];
        var kept = new Reconciliation { Id = Ids.New(db.Clock), TenantId = firm, Vouchers = size.Vouchers, Lines = size.Lines, Found = found, Milliseconds = (int)watch.ElapsedMilliseconds, CreatedAt = db.Clock.Now() };
        db.Reconciliations.Add(kept);
        if (found.Count > 0) db.Tell(Learned.BooksDisagree, kept.Id, null, new { found.Count });
        return kept;
    }

    private static async Task<List<Pair>> PairsAsync(IQueryable<Pair> asked, CancellationToken ct) =>
        [.. (await asked.ToListAsync(ct)).Where(p => p.One != p.Other).OrderBy(p => p.ClientId).ThenBy(p => p.What, StringComparer.Ordinal).Take(100)];
}
