namespace Kontali.Data.Database;

/// <summary>
/// A door only one process passes at a time. The lock is on the open file, not in its being there,
/// so a killed process leaves no closed door behind.
/// </summary>
internal static class FileGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Waits for the door and holds it until disposed.</summary>
    public static async Task<IDisposable> EnterAsync(string path, CancellationToken cancel = default)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50, cancel))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new SetupProblem($"This user may not write to {path}. Start Kontali as the user who owns that folder, or set {DataFolder.Variable}.", e);
            }
            catch (IOException e) when (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new SetupProblem($"Another Kontali has held {path} for {Patience.TotalSeconds:0} seconds. Look for a process that hangs, end it, and start again.", e);
            }
            catch (IOException) { } // Taken: somebody is starting or stopping the server.
        }
    }
}
