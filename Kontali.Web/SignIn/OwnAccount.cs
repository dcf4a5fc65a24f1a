using System.Buffers.Text;
using System.Text;
using Kontali.Data.Firms;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Kontali.Web.SignIn;

/// <summary>A secret for the authenticator app: to scan, and to type.</summary>
/// <param name="Key">In groups of four.</param>
/// <param name="Picture">The QR code as an address of its own data: an image, never markup.</param>
public sealed record AuthenticatorKey(string Key, string Picture);

/// <summary>What a person changes about her own sign-in. Every change gives her a new stamp, which ends her other sessions and renews this one.</summary>
public sealed class OwnAccount(UserManager<User> users, SignInManager<User> signIn, IHttpContextAccessor http)
{
    private const int Codes = 10;

    /// <summary>Whoever is signed in.</summary>
    public async Task<User?> PersonAsync() => await users.GetUserAsync(http.HttpContext!.User) is { IsActive: true } me ? me : null;

    /// <summary>Recovery codes not used yet.</summary>
    public Task<int> CodesLeftAsync(User me) => users.CountRecoveryCodesAsync(me);

    /// <summary>A fresh secret to confirm; an app that was there before does not count any more.</summary>
    public async Task<AuthenticatorKey> BeginAsync(User me)
    {
        if (!me.TwoFactorEnabled)
        {
            await users.ResetAuthenticatorKeyAsync(me);
            await signIn.RefreshSignInAsync(me);
        }
        return await KeyAsync(me);
    }

    /// <summary>The secret that waits for its confirmation.</summary>
    public async Task<AuthenticatorKey> KeyAsync(User me)
    {
        var key = await users.GetAuthenticatorKeyAsync(me) ?? "";
        var address = $"otpauth://totp/Kontali:{Uri.EscapeDataString(me.Email!)}?secret={key}&issuer=Kontali&digits=6";
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var drawing = new SvgQRCode(data);
        var svg = drawing.GetGraphic(4, "#1B1F23", "#FFFFFF");
        return new(string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(c => new string(c))), $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}");
    }

    /// <summary>Turns the second step on, and returns the recovery codes for the only time; null where the code is wrong.</summary>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(User me, string code)
    {
        var bare = string.Concat(code.Where(char.IsAsciiDigit));
        if (me.TwoFactorEnabled || !await users.VerifyTwoFactorTokenAsync(me, users.Options.Tokens.AuthenticatorTokenProvider, bare)) return null;
        await users.SetTwoFactorEnabledAsync(me, true);
        return await NewCodesAsync(me);
    }

    /// <summary>New recovery codes; the old ones are void.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(User me)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(me, Codes);
        await signIn.RefreshSignInAsync(me);
        return [.. codes!];
    }

    /// <summary>Turns it off and forgets the secret.</summary>
    public async Task TurnOffAsync(User me)
    {
        await users.SetTwoFactorEnabledAsync(me, false);
        await users.ResetAuthenticatorKeyAsync(me);
        await signIn.RefreshSignInAsync(me);
    }

    /// <summary>Asked again before what protects her is weakened: an open screen is not a person.</summary>
    public Task<bool> KnowsPasswordAsync(User me, string password) => users.CheckPasswordAsync(me, password);

    /// <summary>Her passkeys, oldest first.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> PasskeysAsync(User me) => [.. (await users.GetPasskeysAsync(me)).OrderBy(p => p.CreatedAt)];

    /// <summary>Adds the passkey her browser has just made; false where it is not an answer to what it was asked.</summary>
    public async Task<bool> AddPasskeyAsync(User me, string credential, string name)
    {
        var made = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!made.Succeeded || made.UserEntity.Id != me.Id.ToString()) return false;
        made.Passkey.Name = name;
        return (await users.AddOrUpdatePasskeyAsync(me, made.Passkey)).Succeeded;
    }

    /// <summary>Removes one. Where it was used, she is signed out.</summary>
    public async Task RemovePasskeyAsync(User me, string id)
    {
        if (!Base64Url.IsValid(id)) return;
        await users.RemovePasskeyAsync(me, Base64Url.DecodeFromChars(id));
        await users.UpdateSecurityStampAsync(me);
        await signIn.RefreshSignInAsync(me);
    }

    /// <summary>Changes the password.</summary>
    public async Task<IdentityResult> ChangePasswordAsync(User me, string old, string wanted)
    {
        var result = await users.ChangePasswordAsync(me, old, wanted);
        if (result.Succeeded) await signIn.RefreshSignInAsync(me);
        return result;
    }
}
