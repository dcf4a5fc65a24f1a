using Kontali.Data.Database;

namespace Kontali.Web;

/// <summary>How the database is.</summary>
public enum DatabaseHealth
{
    /// <summary>It answers.</summary>
    Up,

    /// <summary>Our own was killed, and is being started again.</summary>
    Reviving,

    /// <summary>It was stopped, or cannot be reached; it is asked again and again.</summary>
    Away,

    /// <summary>Our own was killed, and starting it again has failed; that is tried on.</summary>
    Broken,
}

/// <summary>Asks every other second whether the database answers; starts our own again where it was killed; tells the pages.</summary>
public sealed class DatabaseWatch(Contexts contexts, ILogger<DatabaseWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Rest = TimeSpan.FromSeconds(15);
    private DatabaseServer? server;

    /// <summary>How it is.</summary>
    public DatabaseHealth Health { get; private set; }

    /// <summary>It is otherwise than before.</summary>
    public event Action? Changed;

    /// <summary>Says which one to watch.</summary>
    public void Over(DatabaseServer found) => server = found;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Health == DatabaseHealth.Broken ? Rest : Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (server is not null && !stoppingToken.IsCancellationRequested) await LookAsync(server, stoppingToken);
        }
    }

    private async Task LookAsync(DatabaseServer watched, CancellationToken stop)
    {
        try
        {
            var looking = watched.IsUpAsync(stop);
            // Longer than a breath means that it is being started: that is said at once, not afterwards.
            if (await Task.WhenAny(looking, Task.Delay(500, stop)) != looking && watched.Embedded is not null && Health == DatabaseHealth.Up) Tell(DatabaseHealth.Reviving);
            var up = await looking;
            if (up) contexts.Follow(watched.Connections);
            Tell(up ? DatabaseHealth.Up : DatabaseHealth.Away);
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
        catch (Exception e)
        {
            if (Health != DatabaseHealth.Broken) log.LogError(e, "The database was killed and does not start again");
            Tell(DatabaseHealth.Broken);
        }
    }

    private void Tell(DatabaseHealth now)
    {
        if (now == Health) return;
        log.LogWarning("The database is {Health}", now);
        Health = now;
        Changed?.Invoke();
    }
}
