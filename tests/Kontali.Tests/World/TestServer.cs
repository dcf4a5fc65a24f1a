using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Kontali.Tests.World;

/// <summary>
/// One PostgreSQL for the whole run, with the roles of production. It starts when the first test asks for a database,
/// so rooms without rows do not wait for it. Test classes take it in their constructor.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly string _run = $"test_{Environment.ProcessId}_{TimeProvider.System.GetUtcNow():HHmmss}";
    private readonly Lazy<Task<TestPostgres>> _postgres = new(TestPostgres.FindAsync);
    private readonly Lazy<Task<DatabaseConnections>> _template, _demo;
    private readonly Lazy<TestFolder> _files = new(() => new());
    private readonly SemaphoreSlim _oneClone = new(1);
    private int _clones;

    public TestServer() => (_template, _demo) = (new(MakeTemplateAsync), new(MakeDemoAsync));

    /// <summary>Where the run's documents are kept; files are named by their content, so all databases may share it.</summary>
    public DocumentStore Store => new(Files);

    /// <summary>The folder of <see cref="Store"/>.</summary>
    public string Files => _files.Value.Path;

    /// <summary>A migrated database of one's own, about a tenth of a second.</summary>
    public async Task<DatabaseConnections> CreateDatabaseAsync() => await CloneAsync(await _template.Value);

    /// <summary>One with the demo firm in it, seeded once a run, on the day of <see cref="FakeClock.Noon"/>.</summary>
    public async Task<DatabaseConnections> CreateDemoAsync() => await CloneAsync(await _demo.Value);

    private async Task<DatabaseConnections> CloneAsync(DatabaseConnections template)
    {
        var clone = template.To($"{_run}_{Interlocked.Increment(ref _clones)}");
        await _oneClone.WaitAsync(); // A database is cloned only while nobody is in it.
        try
        {
            await CloneAsync(template, clone);
        }
        finally
        {
            _oneClone.Release();
        }
        return clone;
    }

    /// <summary>Ways into a database that is not there yet, for tests of how it comes to be. The roles are there.</summary>
    public async Task<DatabaseConnections> NameDatabaseAsync() =>
        (await _template.Value).To($"{_run}_{Interlocked.Increment(ref _clones)}");

    public async ValueTask DisposeAsync()
    {
        if (!_postgres.IsValueCreated) return;
        NpgsqlConnection.ClearAllPools();
        await (await _postgres.Value).DisposeAsync(_run);
        _oneClone.Dispose();
        if (_files.IsValueCreated) _files.Value.Dispose();
    }

    private async Task<DatabaseConnections> MakeTemplateAsync()
    {
        var template = (await (await _postgres.Value).ConnectionsAsync()).To($"{_run}_template");
        await template.PrepareAsync();
        return template;
    }

    private async Task<DatabaseConnections> MakeDemoAsync()
    {
        var demo = await CloneAsync(await _template.Value);
        var clock = new FakeClock(FakeClock.Noon);
        await DemoFirm.SeedAsync(actor => new(KontaliContext.Options(demo.App)) { Actor = actor, Clock = clock }, Store, clock);
        return demo;
    }

    private static async Task CloneAsync(DatabaseConnections template, DatabaseConnections clone)
    {
        ClearPools(template);
        var name = NameOf(clone);
        await using var maintenance = new NpgsqlConnection(template.To("postgres").Superuser);
        await maintenance.OpenAsync();
        await using var copy = new NpgsqlCommand($"""
            create database "{name}" template "{NameOf(template)}" strategy file_copy owner {DatabaseConnections.OwnerRole}
            """, maintenance);
        await copy.ExecuteNonQueryAsync();
        // A clone takes the tables with it, but not who may come in.
        copy.CommandText = $"""
            revoke all on database "{name}" from public;
            grant connect on database "{name}" to {DatabaseConnections.AppRole}, {DatabaseConnections.WorkerRole}
            """;
        await copy.ExecuteNonQueryAsync();
    }

    private static void ClearPools(DatabaseConnections connections)
    {
        foreach (var way in new[] { connections.Owner, connections.App, connections.Worker, connections.Superuser })
            NpgsqlConnection.ClearPool(new NpgsqlConnection(way));
    }

    private static string NameOf(DatabaseConnections connections) => new NpgsqlConnectionStringBuilder(connections.Owner).Database!;
}
