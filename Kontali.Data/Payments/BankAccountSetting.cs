using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Which ledger account a client's bank account is.</summary>
public sealed class BankAccountSetting : IOfClient
{
    /// <summary>What it is where nobody has said.</summary>
    public const string Usual = "1920";

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Eleven digits.</summary>
    public required string Number { get; init; }

    /// <summary>The ledger account.</summary>
    public required string LedgerAccount { get; set; }
}

/// <summary>Says and asks which ledger account a bank account is.</summary>
public static class BankAccountSettings
{
    /// <summary>Says it.</summary>
    public static async Task SetBankAccountAsync(this KontaliContext db, Guid client, string number, string ledgerAccount, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var its = await db.ClientAsync(client, ct);
        if (!BankAccount.TryParse(number, out var account) || !its.ActiveBanks.Contains(account.ToString())) throw new BrokenRule($"Velg en av klientens egne bankkontoer. De skrives under Opplysninger på klienten.");
        if (!ledgerAccount.StartsWith("19", StringComparison.Ordinal) || !await db.Accounts.AnyAsync(a => a.ClientId == client && a.AccountNumber == ledgerAccount && a.IsActive, ct))
            throw new BrokenRule($"Konto {ledgerAccount} finnes ikke i kontoplanen til klienten, eller er ikke en bankkonto (19).");
        var text = account.ToString();
        if (await db.BankAccountSettings.SingleOrDefaultAsync(a => a.ClientId == client && a.Number == text, ct) is { } known) known.LedgerAccount = ledgerAccount;
        else db.BankAccountSettings.Add(new() { TenantId = its.TenantId, ClientId = client, Number = text, LedgerAccount = ledgerAccount });
    }

    /// <summary>Whose these accounts are, of the clients she may see.</summary>
    public static async Task<Guid> ClientOfAccountsAsync(this KontaliContext db, IReadOnlyCollection<string> accounts, CancellationToken ct = default)
    {
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).Select(c => new { c.Id, c.ActiveBanks }).ToListAsync(ct);
        return clients.Where(c => accounts.Any(c.ActiveBanks.Contains)).ToList() is [var one] ? one.Id
            : throw new BrokenRule($"Filen gjelder konto {string.Join(", ", accounts.Take(5))}. Ingen av klientene, eller flere enn én, har den som bankkonto. Velg klienten først, eller skriv kontoen under Opplysninger.");
    }

    internal static async Task<string> LedgerAccountOfAsync(this KontaliContext db, Guid client, string number, CancellationToken ct) =>
        await db.BankAccountSettings.Where(a => a.ClientId == client && a.Number == number).Select(a => a.LedgerAccount).SingleOrDefaultAsync(ct) ?? BankAccountSetting.Usual;
}
