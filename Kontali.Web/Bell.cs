using System.Collections.Concurrent;
using Npgsql;

namespace Kontali.Web;

/// <summary>
/// Rings in every open page of a firm when something it may show has changed: one listening connection for the whole node.
/// </summary>
public sealed class Bell(Contexts contexts, ILogger<Bell> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Listener> listeners = new();

    private sealed record Listener(Guid Firm, string What, Func<int, Task> Ring);

    /// <summary>Rings until disposed.</summary>
    /// <param name="firm">Whose changes.</param>
    /// <param name="what">What of them: inbox, review, ledger …</param>
    /// <param name="ring">Hears how many hear it with him: where all of them ask at once, each waits for all.</param>
    public IDisposable Listen(Guid firm, string what, Func<int, Task> ring)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        listeners[id] = new(firm, what, ring);
        return new Hanging(() => listeners.TryRemove(id, out _));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The bell lost the database and tries again");
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
                // What happened meanwhile is not known: everybody looks.
                foreach (var listener in listeners.Values) Ring(listener, listeners.Count);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(contexts.Connections.App);
        await connection.OpenAsync(stop);
        connection.Notification += (_, note) => Heard(note.Payload);
        await using (var listen = new NpgsqlCommand("listen kontali_screens", connection)) await listen.ExecuteNonQueryAsync(stop);
        while (true) await connection.WaitAsync(stop);
    }

    private void Heard(string payload)
    {
        if (payload.Split(' ') is not [var firm, var what] || !Guid.TryParse(firm, out var id)) return;
        List<Listener> hearing = [.. listeners.Values.Where(l => l.Firm == id && l.What == what)];
        foreach (var listener in hearing) Ring(listener, hearing.Count);
    }

    private void Ring(Listener listener, int among) => _ = Task.Run(async () =>
    {
        try
        {
            await listener.Ring(among);
        }
        catch (ObjectDisposedException)
        {
            // The page closed in the same moment.
        }
        catch (Exception e)
        {
            log.LogWarning(e, "A page could not be redrawn");
        }
    });

    private sealed class Hanging(Action takeDown) : IDisposable
    {
        public void Dispose() => takeDown();
    }
}
