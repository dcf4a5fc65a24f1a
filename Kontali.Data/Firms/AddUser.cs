using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>Somebody begins to work in the firm.</summary>
public static class AddUser
{
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    /// <summary>Adds her, with the password she signs in with first.</summary>
    /// <exception cref="BrokenRule">Name, e-mail or password will not do, or somebody has the e-mail.</exception>
    public static async Task<User> AddUserAsync(this KontaliContext db, string email, string name, Role role, string password, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        var address = Checked(email);
        if (string.IsNullOrWhiteSpace(name)) throw new BrokenRule($"Brukeren må ha et navn.");
        if (name.Trim().Length > 255) throw new BrokenRule($"Navnet kan ha høyst 255 tegn.");
        var normalized = Normalizer.NormalizeEmail(address);
        // One firm for a person: an e-mail is hers alone in the whole house, so the question goes over the wall by its narrow door.
        if ((await db.Database.SqlQuery<Guid?>($"select identity.firm_of_email({normalized}) as \"Value\"").ToListAsync(ct))[0] is not null)
            throw new BrokenRule($"E-postadressen {address} er allerede i bruk.");
        var user = new User
        {
            Id = Ids.New(db.Clock),
            TenantId = db.Actor.RequiredFirm,
            Name = name.Trim(),
            Role = role,
            Email = address,
            NormalizedEmail = normalized,
            UserName = address,
            NormalizedUserName = Normalizer.NormalizeName(address),
            EmailConfirmed = true,
            LockoutEnabled = true,
        };
        Passwords.Set(user, password);
        db.Users.Add(user);
        return user;
    }

    private static string Checked(string? email)
    {
        var address = email?.Trim() ?? "";
        if (address.Length is 0 or > 255 || address.Any(char.IsWhiteSpace) || !MailAddress.TryCreate(address, out var read) || read.Address != address)
            throw new BrokenRule($"«{address}» er ikke en e-postadresse.");
        return address;
    }
}
