using Npgsql;

namespace Kontali.Data.Database;

/// <summary>
/// Our own PostgreSQL, for whoever has not set up a server: made on first use, started when needed, found again when it
/// outlived a killed Kontali, and stopped with the last one that uses it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions _options;
    private readonly PgCtl _control;
    private readonly ServerSecret? _secret;
    private readonly string _name;
    private NpgsqlConnection _presence;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, ClusterPlace place, PgCtl control, string name, NpgsqlConnection presence, ServerSecret? secret)
        => (_options, Place, _control, _name, _presence, _secret) = (options, place, control, name, presence, secret);

    internal ClusterPlace Place { get; }

    /// <summary>Was it up already when we came?</summary>
    public bool WasRunning { get; private init; }

    /// <summary>Do not stop it when disposed.</summary>
    public bool LeaveRunning { get; set; }

    /// <summary>The connection strings of all roles, for the database of that name.</summary>
    public DatabaseConnections Connections(string database = DatabaseConnections.DatabaseName) => new(
        As(DatabaseConnections.OwnerRole, database), As(DatabaseConnections.AppRole, database), As(DatabaseConnections.WorkerRole, database))
    { Superuser = As(PgCtl.Superuser, database) };

    /// <summary>Starts the server, or attaches to the one that runs; makes the cluster if there is none.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new();
        return await EnterAsync(options, cancel) ?? throw new SetupProblem("Kontali's own PostgreSQL is not running.");
    }

    /// <summary>Attaches to the server if it runs; null if not.</summary>
    public static async Task<EmbeddedPostgres?> FindRunningAsync(EmbeddedPostgresOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new();
        return Directory.Exists(options.Folder) ? await EnterAsync(options with { OnlyAttach = true }, cancel) : null;
    }

    /// <summary>Who else is connected, by the name they gave: another Kontali, psql, a backup.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync()
    {
        await using var ask = new NpgsqlCommand(
            "select case application_name when '' then 'unnamed program' else application_name end from pg_stat_activity "
            + "where backend_type = 'client backend' and application_name <> $1 order by 1", _presence);
        ask.Parameters.Add(new() { Value = _name });
        await using var rows = await ask.ExecuteReaderAsync();
        var names = new List<string>();
        while (await rows.ReadAsync()) names.Add(rows.GetString(0));
        return names;
    }

    /// <summary>
    /// Whether it answers. One that was killed under us is started again; one that somebody stopped on purpose is let be,
    /// for only the killed leave their file behind.
    /// </summary>
    /// <returns>True when it answers now.</returns>
    /// <exception cref="SetupProblem">It was killed and does not start again, or lets nobody in for a minute.</exception>
    public async Task<bool> ReviveAsync(CancellationToken cancel = default)
    {
        if (await AnswersAsync(cancel)) return true;
        using var gate = await FileGate.EnterAsync(Gate(_options), cancel);
        if (await ComeInAsync(_control, () => Door(Place, _secret, _name), () => _control.WasKilled, cancel) is not { } presence) return false;
        await _presence.DisposeAsync();
        _presence = presence;
        NpgsqlConnection.ClearAllPools(); // What lies there was connected to the dead one.
        return true;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await using var ask = new NpgsqlCommand("select 1", _presence) { CommandTimeout = 10 };
            return await ask.ExecuteScalarAsync(cancel) is 1;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            return false; // The line broke now, or was broken before.
        }
    }

    /// <summary>Stops the server, whoever is connected.</summary>
    public async Task StopAsync()
    {
        using var gate = await FileGate.EnterAsync(Gate(_options));
        await StopNowAsync();
    }

    /// <summary>Stops the server if nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_presence.State != System.Data.ConnectionState.Open) return; // Stopped, disposed before, or killed under us.
        NpgsqlConnection.ClearAllPools();
        using var gate = await FileGate.EnterAsync(Gate(_options));
        if (LeaveRunning || await IsStillNeededAsync()) await _presence.DisposeAsync();
        else await StopNowAsync();
    }

    private async Task StopNowAsync()
    {
        await _presence.DisposeAsync();
        if (_control.IsRunning()) await _control.StopAsync();
    }

    private async Task<bool> IsStillNeededAsync()
    {
        try
        {
            // Those who have just hung up may be listed for another moment.
            for (var tries = 0; tries < 5; tries++, await Task.Delay(60))
                if ((await OthersAsync()).Count == 0) return false;
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // It died; there is nothing to spare.
        }
    }

    private static async Task<EmbeddedPostgres?> EnterAsync(EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        DataFolder.Make(options.Folder);
        using var gate = await FileGate.EnterAsync(Gate(options), cancel);
        var place = await ClusterPlace.ChooseAsync(options.Folder, options.Refuge);
        if (options.OnlyAttach && !place.IsInitialized) return null;

        var control = new PgCtl(await options.Binaries(place), place, options);
        var secret = options.OverTcp ? await ServerSecret.OfAsync(place) : null;
        if (!place.IsInitialized) await control.InitializeAsync();
        var name = $"kontali {Environment.ProcessId}.{Interlocked.Increment(ref _count)}";
        var wasRunning = true;
        bool MayStart()
        {
            wasRunning = false;
            return !options.OnlyAttach;
        }
        return await ComeInAsync(control, () => Door(place, secret, name), MayStart, cancel) is { } presence
            ? new(options, place, control, name, presence, secret) { WasRunning = wasRunning } : null;
    }

    private static int _count;

    private static string Gate(EmbeddedPostgresOptions options) => Path.Combine(options.Folder, "postgres.lock");

    // Starts it where it is down and may be started, and comes in as soon as it lets us; null where it is down and may not. Patient for a minute.
    private static async Task<NpgsqlConnection?> ComeInAsync(PgCtl control, Func<string> door, Func<bool> mayStart, CancellationToken cancel)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(100, cancel))
        {
            if (!control.IsRunning())
            {
                if (!mayStart()) return null;
                await control.StartAsync();
            }
            var patient = TimeProvider.System.GetElapsedTime(began).TotalSeconds < 60;
            if (await TryConnectAsync(door(), patient, cancel) is { } presence) return presence;
        }
    }

    // Our presence is an open connection: as long as it stands, no other Kontali stops the server under us.
    // A server we attach to may be starting still, or recovering, or just dying of a kill: then null, and ask again.
    private static async Task<NpgsqlConnection?> TryConnectAsync(string door, bool patient, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(door);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            var comesSoon = e.SqlState == PostgresErrorCodes.CannotConnectNow || e.InnerException is IOException or System.Net.Sockets.SocketException;
            return comesSoon && patient ? null : throw new SetupProblem($"PostgreSQL runs but does not let us in: {e.Message}", e);
        }
    }

    private static string Door(ClusterPlace place, ServerSecret? secret, string name) => ConnectionString(place, secret, name, PgCtl.Superuser, "postgres", pooled: false);

    private string As(string role, string database) => ConnectionString(Place, _secret, _name, role, database, pooled: true);

    private static string ConnectionString(ClusterPlace place, ServerSecret? secret, string name, string role, string database, bool pooled)
    {
        var running = PostmasterFile.Read(place.Cluster);
        return new NpgsqlConnectionStringBuilder
        {
            Host = running is { SocketFolder.Length: > 0 } ? running.SocketFolder : secret is null ? place.SocketFolder : "127.0.0.1",
            Port = running is { Port: > 0 } ? running.Port : 5432,
            Username = role,
            Password = secret?.PasswordOf(role),
            Database = database,
            ApplicationName = name,
            Pooling = pooled,
        }.ConnectionString;
    }
}
