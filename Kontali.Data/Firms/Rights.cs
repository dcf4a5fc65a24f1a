using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>What a verb asks for before it does anything.</summary>
public enum Right
{
    /// <summary>Deliver documents and assign them.</summary>
    Deliver,

    /// <summary>Post, approve, correct, reject, reverse.</summary>
    Post,

    /// <summary>Approve what others have put up for payment.</summary>
    Pay,

    /// <summary>Close and reopen periods, set a client's thresholds.</summary>
    Close,

    /// <summary>Clients, users, keys, the firm's settings.</summary>
    SetUp,
}

/// <summary>Rights are read from the database at every call, not from the circuit's claims, which may be hours old.</summary>
public static class Rights
{
    /// <summary>Which right a role has.</summary>
    public static bool Has(this Role role, Right right) => role switch
    {
        Role.Administrator => true,
        Role.Accountant => right != Right.SetUp,
        Role.Bookkeeper => right is Right.Deliver or Right.Post,
        _ => false,
    };

    /// <summary>Passes when the actor may do this now. Agents and set-up pass: the worker's own rules bind them.</summary>
    /// <exception cref="BrokenRule">The person lacks the right, or is no longer active.</exception>
    public static async Task DemandAsync(this KontaliContext db, Right right, CancellationToken ct = default)
    {
        if (db.Actor.Kind != ActorKind.Person) return;
        if (await db.SelfAsync(ct) is not { IsActive: true } user || !user.Role.Has(right))
            throw new BrokenRule($"Du har ikke tilgang til å gjøre dette. Spør den som er administrator hos dere.");
    }

    /// <summary>The person who acts, asked for once by each context; null where it is nobody, or she is not of the firm.</summary>
    public static async Task<Self?> SelfAsync(this KontaliContext db, CancellationToken ct = default)
    {
        if (db.Actor.User is not { } id) return null;
        if (db.Self?.Id != id) db.Self = await db.Users.Where(u => u.Id == id).Select(u => new Self(u.TenantId, u.Id, u.Name, u.Role, u.IsActive)).SingleOrDefaultAsync(ct);
        return db.Self;
    }
}
