using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Data.Database;

/// <summary>Brings a database from nothing, or from an older Kontali, to where this Kontali can use it.</summary>
public static class PrepareDatabase
{
    // One number for all Kontalis: whoever holds it on the maintenance database is changing roles, databases or schemas.
    private const long Lock = 0x4B4F4E54414C49; // "KONTALI"

    /// <summary>
    /// Roles, database, migrations; two instances may do this at once. Without an owner's connection nothing can be changed,
    /// so then nothing may be pending.
    /// </summary>
    public static async Task PrepareAsync(this DatabaseConnections connections, CancellationToken cancel = default)
    {
        if (connections.OwnerOrNone is null)
        {
            await RefusePendingAsync(connections, cancel);
            return;
        }
        await using var maintenance = await LockAsync(connections, cancel);
        await DatabaseRoles.EnsureAsync(maintenance, connections, cancel);
        await MigrateAsync(connections, cancel);
    }

    /// <summary>Roles and an empty database, if they are missing. True if the database was.</summary>
    public static async Task<bool> CreateAsync(this DatabaseConnections connections, CancellationToken cancel = default)
    {
        await using var maintenance = await LockAsync(connections, cancel);
        return await DatabaseRoles.EnsureAsync(maintenance, connections, cancel);
    }

    /// <summary>Is there such a database? Whoever has no owner's connection finds out by opening it.</summary>
    public static async Task<bool> ExistsAsync(this DatabaseConnections connections, CancellationToken cancel = default)
    {
        if (connections.OwnerOrNone is null) return true;
        await using var maintenance = await OpenMaintenanceAsync(connections, cancel);
        await using var ask = new NpgsqlCommand("select true from pg_database where datname = $1", maintenance);
        ask.Parameters.Add(new() { Value = DatabaseConnections.Read(connections.Owner).Database });
        return await ask.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>Holds everybody else off the schema until disposed.</summary>
    public static async Task<IAsyncDisposable> HoldAsync(this DatabaseConnections connections, CancellationToken cancel = default) =>
        await LockAsync(connections, cancel);

    private static async Task<NpgsqlConnection> LockAsync(DatabaseConnections connections, CancellationToken cancel)
    {
        var maintenance = await OpenMaintenanceAsync(connections, cancel);
        await using var take = new NpgsqlCommand($"select pg_advisory_lock({Lock})", maintenance) { CommandTimeout = 0 };
        await take.ExecuteNonQueryAsync(cancel);
        return maintenance;
    }

    private static async Task<NpgsqlConnection> OpenMaintenanceAsync(DatabaseConnections connections, CancellationToken cancel)
    {
        try
        {
            return await Door.OpenAsync(connections.Maintenance, cancel);
        }
        // Some hosts let a user into its own database only. Then that one must exist.
        catch (SetupProblem) when (connections.Superuser is null)
        {
            return await Door.OpenAsync(DatabaseConnections.Alter(connections.Owner, c => c.Pooling = false), cancel);
        }
    }

    private static async Task MigrateAsync(DatabaseConnections connections, CancellationToken cancel)
    {
        await using var db = new KontaliContext(KontaliContext.Options(connections.Owner));
        await db.Database.MigrateAsync(cancel);
        // Pages may see which migrations are applied: an instance without the owner's connection asks.
        await db.Database.ExecuteSqlRawAsync(
            $"""grant select on public."__EFMigrationsHistory" to {DatabaseConnections.AppRole}, {DatabaseConnections.WorkerRole}""", cancel);
    }

    private static async Task RefusePendingAsync(DatabaseConnections connections, CancellationToken cancel)
    {
        await (await Door.OpenAsync(connections.App, cancel)).DisposeAsync();
        await using var db = new KontaliContext(KontaliContext.Options(connections.App));
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0) throw new SetupProblem(
            $"The database lacks {pending.Count} migrations ({string.Join(", ", pending.Take(3))}{(pending.Count > 3 ? ", …" : "")}), and ConnectionStrings:KontaliOwner is not set. "
            + "Set it and start again, or have its owner run: dotnet run --project Kontali.Web -- database migrate");
    }
}
