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

    /// <summary>Where documents are kept: an S3 bucket, where <c>Documents:S3:Bucket</c> names one; else the folder <c>Documents:Folder</c>, or one beside our own database.</summary>
    public static DocumentStore Store(IConfiguration configuration)
    {
        var folder = configuration["Documents:Folder"] is { Length: > 0 } named ? named : Path.Combine(DataFolder.Find(configuration), "documents");
        return S3(configuration.GetSection("Documents:S3")) is { } place ? new(new S3Shelf(place, Path.Combine(folder, "incoming"))) : new(folder);
    }

    private static S3Place? S3(IConfigurationSection s3)
    {
        if (s3["Bucket"] is not { Length: > 0 } bucket) return s3.GetChildren().Any() ? throw new SetupProblem("Documents:S3 is set, but Documents:S3:Bucket does not name the bucket.") : null;
        Uri? endpoint = null;
        if (s3["Endpoint"] is { Length: > 0 } address && (!Uri.TryCreate(address, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("https" or "http")))
            throw new SetupProblem("Documents:S3:Endpoint is not an address like https://s3.host.no.");
        if (endpoint is { Scheme: "http", IsLoopback: false }) throw new SetupProblem("Documents:S3:Endpoint may begin with http for a server on this machine only: documents are not sent in the open.");
        if (s3["AccessKey"] is { Length: > 0 } != s3["SecretKey"] is { Length: > 0 }) throw new SetupProblem("Documents:S3:AccessKey and Documents:S3:SecretKey go together.");
        return new(bucket, endpoint, s3["Region"] is { Length: > 0 } region ? region : "eu-north-1", s3["AccessKey"] is { Length: > 0 } key ? key : null, s3["SecretKey"],
            s3.GetValue("ForcePathStyle", endpoint is not null), s3["Prefix"] ?? "");
    }
}
