using System.Diagnostics;
using Kontali.Data.Database;
using Kontali.Tests.World;
using Kontali.Web.Verbs;
using Xunit;

namespace Kontali.Tests.Database;

public sealed class TwoProcessesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_programs_started_at_once_on_nothing_get_one_server()
    {
        var both = await Task.WhenAll(AskForConnectionAsync(), AskForConnectionAsync());

        Assert.Equal(both[0].Output, both[1].Output);
        Assert.StartsWith("postgresql:///kontali?host=", both[0].Output, StringComparison.Ordinal);
        Assert.Single(both, p => p.Error.Contains("was started", StringComparison.Ordinal));

        await using var server = await EmbeddedPostgres.StartAsync(folder.Options);
        Assert.True(server.WasRunning);
    }

    private async Task<(string Output, string Error)> AskForConnectionAsync()
    {
        var program = new ProcessStartInfo("dotnet", [typeof(Verb).Assembly.Location, "database", "connection"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [DataFolder.Variable] = folder.Path },
        };
        using var process = Process.Start(program)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return (await output, await error);
    }
}
