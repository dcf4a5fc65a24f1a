using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>The keys a person has chosen for herself, by the action's name. What an action is, and which keys go together, the screens know.</summary>
public static class KeepOwnKeys
{
    private const int Most = 200, LongestAction = 60, LongestKey = 20;

    /// <summary>Keeps the keys of the person who acts, and of nobody else.</summary>
    public static async Task KeepOwnKeysAsync(this KontaliContext db, IReadOnlyDictionary<string, string> keys, CancellationToken ct = default)
    {
        var me = await db.Users.SingleOrDefaultAsync(u => u.Id == db.Actor.User && u.IsActive, ct) ?? throw new BrokenRule($"Brukeren finnes ikke.");
        if (keys.Count > Most || keys.Any(k => k.Key.Length is 0 or > LongestAction || k.Value.Length is 0 or > LongestKey)) throw new BrokenRule($"Tastene kunne ikke lagres.");
        me.Keys = keys.OrderBy(k => k.Key, StringComparer.Ordinal).ToDictionary(k => k.Key, k => k.Value);
    }

    /// <summary>The keys of the person who acts; none where she has chosen none.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OwnKeysAsync(this KontaliContext db, CancellationToken ct = default) =>
        await db.Users.Where(u => u.Id == db.Actor.User).Select(u => u.Keys).SingleOrDefaultAsync(ct) ?? User.NoKeys;
}
