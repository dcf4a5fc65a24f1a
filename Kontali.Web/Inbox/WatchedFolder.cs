using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Inbox;

/// <summary>
/// The third door: each firm may name a folder. A file that lies still is taken in and moved to <c>mottatt</c>, or, refused,
/// to <c>avvist</c> with the reason beside it. A round every two seconds; folders on network drives send no events one can trust.
/// </summary>
public sealed class WatchedFolder(Contexts contexts, Intake intake, Teller teller, ILogger<WatchedFolder> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2), Still = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (firm, folder) in await FoldersAsync(stoppingToken))
                    if (Directory.Exists(folder)) await EmptyAsync(firm, folder, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The watched folders could not be looked through; trying again");
            }
        }
    }

    private async Task<List<(Guid Firm, string Folder)>> FoldersAsync(CancellationToken ct)
    {
        await using var db = contexts.Open(Actor.Nobody);
        var firms = await db.EveryFirmAsync(ct);
        List<(Guid, string)> folders = [];
        foreach (var firm in firms)
        {
            await using var own = contexts.Open(Actor.Agent(firm, "mappe"));
            if ((await own.Tenants.AsNoTracking().SingleAsync(ct)).Settings.WatchedFolder is { Length: > 0 } folder) folders.Add((firm, folder));
        }
        return folders;
    }

    private async Task EmptyAsync(Guid firm, string folder, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => now - f.LastWriteTimeUtc > Still && !f.Name.StartsWith('.')).Take(200))
        {
            try
            {
                await using (var db = contexts.Open(Actor.Agent(firm, "mappe")))
                await using (var bytes = file.OpenRead())
                    await intake.TakeAsync(db, bytes, file.Name, Door.Folder, ct: ct);
                Move(file, "mottatt");
            }
            catch (IOException busy)
            {
                // Still being written, or gone again: the next round sees.
                log.LogInformation("{File} waits: {Why}", file.Name, busy.Message);
            }
            catch (Exception e) when (teller.Told(e) is { } says)
            {
                var moved = Move(file, "avvist");
                await File.WriteAllTextAsync(moved + ".grunn.txt", says.ToString(), ct);
            }
        }
    }

    private static string Move(FileInfo file, string into)
    {
        var folder = Directory.CreateDirectory(Path.Combine(file.DirectoryName!, into)).FullName;
        var to = Path.Combine(folder, file.Name);
        for (var n = 2; File.Exists(to); n++) to = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file.Name)} ({n}){file.Extension}");
        file.MoveTo(to);
        return to;
    }
}
