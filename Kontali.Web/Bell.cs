using System.Collections.Concurrent;
using Npgsql;

namespace Kontali.Web;

/// <summary>
/// Rings in every open page of a firm when something it may show has changed: one listening connection for the whole node.
/// </summary>
public sealed class Bell(Contexts contexts, ILogger<Bell> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Listener> listeners = new();

    private sealed record Listener(Guid Firm, string What, Func<Task> Ring);

    /// <summary>Rings until disposed. What: inbox, review or ledger.</summary>
    public IDisposable Listen(Guid firm, string what, Func<Task> ring)
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
                foreach (var listener in listeners.Values) Ring(listener);
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
        foreach (var listener in listeners.Values.Where(l => l.Firm == id && l.What == what)) Ring(listener);
    }

    private void Ring(Listener listener) => _ = Task.Run(async () =>
    {
        try
        {
            await listener.Ring();
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
