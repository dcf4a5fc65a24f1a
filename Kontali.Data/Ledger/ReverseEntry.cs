using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>Takes a voucher back, whole, by a voucher that points at it (bfl 9). No posted row is touched.</summary>
public static class ReverseEntry
{
    /// <summary>Posts the reversal.</summary>
    /// <param name="db">The context.</param>
    /// <param name="entryId">The voucher to take back.</param>
    /// <param name="on">Accounting date of the reversal.</param>
    /// <param name="reason">Why; stands in the ledger.</param>
    /// <param name="key">Posting key, made before the click.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">It is reversed already, is itself a reversal, the reason is missing, or the period is not open.</exception>
    public static async Task<JournalEntry> ReverseAsync(this KontaliContext db, Guid entryId, DateOnly on, string reason, Guid key, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var entry = await db.Journal.Include(j => j.Postings).SingleOrDefaultAsync(j => j.Id == entryId, ct)
            ?? throw new BrokenRule($"Bilaget finnes ikke.");
        var earlier = await db.Journal.AsNoTracking().SingleOrDefaultAsync(j => j.ReversalOfId == entryId, ct);
        if (earlier is not null && earlier.PostingKey != key) throw new BrokenRule($"Bilag {entry.VoucherName} er allerede tilbakeført med bilag {earlier.VoucherName}.");
        if (on < entry.AccountingDate) throw new BrokenRule(TooOld(entry));
        return await db.PostAsync(entry.Reverse(key, on, reason), ct: ct);
    }

    /// <summary>What is said to whoever takes a voucher back on a day before its own.</summary>
    public static Phrase TooOld(JournalEntry entry) => Phrase.Of($"Tilbakeføringen kan ikke være eldre enn bilaget, som er datert {entry.AccountingDate:dd.MM.yyyy}.");
}
