using Kontali.Data.Corrections;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vouchers;

/// <summary>Asks for what writing a voucher needs of a client.</summary>
public static class BooksOfQuery
{
    /// <summary>The client's books, with the shut months that whoever asks may post into standing open; null where there is no such client, or it is somebody else's.</summary>
    public static async Task<ClientBooks?> BooksOfAsync(this KontaliContext db, Guid clientId, CancellationToken ct = default)
    {
        if ((await db.ClientBooksAsync([clientId], ct)).GetValueOrDefault(clientId) is not { } books) return null;
        var (user, now) = (db.Actor.User, db.Clock.Now());
        var excepted = await db.PeriodExceptions.Where(e => e.ClientId == clientId && e.UserId == user && e.ExpiresAt > now).Select(e => e.Period).ToListAsync(ct);
        return excepted.Count == 0 ? books : books with { Shut = books.Shut.Where(s => !(excepted.Contains(s.Key) && s.Value is (PeriodState.Held or PeriodState.Closed))).ToDictionary(s => s.Key, s => s.Value) };
    }
}
