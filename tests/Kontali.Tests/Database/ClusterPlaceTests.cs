using Kontali.Data.Database;
using Kontali.Tests.World;
using Xunit;

namespace Kontali.Tests.Database;

public sealed class ClusterPlaceTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Refuge => Path.Combine(folder.Path, "refuge");

    [Fact]
    public async Task Normally_the_cluster_lies_in_the_data_folder()
    {
        var place = await ClusterPlace.ChooseAsync(folder.Path, Refuge);

        Assert.Equal(Path.Combine(folder.Path, "postgres"), place.Cluster);
        Assert.Equal(ServerAccount.WeAreRoot ? "postgres" : null, place.Account.Name);
    }

    [Fact]
    public async Task Root_puts_it_elsewhere_when_the_servers_account_cannot_enter_and_finds_it_again()
    {
        Assert.SkipUnless(ServerAccount.WeAreRoot, "Only root runs the server under another account.");
        var closed = CloseToOthers();

        await using (var first = await EmbeddedPostgres.StartAsync(folder.Options with { Folder = closed })) await first.RememberAsync("bilag 1");

        await using var second = await EmbeddedPostgres.StartAsync(folder.Options with { Folder = closed, Refuge = "/never/asked" });
        Assert.StartsWith(Refuge, second.Place.Cluster, StringComparison.Ordinal);
        Assert.Equal("bilag 1", await second.RecallAsync());
    }

    [Fact]
    public async Task Root_says_so_when_no_place_can_be_entered()
    {
        Assert.SkipUnless(ServerAccount.WeAreRoot, "Only root runs the server under another account.");
        var closed = CloseToOthers();

        var problem = await Assert.ThrowsAsync<SetupProblem>(() => ClusterPlace.ChooseAsync(closed, Path.Combine(closed, "refuge")));

        Assert.Contains($"Set {DataFolder.Variable}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_folder_is_short_and_plain()
    {
        var account = new ServerAccount(null as string);

        Assert.Equal("/srv/kontali/socket", new ClusterPlace("/srv/kontali", account).SocketFolder);
        Assert.StartsWith("/tmp/kontali-", new ClusterPlace("/home/kari/Årets bilag", account).SocketFolder, StringComparison.Ordinal);
        Assert.StartsWith("/tmp/kontali-", new ClusterPlace("/" + new string('d', 90), account).SocketFolder, StringComparison.Ordinal);
    }

    private string CloseToOthers()
    {
        var closed = Directory.CreateDirectory(Path.Combine(folder.Path, "root")).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.Combine(closed, "kontali");
    }
}
