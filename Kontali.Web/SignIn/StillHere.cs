using System.Security.Claims;
using Kontali.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

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
        if (await StampAsync(actor, id, cancellationToken) is not (true, var stamp)) return true;
        return stamp is not null && stamp == authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }

    // While the database is away, or the program on its way down, nobody can do anything anyway: she is asked about again in a minute, not signed out.
    private async Task<(bool Answered, string? Stamp)> StampAsync(Actor actor, Guid id, CancellationToken ct)
    {
        try
        {
            await using var db = contexts.Open(actor);
            return (true, await db.Users.Where(u => u.Id == id && u.IsActive).Select(u => u.SecurityStamp).SingleOrDefaultAsync(ct));
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException || e.InnerException is NpgsqlException)
        {
            return (false, null);
        }
    }
}
