using Kontali.Data;
using Kontali.Data.Review;

namespace Kontali.Web.Review;

/// <summary>
/// Once the program is open, and beside whatever it does, the review screen's questions are asked once of an empty firm:
/// what a program has to learn of a question, it learns before the first bookkeeper comes.
/// </summary>
public sealed class Rehearsal(Contexts contexts, IHostApplicationLifetime life, ILogger<Rehearsal> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var opened = life.ApplicationStarted.Register(open.SetResult);
        try
        {
            await open.Task.WaitAsync(stoppingToken);
            await using var db = contexts.Open(new Actor(Guid.Empty, Guid.Empty, ActorKind.Agent, "Kontali", SeesAllClients: true));
            await db.RehearseAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogDebug(e, "The rehearsal was broken off"); // Nothing hangs on it: the first question is slower, that is all.
        }
    }
}
