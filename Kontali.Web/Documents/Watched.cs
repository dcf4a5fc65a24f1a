using System.Diagnostics;

namespace Kontali.Web.Documents;

/// <summary>
/// Another program at work on a stranger's file: without our settings and secrets in its environment, watched for time and memory,
/// and killed with all it started when it passes either.
/// </summary>
internal sealed class Watched : IDisposable
{
    // What a program needs to start at all; connection strings and keys are none of its business.
    private static readonly string[] Needed = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);

    private readonly Process _process;
    private readonly long _maxMemory;

    private Watched(Process process, long maxMemory) => (_process, _maxMemory) = (process, maxMemory);

    /// <summary>Starts it.</summary>
    internal static Watched Start(string program, IEnumerable<string> arguments, long maxMemory, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in Needed)
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        // What it complains of may be what the document says: it goes nowhere, and must not fill the pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new(process, maxMemory);
    }

    internal Stream Input => _process.StandardInput.BaseStream;
    internal Stream Output => _process.StandardOutput.BaseStream;
    internal bool HasEnded => _process.HasExited;

    /// <summary>Does something with it, no longer than this and within its memory; else it is killed.</summary>
    /// <exception cref="Kontali.Data.Invoices.Pdf.ReaderDied">It was killed, or ended by itself.</exception>
    internal async Task<T> DoAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var doing = work(over.Token);
        var started = Stopwatch.GetTimestamp();
        var why = "";
        while (!doing.IsCompleted)
        {
            await Task.WhenAny(doing, Task.Delay(Look, ct));
            if (doing.IsCompleted) break;
            why = ct.IsCancellationRequested ? "cancelled" : Stopwatch.GetElapsedTime(started) > limit ? "time" : Memory() > _maxMemory ? "memory" : "";
            if (why.Length == 0) continue;
            Kill();
            await over.CancelAsync();
            break;
        }
        try
        {
            return await doing;
        }
        catch (Exception e) when (e is IOException or EndOfStreamException or OperationCanceledException or ObjectDisposedException or System.Text.Json.JsonException)
        {
            Kill();
            ct.ThrowIfCancellationRequested();
            throw new Kontali.Data.Invoices.Pdf.ReaderDied(why.Length > 0 ? why : "ended");
        }
    }

    private long Memory()
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Lets all others go first: it gets the time that nobody else wants.</summary>
    internal void StepAside()
    {
        try
        {
            if (!_process.HasExited) _process.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended in the same moment.
        }
    }

    internal void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It ended by itself in the same moment.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
