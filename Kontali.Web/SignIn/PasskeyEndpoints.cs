using Kontali.Data.Firms;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Kontali.Web.SignIn;

/// <summary>What the browser asks before it makes or shows a passkey. The challenge waits in a short-lived cookie; the answer comes with the page's own form.</summary>
public static class PasskeyEndpoints
{
    /// <summary>For a new passkey, signed in.</summary>
    public const string Create = "/konto/passnokkel";

    /// <summary>For signing in with one.</summary>
    public const string Show = "/logg-inn/passnokkel";

    /// <summary>Maps them.</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost(Create, async (HttpContext http, IAntiforgery forms, OwnAccount account, SignInManager<User> signIn) =>
            !await forms.IsRequestValidAsync(http) || await account.PersonAsync() is not { } me ? Results.BadRequest()
            : Results.Content(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = me.Id.ToString(), Name = me.Email!, DisplayName = me.Name }), "application/json"));
        // For nobody in particular: the authenticator knows whom it has a key for, and no list of ours tells who has an account.
        app.MapPost(Show, async (HttpContext http, IAntiforgery forms, SignInManager<User> signIn) =>
            !await forms.IsRequestValidAsync(http) ? Results.BadRequest()
            : Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")).AllowAnonymous();
    }
}
