using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>Vouchers looked up by an amount that stands in them.</summary>
public static class FindAmount
{
    // A person who sees only some clients may have to look past others' vouchers of the same amount.
    private const int Looked = 200;

    /// <summary>Vouchers with a line of exactly this amount, debit or credit, newest first: a handful.</summary>
    public static async Task<IReadOnlyList<JournalRow>> FindVouchersOfAmountAsync(this KontaliContext db, decimal amount, int take = 4, CancellationToken ct = default)
    {
        if (db.Actor.Firm is not { } firm) return [];
        var ore = (long)(amount * 100);
        var ids = await db.Database.SqlQuery<Guid>($"""
            select general_ledger_id as "Value" from general_ledger_lines where tenant_id = {firm} and amount_ore = {ore} order by accounting_date desc limit {Looked}
            """).ToListAsync(ct);
        return ids.Count == 0 ? [] : await db.VouchersAsync([.. ids.Distinct()], take, ct);
    }
}
