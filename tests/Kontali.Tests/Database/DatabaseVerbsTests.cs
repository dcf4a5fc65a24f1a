using System.Text.RegularExpressions;
using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Tests.World;
using Kontali.Web.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Kontali.Tests.Database;

public sealed partial class DatabaseVerbsTests(TestServer server)
{
    private const string Left = """
        select string_agg(what, ', ' order by what) from (
            select format('%I.%I', nspname, relname) as what from pg_class c join pg_namespace n on n.oid = relnamespace
            where nspname <> 'information_schema' and nspname not like 'pg\_%'
            union all select format('%I.%I()', nspname, proname) from pg_proc p join pg_namespace n on n.oid = pronamespace
            where nspname <> 'information_schema' and nspname not like 'pg\_%'
            union all select format('%I.%I', nspname, typname) from pg_type t join pg_namespace n on n.oid = typnamespace
            where nspname <> 'information_schema' and nspname not like 'pg\_%'
            union all select nspname from pg_namespace where nspname not in ('public', 'information_schema') and nspname not like 'pg\_%') all_of_it
        """;

    [Fact]
    public async Task Status_lists_what_is_applied_and_what_is_pending()
    {
        var fresh = await server.NameDatabaseAsync();

        var before = await SayAsync(fresh, "", "status");
        await fresh.PrepareAsync();
        var after = await SayAsync(fresh, "", "status");

        var all = Migrations();
        Assert.Equal(Told($"Applied: none\nPending: {all.Count}", all), before);
        Assert.Equal(Told($"Applied: {all.Count}", all) + "Pending: none\n", after);
    }

    [Fact]
    public async Task Script_shows_every_table_without_a_server()
    {
        var (code, output, _) = await RunAsync(new ConfigurationBuilder().Build(), "", "script");
        await using var db = new KontaliContext(KontaliContext.Options("Host=nowhere"));

        Assert.Equal(Verb.Done, code);
        Assert.All(db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null), t => Assert.Contains($"{t.GetTableName()}", output, StringComparison.Ordinal));
        Assert.Equal(17, PublicTable.Count(output)); // The sixteen, and the history.
    }

    [Fact]
    public async Task A_firm_whose_queue_has_items_without_a_due_time_is_upgraded_and_each_gets_one()
    {
        var firm = await server.NameDatabaseAsync();
        await firm.PrepareAsync();
        await SayAsync(firm, "y\n", "rollback", "--to", "Keys", "--yes");
        // A row as it was then; the rest of its world is not needed to upgrade it.
        await firm.Superuser!.AskAsync("""
            set session_replication_role = replica;
            insert into review_queue (tenant_id, client_id, source_type, source_id, issue_category, issue_description, decision_id, ai_suggestion, ai_confidence, created_at, due_at)
            values (gen_random_uuid(), gen_random_uuid(), 'vendor_invoice', gen_random_uuid(), 'unsure', '{}', gen_random_uuid(), '{"lines": [{"account": "6800"}]}', 50, '2026-11-01T08:00Z', null) returning id
            """);
        await SayAsync(firm, "", "migrate");
        Assert.Equal("2026-11-08 08:00 [\"6800\"]", await firm.Superuser!.AskAsync("select to_char(due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' ' || suggested_accounts from review_queue"));
    }

    [Fact]
    public async Task The_script_run_by_hand_makes_what_migrating_makes()
    {
        var byHand = await server.NameDatabaseAsync();
        await byHand.CreateAsync();
        var (_, script, _) = await RunAsync(new ConfigurationBuilder().Build(), "", "script");

        await byHand.Owner.AskAsync(script);

        Assert.Equal(Told($"Applied: {Migrations().Count}", Migrations()) + "Pending: none\n", await SayAsync(byHand, "", "status"));
    }

    [Fact]
    public async Task Migrate_makes_a_database_from_nothing_and_does_nothing_twice()
    {
        var fresh = await server.NameDatabaseAsync();
        await fresh.CreateAsync(); // The owner alone may not; with Kontali's own server the superuser does it.

        Assert.Equal(Told($"Applied now: {Migrations().Count}", Migrations()), await SayAsync(fresh, "", "migrate"));
        Assert.Equal("Applied now: none\n", await SayAsync(fresh, "", "migrate"));
    }

    [Fact]
    public async Task Rolled_back_to_nothing_the_database_is_empty_and_can_be_made_again()
    {
        var books = await server.CreateDatabaseAsync();

        Assert.EndsWith("The database is empty.\n", await SayAsync(books, "y\n", "rollback", "--all"), StringComparison.Ordinal);
        Assert.Equal("", await books.Owner.AskAsync(Left));
        await SayAsync(books, "", "migrate");

        Assert.EndsWith("Pending: none\n", await SayAsync(books, "", "status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rolled_back_to_a_name_the_later_ones_are_pending()
    {
        var books = await server.CreateDatabaseAsync();
        var first = Migrations()[0];

        await SayAsync(books, "", "rollback", "--to", first[(first.IndexOf('_', StringComparison.Ordinal) + 1)..], "--yes");

        Assert.StartsWith($"Applied: 1\n  {first}\nPending: {Migrations().Count - 1}\n", await SayAsync(books, "", "status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_no_changes_nothing()
    {
        var books = await server.CreateDatabaseAsync();

        var (code, output, _) = await RunAsync(Settings(books), "n\n", "rollback", "--all");

        Assert.Equal(Verb.Failed, code);
        Assert.EndsWith("Nothing was changed.\n", output, StringComparison.Ordinal);
        Assert.EndsWith("Pending: none\n", await SayAsync(books, "", "status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_migration_is_told_in_one_line()
    {
        var books = await server.CreateDatabaseAsync();

        var (code, output, error) = await RunAsync(Settings(books), "", "rollback", "--to", "Nowhere");

        Assert.Equal((Verb.Failed, ""), (code, output));
        Assert.StartsWith("No migration Nowhere is applied.", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData]
    [InlineData("rollback")]
    [InlineData("rollback", "--to")]
    [InlineData("connection", "--admin")]
    public async Task What_is_not_understood_is_answered_with_the_usage(params string[] args)
    {
        var (code, output, error) = await RunAsync(new ConfigurationBuilder().Build(), "", args);

        Assert.Equal((Verb.NotUnderstood, ""), (code, output));
        Assert.Contains("database rollback --all", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_starts_our_own_server_and_leaves_it_to_stop()
    {
        using var folder = new TestFolder();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(DataFolder.Variable, folder.Path)]).Build();

        var (code, output, note) = await RunAsync(settings, "", "connection");
        Assert.Equal((Verb.Done, $"postgresql:///kontali?host={folder.Path}/socket&user=kontali_app\n"), (code, output));
        Assert.Contains("database stop", note, StringComparison.Ordinal);

        Assert.Contains("user=kontali_owner", (await RunAsync(settings, "", "connection", "--owner")).Output, StringComparison.Ordinal);
        await RunAsync(settings, "", "status");
        Assert.Equal("Stopped.\n", (await RunAsync(settings, "", "stop")).Output);
        Assert.Equal("It is not running.\n", (await RunAsync(settings, "", "stop")).Output);
    }

    [Theory]
    [InlineData("Host=db;Username=kari;Password=a b&c/d;Database=kontali", "postgresql:///kontali?host=db&user=kari&password=a%20b%26c/d")]
    [InlineData("Host=db;Port=5433;Username=kari;Database=bøker;SSL Mode=VerifyFull", "postgresql:///b%C3%B8ker?host=db&user=kari&port=5433&sslmode=verify-full")]
    public void A_connection_reads_as_psql_writes_it(string connection, string uri) => Assert.Equal(uri, PsqlUri.Of(connection));

    [Theory]
    [InlineData(true, "database", "status")]
    [InlineData(true, "databse")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls=http://localhost:5000")]
    [InlineData(false, "/urls", "http://localhost:5000")]
    [InlineData(false, "urls=http://localhost:5000")]
    public void Settings_for_the_host_are_no_verbs(bool verb, params string[] args) => Assert.Equal(verb, Verb.Knows(args));

    [Fact]
    public async Task An_unknown_verb_is_answered_with_those_there_are()
    {
        using StringWriter output = new(), error = new();

        Assert.Equal(2, await Verb.RunAsync(["databse"], new ConfigurationBuilder().Build(), TextReader.Null, output, error));
        Assert.StartsWith("There is no verb \"databse\".", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("  database", error.ToString(), StringComparison.Ordinal);
    }

    private static List<string> Migrations()
    {
        using var db = new KontaliContext(KontaliContext.Options("Host=nowhere"));
        return [.. db.Database.GetMigrations()];
    }

    private static string Told(string title, List<string> names) => title + "\n" + string.Concat(names.Select(n => $"  {n}\n"));

    private static async Task<string> SayAsync(DatabaseConnections books, string answer, params string[] args)
    {
        var (code, output, error) = await RunAsync(Settings(books), answer, args);
        Assert.Equal((Verb.Done, ""), (code, error));
        return output;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(IConfiguration settings, string answer, params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var code = await DatabaseVerbs.RunAsync(args, settings, new StringReader(answer), output, error);
        return (code, output.ToString(), error.ToString());
    }

    private static IConfiguration Settings(DatabaseConnections books) => new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("ConnectionStrings:Kontali", books.App),
        new("ConnectionStrings:KontaliOwner", books.Owner),
        new("ConnectionStrings:KontaliWorker", books.Worker),
    ]).Build();

    [GeneratedRegex(@"^CREATE TABLE (IF NOT EXISTS )?(public\.)?""?\w+""? \($", RegexOptions.Multiline)]
    private static partial Regex PublicTable { get; }
}
