namespace Kontali.Web.Agents;

/// <summary>Wakes one sleeper; rung while nobody sleeps, it keeps one ring.</summary>
internal sealed class Wake
{
    private TaskCompletionSource rung = New();

    public void Ring() => Volatile.Read(ref rung).TrySetResult();

    /// <summary>Until it rings, or so long.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken stop)
    {
        await ((Task)rung.Task.WaitAsync(longest, stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        if (rung.Task.IsCompleted) Volatile.Write(ref rung, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
