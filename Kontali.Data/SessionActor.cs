using System.Data.Common;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Kontali.Data;

/// <summary>
/// Tells PostgreSQL on whose behalf a connection works, every time one is opened: always, and empty when there is nobody,
/// so that nothing of the pool's earlier guest is left. The tenant wall and the audit trail read these settings.
/// In the same breath it asks who that person is now, for nearly everything done on her behalf asks that first.
/// </summary>
public sealed class SessionActor : DbConnectionInterceptor
{
    internal static readonly SessionActor Instance = new();

    private const string Sql = """
        select set_config('kontali.tenant', $1, false), set_config('kontali.user', $2, false),
               set_config('kontali.actor', $3, false), set_config('kontali.actor_name', $4, false), set_config('kontali.reason', $5, false)
        """;

    // Behind the wall that the statement before it has just put up.
    private const string WhoIs = "select tenant_id, id, name, role, is_active from users where id = $1";

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var batch = Introduce(connection, eventData);
        if (batch is null) return;
        using var answer = batch.ExecuteReader();
        if (answer.NextResult() && answer.Read()) Know(eventData, answer);
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var batch = Introduce(connection, eventData);
        if (batch is null) return;
        await using var answer = await batch.ExecuteReaderAsync(cancellationToken);
        if (await answer.NextResultAsync(cancellationToken) && await answer.ReadAsync(cancellationToken)) Know(eventData, answer);
    }

    private static NpgsqlBatch? Introduce(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is not KontaliContext { Actor: var actor } context) return null;
        var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        Add(Sql, [actor.Firm?.ToString() ?? "", actor.User?.ToString() ?? "", actor.Kind.ToString().ToLowerInvariant(), actor.Name, context.Reason ?? ""]);
        if (actor is { Kind: ActorKind.Person, User: { } person } && context.Self?.Id != person) Add(WhoIs, [person]);
        return batch;

        void Add(string sql, object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }
    }

    private static void Know(ConnectionEndEventData eventData, DbDataReader row) => ((KontaliContext)eventData.Context!).Self =
        new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), Mapping.Read<Role>(row.GetString(3)), row.GetBoolean(4));
}
