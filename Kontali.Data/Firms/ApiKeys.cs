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
        var key = $"kontali_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        db.AddApiKey(name, key);
        return key;
    }

    /// <summary>Adds a key that is known already: the demo firm's.</summary>
    internal static void AddApiKey(this KontaliContext db, string name, string key) =>
        db.ApiKeys.Add(new ApiKey { TenantId = db.Actor.RequiredFirm, Name = name, KeyHash = HashOf(key) });

    /// <summary>The firm a key opens for; null where it opens none.</summary>
    public static async Task<Guid?> FirmOfKeyAsync(this KontaliContext db, string key, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<Guid?>($"select identity.firm_of_key({HashOf(key)}) as \"Value\"").ToListAsync(ct))[0];

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
