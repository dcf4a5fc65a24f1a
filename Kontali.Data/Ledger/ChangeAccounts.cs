using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>What is said of an account besides its number.</summary>
/// <param name="Name">Name.</param>
/// <param name="VatCode">The code purchases on it usually have; null: none.</param>
/// <param name="VatDeductible">False where input VAT is never deducted.</param>
/// <param name="VatNeedsJudgement">True where a person decides on the deduction.</param>
/// <param name="IsActive">False: closed for new postings.</param>
public sealed record AccountCard(string Name, string? VatCode, bool VatDeductible, bool VatNeedsJudgement, bool IsActive);

/// <summary>A client's chart of accounts is changed. Accounts are closed, never deleted, and keep their number.</summary>
public static class ChangeAccounts
{
    /// <summary>Adds an account. It takes its place in SAF-T from the nearest account before it in its group.</summary>
    public static async Task<Account> AddAccountAsync(this KontaliContext db, Guid clientId, string number, AccountCard card, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.ClientAsync(clientId, ct);
        var asked = number.Trim();
        if (asked.Length is < 4 or > 10 || !asked.All(char.IsAsciiDigit) || asked[0] is '0' or '9')
            throw new BrokenRule($"Et kontonummer har fire til ti sifre og begynner med 1 til 8.");
        if (await db.Accounts.AnyAsync(a => a.ClientId == clientId && a.AccountNumber == asked, ct)) throw new BrokenRule($"Konto {asked} finnes allerede.");
        var group = asked[..2];
        var near = await db.Accounts.AsNoTracking()
            .Where(a => a.ClientId == clientId && a.AccountNumber.StartsWith(group) && string.Compare(a.AccountNumber, asked) < 0)
            .OrderByDescending(a => a.AccountNumber).FirstOrDefaultAsync(ct);
        var account = new Account
        {
            TenantId = client.TenantId,
            ClientId = clientId,
            AccountNumber = asked,
            AccountName = "",
            AccountType = AccountNumber.TypeOf(asked),
            StandardAccount = near?.StandardAccount,
            GroupingCategory = near?.GroupingCategory,
            GroupingCode = near?.GroupingCode,
        };
        await db.WriteAsync(account, card, ct);
        db.Accounts.Add(account);
        return account;
    }

    /// <summary>Renames, closes or opens an account, and sets its rules for VAT.</summary>
    public static async Task ChangeAccountAsync(this KontaliContext db, Guid clientId, string number, AccountCard card, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.ClientId == clientId && a.AccountNumber == number, ct)
            ?? throw new BrokenRule($"Konto {number} finnes ikke i kontoplanen til klienten.");
        if (!card.IsActive && number == AccountNumber.Payables) throw new BrokenRule($"Konto {number} brukes av hver leverandørfaktura og kan ikke stenges.");
        await db.WriteAsync(account, card, ct);
    }

    private static async Task WriteAsync(this KontaliContext db, Account account, AccountCard card, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(card.Name)) throw new BrokenRule($"Kontoen må ha et navn.");
        if (card.Name.Trim().Length > 255) throw new BrokenRule($"Navnet kan ha høyst 255 tegn.");
        var code = card.VatCode is { Length: > 0 } asked ? asked : null;
        if (code is not null && !await db.VatCodes.AnyAsync(v => v.Code == code, ct)) throw new BrokenRule($"Mva-kode {code} finnes ikke.");
        account.AccountName = card.Name.Trim();
        account.DefaultVatCode = code;
        account.VatDeductible = card.VatDeductible;
        account.VatNeedsJudgement = card.VatNeedsJudgement;
        account.IsActive = card.IsActive;
    }
}
