namespace Kontali.Web.SignIn;

/// <summary>Signing out is a request of its own: a circuit has no cookies to take back.</summary>
public static class SignOutEndpoint
{
    /// <summary>Asked for by the person's menu.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/logg-ut", async (SignInDoor door) =>
    {
        await door.SignOutAsync();
        return Results.LocalRedirect("/logg-inn");
    }).AllowAnonymous();
}
