using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vat;

/// <summary>
/// What one voucher says under one tax code: the ground of the return. Kroner and øre, debit positive, as posted.
/// </summary>
/// <param name="ClientId">The client.</param>
/// <param name="EntryId">The voucher.</param>
/// <param name="Code">Standard tax code.</param>
/// <param name="Account">The account of the base, which may mean a specification; null for the VAT accounts' own lines.</param>
/// <param name="Others">Other accounts of the voucher, where there is VAT and no base: they say what it is.</param>
/// <param name="DocumentDate">The document's date: VAT follows it (mval 15-9).</param>
/// <param name="AccountingDate">The date it counts in the books.</param>
/// <param name="Base">Sum of the bases.</param>
/// <param name="Vat">Their VAT; null where the bases say none.</param>
/// <param name="Owed">What stands on the accounts of output VAT, 270.</param>
/// <param name="Deducted">What stands on the accounts of input VAT, 271.</param>
/// <param name="HasBase">Whether the voucher has a base under the code, perhaps on another row.</param>
/// <param name="ReturnId">The filed return it was counted in; null while it is in none.</param>
public sealed record VatFact(Guid ClientId, Guid EntryId, string Code, string? Account, string[]? Others, DateOnly DocumentDate, DateOnly AccountingDate, decimal Base, decimal? Vat, decimal Owed, decimal Deducted, bool HasBase, Guid? ReturnId)
{
    /// <summary>What it is more than purchase or sale.</summary>
    public VatSpecification Specification => Account is not null ? VatSpecifications.OfBase(Code, Account) : HasBase ? VatSpecification.None : VatSpecifications.OfLegs(Code, Others ?? []);

    /// <summary>The same of a voucher about to be posted.</summary>
    public static IEnumerable<VatFact> Of(IReadOnlyList<PostingLine> lines, DateOnly documentDate, DateOnly accountingDate, Guid client = default, Guid entry = default)
    {
        foreach (var code in lines.Where(l => l.VatCode is not null).GroupBy(l => l.VatCode!))
        {
            var bases = code.Where(l => !IsLeg(l)).ToList();
            var legs = code.Where(IsLeg).ToList();
            var others = lines.Where(l => l.VatCode != code.Key || !IsLeg(l)).Select(l => l.Account).ToArray();
            foreach (var at in bases.GroupBy(l => l.Account))
                yield return new(client, entry, code.Key, at.Key, null, documentDate, accountingDate, at.Sum(l => l.VatBase ?? l.Amount), at.Any(l => l.VatAmount is not null) ? at.Sum(l => l.VatAmount ?? 0) : null, 0, 0, true, null);
            if (legs.Count > 0)
                yield return new(client, entry, code.Key, null, others, documentDate, accountingDate, 0, null, legs.Where(l => l.Account.StartsWith("270", StringComparison.Ordinal)).Sum(l => l.Amount),
                    legs.Where(l => l.Account.StartsWith("271", StringComparison.Ordinal)).Sum(l => l.Amount), bases.Count > 0, null);
        }
    }

    private static bool IsLeg(PostingLine line) => line.VatBase is null && line.Account is ['2', '7', '0' or '1', ..];
}

/// <summary>Asks the ledger for them.</summary>
public static class VatFacts
{
    /// <summary>How long before its document's date a voucher may count in the books: a cost of December whose invoice came in January.</summary>
    private const int MonthsAhead = 13;

    /// <summary>
    /// What the clients' vouchers say that are in no filed return yet, and whose document is dated up to this day.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="clients">Ids of clients that the asker may see.</param>
    /// <param name="from">The first day of the earliest term that is asked for.</param>
    /// <param name="to">The last day.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<List<VatFact>> OpenVatAsync(this KontaliContext db, IReadOnlyCollection<Guid> clients, DateOnly from, DateOnly to, CancellationToken ct = default) =>
        db.FactsAsync(clients, from.AddMonths(-MonthsAhead), to, null, ct);

    /// <summary>What was counted in these filed returns.</summary>
    public static Task<List<VatFact>> FiledVatAsync(this KontaliContext db, Guid client, DateOnly from, IReadOnlyCollection<Guid> returns, CancellationToken ct = default) =>
        db.FactsAsync([client], from.AddYears(-10), new DateOnly(2200, 12, 31), returns, ct);

    // One walk through ix_general_ledger_lines_vat_code a client; the wall of the firm is the database's own.
    private static async Task<List<VatFact>> FactsAsync(this KontaliContext db, IReadOnlyCollection<Guid> clients, DateOnly accountedFrom, DateOnly to, IReadOnlyCollection<Guid>? returns, CancellationToken ct)
    {
        var codes = (await db.StandardTaxAsync(ct)).Codes.Values.Where(c => c.ReturnsBase || c.ReturnsDeduction).Select(c => c.Code).ToArray();
        var (ids, filed, ofReturns) = (clients.ToArray(), returns?.ToArray() ?? [], returns is not null);
        return await db.Database.SqlQuery<VatFact>($"""
            select f.client_id, f.entry_id, f.code, f.account,
                   case when f.account is null and not f.has_base
                        then (select array_agg(distinct o.account_number)::text[] from general_ledger_lines o where o.general_ledger_id = f.entry_id and o.account_number not like '27%') end as others,
                   g.entry_date as document_date, g.accounting_date, f.base, f.vat, f.owed, f.deducted, f.has_base, k.return_id
              from (select l.client_id, l.entry_id, l.code, l.account, l.has_base,
                           coalesce(sum(coalesce(l.base, l.amount)) filter (where l.account is not null), 0) as base, sum(l.vat) as vat,
                           coalesce(sum(l.amount) filter (where l.account is null and l.number like '270%'), 0) as owed,
                           coalesce(sum(l.amount) filter (where l.account is null and l.number like '271%'), 0) as deducted
                      from (select p.client_id, p.general_ledger_id as entry_id, p.vat_code as code, p.account_number as number, p.vat_base_amount as base, p.vat_amount as vat,
                                   p.debit_amount - p.credit_amount as amount,
                                   case when p.vat_base_amount is null and (p.account_number like '270%' or p.account_number like '271%') then null else p.account_number end as account,
                                   bool_or(p.vat_base_amount is not null or not (p.account_number like '270%' or p.account_number like '271%')) over (partition by p.general_ledger_id, p.vat_code) as has_base
                              from general_ledger_lines p
                             where p.client_id = any ({ids}) and p.vat_code = any ({codes}) and p.accounting_date >= {accountedFrom}) l
                     group by 1, 2, 3, 4, 5) f
              join general_ledger g on g.id = f.entry_id
              left join vat.counted_entries k on k.entry_id = f.entry_id
             where g.entry_date <= {to} and case when {ofReturns} then k.return_id = any ({filed}) else k.return_id is null end
            """).ToListAsync(ct);
    }
}
