using System.Globalization;

namespace Kontali.Web.Agents;

/// <summary>The name a worker claims under: machine, process, and when that process began, for process numbers are used again.</summary>
public sealed record WorkerName(string Machine, int Process, long Began)
{
    /// <summary>This process.</summary>
    public static WorkerName Mine()
    {
        using var me = System.Diagnostics.Process.GetCurrentProcess();
        return new(Environment.MachineName, me.Id, me.StartTime.ToUniversalTime().Ticks);
    }

    /// <summary>True for a worker of this machine whose process is no longer there. Of other machines nothing is known: their leases run out.</summary>
    public bool KnowsGone(string worker) =>
        worker.Split(':') is [.. var machine, var process, var began]
        && string.Join(':', machine) == Machine
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(began, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
        && !IsAlive(id, since);

    /// <inheritdoc/>
    public override string ToString() => $"{Machine}:{Process}:{Began}";

    private static bool IsAlive(int id, long since)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            // The system tells the beginning in ticks of a hundredth of a second.
            return Math.Abs(process.StartTime.ToUniversalTime().Ticks - since) < TimeSpan.TicksPerSecond;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
