using System.Security.Cryptography;
using System.Text;

namespace Kontali.Data.Database;

/// <summary>Where a cluster lies and whose it is. Normally in the data folder; elsewhere when the server's account cannot get in there.</summary>
internal sealed record ClusterPlace(string Home, ServerAccount Account)
{
    public const string DefaultRefuge = "/var/lib/kontali";

    // The server listens at <folder>/.s.PGSQL.5432; macOS allows 103 bytes for that, Linux 107.
    private const int LongestSocketPath = 103;
    private const string SocketName = "/.s.PGSQL.5432";

    /// <summary>PGDATA.</summary>
    public string Cluster => Path.Combine(Home, "postgres");

    /// <summary>Where initdb works; renamed when it is done, so that a cluster is whole or not there.</summary>
    public string Unfinished => Path.Combine(Home, "postgres.new");

    public string Log => Path.Combine(Cluster, "server.log");

    public string PasswordFile => Path.Combine(Home, "postgres.secret");

    public bool IsInitialized => File.Exists(Path.Combine(Cluster, "PG_VERSION")) && Directory.Exists(Path.Combine(Cluster, "global"));

    /// <summary>The major version that wrote the cluster, or null when there is none.</summary>
    public int? Version =>
        IsInitialized && int.TryParse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim(), out var major) ? major : null;

    /// <summary>The short folder of the server's socket.</summary>
    public string SocketFolder
    {
        get
        {
            var near = Path.Combine(Home, "socket");
            var plain = near.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');
            return plain && near.Length + SocketName.Length <= LongestSocketPath ? near : $"/tmp/kontali-{ShortHash(Home)}";
        }
    }

    /// <summary>Finds the cluster of a data folder, or chooses where a new one shall lie. The caller holds the gate.</summary>
    public static async Task<ClusterPlace> ChooseAsync(string dataFolder, string refuge)
    {
        var pointer = Path.Combine(dataFolder, "postgres.path");
        var home = File.Exists(pointer) ? (await File.ReadAllTextAsync(pointer)).Trim() : dataFolder;
        var account = await ServerAccount.ForAsync(Path.Combine(home, "postgres"));
        if (await account.CanEnterAsync(home)) return new(home, account);

        home = Path.Combine(refuge, ShortHash(dataFolder));
        await MakeRefugeAsync(home, account, dataFolder);
        await File.WriteAllTextAsync(pointer, home + "\n");
        return new(home, account);
    }

    private static async Task MakeRefugeAsync(string home, ServerAccount account, string dataFolder)
    {
        try
        {
            Directory.CreateDirectory(home);
            if (await account.CanEnterAsync(home)) return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
        throw new SetupProblem(
            $"The account {account.Name} can enter neither {dataFolder} nor {home}. Set {DataFolder.Variable} to a folder it can reach, such as /srv/kontali.");
    }

    private static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
