using Npgsql;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

/// <summary>
/// The queue's own statements, prepared once a connection: they run thousands of times a second, where translating costs more than doing.
/// They run in the context's transaction, if it has one.
/// </summary>
internal static class Statements
{
    /// <summary>Runs it; returns how many rows it wrote.</summary>
    public static Task<int> WriteAsync(this KontaliContext db, string sql, CancellationToken ct, params object?[] values) =>
        db.RunAsync(sql, values, command => command.ExecuteNonQueryAsync(ct), ct);

    /// <summary>The one value that it answers.</summary>
    public static Task<T?> ValueAsync<T>(this KontaliContext db, string sql, CancellationToken ct, params object?[] values) =>
        db.RunAsync(sql, values, async command => await command.ExecuteScalarAsync(ct) is T value ? value : default, ct);

    /// <summary>All rows that it answers.</summary>
    public static Task<IReadOnlyList<T>> RowsAsync<T>(this KontaliContext db, Func<NpgsqlDataReader, T> read, string sql, CancellationToken ct, params object?[] values) =>
        db.RunAsync<IReadOnlyList<T>>(sql, values, async command =>
        {
            List<T> rows = [];
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) rows.Add(read(reader));
            return rows;
        }, ct);

    private static async Task<T> RunAsync<T>(this KontaliContext db, string sql, object?[] values, Func<NpgsqlCommand, Task<T>> run, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            // A missing value has no type of its own to prepare by; the statement says what it is.
            if (Array.TrueForAll(values, v => v is not null)) await command.PrepareAsync(ct);
            return await run(command);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
