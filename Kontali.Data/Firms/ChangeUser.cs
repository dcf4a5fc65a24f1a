using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>An administrator changes who may be here and do what. What weakens somebody's session ends it: she gets a new stamp.</summary>
public static class ChangeUser
{
    /// <summary>Gives a person another role.</summary>
    /// <exception cref="BrokenRule">The firm would be left without an administrator.</exception>
    public static async Task SetRoleAsync(this KontaliContext db, Guid userId, Role role, CancellationToken ct = default)
    {
        var user = await db.UserToChangeAsync(userId, ct);
        if (role != Role.Administrator) await db.KeepAnAdministratorAsync(user, ct);
        user.Role = role;
    }

    /// <summary>Lets a person in no longer, or again. What she did stays hers.</summary>
    /// <exception cref="BrokenRule">It is the administrator herself, or the last one.</exception>
    public static async Task SetActiveAsync(this KontaliContext db, Guid userId, bool active, CancellationToken ct = default)
    {
        var user = await db.UserToChangeAsync(userId, ct);
        if (!active && user.Id == db.Actor.User) throw new BrokenRule($"Du kan ikke stenge deg selv ute. Be en annen administrator om det.");
        if (!active) await db.KeepAnAdministratorAsync(user, ct);
        user.IsActive = active;
        user.SecurityStamp = NewStamp();
    }

    /// <summary>Gives a person a new password, opens a locked account, and returns the password for the only time.</summary>
    public static async Task<string> ResetPasswordAsync(this KontaliContext db, Guid userId, CancellationToken ct = default)
    {
        var user = await db.UserToChangeAsync(userId, ct);
        var made = Passwords.Make();
        Passwords.Set(user, made);
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        return made;
    }

    /// <summary>Opens an account that was locked after too many wrong passwords.</summary>
    public static async Task UnlockAsync(this KontaliContext db, Guid userId, CancellationToken ct = default)
    {
        var user = await db.UserToChangeAsync(userId, ct);
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
    }

    /// <summary>Forgets the authenticator app of somebody who has lost her phone and her recovery codes.</summary>
    public static async Task ForgetSecondStepAsync(this KontaliContext db, Guid userId, CancellationToken ct = default)
    {
        var user = await db.UserToChangeAsync(userId, ct);
        db.RemoveRange(await db.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == userId).ToListAsync(ct));
        user.TwoFactorEnabled = false;
        user.SecurityStamp = NewStamp();
    }

    /// <summary>Says which clients are hers; it binds bookkeepers, for the other roles see all.</summary>
    public static async Task AssignClientsAsync(this KontaliContext db, Guid userId, IReadOnlyCollection<Guid> clientIds, CancellationToken ct = default)
    {
        var user = await db.UserToChangeAsync(userId, ct);
        if (await db.Clients.CountAsync(c => clientIds.Contains(c.Id), ct) != clientIds.Distinct().Count()) throw new BrokenRule($"Klienten finnes ikke.");
        var has = await db.ClientAccess.Where(a => a.UserId == userId).ToListAsync(ct);
        db.ClientAccess.RemoveRange(has.Where(a => !clientIds.Contains(a.ClientId)));
        db.ClientAccess.AddRange(clientIds.Distinct().Except(has.Select(a => a.ClientId))
            .Select(client => new ClientAccess { TenantId = user.TenantId, UserId = userId, ClientId = client }));
    }

    private static async Task<User> UserToChangeAsync(this KontaliContext db, Guid userId, CancellationToken ct)
    {
        await db.DemandAsync(Right.SetUp, ct);
        return await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) ?? throw new BrokenRule($"Brukeren finnes ikke.");
    }

    // Two administrators who take each other's role at the same moment wait for each other here.
    private static async Task KeepAnAdministratorAsync(this KontaliContext db, User user, CancellationToken ct)
    {
        var administrators = await db.Users.FromSql($"select * from users where role = 'administrator' and is_active for update").AsNoTracking().Select(u => u.Id).ToListAsync(ct);
        if (user is { Role: Role.Administrator, IsActive: true } && administrators.All(id => id == user.Id))
            throw new BrokenRule($"Byrået må ha minst én administrator.");
    }

    private static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
}
