using Npgsql;

namespace Kontali.Data.Database;

/// <summary>The ways into the one database: each role sees only what it may.</summary>
/// <param name="OwnerOrNone">Owns the schema; used only while migrating. Null when whoever set us up kept it to himself.</param>
/// <param name="App">For the pages.</param>
/// <param name="Worker">For the agents' tasks.</param>
public sealed record DatabaseConnections(string? OwnerOrNone, string App, string Worker)
{
    /// <summary>The database of a Kontali that brings its own server.</summary>
    public const string DatabaseName = "kontali";

    /// <summary>Owns the schema of a Kontali that brings its own server.</summary>
    public const string OwnerRole = "kontali_owner";

    /// <summary>Migrations grant to this role what pages may do.</summary>
    public const string AppRole = "kontali_app";

    /// <summary>Migrations grant to this role what tasks may do.</summary>
    public const string WorkerRole = "kontali_worker";

    /// <inheritdoc cref="DatabaseConnections(string?, string, string)" path="/param[@name='App']"/>
    public string App { get; init; } = Prepared(App);

    /// <inheritdoc cref="DatabaseConnections(string?, string, string)" path="/param[@name='Worker']"/>
    public string Worker { get; init; } = Prepared(Worker);

    /// <summary>The whole server's administrator, where the server is our own.</summary>
    public string? Superuser { get; init; }

    /// <summary>The owner's connection, or the reason why there is none.</summary>
    public string Owner => OwnerOrNone ?? throw new SetupProblem(
        "ConnectionStrings:Kontali is set, but not ConnectionStrings:KontaliOwner, so Kontali cannot change the database. "
        + "Set ConnectionStrings__KontaliOwner to the connection of the user who owns it.");

    /// <summary>Who creates roles and the database, on a database that is always there.</summary>
    internal string Maintenance => Alter(Superuser ?? Owner, c => (c.Database, c.Pooling) = ("postgres", false));

    /// <summary>The same ways into another database.</summary>
    public DatabaseConnections To(string database) => new(
        OwnerOrNone is null ? null : Alter(OwnerOrNone, c => c.Database = database),
        Alter(App, c => c.Database = database), Alter(Worker, c => c.Database = database))
    { Superuser = Superuser is null ? null : Alter(Superuser, c => c.Database = database) };

    // What is asked again and again is planned once for each connection; and because a connection that has such plans is never emptied of any,
    // so is what the law's triggers ask. Whoever writes the connection string may say otherwise.
    private static string Prepared(string connection) => Alter(connection, c =>
    {
        if (!c.ShouldSerialize("Max Auto Prepare")) (c.MaxAutoPrepare, c.AutoPrepareMinUsages) = (100, 3);
    });

    internal static string Alter(string connection, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = Read(connection);
        change(builder);
        return builder.ConnectionString;
    }

    internal static NpgsqlConnectionStringBuilder Read(string connection)
    {
        try
        {
            return new(connection);
        }
        catch (ArgumentException e)
        {
            throw new SetupProblem($"A connection string cannot be read: {e.Message} It looks like this: Host=db;Database=kontali;Username=…;Password=…", e);
        }
    }
}
