using Kontali.Data;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web;

/// <summary>For whoever watches the machine: alive, and ready with database and agents.</summary>
public static class Health
{
    /// <summary>Registers a hosted service that others may ask for too.</summary>
    public static IServiceCollection AddHosted<T>(this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());

    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok("ok")).AllowAnonymous();
        app.MapGet("/health/ready", async (Contexts contexts, AgentWorker worker, CancellationToken ct) =>
        {
            try
            {
                await using var db = contexts.Open(Actor.Nobody);
                await db.Database.ExecuteSqlAsync($"select 1", ct);
                return worker.IsWell ? Results.Ok("ready") : Results.Text("agents wait for the database", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException)
            {
                return Results.Text("no database", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).AllowAnonymous();
    }
}
