using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>An account by number and name.</summary>
public sealed record AccountName(string Number, string Name);

/// <summary>Accounts looked up by people.</summary>
public static class AccountRows
{
    /// <summary>Accounts of a client whose number begins so, or whose name has these letters; by number.</summary>
    public static async Task<IReadOnlyList<AccountName>> FindAccountsAsync(this KontaliContext db, Guid client, string text, int take = 12, CancellationToken ct = default)
    {
        var wanted = text.Trim();
        var accounts = db.Accounts.Where(a => a.ClientId == client);
        var like = Like.Within(wanted);
        if (wanted.Length > 0)
            accounts = wanted.All(char.IsAsciiDigit)
                ? accounts.Where(a => a.AccountNumber.StartsWith(wanted))
                : accounts.Where(a => EF.Functions.Like(Search.Folded(a.AccountName), Search.Folded(like), Like.Sign));
        return await accounts.OrderBy(a => a.AccountNumber).Take(take).Select(a => new AccountName(a.AccountNumber, a.AccountName)).ToListAsync(ct);
    }

    /// <summary>Account numbers that begin so in any client's chart, with a name they have there: where no client is chosen yet.</summary>
    public static async Task<IReadOnlyList<AccountName>> FindAccountNumbersAsync(this KontaliContext db, string number, int take = 3, CancellationToken ct = default) =>
        number.Length is < 3 or > 10 || !number.All(char.IsAsciiDigit) ? []
            : await db.Accounts.Where(a => a.AccountNumber.StartsWith(number)).GroupBy(a => a.AccountNumber).OrderBy(g => g.Key).Take(take)
                .Select(g => new AccountName(g.Key, g.Min(a => a.AccountName)!)).ToListAsync(ct);
}
