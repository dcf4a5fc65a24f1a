using Npgsql;

namespace Kontali.Data.Database;

/// <summary>Opens a connection, or says in one sentence why it stays shut.</summary>
internal static class Door
{
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancel)
    {
        var where = DatabaseConnections.Read(connectionString);
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException)
        {
            await connection.DisposeAsync();
            throw new SetupProblem($"Cannot open the database {where.Database} at {where.Host} as {where.Username}: {e.Message}", e);
        }
    }
}
