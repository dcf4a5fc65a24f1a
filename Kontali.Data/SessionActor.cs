using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kontali.Data;

/// <summary>
/// Tells PostgreSQL on whose behalf a connection works, every time one is opened: always, and empty when there is nobody,
/// so that nothing of the pool's earlier guest is left. The tenant wall and the audit trail read these settings.
/// </summary>
public sealed class SessionActor : DbConnectionInterceptor
{
    internal static readonly SessionActor Instance = new();

    private const string Sql = """
        select set_config('kontali.tenant', $1, false), set_config('kontali.user', $2, false),
               set_config('kontali.actor', $3, false), set_config('kontali.actor_name', $4, false), set_config('kontali.reason', $5, false)
        """;

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Introduce(connection, eventData);
        command?.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Introduce(connection, eventData);
        if (command is not null) await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand? Introduce(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is not KontaliContext { Actor: var actor } context) return null;
        var command = connection.CreateCommand();
        command.CommandText = Sql;
        foreach (var value in (string[])[actor.Firm?.ToString() ?? "", actor.User?.ToString() ?? "", actor.Kind.ToString().ToLowerInvariant(), actor.Name, context.Reason ?? ""])
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
