using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Kontali.Web;

/// <summary>How much one caller may ask for at once.</summary>
public static class Limits
{
    /// <summary>Name of the limit on the API's intake: so many files at a time for each key, the rest wait their turn.</summary>
    public const string Intake = "intake";

    /// <summary>Registers them; sign-in is limited for each address, whatever the e-mail.</summary>
    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(Intake, context => RateLimitPartition.GetConcurrencyLimiter(
            context.Request.Headers[Inbox.IntakeEndpoints.KeyHeader].ToString(), _ => new() { PermitLimit = 16, QueueLimit = 2000, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/logg-inn")
                ? RateLimitPartition.GetFixedWindowLimiter($"{context.Connection.RemoteIpAddress}", _ => new() { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
    });
}
