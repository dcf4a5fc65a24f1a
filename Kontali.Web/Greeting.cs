using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Kontali.Web;

/// <summary>What the console says when the pages are open: where, how to get in, where the books lie.</summary>
public static class Greeting
{
    /// <summary>Says it as soon as the server listens.</summary>
    public static void GreetWhenOpen(this WebApplication app, DatabaseServer server) => app.Lifetime.ApplicationStarted.Register(() => _ = GreetAsync(app, server));

    private static async Task GreetAsync(WebApplication app, DatabaseServer server)
    {
        try
        {
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).Distinct().ToList() ?? [];
            if (addresses.Count == 0) return; // Hosted by a test.
            await using var db = app.Services.GetRequiredService<Contexts>().Open(Actor.Nobody);
            var isNew = await db.HasNoFirmAsync();
            Console.WriteLine(Block(addresses, app.Services.GetRequiredService<Demo>(), isNew, Place(app.Configuration, server)));
        }
        catch (Exception e)
        {
            app.Logger.LogWarning(e, "The greeting could not be said; the pages are open all the same");
        }
    }

    internal static string Block(IReadOnlyList<string> addresses, Demo demo, bool isNew, string place)
    {
        List<(string Name, string Value)> lines = [.. addresses.Select((a, i) => (i == 0 ? "Adresse" : "", a))];
        if (demo.IsOn)
        {
            lines.Add(("Demobyrå", demo.Firm));
            lines.Add(("E-post", demo.Login));
            lines.Add(("Passord", demo.Password));
            lines.Add(("API-nøkkel", demo.ApiKey));
        }
        if (isNew) lines.Add(("Først", $"{addresses[0]}/start lager byrået og den første brukeren"));
        lines.Add(("Data", place));
        return $"\n  Kontali er klar\n\n{string.Join('\n', lines.Select(l => $"  {l.Name,-12}{l.Value}"))}\n\n  Ctrl+C avslutter.\n";
    }

    private static string Place(IConfiguration configuration, DatabaseServer server)
    {
        if (server.Embedded is not null) return DataFolder.Find(configuration);
        var c = new Npgsql.NpgsqlConnectionStringBuilder(server.Connections.App);
        return $"databasen {c.Database} på {c.Host}";
    }

    // Listening everywhere is no address to type.
    private static string Reachable(string address) => address
        .Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal).TrimEnd('/');
}
