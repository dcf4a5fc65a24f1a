using System.Diagnostics;
using Bunit;
using Kontali.Data.Database;
using Kontali.Tests.World;
using Kontali.Web;
using Kontali.Web.Shell;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kontali.Tests.Shell;

/// <summary>The database dies under an open page: it is told, started again, and the page goes on.</summary>
public sealed class DatabaseNoticeTests : ScreenTest
{
    protected override void Register(IServiceCollection services) => services.AddSingleton<Contexts>().AddSingleton<DatabaseWatch>();

    [Fact]
    public async Task A_killed_database_is_told_of_and_comes_back_by_itself()
    {
        using var folder = new TestFolder();
        await using var server = await DatabaseServer.OpenAsync(new ConfigurationBuilder().AddInMemoryCollection([new(DataFolder.Variable, folder.Path)]).Build());
        Services.GetRequiredService<Contexts>().Use(server.Connections);
        var watch = Services.GetRequiredService<DatabaseWatch>();
        watch.Over(server);
        var notice = Render<DatabaseNotice>();
        Assert.Empty(notice.Markup.Trim());
        await watch.StartAsync(CancellationToken.None);

        var cluster = server.Embedded!.Place.Cluster;
        var killed = PostmasterFile.Read(cluster)!.ProcessId;
        Process.GetProcessById(killed).Kill();

        for (var waited = Stopwatch.StartNew(); PostmasterFile.Read(cluster) is not { } now || now.ProcessId == killed || !await AnswersAsync(server.Embedded); await Task.Delay(100))
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "It was not started again.");
        notice.WaitForState(() => watch.Health == DatabaseHealth.Up && notice.Markup.Trim().Length == 0, TimeSpan.FromSeconds(20));
        await watch.StopAsync(CancellationToken.None);
    }

    private static async Task<bool> AnswersAsync(EmbeddedPostgres postgres)
    {
        try
        {
            await using var connection = new NpgsqlConnection(DatabaseConnections.Alter(postgres.Connections("postgres").Superuser!, c => c.Pooling = false));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("nb-NO", "Databasen er stanset")]
    [InlineData("en", "The database is stopped")]
    public async Task One_that_cannot_be_reached_is_told_of_in_words(string language, string says)
    {
        Speak(language);
        const string nowhere = "Host=127.0.0.1;Port=1;Username=x;Timeout=2";
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Kontali", nowhere)]).Build();
        await using var server = await DatabaseServer.OpenAsync(settings);
        var watch = Services.GetRequiredService<DatabaseWatch>();
        watch.Over(server);
        var notice = Render<DatabaseNotice>();
        await watch.StartAsync(CancellationToken.None);
        notice.WaitForAssertion(() => Assert.Contains(says, notice.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        await watch.StopAsync(CancellationToken.None);
    }
}
