using Kontali.Data;
using Kontali.Data.Firms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.SignIn;

/// <summary>
/// Sign-in before the firm is known: the firm is found by the e-mail through a narrow function of the database,
/// and from then on the tenant wall stands.
/// </summary>
public sealed class SignInDoor(KontaliContext db, UserManager<User> users, SignInManager<User> signIn, IPasswordHasher<User> hasher)
{
    /// <summary>Signs in with e-mail and password. An unknown e-mail takes as long as a wrong password, and says the same.</summary>
    public async Task<SignInResult> SignInAsync(string email, string password)
    {
        var normalized = users.NormalizeEmail(email.Trim());
        var firm = (await db.Database.SqlQuery<Guid?>($"select identity.firm_of_email({normalized}) as \"Value\"").ToListAsync())[0];
        if (firm is { } found) db.Actor = Actor.Setup(found);
        var user = firm is null ? null : await users.FindByEmailAsync(email.Trim());
        if (user is not null) db.Actor = user.AsActor();
        if (user is not { IsActive: true } || await users.IsLockedOutAsync(user))
        {
            hasher.HashPassword(new User(), password);
            return SignInResult.Failed;
        }
        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded) await RememberAsync(user);
        return result;
    }

    /// <summary>The second step, with a code from the authenticator or a recovery code.</summary>
    public async Task<SignInResult> SecondStepAsync(string code, bool isRecoveryCode)
    {
        if (await PersonOfFirstStepAsync() is not { } user) return SignInResult.Failed;
        var bare = string.Concat(code.Where(c => !char.IsWhiteSpace(c) && (isRecoveryCode || c != '-'))).ToUpperInvariant();
        var result = isRecoveryCode
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(bare)
            : await signIn.TwoFactorAuthenticatorSignInAsync(bare, isPersistent: false, rememberClient: false);
        if (result.Succeeded) await RememberAsync(user);
        return result;
    }

    /// <summary>Signs in whoever has just made the first firm.</summary>
    public async Task EnterAsync(User user)
    {
        db.Actor = user.AsActor();
        await signIn.SignInAsync(user, isPersistent: false);
        await RememberAsync(user);
    }

    /// <summary>Signs out.</summary>
    public Task SignOutAsync() => signIn.SignOutAsync();

    /// <summary>Who has passed the first step and not the second; from here on the context works for her firm.</summary>
    public async Task<User?> PersonOfFirstStepAsync()
    {
        var cookie = await signIn.Context.RequestServices.GetRequiredService<Microsoft.AspNetCore.Authentication.IAuthenticationService>()
            .AuthenticateAsync(signIn.Context, IdentityConstants.TwoFactorUserIdScheme);
        if (!Guid.TryParse(cookie.Principal?.Identity?.Name, out var id)) return null;
        var firm = (await db.Database.SqlQuery<Guid?>($"select identity.firm_of_user({id}) as \"Value\"").ToListAsync())[0];
        if (firm is null) return null;
        db.Actor = Actor.Setup(firm.Value);
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { IsActive: true } user) return null;
        db.Actor = user.AsActor();
        return user;
    }

    private async Task RememberAsync(User user)
    {
        user.LastLogin = db.Clock.Now();
        await users.UpdateAsync(user);
    }
}
