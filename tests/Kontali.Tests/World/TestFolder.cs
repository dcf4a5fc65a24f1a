using System.Diagnostics;
using Kontali.Data.Database;

namespace Kontali.Tests.World;

/// <summary>
/// A folder of this run alone, deleted with it. Its name tells whose it is, so that what a killed run left,
/// a server too, is cleared away by the next.
/// </summary>
public sealed class TestFolder : IDisposable
{
    private const string Prefix = "kontali-test-";
    private static int _count;
    private static readonly Lock Sweeping = new();
    private static bool _swept;

    public TestFolder()
    {
        lock (Sweeping)
        {
            if (!_swept) Sweep();
            _swept = true;
        }
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>A server in this folder, quick and careless.</summary>
    public EmbeddedPostgresOptions Options => new() { Folder = Path, Refuge = System.IO.Path.Combine(Path, "refuge"), Throwaway = true };

    public void Dispose() => Delete(Path);

    private static void Sweep()
    {
        foreach (var left in Directory.GetDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
            if (int.TryParse(System.IO.Path.GetFileName(left)[Prefix.Length..].Split('-')[0], out var owner) && !IsAlive(owner)) Clear(left);
    }

    private static void Clear(string left)
    {
        try
        {
            foreach (var cluster in Directory.GetFiles(left, "postmaster.pid", Tolerant).Select(System.IO.Path.GetDirectoryName))
                if (PostmasterFile.Read(cluster!) is { } file && file.IsAlive(cluster!))
                    Process.GetProcessById(file.ProcessId).Kill();
            Delete(left);
        }
        catch (DirectoryNotFoundException) { } // Another run of the tests sweeps in the same moment.
    }

    private static EnumerationOptions Tolerant => new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private static bool IsAlive(int process)
    {
        try
        {
            using var _ = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // Another user's, or still being written to: the next run tries again.
    }
}
