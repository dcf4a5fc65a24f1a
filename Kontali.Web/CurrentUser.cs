using System.Security.Claims;
using Kontali.Data;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kontali.Web;

/// <summary>Who is asking, and for which firm: from the sign-in cookie, in a circuit as in a request.</summary>
public sealed class CurrentUser(AuthenticationStateProvider circuit, IHttpContextAccessor http)
{
    /// <summary>The claim that names the firm.</summary>
    public const string FirmClaim = "kontali:firm";

    private Actor? program;

    /// <summary>The program itself goes through a firm's pages, in a scope of its own; it is nobody, and never a person.</summary>
    internal void BeTheProgram(Guid firm) => program = Actor.Agent(firm, "Kontali");

    /// <summary>The person as the cookie knows her: firm and id. What she may see and do is read from the database at every call.</summary>
    public async Task<Actor> ActorAsync()
    {
        if (program is not null) return program;
        // A circuit keeps the user it began with; a plain request has its own.
        var principal = http.HttpContext is { WebSockets.IsWebSocketRequest: false } request ? request.User : (await circuit.GetAuthenticationStateAsync()).User;
        return ActorOf(principal);
    }

    /// <summary>The actor a principal is; nobody, where nobody is signed in.</summary>
    public static Actor ActorOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(FirmClaim), out var firm) && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? new Actor(firm, user, ActorKind.Person, principal.FindFirstValue(ClaimTypes.Name) ?? "", SeesAllClients: false)
            : Actor.Nobody;
}
