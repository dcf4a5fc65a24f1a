using System.Globalization;
using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Benchmarks;

/// <summary>
/// A server and a database of this run alone, as the product makes them: with its roles, its migrations, its settings for safety.
/// <c>--keep FOLDER</c>: they lie there, and the next run finds what was written into them.
/// </summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly EmbeddedPostgres? server;
    private readonly string? folder;
    private DbContextOptions<KontaliContext>? pages;

    private Ground(DatabaseConnections ways, EmbeddedPostgres? server, string? folder) => (Ways, this.server, this.folder) = (ways, server, folder);

    public DatabaseConnections Ways { get; }

    /// <summary>A context of the pages' role; as in the product, its options are made once.</summary>
    public KontaliContext Open(Actor actor) => new(pages ??= KontaliContext.Options(Ways.App)) { Actor = actor };

    /// <summary>A number among a benchmark's arguments.</summary>
    public static int Asked(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;

    public static async Task<Ground> OpenAsync(string[] args)
    {
        if (Array.IndexOf(args, "--keep") is not (>= 0 and var i) || i + 1 >= args.Length) return await OpenAsync();
        var kept = Directory.CreateDirectory(args[i + 1]).FullName;
        var server = await EmbeddedPostgres.StartAsync(new() { Folder = kept, Refuge = Path.Combine(kept, "refuge") });
        return await PrepareAsync(new Ground(server.Connections("benchmark"), server, null));
    }

    public static async Task<Ground> OpenAsync()
    {
        var database = $"benchmark_{Environment.ProcessId}";
        if (Environment.GetEnvironmentVariable("KONTALI_TEST_POSTGRES") is { Length: > 0 } superuser)
            return await PrepareAsync(new Ground(Named(superuser).To(database), null, null));
        // The server's own account must be able to enter it, so no folder for us alone.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"kontali-{database}")).FullName;
        var server = await EmbeddedPostgres.StartAsync(new() { Folder = folder, Refuge = Path.Combine(folder, "refuge") });
        return await PrepareAsync(new Ground(server.Connections(database), server, folder));
    }

    /// <summary>Another database of the same server.</summary>
    public Task<Ground> NextDoorAsync() => PrepareAsync(new Ground(Ways.To($"{new NpgsqlConnectionStringBuilder(Ways.Superuser).Database}_next"), null, null));

    private static DatabaseConnections Named(string superuser) => new(superuser, superuser, superuser) { Superuser = superuser };

    private static async Task<Ground> PrepareAsync(Ground ground)
    {
        await ground.Ways.PrepareAsync();
        return ground;
    }

    /// <summary>A firm of an earlier run, where the ground was kept and the firm has vouchers.</summary>
    public async Task<Guid?> FirmBeforeAsync(int place) =>
        Guid.TryParse(await AskAsync($"select t.id from tenants t where t.name = 'Byrå {place} AS' and exists (select from general_ledger g where g.tenant_id = t.id)"), out var firm) ? firm : null;

    /// <summary>A firm to own the tasks.</summary>
    public async Task<Guid> FirmAsync(int place)
    {
        var firm = Ids.New(TimeProvider.System);
        await using var db = new KontaliContext(KontaliContext.Options(Ways.App)) { Actor = Actor.Setup(firm) };
        await db.AddFirmAsync($"Byrå {place} AS", OrgNumbers.Valid(place));
        await db.SaveChangesAsync();
        return firm;
    }

    public KontaliContext Worker(Actor actor) => new(KontaliContext.Options(Ways.Worker)) { Actor = actor };

    public async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Ways.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>From here on the database keeps how long its own functions take; <see cref="FunctionsAsync"/> says it.</summary>
    public async Task WatchFunctionsAsync()
    {
        await SqlAsync($"alter database \"{new NpgsqlConnectionStringBuilder(Ways.Superuser).Database}\" set track_functions = 'all'");
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>The database's functions by their own time, the longest first; a line each.</summary>
    public Task<string> FunctionsAsync() => AskAsync("""
        select string_agg(format('%-40s %10s calls %12s ms of its own %8s ms a call', schemaname || '.' || funcname, calls, round(self_time::numeric), round((total_time / calls)::numeric, 3)), E'\n' order by self_time desc)
          from (select * from pg_stat_user_functions order by self_time desc limit 14) f
        """);

    public async Task<string> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Ways.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return $"{await command.ExecuteScalarAsync()}";
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null) await server.StopAsync();
        else await DropAsync();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    private async Task DropAsync()
    {
        var name = new NpgsqlConnectionStringBuilder(Ways.Superuser).Database;
        await using var connection = new NpgsqlConnection(Ways.To("postgres").Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database if exists \"{name}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Organisation numbers with a right check digit.</summary>
internal static class OrgNumbers
{
    public static OrgNumber Valid(int place)
    {
        for (var n = 31_100_000 + place * 10; ; n++)
            for (var digit = 0; digit < 10; digit++)
                if (OrgNumber.TryParse($"{n}{digit}", out var number)) return number;
    }
}
