using Kontali.Data.Database;
using Kontali.Tests.World;
using Npgsql;
using Xunit;

namespace Kontali.Tests.Database;

public sealed class PrepareDatabaseTests(TestServer server) : IAsyncDisposable
{
    private readonly List<string> made = [];
    private string? superuser;

    // Roles belong to the whole server, which may be somebody's own: take ours away again.
    public async ValueTask DisposeAsync()
    {
        foreach (var name in made) await superuser!.AskAsync($"drop role if exists {name}_web; drop role {name}");
    }

    [Theory]
    [InlineData("Host=db;Database=kontali", 100)]
    [InlineData("Host=db;Database=kontali;Max Auto Prepare=0", 0)]
    public void What_is_asked_often_is_prepared_unless_the_firm_says_otherwise(string connection, int prepared) =>
        Assert.Equal(prepared, new NpgsqlConnectionStringBuilder(new DatabaseConnections(null, connection, connection).App).MaxAutoPrepare);

    [Fact]
    public async Task Two_that_prepare_at_once_make_one_database()
    {
        var fresh = await server.NameDatabaseAsync();

        await Task.WhenAll(fresh.PrepareAsync(), fresh.PrepareAsync(), fresh.PrepareAsync());

        Assert.Equal("kontali_owner", await fresh.Owner.AskAsync(
            "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"));
        Assert.NotEqual("0", await fresh.App.AskAsync("""select 1 + count(*) from "__EFMigrationsHistory" """));
    }

    [Fact]
    public async Task Pages_and_tasks_come_in_through_narrow_doors()
    {
        var books = await server.CreateDatabaseAsync();

        await books.RefuseUnsafeRoleAsync();

        foreach (var door in new[] { books.App, books.Worker })
            Assert.Equal("30s 5s 1min", await door.AskAsync(
                "select concat_ws(' ', current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'))"));
    }

    [Fact]
    public async Task A_page_that_would_come_in_as_superuser_is_refused()
    {
        var books = await server.CreateDatabaseAsync();

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => (books with { App = books.Superuser! }).RefuseUnsafeRoleAsync());

        Assert.Contains("ConnectionStrings:Kontali is a superuser", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_would_come_in_as_owner_is_refused_with_the_table_it_owns()
    {
        var books = await server.CreateDatabaseAsync();
        await books.Owner.AskAsync("create schema aa create table aa_first (id int)");

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => (books with { App = books.Owner }).RefuseUnsafeRoleAsync());

        Assert.Contains("kontali_owner in ConnectionStrings:Kontali owns aa.aa_first", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_could_become_the_owner_is_refused()
    {
        var (books, user) = await WithUserAsync("login bypassrls in role kontali_worker");

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => (books with { Worker = user }).RefuseUnsafeRoleAsync());

        Assert.Contains("ConnectionStrings:KontaliWorker may bypass row level security", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_with_names_of_their_own_get_our_roles()
    {
        var (named, owner) = await WithUserAsync("login createdb createrole");
        var app = DatabaseConnections.Alter(owner, c => c.Username += "_web");
        var own = new DatabaseConnections(owner, app, app).To("own_" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[..12]);

        await own.PrepareAsync();
        await own.RefuseUnsafeRoleAsync();

        Assert.Equal("kontali_app, kontali_worker", await named.Superuser!.AskAsync($"""
            select string_agg(roleid::regrole::text, ', ' order by 1) from pg_auth_members
            where member = '{DatabaseConnections.Read(app).Username}'::regrole
            """));
        NpgsqlConnection.ClearAllPools();
        await named.Superuser!.AskAsync($"drop database {DatabaseConnections.Read(own.Owner).Database} with (force)");
    }

    [Fact]
    public async Task An_owner_without_rights_is_told_what_the_administrator_must_run()
    {
        var (_, owner) = await WithUserAsync("login");
        var poor = new DatabaseConnections(owner, DatabaseConnections.Alter(owner, c => (c.Username, c.Password) = ("new_web", "s3cret")), owner).To("not_there");

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => poor.PrepareAsync());

        Assert.Contains("create role \"new_web\" login password '…';", problem.Message, StringComparison.Ordinal);
        Assert.Contains("create database \"not_there\" owner", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_owner_an_old_database_is_refused()
    {
        var fresh = await server.NameDatabaseAsync();
        await fresh.CreateAsync();

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => (fresh with { OwnerOrNone = null }).PrepareAsync());

        Assert.Contains("ConnectionStrings:KontaliOwner is not set", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_owner_a_migrated_database_will_do()
    {
        var books = await server.CreateDatabaseAsync();

        await (books with { OwnerOrNone = null }).PrepareAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named()
    {
        const string nowhere = "Host=127.0.0.1;Port=1;Username=u;Database=d";

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => new DatabaseConnections(nowhere, nowhere, nowhere).PrepareAsync());

        Assert.Contains("Cannot open the database d at 127.0.0.1 as u", problem.Message, StringComparison.Ordinal);
    }

    // A login of its own; roles belong to the whole server, so every test makes another.
    private async Task<(DatabaseConnections Books, string User)> WithUserAsync(string rights)
    {
        var books = await server.CreateDatabaseAsync();
        var name = "u_" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^12..];
        superuser = books.To("postgres").Superuser!;
        made.Add(name);
        await superuser.AskAsync($"create role {name} password 'x' {rights}");
        return (books, DatabaseConnections.Alter(books.Owner, c => (c.Username, c.Password) = (name, "x")));
    }
}
