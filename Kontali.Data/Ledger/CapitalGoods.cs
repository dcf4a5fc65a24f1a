using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>Vouchers of what is owned for long, whose documents are kept longer.</summary>
public static class CapitalGoods
{
    /// <summary>True where a voucher has a line in class 1 before the current assets: accounts 1000 to 1299 (NS 4102).</summary>
    public static Task<bool> IsCapitalAsync(this KontaliContext db, Guid entryId, CancellationToken ct = default) =>
        db.Postings.AnyAsync(p => p.EntryId == entryId && (EF.Functions.Like(p.AccountNumber, "10%") || EF.Functions.Like(p.AccountNumber, "11%") || EF.Functions.Like(p.AccountNumber, "12%")), ct);
}
