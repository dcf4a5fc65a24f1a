using Npgsql;

namespace Kontali.Data.Database;

/// <summary>
/// The wall between firms is row security, and the ledger's firmness is grants and triggers. Neither holds against
/// a superuser, BYPASSRLS, or an owner: so pages and tasks must not come in as one.
/// </summary>
public static class RefuseUnsafeRole
{
    // Attributes and ownership count through membership too: a member can become the role.
    private const string Reasons = """
        select case
            when bool_or(r.rolsuper) then 'is a superuser'
            when bool_or(r.rolbypassrls) then 'may bypass row level security'
            when bool_or(r.rolcreaterole) then 'may create roles, and so give itself any other'
            else (select 'owns ' || format('%I.%I', n.nspname, c.relname)
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                  where n.nspname <> 'information_schema' and n.nspname not like 'pg\_%'
                    and pg_has_role(session_user, c.relowner, 'member')
                  order by c.relkind <> 'r', 1 limit 1)
            end
        from pg_roles r where pg_has_role(session_user, r.oid, 'member')
        """;

    /// <summary>Throws when the pages' or the tasks' user could step over the wall.</summary>
    public static async Task RefuseUnsafeRoleAsync(this DatabaseConnections connections, CancellationToken cancel = default)
    {
        await RefuseAsync(connections.App, "ConnectionStrings:Kontali", DatabaseConnections.AppRole, cancel);
        if (connections.Worker != connections.App)
            await RefuseAsync(connections.Worker, "ConnectionStrings:KontaliWorker", DatabaseConnections.WorkerRole, cancel);
    }

    private static async Task RefuseAsync(string connectionString, string setting, string group, CancellationToken cancel)
    {
        await using var connection = await Door.OpenAsync(connectionString, cancel);
        await using var ask = new NpgsqlCommand(Reasons, connection);
        if (await ask.ExecuteScalarAsync(cancel) is not string reason) return;
        var user = DatabaseConnections.Read(connectionString).Username;
        throw new SetupProblem(
            $"Kontali does not start: the user {user} in {setting} {reason}, so the wall between firms would not hold. "
            + $"Name a user there that owns nothing and has only the role {group}; Kontali makes it if ConnectionStrings:KontaliOwner may: "
            + $"create role kontali_web login password '…'; grant {group} to kontali_web;");
    }
}
