using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>Keys with which programs deliver documents.</summary>
public static class ApiKeys
{
    /// <summary>Makes a key and returns it, for the only time: what is kept is its hash.</summary>
    public static async Task<string> MakeApiKeyAsync(this KontaliContext db, string name, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        if (string.IsNullOrWhiteSpace(name)) throw new BrokenRule($"Nøkkelen må ha et navn, så dere vet hvilket program den hører til.");
        if (name.Trim().Length > 100) throw new BrokenRule($"Navnet kan ha høyst 100 tegn.");
        var key = $"kontali_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        db.AddApiKey(name.Trim(), key);
        return key;
    }

    /// <summary>Takes a key back; what was delivered with it stays.</summary>
    public static async Task RevokeApiKeyAsync(this KontaliContext db, Guid keyId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == keyId, ct) ?? throw new BrokenRule($"Nøkkelen finnes ikke.");
        key.RevokedAt ??= db.Clock.Now();
    }

    /// <summary>Adds a key that is known already: the demo firm's.</summary>
    internal static void AddApiKey(this KontaliContext db, string name, string key) =>
        db.ApiKeys.Add(new ApiKey { TenantId = db.Actor.RequiredFirm, Name = name, KeyHash = HashOf(key) });

    /// <summary>The firm a key opens for; null where it opens none.</summary>
    public static async Task<Guid?> FirmOfKeyAsync(this KontaliContext db, string key, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<Guid?>($"select identity.firm_of_key({HashOf(key)}) as \"Value\"").ToListAsync(ct))[0];

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
