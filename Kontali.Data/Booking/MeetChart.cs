using Kontali.Data.Booking.Learning;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>Shows a memory the accounts that purchases may be booked on.</summary>
public static class MeetChart
{
    /// <summary>One client's chart, or, where none is named, those of all the firm's clients: also of those the one who asks is not assigned to, since lessons are theirs too.</summary>
    public static async Task MeetChartAsync(this KontaliContext db, CodingMemory memory, Guid? client = null, CancellationToken ct = default)
    {
        var charts = db.Accounts.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(a => a.IsActive && (client == null || a.ClientId == client));
        foreach (var a in await charts.OrderBy(a => a.AccountNumber).Select(a => new { a.ClientId, a.AccountNumber, a.AccountName, a.StandardAccount }).ToListAsync(ct))
            if (AccountNumber.TakesPurchases(a.AccountNumber)) memory.AddAccount(a.ClientId.ToString(), a.AccountNumber, a.AccountName, a.StandardAccount);
    }
}
