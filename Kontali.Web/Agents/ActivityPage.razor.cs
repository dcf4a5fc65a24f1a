using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Agents;

/// <summary>What the agents do now, did last, and gave up; and the story of it.</summary>
public sealed partial class ActivityPage(Books books, TimeProvider clock)
{
    private Now? now;

    private TimeProvider Clock => clock;

    private sealed record Told(Guid Id, DateTimeOffset CreatedAt, string EventType, string? Client);
    private sealed record Now(int Waiting, int Running, List<AgentTask> Unfinished, List<AgentTask> Dead, List<FinishedTask> Finished, List<Told> Events);

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        await FollowAsync("inbox", "review", "ledger");
    }

    protected override async Task RefreshAsync() => now = await books.AskAsync(async db => new Now(
        await db.Tasks.CountAsync(t => t.Status == TaskState.Pending),
        await db.Tasks.CountAsync(t => t.Status == TaskState.Running),
        await db.Tasks.Where(t => t.Status != TaskState.Dead).OrderByDescending(t => t.Status == TaskState.Running).ThenBy(t => t.Priority).ThenBy(t => t.RunAfter).Take(50).ToListAsync(),
        await db.Tasks.Where(t => t.Status == TaskState.Dead).OrderBy(t => t.CreatedAt).Take(50).ToListAsync(),
        await db.FinishedTasks.OrderByDescending(t => t.CompletedAt).Take(50).ToListAsync(),
        // A person sees the story of her own clients, and of what is nobody's yet.
        await db.Events.Where(e => e.ClientId == null || db.Clients.Any(c => c.Id == e.ClientId)).OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(100)
            .Select(e => new Told(e.Id, e.CreatedAt, e.EventType, db.Clients.Where(c => c.Id == e.ClientId).Select(c => c.Name).FirstOrDefault())).ToListAsync()));

    private async Task RedoAsync(Guid task)
    {
        if (await books.DoAsync(db => db.RedoAsync(task))) await RefreshAsync();
    }
}
