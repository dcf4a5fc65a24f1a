using System.Threading.RateLimiting;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.RateLimiting;

namespace Kontali.Web;

/// <summary>How much one caller may ask for at once.</summary>
public static class Limits
{
    /// <summary>Name of the limit on the API's intake: so many files at a time for each key, the rest wait their turn.</summary>
    public const string Intake = "intake";

    /// <summary>Name of the limit on what one person sends from the browser: a heap at once, and then a steady stream.</summary>
    public const string Upload = "upload";

    // Where a password can be tried.
    private static readonly string[] Doors = ["/logg-inn", "/start", "/konto"];

    /// <summary>Registers them; sign-in is limited for each address, whatever the e-mail.</summary>
    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        // A body of its own: without one the answer would be the page for addresses of nothing.
        limits.OnRejected = async (rejected, stop) =>
        {
            var answer = rejected.HttpContext.Response;
            answer.ContentType = "text/plain; charset=utf-8";
            answer.Headers.RetryAfter = "60";
            await answer.WriteAsync(rejected.HttpContext.RequestServices.GetRequiredService<Texts>()["For mange forsøk. Vent et minutt og prøv igjen."], stop);
        };
        limits.AddPolicy(Intake, context => RateLimitPartition.GetConcurrencyLimiter(
            context.Request.Headers[Inbox.IntakeEndpoints.KeyHeader].ToString(), _ => new() { PermitLimit = 16, QueueLimit = 2000, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
        limits.AddPolicy(Upload, context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.Identity?.Name ?? $"{context.Connection.RemoteIpAddress}", _ => new() { TokenLimit = 300, TokensPerPeriod = 100, ReplenishmentPeriod = TimeSpan.FromSeconds(5), QueueLimit = 0, AutoReplenishment = true }));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpMethods.IsPost(context.Request.Method) && Array.Exists(Doors, door => context.Request.Path.StartsWithSegments(door))
                ? RateLimitPartition.GetFixedWindowLimiter($"{context.Connection.RemoteIpAddress}", _ => new() { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
    });
}
