using Npgsql;

namespace Kontali.Data.Database;

/// <summary>
/// Makes the roles and the database. Each step looks first and acts only on what is missing, so that a user with few rights
/// passes where an administrator has done the work; what is missing and not allowed is collected for that administrator.
/// </summary>
internal sealed class DatabaseRoles
{
    private static readonly (string Setting, string Value)[] Limits =
        [("statement_timeout", "30s"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "60s")];

    private readonly NpgsqlConnection _connection;
    private readonly CancellationToken _cancel;
    private readonly List<string> _notAllowed = [];

    private DatabaseRoles(NpgsqlConnection connection, CancellationToken cancel) => (_connection, _cancel) = (connection, cancel);

    /// <summary>True if the database was missing.</summary>
    public static async Task<bool> EnsureAsync(NpgsqlConnection maintenance, DatabaseConnections connections, CancellationToken cancel)
    {
        var work = new DatabaseRoles(maintenance, cancel);
        var owner = DatabaseConnections.Read(connections.Owner);
        var app = DatabaseConnections.Read(connections.App);
        var worker = DatabaseConnections.Read(connections.Worker);

        foreach (var login in new[] { owner, app, worker }.DistinctBy(l => l.Username)) await work.LoginAsync(login);
        foreach (var (group, member) in new[] { (DatabaseConnections.AppRole, app), (DatabaseConnections.WorkerRole, worker) })
        {
            await work.GroupAsync(group);
            await work.MemberAsync(group, member.Username!);
            await work.LimitAsync(member.Username!);
        }
        var created = await work.DatabaseAsync(owner.Database!, owner.Username!);
        work.Complain(owner);
        return created;
    }

    private async Task LoginAsync(NpgsqlConnectionStringBuilder user)
    {
        var may = await AskAsync<bool?>("select rolcanlogin from pg_roles where rolname = $1", user.Username!);
        if (may is true) return;
        var verb = may is null ? "create" : "alter";
        var password = user.Password is { Length: > 0 } secret ? $" password {Text(secret)}" : "";
        await TryAsync($"{verb} role {Name(user.Username!)} login{password}", $"{verb} role {Name(user.Username!)} login password '…'");
    }

    private async Task GroupAsync(string group)
    {
        if (await AskAsync<bool?>("select true from pg_roles where rolname = $1", group) is null)
            await TryAsync($"create role {group} nologin");
    }

    private async Task MemberAsync(string group, string user)
    {
        // Not pg_has_role: a superuser is taken for a member of everything.
        const string member = "select true from pg_auth_members where roleid = to_regrole($1) and member = to_regrole($2)";
        if (user != group && await AskAsync<bool?>(member, group, Name(user)) is null) await TryAsync($"grant {group} to {Name(user)}");
    }

    private async Task LimitAsync(string user)
    {
        var set = await AskAsync<string[]>("select rolconfig from pg_roles where rolname = $1", user) ?? [];
        var missing = Limits.Where(l => !set.Any(s => s.StartsWith(l.Setting + "=", StringComparison.Ordinal)));
        foreach (var (setting, value) in missing) await TryAsync($"alter role {Name(user)} set {setting} = '{value}'");
    }

    private async Task<bool> DatabaseAsync(string database, string owner)
    {
        if (await AskAsync<bool?>("select true from pg_database where datname = $1", database) is true) return false;
        await TryAsync($"create database {Name(database)} owner {Name(owner)} encoding 'UTF8' template template0");
        await TryAsync($"revoke all on database {Name(database)} from public");
        await TryAsync($"grant connect on database {Name(database)} to {DatabaseConnections.AppRole}, {DatabaseConnections.WorkerRole}");
        return true;
    }

    private void Complain(NpgsqlConnectionStringBuilder owner)
    {
        if (_notAllowed.Count > 0) throw new SetupProblem(
            $"The database user {owner.Username} may not set up roles and database. Ask the administrator of {owner.Host} to run:\n"
            + string.Join('\n', _notAllowed.Select(s => $"  {s};")));
    }

    private async Task TryAsync(string statement, string? shown = null)
    {
        try
        {
            await using var command = new NpgsqlCommand(statement, _connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync(_cancel);
        }
        // What follows from a refused step fails too, and belongs on the administrator's list.
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege || _notAllowed.Count > 0)
        {
            _notAllowed.Add(shown ?? statement);
        }
    }

    private async Task<T?> AskAsync<T>(string question, params string[] values)
    {
        await using var command = new NpgsqlCommand(question, _connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(_cancel) is T answer ? answer : default;
    }

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
