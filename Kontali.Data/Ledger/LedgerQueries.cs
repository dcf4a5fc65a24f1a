using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>Questions to the ledger, chained like words.</summary>
public static class LedgerQueries
{
    extension(IQueryable<JournalEntry> journal)
    {
        /// <summary>Of one client; of all where none is named.</summary>
        public IQueryable<JournalEntry> For(Guid? clientId) => clientId is { } id ? journal.Where(j => j.ClientId == id) : journal;

        /// <summary>With an accounting date in the span, both ends inclusive.</summary>
        public IQueryable<JournalEntry> Between(DateOnly from, DateOnly to) => journal.Where(j => j.AccountingDate >= from && j.AccountingDate <= to);

        /// <summary>Newest first.</summary>
        public IQueryable<JournalEntry> NewestFirst => journal.OrderByDescending(j => j.AccountingDate).ThenByDescending(j => j.Id);
    }

    extension(IQueryable<Posting> postings)
    {
        /// <summary>Of one client's account.</summary>
        public IQueryable<Posting> On(Guid clientId, string account) => postings.Where(p => p.ClientId == clientId && p.AccountNumber == account);

        /// <summary>With an accounting date in the span, both ends inclusive.</summary>
        public IQueryable<Posting> Between(DateOnly from, DateOnly to) => postings.Where(p => p.AccountingDate >= from && p.AccountingDate <= to);
    }

    /// <summary>The first day, from this one on, whose period is open.</summary>
    public static async Task<DateOnly> FirstOpenDayAsync(this KontaliContext db, Guid clientId, DateOnly from, CancellationToken ct = default)
    {
        var name = Period.Of(from);
        var shut = (await db.Periods.AsNoTracking().Where(p => p.ClientId == clientId && p.State != PeriodState.Open && string.Compare(p.Name, name) >= 0)
            .Select(p => p.Name).ToListAsync(ct)).ToHashSet();
        var day = from;
        while (shut.Contains(Period.Of(day))) day = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        return day;
    }
}
