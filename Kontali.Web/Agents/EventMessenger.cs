using Kontali.Data;
using Kontali.Data.Tasks;
using Npgsql;

namespace Kontali.Web.Agents;

/// <summary>
/// Brings events to those who listen, a moment after they are committed: whoever acted sees what comes next before anybody learns of it. Of one firm a listener hears one at a time, whatever the number of
/// nodes; different firms and listeners do not wait for each other.
/// </summary>
public sealed class EventMessenger(Contexts contexts, IEnumerable<IEventHandler> listeners, ILogger<EventMessenger> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10), Soon = TimeSpan.FromMilliseconds(100), Courtesy = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<string, IEventHandler> listeners = listeners.ToDictionary(l => l.Name);
    private readonly Wake wake = new();
    private int rung;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            try
            {
                var first = await Task.WhenAny(HearAsync(both.Token), DeliverAsync(both.Token));
                await first;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "The messenger lost the database and tries again");
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                await both.CancelAsync();
            }
        }
    }

    private async Task HearAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(contexts.Connections.Worker);
        await connection.OpenAsync(stop);
        connection.Notification += (_, _) => _ = RingAsync(stop);
        await using (var listen = new NpgsqlCommand("listen kontali_events", connection)) await listen.ExecuteNonQueryAsync(stop);
        wake.Ring();
        while (true) await connection.WaitAsync(stop);
    }

    // Many in a moment are one round.
    private async Task RingAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref rung, 1) == 1) return;
        await Task.Delay(Courtesy, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref rung, 0);
        wake.Ring();
    }

    private async Task DeliverAsync(CancellationToken stop)
    {
        await using (var db = contexts.OpenForWorker(Actor.Nobody)) await db.ListenAsync(listeners.Values, stop);
        while (true) await wake.WaitAsync(await RoundAsync(stop), stop);
    }

    /// <summary>Tells everybody what is due; returns how long there is nothing more to tell.</summary>
    internal async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        var due = (await db.DueDeliveriesAsync(stop)).Where(d => listeners.ContainsKey(d.Handler)).ToList();
        var waits = 0;
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stop }, async (d, ct) =>
        {
            while (true)
            {
                var told = await TellAsync(listeners[d.Handler], d.Firm, ct);
                if (told == Telling.NotOurTurn) Interlocked.Increment(ref waits);
                if (told is Telling.NotOurTurn or Telling.Nothing) return;
            }
        });
        // Another node has the turn; what came while it was leaving is ours to tell.
        if (waits > 0) return Soon;
        return await db.UntilNextDeliveryAsync(stop) is { } next && next < Poll ? TimeSpan.FromMilliseconds(Math.Max(5, next.TotalMilliseconds)) : due.Count > 0 ? TimeSpan.Zero : Poll;
    }

    private enum Telling { Told, Failed, Nothing, NotOurTurn }

    private async Task<Telling> TellAsync(IEventHandler listener, Guid firm, CancellationToken stop)
    {
        AgentEvent? told = null;
        try
        {
            await using var db = contexts.OpenForWorker(Actor.Agent(firm, listener.Name));
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            if (!await db.TakeTurnAsync(listener, stop)) return Telling.NotOurTurn;
            told = await db.NextForAsync(listener, stop);
            if (told is null) return Telling.Nothing;
            await listener.HandleAsync(db, told, stop);
            await db.SaveChangesAsync(stop);
            await db.ToldAsync(listener, told, stop);
            await transaction.CommitAsync(stop);
            return Telling.Told;
        }
        catch (Exception e) when (told is not null && !stop.IsCancellationRequested)
        {
            log.LogWarning(e, "{Listener} failed at event {Event} ({Type})", listener.Name, told.Id, told.EventType);
            await using var db = contexts.OpenForWorker(Actor.Agent(firm, listener.Name));
            await db.NotToldAsync(listener, told, Errors.Brief(e), stop);
            await db.RingScreensAsync([firm], stop);
            return Telling.Failed;
        }
    }
}
