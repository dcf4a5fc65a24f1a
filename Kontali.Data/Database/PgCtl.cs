using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kontali.Data.Database;

/// <summary>The four things we ask of PostgreSQL's programs: make a cluster, is it up, start it, stop it.</summary>
internal sealed class PgCtl(PostgresBinaries binaries, ClusterPlace place, EmbeddedPostgresOptions options)
{
    public const string Superuser = "kontali";

    /// <summary>Makes the cluster beside its place and moves it there when it is whole.</summary>
    public async Task InitializeAsync()
    {
        RefuseForeignFolder();
        RemoveAside();
        if (!await place.Account.OwnAsync(place.Unfinished))
            throw new SetupProblem($"The account {place.Account.Name} cannot be given {place.Unfinished}. Set {DataFolder.Variable} to another folder.");
        var made = await Command.RunAsync(binaries["initdb"],
            ["-D", place.Unfinished, "-U", Superuser, "-E", "UTF8", "-k", .. Locale, .. Trust, .. options.Throwaway ? ["--no-sync"] : Array.Empty<string>()],
            place.Account.Name);
        if (!made.Succeeded) throw new SetupProblem($"initdb could not make a database in {place.Unfinished}: {made.Output}");
        if (Directory.Exists(place.Cluster)) Directory.Delete(place.Cluster); // Empty, as we saw.
        Directory.Move(place.Unfinished, place.Cluster);
    }

    /// <summary>Whether it was found killed and has not been up since: only the killed leave their file behind.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>Is the server up? Clears away what a killed one left.</summary>
    public bool IsRunning()
    {
        if (PostmasterFile.Read(place.Cluster) is not { } file) return false;
        WasKilled = !file.IsAlive(place.Cluster);
        if (!WasKilled) return true;
        // PostgreSQL clears away the file of a dead server itself, but takes any living process with that number for a server.
        if (file.NumberIsTaken) File.Delete(file.Path);
        ClearSocketFolder();
        return false;
    }

    public async Task StartAsync()
    {
        if (!options.OverTcp && !await place.Account.OwnAsync(place.SocketFolder))
            throw new SetupProblem($"Somebody else owns {place.SocketFolder}, where the server's socket must lie. Remove it, then start again.");
        SetOldLogAside();
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var said = await Command.RunAsync(binaries["pg_ctl"],
                ["-D", place.Cluster, "-w", "-t", "60", "-l", place.Log, "-o", Settings(), "start"], place.Account.Name);
            if (said.Succeeded)
            {
                WasKilled = false;
                return;
            }
            // The children of a killed server take a moment to notice; until then its memory is in use.
            var tail = LogTail();
            if (!tail.Contains("shared memory", StringComparison.Ordinal) || TimeProvider.System.GetElapsedTime(started).TotalSeconds > 15)
                throw new SetupProblem($"PostgreSQL did not start. The end of its log, {place.Log}:\n{tail}\n{said.Output}");
            await Task.Delay(200);
        }
    }

    public async Task StopAsync()
    {
        var said = await Command.RunAsync(binaries["pg_ctl"], ["-D", place.Cluster, "-m", "fast", "-w", "-t", "60", "stop"], place.Account.Name);
        if (!said.Succeeded && IsRunning()) throw new SetupProblem($"PostgreSQL does not stop: {said.Output}");
        if (Directory.Exists(place.SocketFolder)) Directory.Delete(place.SocketFolder, recursive: true);
    }

    private void RefuseForeignFolder()
    {
        if (Directory.Exists(place.Cluster) && Directory.EnumerateFileSystemEntries(place.Cluster).Any())
            throw new SetupProblem($"{place.Cluster} holds something that is not a whole PostgreSQL database. Move it away, then start again.");
    }

    private void RemoveAside()
    {
        if (Directory.Exists(place.Unfinished)) Directory.Delete(place.Unfinished, recursive: true);
    }

    // A killed server's lock on its socket names the same number. The folder is this cluster's alone.
    private void ClearSocketFolder()
    {
        if (!Directory.Exists(place.SocketFolder)) return;
        foreach (var left in Directory.GetFiles(place.SocketFolder, ".s.PGSQL.*")) File.Delete(left);
    }

    // The same order and the same letters everywhere: æøå are letters, sorted by code point.
    private IEnumerable<string> Locale =>
        OperatingSystem.IsLinux() ? ["--locale=C.UTF-8"]
        : binaries.Major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        : OperatingSystem.IsMacOS() ? ["--locale=C", "--lc-ctype=UTF-8"]
        : ["--locale=C"];

    private IEnumerable<string> Trust => options.OverTcp ? ["-A", "scram-sha-256", "--pwfile=" + place.PasswordFile] : ["-A", "trust"];

    private string Settings()
    {
        IEnumerable<(string Name, string Value)> door = options.OverTcp
            ? [("listen_addresses", "127.0.0.1"), ("port", FreePort().ToString(CultureInfo.InvariantCulture)), .. NoSocket]
            : [("listen_addresses", ""), ("port", "5432"), ("unix_socket_directories", place.SocketFolder), ("unix_socket_permissions", "0700")];
        return string.Join(' ', door.Concat(options.Settings).Select(s => $"-c {s.Name}={Quoted(s.Value)}"));
    }

    private static IEnumerable<(string, string)> NoSocket => OperatingSystem.IsWindows() ? [] : [("unix_socket_directories", "")];

    private static string Quoted(string value) => OperatingSystem.IsWindows() ? $"\"{value}\"" : $"'{value}'";

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void SetOldLogAside()
    {
        if (new FileInfo(place.Log) is { Exists: true, Length: > 10_000_000 }) File.Move(place.Log, place.Log + ".old", overwrite: true);
    }

    private string LogTail() => File.Exists(place.Log) ? string.Join('\n', File.ReadLines(place.Log).TakeLast(8)) : "(there is none)";
}
