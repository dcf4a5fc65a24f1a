using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Kontali.Data.Database;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Kontali.Tests.World;

/// <summary>Where the tests' server comes from: named by KONTALI_TEST_POSTGRES, a container, or our own in a folder of this run.</summary>
internal sealed class TestPostgres
{
    private const string Named = "KONTALI_TEST_POSTGRES";

    private readonly EmbeddedPostgres? _embedded;
    private readonly PostgreSqlContainer? _container;
    private readonly string? _superuser;
    private TestFolder? _folder;

    private TestPostgres(EmbeddedPostgres? embedded, PostgreSqlContainer? container, string? superuser) =>
        (_embedded, _container, _superuser) = (embedded, container, superuser);

    public static async Task<TestPostgres> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Named) is { Length: > 0 } superuser) return new(null, null, superuser);
        if (await ContainerAsync() is { } container) return new(null, container, container.GetConnectionString());
        var folder = new TestFolder();
        return new(await EmbeddedPostgres.StartAsync(folder.Options), null, null) { _folder = folder };
    }

    /// <summary>The roles of production. On a foreign server they get passwords that every run makes alike.</summary>
    public async Task<DatabaseConnections> ConnectionsAsync() => Brief(await RolesAsync());

    // Each test has a database of its own and is soon done with it. Idle connections that waited the usual five minutes
    // would fill the server.
    private static DatabaseConnections Brief(DatabaseConnections ways)
    {
        return ways with { OwnerOrNone = Soon(ways.Owner), App = Soon(ways.App), Worker = Soon(ways.Worker), Superuser = Soon(ways.Superuser!) };
        static string Soon(string way) => DatabaseConnections.Alter(way, c => (c.ConnectionIdleLifetime, c.ConnectionPruningInterval) = (4, 2));
    }

    private async Task<DatabaseConnections> RolesAsync()
    {
        if (_embedded is not null) return _embedded.Connections();
        var ways = new DatabaseConnections(As(DatabaseConnections.OwnerRole), As(DatabaseConnections.AppRole), As(DatabaseConnections.WorkerRole))
        { Superuser = _superuser };
        await SetPasswordsAsync(ways);
        return ways;
    }

    /// <summary>Leaves nothing of this run behind.</summary>
    public async ValueTask DisposeAsync(string run)
    {
        if (_embedded is not null)
        {
            await _embedded.StopAsync();
            _folder!.Dispose();
        }
        else if (_container is not null) await _container.DisposeAsync();
        else await DropAsync(run);
    }

    private static async Task<PostgreSqlContainer?> ContainerAsync()
    {
        if (!EngineAnswers()) return null;
        try
        {
            var container = new PostgreSqlBuilder("postgres:17").WithCommand("-c", "fsync=off", "-c", "max_connections=600").Build();
            await container.StartAsync();
            return container;
        }
        catch (Exception e) when (e is DotNet.Testcontainers.Builders.DockerUnavailableException or Docker.DotNet.DockerApiException or TimeoutException)
        {
            return null; // No engine, or none that may fetch the image: our own server will do.
        }
    }

    // Testcontainers takes its time to find out that there is no engine; a socket tells at once.
    private static bool EngineAnswers() =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 }
        || (OperatingSystem.IsWindows() ? File.Exists(@"\\.\pipe\docker_engine") : EngineSockets().Any(Answers));

    private static IEnumerable<string> EngineSockets()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return ["/var/run/docker.sock", $"{Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")}/docker.sock",
            $"{home}/.docker/run/docker.sock", $"{home}/.docker/desktop/docker.sock"];
    }

    private static bool Answers(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string As(string role) => DatabaseConnections.Alter(_superuser!, c =>
        (c.Username, c.Password) = (role, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{c.Password} {role}")))));

    private static async Task SetPasswordsAsync(DatabaseConnections ways)
    {
        await using var connection = new NpgsqlConnection(ways.To("postgres").Superuser);
        await connection.OpenAsync();
        foreach (var way in new[] { ways.Owner, ways.App, ways.Worker })
        {
            var user = DatabaseConnections.Read(way);
            await using var set = new NpgsqlCommand($"""
                select pg_advisory_lock(4712);
                do $$ begin
                    if to_regrole('{user.Username}') is null then create role {user.Username}; end if;
                    alter role {user.Username} login password '{user.Password}';
                end $$;
                select pg_advisory_unlock(4712);
                """, connection);
            await set.ExecuteNonQueryAsync();
        }
    }

    private async Task DropAsync(string run)
    {
        await using var connection = new NpgsqlConnection(DatabaseConnections.Alter(_superuser!, c => c.Database = "postgres"));
        await connection.OpenAsync();
        await using var list = new NpgsqlCommand("select array(select datname::text from pg_database where starts_with(datname, $1))", connection);
        list.Parameters.Add(new() { Value = run });
        foreach (var name in (string[])(await list.ExecuteScalarAsync())!)
        {
            await using var drop = new NpgsqlCommand($"drop database \"{name}\" with (force)", connection);
            await drop.ExecuteNonQueryAsync();
        }
    }
}
