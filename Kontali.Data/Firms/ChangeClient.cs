using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>What an administrator says of a client.</summary>
/// <param name="Name">Name.</param>
/// <param name="EhfEndpoint">Electronic address; null: by its organisation number.</param>
/// <param name="Trade">What it lives by.</param>
/// <param name="VatStatus">Standing in the VAT register.</param>
/// <param name="VatTerm">How often VAT is filed.</param>
/// <param name="Banks">Its own bank accounts.</param>
/// <param name="IsActive">False when it has left.</param>
public sealed record ClientCard(string Name, string? EhfEndpoint, string Trade, VatStatus VatStatus, VatTerm VatTerm, IReadOnlyList<string> Banks, bool IsActive);

/// <summary>How much the agents may do for a client.</summary>
/// <param name="Level">Level.</param>
/// <param name="Threshold">Per cent of confidence from which a suggestion may post itself.</param>
/// <param name="AmountCap">Kroner with VAT above which nothing posts itself at level assisted.</param>
public sealed record Automation(AutomationLevel Level, int Threshold, decimal AmountCap);

/// <summary>A client's facts are changed; number, organisation number and currency never are.</summary>
public static class ChangeClient
{
    private static ReadOnlySpan<byte> Weights => [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    /// <summary>Changes what the client is.</summary>
    public static async Task ChangeClientAsync(this KontaliContext db, Guid clientId, ClientCard card, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        var client = await db.ClientAsync(clientId, ct);
        client.Name = card.Name.Trim();
        client.EhfEndpoint = card.EhfEndpoint?.Trim() is { Length: > 0 } endpoint ? endpoint : null;
        client.Trade = Trades.Read(card.Trade);
        client.VatStatus = card.VatStatus;
        client.VatTerm = card.VatTerm;
        client.ActiveBanks = [.. card.Banks.Select(Bank).Distinct()];
        client.IsActive = card.IsActive;
        client.Check();
    }

    /// <summary>Changes what the agents may do for it.</summary>
    public static async Task SetAutomationAsync(this KontaliContext db, Guid clientId, Automation automation, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.ClientAsync(clientId, ct);
        (client.AiAutomationLevel, client.AiConfidenceThreshold, client.AiAmountCap) = (automation.Level, automation.Threshold, Money.Round(automation.AmountCap));
        client.Check();
    }

    /// <summary>The client, if the actor may see it.</summary>
    internal static async Task<Client> ClientAsync(this KontaliContext db, Guid clientId, CancellationToken ct) =>
        await db.Clients.SingleOrDefaultAsync(c => c.Id == clientId, ct) ?? throw new BrokenRule($"Klienten finnes ikke.");

    // Eleven digits, the last a MOD11 check.
    private static string Bank(string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '.'));
        var sum = 0;
        if (digits.Length == 11 && digits.All(char.IsAsciiDigit))
            for (var i = 0; i < 10; i++) sum += (digits[i] - '0') * Weights[i];
        return digits.Length == 11 && digits.All(char.IsAsciiDigit) && (11 - sum % 11) % 11 == digits[10] - '0'
            ? digits
            : throw new BrokenRule($"«{text}» er ikke et kontonummer. Et norsk kontonummer har elleve sifre, og det siste er et kontrollsiffer.");
    }
}
