using System.Diagnostics;
using Kontali.Data.Database;
using Kontali.Tests.World;
using Npgsql;
using Xunit;

namespace Kontali.Tests.Database;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cold_start_makes_a_server_with_checksums_and_letters_beyond_ascii()
    {
        await using var server = await EmbeddedPostgres.StartAsync(folder.Options with { Throwaway = false });

        Assert.False(server.WasRunning);
        Assert.Equal("on UTF8 on on 200", await server.AskAsync(
            "select concat_ws(' ', current_setting('data_checksums'), current_setting('server_encoding'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('max_connections'))"));
        Assert.Equal("ÆØÅ", await server.AskAsync("select upper('æøå')"));
        Assert.Equal("", await server.AskAsync("show listen_addresses"));
    }

    [Fact]
    public async Task A_second_start_finds_its_data_again()
    {
        await using (var first = await EmbeddedPostgres.StartAsync(folder.Options)) await first.RememberAsync("bilag 1");

        await using var second = await EmbeddedPostgres.StartAsync(folder.Options);

        Assert.False(second.WasRunning);
        Assert.Equal("bilag 1", await second.RecallAsync());
    }

    [Fact]
    public async Task A_disposed_server_leaves_no_process_and_no_socket()
    {
        var server = await EmbeddedPostgres.StartAsync(folder.Options);
        var process = Process.GetProcessById(server.ProcessId());
        await server.DisposeAsync();

        Assert.True(process.WaitForExit(5000));
        Assert.Null(PostmasterFile.Read(server.Place.Cluster));
        Assert.False(File.Exists(Path.Combine(server.Place.SocketFolder, ".s.PGSQL.5432")));
    }

    [Fact]
    public async Task A_server_that_outlived_its_Kontali_is_found_and_kept()
    {
        await using var first = await EmbeddedPostgres.StartAsync(folder.Options);
        await first.RememberAsync("bilag 1");
        first.LeaveRunning = true; // As if killed: it goes without a word.
        await first.DisposeAsync();

        await using var second = await EmbeddedPostgres.StartAsync(folder.Options);

        Assert.True(second.WasRunning);
        Assert.Equal("bilag 1", await second.RecallAsync());
    }

    [Fact]
    public async Task A_killed_server_starts_again_with_what_was_committed()
    {
        await using var first = await EmbeddedPostgres.StartAsync(folder.Options with { Throwaway = false });
        await first.RememberAsync("bilag 1");
        Process.GetProcessById(first.ProcessId()).Kill();

        await using var second = await EmbeddedPostgres.StartAsync(folder.Options with { Throwaway = false });

        Assert.False(second.WasRunning);
        Assert.Equal("bilag 1", await second.RecallAsync());
    }

    [Fact]
    public async Task A_server_that_is_killed_while_we_use_it_is_started_again()
    {
        await using var server = await EmbeddedPostgres.StartAsync(folder.Options with { Throwaway = false });
        await server.RememberAsync("bilag 1");
        Assert.True(await server.ReviveAsync());
        Process.GetProcessById(server.ProcessId()).Kill();

        // Its children live a moment longer and may still answer: it is asked again, as the program does.
        string? recalled = null;
        for (var tries = 0; recalled is null && tries < 50; tries++)
        {
            Assert.True(await server.ReviveAsync());
            try { recalled = await server.RecallAsync(); }
            catch (NpgsqlException) { await Task.Delay(100, TestContext.Current.CancellationToken); }
        }

        Assert.Equal("bilag 1", recalled);
        Assert.True(await server.ReviveAsync());
    }

    [Fact]
    public async Task A_server_that_lets_nobody_in_for_a_moment_is_waited_for()
    {
        await using var server = await EmbeddedPostgres.StartAsync(folder.Options);
        // Dying or starting, it is there but its door is not; our own line is broken already.
        var door = Path.Combine(server.Place.SocketFolder, ".s.PGSQL.5432");
        await using (var other = await EmbeddedPostgres.StartAsync(folder.Options))
        {
            other.LeaveRunning = true;
            await other.AskAsync("select string_agg(pg_terminate_backend(pid)::text, '') from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
        }
        File.Move(door, door + ".away");

        var revived = server.ReviveAsync(TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(revived.IsCompleted);
        File.Move(door + ".away", door);

        Assert.True(await revived);
        Assert.Equal("1", await server.AskAsync("select '1'"));
    }

    [Fact]
    public async Task One_that_somebody_stopped_on_purpose_is_let_be_until_it_is_started()
    {
        await using var server = await EmbeddedPostgres.StartAsync(folder.Options);
        await server.RememberAsync("bilag 1");
        await using (var other = (await EmbeddedPostgres.FindRunningAsync(folder.Options))!) await other.StopAsync();

        Assert.False(await server.ReviveAsync());
        await using var again = await EmbeddedPostgres.StartAsync(folder.Options);
        Assert.True(await server.ReviveAsync());
        Assert.Equal("bilag 1", await server.RecallAsync());
    }

    [Fact]
    public async Task A_stale_pid_file_that_names_a_living_stranger_does_not_stop_the_start()
    {
        ClusterPlace place;
        await using (var first = await EmbeddedPostgres.StartAsync(folder.Options)) place = first.Place;
        // We are alive, but no PostgreSQL: so it is after a restart of the machine, when numbers are dealt anew.
        await File.WriteAllTextAsync(Path.Combine(place.Cluster, "postmaster.pid"),
            $"{Environment.ProcessId}\n{place.Cluster}\n1700000000\n5432\n{place.SocketFolder}\n\n  123456  7\nready\n");

        await using var second = await EmbeddedPostgres.StartAsync(folder.Options);

        Assert.False(second.WasRunning);
        Assert.Equal("1", await second.AskAsync("select '1'"));
    }

    [Fact]
    public async Task A_half_finished_initdb_is_cleared_away()
    {
        var half = Directory.CreateDirectory(Path.Combine(folder.Path, "postgres.new", "base")).FullName;
        await File.WriteAllTextAsync(Path.Combine(half, "1"), "half");

        await using var server = await EmbeddedPostgres.StartAsync(folder.Options);

        Assert.Equal("1", await server.AskAsync("select '1'"));
        Assert.False(Directory.Exists(server.Place.Unfinished));
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_left_alone()
    {
        var letter = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "postgres")).FullName, "letter.txt");
        await File.WriteAllTextAsync(letter, "dear");

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => EmbeddedPostgres.StartAsync(folder.Options));

        Assert.Contains("not a whole PostgreSQL database", problem.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(letter));
    }

    [Fact]
    public async Task Two_that_start_at_once_share_one_server_and_the_last_one_stops_it()
    {
        var both = await Task.WhenAll(EmbeddedPostgres.StartAsync(folder.Options), EmbeddedPostgres.StartAsync(folder.Options));

        Assert.Single(both, s => !s.WasRunning);
        Assert.Equal(both[0].ProcessId(), both[1].ProcessId());
        await both[0].DisposeAsync();
        Assert.Equal("1", await both[1].AskAsync("select '1'"));
        await both[1].DisposeAsync();
        Assert.Null(PostmasterFile.Read(both[0].Place.Cluster));
    }

    [Fact]
    public async Task A_server_with_a_stranger_connected_is_left_running()
    {
        var server = await EmbeddedPostgres.StartAsync(folder.Options);
        var stranger = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Connections("postgres").Superuser)
        { ApplicationName = "psql", Pooling = false }.ConnectionString);
        await using (stranger)
        {
            await stranger.OpenAsync();
            await server.DisposeAsync();
            Assert.NotNull(PostmasterFile.Read(server.Place.Cluster));
        }
        await (await EmbeddedPostgres.StartAsync(folder.Options)).DisposeAsync();
        Assert.Null(PostmasterFile.Read(server.Place.Cluster));
    }

    [Fact]
    public async Task A_folder_too_deep_for_a_socket_gets_a_short_one()
    {
        var deep = Path.Combine(folder.Path, "Årsoppgjør og annet", new string('d', 100));

        await using var server = await EmbeddedPostgres.StartAsync(folder.Options with { Folder = deep });

        Assert.StartsWith("/tmp/kontali-", server.Place.SocketFolder, StringComparison.Ordinal);
        Assert.Equal("1", await server.AskAsync("select '1'"));
        await server.DisposeAsync();
        Assert.False(Directory.Exists(server.Place.SocketFolder));
    }

    [Fact]
    public async Task Over_loopback_nobody_comes_in_without_the_password()
    {
        await using var server = await EmbeddedPostgres.StartAsync(folder.Options with { OverTcp = true });
        var guess = new NpgsqlConnectionStringBuilder(server.Connections("postgres").Superuser) { Password = "kontali", Pooling = false };

        Assert.Equal("127.0.0.1", guess.Host);
        Assert.Equal("1", await server.AskAsync("select '1'"));
        await using var stranger = new NpgsqlConnection(guess.ConnectionString);
        await Assert.ThrowsAsync<PostgresException>(() => stranger.OpenAsync());
    }

    [Fact]
    public async Task The_data_of_another_version_is_not_touched()
    {
        var cluster = Directory.CreateDirectory(Path.Combine(folder.Path, "postgres")).FullName;
        Directory.CreateDirectory(Path.Combine(cluster, "global"));
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "12\n");

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => EmbeddedPostgres.StartAsync(folder.Options));

        Assert.Contains("PostgreSQL 12", problem.Message, StringComparison.Ordinal);
    }
}
