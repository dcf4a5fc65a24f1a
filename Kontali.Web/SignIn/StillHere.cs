using System.Security.Claims;
using Kontali.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kontali.Web.SignIn;

/// <summary>Asks every minute whether the person of a circuit still may be here: a circuit lives for hours, a right may be taken back at once.</summary>
public sealed class StillHere(ILoggerFactory logs, Contexts contexts, IOptions<IdentityOptions> options) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var actor = CurrentUser.ActorOf(authenticationState.User);
        if (actor.User is not { } id) return false;
        await using var db = contexts.Open(actor);
        var stamp = await db.Users.Where(u => u.Id == id && u.IsActive).Select(u => u.SecurityStamp).SingleOrDefaultAsync(cancellationToken);
        return stamp is not null && stamp == authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }
}
