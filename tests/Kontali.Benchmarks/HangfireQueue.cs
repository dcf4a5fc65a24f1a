using System.Diagnostics;
using Hangfire;
using Hangfire.PostgreSql;

namespace Kontali.Benchmarks;

/// <summary>A .NET peer on the same server: Hangfire.PostgreSql with as many workers, its ordinary settings but for a quick poll.</summary>
public static class HangfireQueue
{
    private static int done;

    /// <summary>The job.</summary>
    public static void Nothing() => Interlocked.Increment(ref done);

    /// <summary>Jobs a second.</summary>
    public static async Task<double> RateAsync(string connection, int jobs, int workers)
    {
        var storage = new PostgreSqlStorage(new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(connection, new PostgreSqlStorageOptions()),
            new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(50), PrepareSchemaIfNecessary = true, EnableLongPolling = true });
        var client = new BackgroundJobClient(storage);
        for (var n = 0; n < jobs; n++) client.Enqueue(() => Nothing());
        done = 0;
        var watch = Stopwatch.StartNew();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = workers, SchedulePollingInterval = TimeSpan.FromSeconds(1) }, storage);
        while (Volatile.Read(ref done) < jobs && watch.Elapsed < TimeSpan.FromMinutes(2)) await Task.Delay(5);
        var took = watch.Elapsed;
        server.SendStop();
        return done / took.TotalSeconds;
    }
}
