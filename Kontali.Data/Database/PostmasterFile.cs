using System.Diagnostics;
using System.Globalization;

namespace Kontali.Data.Database;

/// <summary>
/// What a running server writes about itself in its cluster, <c>postmaster.pid</c>: its process, port and socket folder.
/// The file stays when the server is killed, and then its number may by now belong to any other process.
/// </summary>
internal sealed record PostmasterFile(string Path, int ProcessId, int Port, string SocketFolder)
{
    public static PostmasterFile? Read(string cluster)
    {
        var path = System.IO.Path.Combine(cluster, "postmaster.pid");
        try
        {
            var lines = File.ReadAllLines(path);
            return new(path, Number(lines, 0), Number(lines, 3), lines.ElementAtOrDefault(4)?.Trim() ?? "");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Does any process at all have that number?</summary>
    public bool NumberIsTaken
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>Is that process alive, a PostgreSQL, and at work in this cluster?</summary>
    public bool IsAlive(string cluster)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) || IsZombie(ProcessId)) return false;
            // A server stands in its own cluster; where the system shows this, it settles the matter.
            var standsIn = Directory.ResolveLinkTarget($"/proc/{ProcessId}/cwd", returnFinalTarget: false)?.FullName;
            return standsIn is null || standsIn == (Directory.ResolveLinkTarget(cluster, true)?.FullName ?? cluster);
        }
        catch (ArgumentException)
        {
            return false; // No such process.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return true; // Not ours to look into: let PostgreSQL itself decide.
        }
    }

    // Killed, but its parent has not asked how: in a container whose first process is no init, it stays so for good.
    private static bool IsZombie(int process) =>
        OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].TrimStart().StartsWith('Z');

    private static int Number(string[] lines, int index) =>
        int.TryParse(lines.ElementAtOrDefault(index), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
