using System.Diagnostics;
using Npgsql;

namespace Kontali.Benchmarks;

/// <summary>Rounds of LISTEN and NOTIFY from plain C#: bare, and with the row that the call is about. Each gives the moment in which it was there.</summary>
internal sealed class RawRounds : IAsyncDisposable
{
    private readonly NpgsqlConnection listener, notifier, claimer;
    private readonly NpgsqlCommand notify, insert, claim;
    private TaskCompletionSource<long> heard = New();

    private RawRounds(Ground ground, Guid firm)
    {
        (listener, notifier, claimer) = (new(ground.Ways.Worker), new(ground.Ways.App), new(ground.Ways.Worker));
        notify = new("notify benchmark", notifier);
        insert = new("with it as (insert into raw.tasks (id, tenant_id, agent_type, task_type, payload, created_at, run_after) values (gen_random_uuid(), $1, 'raw', 'nothing', '{}', now(), now())) select pg_notify('benchmark', '')", notifier)
        { Parameters = { new() { Value = firm } } };
        claim = new(RawQueue.Claim, claimer) { Parameters = { new() { Value = 1 } } };
    }

    public static async Task<RawRounds> OpenAsync(Ground ground, Guid firm)
    {
        await ground.SqlAsync("grant usage on schema raw to kontali_app; grant insert on raw.tasks to kontali_app");
        var rounds = new RawRounds(ground, firm);
        foreach (var connection in new[] { rounds.listener, rounds.notifier, rounds.claimer }) await connection.OpenAsync();
        rounds.listener.Notification += (_, _) => rounds.heard.TrySetResult(Stopwatch.GetTimestamp());
        await using (var listen = new NpgsqlCommand("listen benchmark", rounds.listener)) await listen.ExecuteNonQueryAsync();
        await rounds.insert.PrepareAsync();
        await rounds.claim.PrepareAsync();
        _ = rounds.ListenAsync();
        return rounds;
    }

    public Task<long> NotifyAsync() => RoundAsync(notify);

    public async Task<long> EnqueueAndClaimAsync()
    {
        await RoundAsync(insert);
        await using var rows = await claim.ExecuteReaderAsync();
        if (!await rows.ReadAsync()) throw new InvalidOperationException("The row was not there.");
        return Stopwatch.GetTimestamp();
    }

    private async Task<long> RoundAsync(NpgsqlCommand command)
    {
        heard = New();
        await command.ExecuteNonQueryAsync();
        return await heard.Task;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) await listener.WaitAsync();
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed with the rounds.
        }
    }

    private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in new[] { notifier, claimer }) await connection.DisposeAsync();
        foreach (var command in new[] { notify, insert, claim }) await command.DisposeAsync();
    }
}
