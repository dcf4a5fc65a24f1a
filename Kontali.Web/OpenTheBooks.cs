using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Verification;

namespace Kontali.Web;

/// <summary>What happens between building the program and serving its first page: server, migrations, demo firm.</summary>
public static class OpenTheBooks
{
    /// <summary>Starts or finds the database, migrates it, and in Development seeds the demo firm. Dispose to let the server go.</summary>
    public static async Task<IAsyncDisposable> OpenTheBooksAsync(this WebApplication app)
    {
        var server = await DatabaseServer.OpenAsync(app.Configuration, app.Lifetime.ApplicationStopping);
        try
        {
            await server.PrepareAsync(app.Lifetime.ApplicationStopping);
            app.Services.GetRequiredService<Contexts>().Use(server.Connections);
            app.Services.GetRequiredService<DatabaseWatch>().Over(server);
            await app.SeedDemoAsync(server);
            app.GreetWhenOpen(server);
            return server;
        }
        catch
        {
            // Our own server was started for this program alone, and nobody else will stop it.
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The folder anchors are kept in: <c>Anchors:Folder</c>, or beside our own database.</summary>
    public static Anchors Anchors(IConfiguration configuration) =>
        new(configuration["Anchors:Folder"] is { Length: > 0 } folder ? folder : Path.Combine(DataFolder.Find(configuration), "anchors"));

    /// <summary>The folder documents are kept in: <c>Documents:Folder</c>, or beside our own database.</summary>
    public static DocumentStore Store(IConfiguration configuration) =>
        new(configuration["Documents:Folder"] is { Length: > 0 } folder ? folder : Path.Combine(DataFolder.Find(configuration), "documents"));
}
