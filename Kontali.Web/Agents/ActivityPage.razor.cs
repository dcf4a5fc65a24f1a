using System.Globalization;
using Kontali.Data;
using Kontali.Data.Tasks;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Agents;

/// <summary>What the agents do now, did last and how fast, what they gave up; and the story of it.</summary>
public sealed partial class ActivityPage(Books books, TimeProvider clock)
{
    private const int Page = 50;
    private readonly Stack<(DateTimeOffset? Finished, DateTimeOffset? Told)> pages = [];
    private Dictionary<string, Func<Task>> keys = [];
    private (DateTimeOffset? Finished, DateTimeOffset? Told) before;
    private Now? now;
    private Guid? selected;

    private TimeProvider Clock => clock;

    private sealed record Told(Guid Id, DateTimeOffset CreatedAt, string EventType, string? Client);
    private sealed record Ended(Guid Id, string TaskType, TaskOutcome Outcome, DateTimeOffset? StartedAt, DateTimeOffset CompletedAt, string? Client);
    private sealed record TaskRow(Guid Id, string TaskType, TaskState Status, DateTimeOffset CreatedAt, DateTimeOffset RunAfter, int RetryCount, int MaxRetries, string? ErrorMessage, bool CancelRequested, int? Done, int? Total, string? Client);

    private sealed record Now(QueueCounts Counts, List<TaskRow> Dead, List<FailingEvent> Failing, List<WholeRow> Wholes, List<TaskRow> Unfinished,
        IReadOnlyList<SpeedRow> Speed, Dictionary<Guid, string> Names, List<Ended> Finished, List<Told> Events)
    {
        public bool More => Finished.Count == Page || Events.Count == Page;

        /// <summary>What the keyboard's cursor can stand on, from the top.</summary>
        public List<Guid> Rows => [.. Dead.Select(t => t.Id), .. Failing.Select(e => e.EventId), .. Wholes.Select(w => w.Id), .. Unfinished.Select(t => t.Id)];
    }

    /// <inheritdoc/>
    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(400);

    protected override async Task OnInitializedAsync()
    {
        keys = new()
        {
            ["j"] = () => MoveAsync(1),
            ["ArrowDown"] = () => MoveAsync(1),
            ["k"] = () => MoveAsync(-1),
            ["ArrowUp"] = () => MoveAsync(-1),
            ["r"] = RedoSelectedAsync,
            ["x"] = () => selected is { } task && now?.Failing.All(e => e.EventId != task) == true ? CancelAsync(task) : Task.CompletedTask,
        };
        await RefreshAsync();
        await FollowAsync("inbox", "review", "ledger", "tasks");
    }

    protected override async Task RefreshAsync() => now = await books.AskAsync(async db =>
    {
        var running = await Rows(db, db.Tasks.Where(t => t.Status == TaskState.Running).OrderBy(t => t.StartedAt)).Take(Page).ToListAsync();
        var pending = await Rows(db, db.Tasks.Where(t => t.Status == TaskState.Pending).OrderBy(t => t.Priority).ThenBy(t => t.RunAfter).ThenBy(t => t.Id)).Take(Page).ToListAsync();
        var speed = await db.SpeedAsync(clock.GetUtcNow().AddHours(-1));
        var clients = speed.Select(s => s.ClientId).OfType<Guid>().ToList();
        return new Now(await db.QueueCountsAsync(),
            await Rows(db, db.Tasks.Where(t => t.Status == TaskState.Dead).OrderBy(t => t.CreatedAt)).Take(Page).ToListAsync(),
            await db.FailingEvents().Take(Page).ToListAsync(),
            await db.WholesAsync(20),
            [.. running, .. pending],
            // Agents first, then the clients that gave them most to do; what is no client's is in the agents' figures.
            [.. speed.Where(s => s.Agent is not null), .. speed.Where(s => s.ClientId is not null).Take(12)],
            await db.Clients.Where(c => clients.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name),
            await db.FinishedTasks.Seen(db).Where(t => before.Finished == null || t.CompletedAt < before.Finished).OrderByDescending(t => t.CompletedAt).Take(Page)
                .Select(t => new Ended(t.Id, t.TaskType, t.Outcome, t.StartedAt, t.CompletedAt, db.Clients.Where(c => c.Id == t.ClientId).Select(c => c.Name).FirstOrDefault())).ToListAsync(),
            // A person sees the story of her own clients, and of what is nobody's yet.
            await db.Events.Where(e => (e.ClientId == null || db.Clients.Any(c => c.Id == e.ClientId)) && (before.Told == null || e.CreatedAt < before.Told))
                .OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(Page)
                .Select(e => new Told(e.Id, e.CreatedAt, e.EventType, db.Clients.Where(c => c.Id == e.ClientId).Select(c => c.Name).FirstOrDefault())).ToListAsync());
    });

    private static IQueryable<TaskRow> Rows(KontaliContext db, IQueryable<AgentTask> tasks) => tasks.Seen(db).Select(t => new TaskRow(
        t.Id, t.TaskType, t.Status, t.CreatedAt, t.RunAfter, t.RetryCount, t.MaxRetries, t.ErrorMessage, t.CancelRequested, t.Done, t.Total,
        db.Clients.Where(c => c.Id == t.ClientId).Select(c => c.Name).FirstOrDefault()));

    private string Selected(Guid row) => row == selected ? "true" : "false";

    private void Select(Guid row) => selected = row;

    private Task MoveAsync(int by)
    {
        if (now?.Rows is { Count: > 0 } rows) selected = rows[Math.Clamp(selected is { } at ? rows.IndexOf(at) + by : 0, 0, rows.Count - 1)];
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task RedoSelectedAsync()
    {
        if (now?.Failing.FirstOrDefault(e => e.EventId == selected && e.IsDead) is { } told) await TellAgainAsync(told);
        else if (now?.Dead.FirstOrDefault(t => t.Id == selected) is { } task) await RedoAsync(task.Id);
    }

    private Task RedoAsync(Guid task) => DoAsync(db => db.RedoAsync(task));

    private Task CancelAsync(Guid task) => DoAsync(db => db.CancelAsync(task));

    private Task TellAgainAsync(FailingEvent told) => DoAsync(db => db.RedoDeliveryAsync(told.Handler, told.EventId));

    private async Task DoAsync(Func<KontaliContext, Task> verb)
    {
        await books.DoAsync(verb);
        await RefreshAsync();
        StateHasChanged();
    }

    private Task OlderAsync()
    {
        pages.Push(before);
        before = (now!.Finished.LastOrDefault()?.CompletedAt ?? before.Finished, now.Events.LastOrDefault()?.CreatedAt ?? before.Told);
        return RefreshAsync();
    }

    private Task NewerAsync()
    {
        before = pages.Pop();
        return RefreshAsync();
    }

    private static string Counted(int count) => count > TaskRows.Many ? $"{Figures.Count(TaskRows.Many)}+" : Figures.Count(count);

    private static string Share(WholeRow whole) => (100m * whole.Done / Math.Max(1, whole.Total)).ToString("0.#", CultureInfo.InvariantCulture);
}
