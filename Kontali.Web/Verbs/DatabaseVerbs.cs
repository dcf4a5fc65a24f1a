using Kontali.Data;
using Kontali.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Kontali.Web.Verbs;

/// <summary>What an administrator asks of the database.</summary>
public sealed class DatabaseVerbs
{
    private const string Usage = """
        database status                  which migrations are applied, which are pending
        database script                  the whole schema as SQL; needs no server and changes nothing
        database migrate                 create and migrate what is missing
        database rollback --to NAME      undo every migration after NAME (asks first; --yes does not ask)
        database rollback --all          undo everything and leave an empty database
        database connection              a URI for psql, as the pages' user; --owner or --worker as theirs
        database stop                    stop Kontali's own server (--force: even while others use it)
        """;

    private readonly IConfiguration _configuration;
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    private DatabaseVerbs(IConfiguration configuration, TextReader input, TextWriter output, TextWriter error) =>
        (_configuration, _input, _output, _error) = (configuration, input, output, error);

    public static Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error)
    {
        var verbs = new DatabaseVerbs(configuration, input, output, error);
        return Verb.SayErrorsAsync(error, () => args switch
        {
            ["status"] => verbs.WithServerAsync(verbs.StatusAsync),
            ["script"] => verbs.ScriptAsync(),
            ["migrate"] => verbs.WithServerAsync(verbs.MigrateAsync),
            ["rollback", .. var rest] when RollbackVerb.Read(rest) is { } rollback =>
                verbs.WithServerAsync(server => rollback.RunAsync(server.Connections, input, output)),
            ["connection"] => verbs.ConnectionAsync(c => c.App),
            ["connection", "--owner"] => verbs.ConnectionAsync(c => c.Owner),
            ["connection", "--worker"] => verbs.ConnectionAsync(c => c.Worker),
            ["stop"] => verbs.StopAsync(force: false),
            ["stop", "--force"] => verbs.StopAsync(force: true),
            ["help" or "--help" or "-h"] => SayAsync(output, Usage, Verb.Done),
            _ => SayAsync(error, Usage, Verb.NotUnderstood),
        });
    }

    private async Task<int> StatusAsync(DatabaseServer server)
    {
        var there = await server.Connections.ExistsAsync();
        await using var db = Open(server.Connections.OwnerOrNone ?? server.Connections.App);
        var applied = there ? (await db.Database.GetAppliedMigrationsAsync()).ToList() : [];
        await ListAsync("Applied", applied);
        await ListAsync("Pending", [.. db.Database.GetMigrations().Except(applied)]);
        return Verb.Done;
    }

    private async Task<int> ScriptAsync()
    {
        await using var db = Open("Host=nowhere");
        await _output.WriteLineAsync($"""
            -- Run this as the owner of an empty database. Once for the whole server, an administrator makes the roles:
            --   create role {DatabaseConnections.AppRole} nologin;
            --   create role {DatabaseConnections.WorkerRole} nologin;

            """);
        return await SayAsync(_output, db.GetService<IMigrator>().GenerateScript(), Verb.Done);
    }

    private async Task<int> MigrateAsync(DatabaseServer server)
    {
        var there = await server.Connections.ExistsAsync();
        await using var db = Open(server.Connections.Owner);
        var pending = (there ? await db.Database.GetPendingMigrationsAsync() : db.Database.GetMigrations()).ToList();
        await server.Connections.PrepareAsync();
        await ListAsync("Applied now", pending);
        return Verb.Done;
    }

    private async Task<int> ConnectionAsync(Func<DatabaseConnections, string> way)
    {
        await using var server = await DatabaseServer.OpenAsync(_configuration);
        if (server.Embedded is { } embedded)
        {
            embedded.LeaveRunning = true;
            if (!await server.Connections.ExistsAsync()) await server.PrepareAsync();
            if (!embedded.WasRunning)
                await _error.WriteLineAsync("Kontali's own PostgreSQL was started and keeps running. To stop it: dotnet run --project Kontali.Web -- database stop");
        }
        return await SayAsync(_output, PsqlUri.Of(way(server.Connections)), Verb.Done);
    }

    private async Task<int> StopAsync(bool force)
    {
        if (DatabaseServer.Configured(_configuration) is not null)
            throw new SetupProblem("Kontali uses the server named in ConnectionStrings:Kontali, not its own. Stop that one where it runs.");
        await using var embedded = await EmbeddedPostgres.FindRunningAsync(new() { Folder = DataFolder.Find(_configuration) });
        if (embedded is null) return await SayAsync(_output, "It is not running.", Verb.Done);
        if (!force && await embedded.OthersAsync() is { Count: > 0 } others)
            return await SayAsync(_error, $"It is in use by: {string.Join(", ", others.Distinct())}. End these first, or say: database stop --force", Verb.Failed);
        await embedded.StopAsync();
        return await SayAsync(_output, "Stopped.", Verb.Done);
    }

    private async Task<int> WithServerAsync(Func<DatabaseServer, Task<int>> work)
    {
        await using var server = await DatabaseServer.OpenAsync(_configuration);
        // A question must not end what it found running.
        if (server.Embedded is { } embedded) embedded.LeaveRunning = embedded.WasRunning;
        return await work(server);
    }

    private async Task ListAsync(string title, List<string> names)
    {
        await _output.WriteLineAsync($"{title}: {(names.Count == 0 ? "none" : names.Count)}");
        foreach (var name in names) await _output.WriteLineAsync("  " + name);
    }

    private static KontaliContext Open(string connectionString) => new(KontaliContext.Options(connectionString));

    private static async Task<int> SayAsync(TextWriter to, string text, int code)
    {
        await to.WriteLineAsync(text);
        return code;
    }
}
