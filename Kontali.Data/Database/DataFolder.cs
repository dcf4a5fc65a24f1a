using Microsoft.Extensions.Configuration;

namespace Kontali.Data.Database;

/// <summary>Where Kontali keeps what belongs to this machine: <c>KONTALI_DATA</c>, or the user's own data folder.</summary>
public static class DataFolder
{
    /// <summary>The variable that names another place.</summary>
    public const string Variable = "KONTALI_DATA";

    /// <summary>The folder's full path; it need not exist yet.</summary>
    public static string Find() => Find(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The same, with the variable read through the configuration.</summary>
    public static string Find(IConfiguration configuration) => Find(configuration[Variable]);

    private static string Find(string? named)
    {
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named);
        var ours = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return ours.Length > 0
            ? Path.Combine(ours, "kontali")
            : throw new SetupProblem($"This user has no home folder. Say where the data shall lie: {Variable}=/some/folder.");
    }

    /// <summary>Makes the folder if it is not there.</summary>
    internal static void Make(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, Closed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupProblem($"Cannot make the data folder {folder}: {e.Message} Name another one: {Variable}=/some/folder.", e);
        }
    }

    // Nobody else looks in. Root lets the server's account pass through to its own folder, but not list ours.
    private static UnixFileMode Closed => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | (Environment.IsPrivilegedProcess ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : 0);
}
