using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Kontali.Data;
using Kontali.Data.Firms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.SignIn;

/// <summary>
/// Signs in with a passkey: the credential names its person, her firm is found through the same narrow function as at any sign-in,
/// and behind the wall its signature is checked against the key she registered. It is both steps in one: the device has asked her for finger, face or PIN.
/// </summary>
public sealed class PasskeyDoor(KontaliContext db, UserManager<User> users, SignInManager<User> signIn)
{
    private const int LongestCredential = 20_000;

    /// <summary>True when she is in. Whatever is wrong, the answer is one.</summary>
    public async Task<bool> SignInAsync(string? credential)
    {
        if (PersonOf(credential) is not { } id) return false;
        var firm = (await db.Database.SqlQuery<Guid?>($"select identity.firm_of_user({id}) as \"Value\"").ToListAsync())[0];
        if (firm is null) return false;
        db.Actor = Actor.Setup(firm.Value);
        if (await users.FindByIdAsync(id.ToString()) is not { IsActive: true } user) return false;
        db.Actor = user.AsActor();
        if (!(await signIn.PasskeySignInAsync(credential!)).Succeeded) return false;
        user.LastLogin = db.Clock.Now();
        await users.UpdateAsync(user);
        return true;
    }

    // Only a claim, to know behind which wall to look; the signature proves it.
    private static Guid? PersonOf(string? credential)
    {
        if (credential is not { Length: > 0 and < LongestCredential }) return null;
        try
        {
            using var json = JsonDocument.Parse(credential);
            var handle = json.RootElement.GetProperty("response").GetProperty("userHandle").GetString();
            return Guid.TryParse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(handle)), out var id) ? id : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
