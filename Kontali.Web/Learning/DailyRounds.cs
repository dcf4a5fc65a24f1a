using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Firms;

namespace Kontali.Web.Learning;

/// <summary>Asks, for each firm, for what is done once a day: the sample, the comparison of the books with themselves. It looks every ten minutes.</summary>
public sealed class DailyRounds(Contexts contexts, ILogger<DailyRounds> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10));
        // What comes in at the start is read first; nobody waits for this.
        await Task.Delay(TimeSpan.FromSeconds(45), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var firm in await FirmsAsync(stoppingToken)) await AskAsync(firm, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The daily round could not be asked for; trying again");
            }
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }

    private async Task<IReadOnlyList<Guid>> FirmsAsync(CancellationToken ct)
    {
        await using var db = contexts.OpenForWorker(Actor.Nobody);
        return [.. await db.EveryFirmAsync(ct)];
    }

    private async Task AskAsync(Guid firm, CancellationToken ct)
    {
        await using var db = contexts.OpenForWorker(Actor.Agent(firm, Sampler.Agent));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AskForDailyRoundAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
