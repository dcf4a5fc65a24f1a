using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Kontali.Data.Database;

/// <summary>What a program said and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a program to its end, if need be as another account.</summary>
internal static class Command
{
    private const int NotFound = 127;

    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string? account = null, TimeSpan? limit = null)
    {
        try
        {
            using var process = Process.Start(Describe(program, arguments, account))!;
            return await FinishAsync(process, limit ?? TimeSpan.FromMinutes(2));
        }
        catch (Win32Exception e)
        {
            return new(NotFound, e.Message);
        }
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, string? account)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true, // On Windows this also keeps Ctrl-C away from the server.
            WorkingDirectory = OperatingSystem.IsWindows() ? Path.GetTempPath() : "/", // Every account can stand here.
        };
        // Somebody's PGPORT or PGDATA must not move our server; messages are read by us, so in English.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        if (account is not null && !OperatingSystem.IsWindows()) start.UserName = account;
        return start;
    }

    private static async Task<CommandResult> FinishAsync(Process process, TimeSpan limit)
    {
        process.StandardInput.Close();
        var said = new StringBuilder();
        var reading = Task.WhenAll(CopyAsync(process.StandardOutput, said), CopyAsync(process.StandardError, said));
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        // On Windows the server inherits these pipes and keeps them open: take what has come and go on.
        await Task.WhenAny(reading, Task.Delay(500));
        lock (said) return new(process.HasExited ? process.ExitCode : -1, said.ToString().Trim());
    }

    private static async Task CopyAsync(StreamReader from, StringBuilder to)
    {
        try
        {
            while (await from.ReadLineAsync() is { } line)
                lock (to) to.AppendLine(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException) { } // Closed under us after the program ended.
    }
}
