using Microsoft.AspNetCore.Antiforgery;

namespace Kontali.Web.SignIn;

/// <summary>Signing out is a request of its own: a circuit has no cookies to take back.</summary>
public static class SignOutEndpoint
{
    /// <summary>Where the person's menu posts to.</summary>
    public const string Address = "/logg-ut";

    /// <summary>Signs out whoever meant it. A form that has grown old is asked again on a page of its own, with a fresh one.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost(Address, async (HttpContext http, IAntiforgery forms, SignInDoor door) =>
    {
        if (!await forms.IsRequestValidAsync(http)) return Results.LocalRedirect(SignOutPage.Address);
        await door.SignOutAsync();
        return Results.LocalRedirect("/logg-inn");
    }).AllowAnonymous();
}
