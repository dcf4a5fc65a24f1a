using Kontali.Data.Database;
using Kontali.Data.Documents;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kontali.Tests.World;

/// <summary>The real program on a port of its own, with a database and a document folder of its own: for a browser.</summary>
public sealed class RunningKontali : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly WebApplicationFactory<Program> web;

    private RunningKontali(DatabaseConnections ways, string environment, string? files = null, bool demo = false)
    {
        Ways = ways;
        web = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("environment", environment)
            .UseSetting("urls", "http://127.0.0.1:0")
            .UseSetting("ConnectionStrings:Kontali", ways.App)
            .UseSetting("ConnectionStrings:KontaliOwner", ways.Owner)
            .UseSetting("ConnectionStrings:KontaliWorker", ways.Worker)
            .UseSetting("Documents:Folder", files ?? folder.Path).UseSetting("Anchors:Folder", Path.Combine(folder.Path, "anchors"))
            .UseSetting("Demo:Seed", demo ? "true" : "false")
            .UseSetting("Logging:LogLevel:Default", "Warning").UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"));
        web.UseKestrel(0);
        web.StartServer();
    }

    /// <summary>How to reach its database.</summary>
    public DatabaseConnections Ways { get; }

    /// <summary>Where it keeps documents.</summary>
    public DocumentStore Store => new(folder.Path);

    /// <summary>Starts it on an empty, migrated database.</summary>
    public static async Task<RunningKontali> StartAsync(TestServer server, string environment = "Development") => new(await server.CreateDatabaseAsync(), environment);

    /// <summary>Starts it over the demo firm's books; this morning's invoices come in by themselves.</summary>
    public static async Task<RunningKontali> StartDemoAsync(TestServer server) => new(await server.CreateDemoAsync(), "Development", server.Files, demo: true);

    /// <summary>A part of it.</summary>
    public T Part<T>() where T : notnull => web.Services.GetRequiredService<T>();

    /// <summary>An address in it.</summary>
    public Uri At(string path) => new(web.ClientOptions.BaseAddress, path);

    /// <summary>Signs in and waits until the first page lives.</summary>
    public async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync(At("/logg-inn").ToString());
        await page.FillAsync("input[type=email]", email);
        await page.FillAsync("input[type=password]", password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("[data-alive=yes]");
    }

    /// <summary>Close the browser's pages first: the host waits half a minute for an open circuit.</summary>
    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        folder.Dispose();
    }
}
