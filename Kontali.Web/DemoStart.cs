using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Seed;

namespace Kontali.Web;

/// <summary>
/// In Development an empty database gets the demo firm, and fresh invoices come in when the pages are open.
/// Nowhere else is anything seeded, and <c>Demo:Seed=false</c> turns it off here too.
/// </summary>
public static class DemoStart
{
    /// <summary>Seeds what is missing of the demo firm, unless another firm lives here, and says how to get in.</summary>
    public static async Task SeedDemoAsync(this WebApplication app, DatabaseServer server)
    {
        if (!app.Environment.IsDevelopment() || !app.Configuration.GetValue("Demo:Seed", true)) return;
        var contexts = app.Services.GetRequiredService<Contexts>();
        if (!await WantsAsync(contexts)) return;
        await SeedAsync(app, contexts, server);
        app.Services.GetRequiredService<Demo>().TurnOn();
        app.Lifetime.ApplicationStarted.Register(() => _ = SendAsync(app, contexts));
    }

    private static async Task SeedAsync(WebApplication app, Contexts contexts, DatabaseServer server)
    {
        // A second instance started meanwhile waits, and then finds the work done.
        await using var held = server.Connections.OwnerOrNone is null ? null : await server.Connections.HoldAsync(app.Lifetime.ApplicationStopping);
        var started = TimeProvider.System.GetTimestamp();
        var isNew = await IsEmptyAsync(contexts);
        if (isNew) Console.WriteLine("Lager demobyrået … (bare første gang)");
        await DemoFirm.SeedAsync(contexts.Open, Store(app), Clock(app), app.Lifetime.ApplicationStopping);
        if (isNew) Console.WriteLine($"Demobyrået er ferdig etter {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s.");
    }

    // As a vendor's invoices of this morning: through the real intake, read by the real agents, while somebody looks.
    private static async Task SendAsync(WebApplication app, Contexts contexts)
    {
        try
        {
            await DemoFirm.SendFreshInvoicesAsync(contexts.Open, Store(app), Clock(app), app.Lifetime.ApplicationStopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            app.Logger.LogWarning(e, "The demo firm's fresh invoices could not be sent");
        }
    }

    private static async Task<bool> WantsAsync(Contexts contexts)
    {
        await using var db = contexts.Open(Actor.Nobody);
        return await db.HasNoFirmAsync() || await db.FindFirmAsync(DemoFirm.OrgNumber) == DemoFirm.Id;
    }

    private static async Task<bool> IsEmptyAsync(Contexts contexts)
    {
        await using var db = contexts.Open(Actor.Nobody);
        return await db.HasNoFirmAsync();
    }

    private static void TurnOn(this Demo demo) =>
        (demo.IsOn, demo.Firm, demo.Login, demo.Password, demo.ApiKey) = (true, DemoFirm.Name, DemoFirm.Administrator, DemoFirm.Password, DemoFirm.ApiKey);

    private static DocumentStore Store(WebApplication app) => app.Services.GetRequiredService<DocumentStore>();
    private static TimeProvider Clock(WebApplication app) => app.Services.GetRequiredService<TimeProvider>();
}
