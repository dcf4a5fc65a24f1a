using Microsoft.Extensions.Configuration;

namespace Kontali.Data.Database;

/// <summary>The server Kontali works with: the one it was told of, or its own.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private DatabaseServer(DatabaseConnections connections, EmbeddedPostgres? embedded) => (Connections, Embedded) = (connections, embedded);

    /// <summary>How to reach the database in each role.</summary>
    public DatabaseConnections Connections { get; private set; }

    /// <summary>Our own server, when nobody named another.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <summary>Reads <c>ConnectionStrings:Kontali</c>, <c>KontaliOwner</c> and <c>KontaliWorker</c>; with none set, brings up our own server.</summary>
    public static async Task<DatabaseServer> OpenAsync(IConfiguration configuration, CancellationToken cancel = default)
    {
        if (Configured(configuration) is { } connections) return new(connections, null);
        var embedded = await EmbeddedPostgres.StartAsync(new() { Folder = DataFolder.Find(configuration) }, cancel);
        return new(embedded.Connections(), embedded);
    }

    /// <summary>The connections somebody has set, or null.</summary>
    public static DatabaseConnections? Configured(IConfiguration configuration)
    {
        var owner = Text(configuration, "KontaliOwner");
        if (Text(configuration, "Kontali") is not { } app)
            return owner is null ? null : throw new SetupProblem(
                "ConnectionStrings:KontaliOwner is set, but not ConnectionStrings:Kontali. Set it to the connection of a user who owns nothing.");
        return new(owner, app, Text(configuration, "KontaliWorker") ?? app);
    }

    /// <summary>Creates and migrates what is missing, and makes sure that pages and tasks come in through narrow doors.</summary>
    public async Task PrepareAsync(CancellationToken cancel = default)
    {
        await Connections.PrepareAsync(cancel);
        await Connections.RefuseUnsafeRoleAsync(cancel);
    }

    /// <summary>Whether it answers; our own is started again where it was killed.</summary>
    /// <exception cref="SetupProblem">Our own was killed and does not start again.</exception>
    public async Task<bool> IsUpAsync(CancellationToken cancel = default)
    {
        if (Embedded is not { } embedded) return await AnswersAsync(cancel);
        if (!await embedded.ReviveAsync(cancel)) return false;
        Connections = embedded.Connections(); // Where it listens on a port, that is another one now.
        return true;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new Npgsql.NpgsqlConnection(Connections.App);
            await connection.OpenAsync(cancel);
            await using var ask = new Npgsql.NpgsqlCommand("select 1", connection) { CommandTimeout = 10 };
            return await ask.ExecuteScalarAsync(cancel) is 1;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Stops our own server, if no other program uses it.</summary>
    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? Text(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
