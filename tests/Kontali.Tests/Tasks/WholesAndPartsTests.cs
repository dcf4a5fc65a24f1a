using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Tasks;

/// <summary>A batch ends when its parts have ended; what is cancelled stops, and its parts with it.</summary>
public sealed class WholesAndPartsTests(TestServer server)
{
    private static Task<Guid> BatchAsync(TestBooks books, int parts) =>
        books.DoAsync(db => db.EnqueueBatchAsync(QueueWork.Agent, "whole", QueueWork.Type, [.. Enumerable.Range(0, parts).Select(n => new NewTask(new { n }))]));

    private static Task<TaskOutcome?> OutcomeAsync(TestBooks books, Guid task) =>
        books.AskAsync(db => db.FinishedTasks.Where(t => t.Id == task).Select(t => (TaskOutcome?)t.Outcome).SingleOrDefaultAsync());

    private static Task<int> SettleAsync(TestBooks books, Guid whole) => books.WorkerAsync(db => db.SettleAsync([whole]));

    [Fact]
    public async Task A_whole_ends_with_its_last_part()
    {
        await using var books = await TestBooks.NewAsync(server);
        var whole = await BatchAsync(books, 3);
        var parts = await books.ClaimAsync(10);
        Assert.Equal(3, parts.Count);
        Assert.All(parts, p => Assert.Equal(whole, p.ParentTaskId));

        await books.WorkerAsync(db => db.FinishManyAsync([parts[0], parts[1]]));
        Assert.Equal(0, await SettleAsync(books, whole));
        Assert.Null(await OutcomeAsync(books, whole));

        await books.FinishAsync(parts[2]);
        Assert.Equal(1, await SettleAsync(books, whole));
        Assert.Equal(TaskOutcome.Done, await OutcomeAsync(books, whole));
    }

    [Fact]
    public async Task A_worker_that_died_after_the_last_part_leaves_the_whole_to_the_sweep()
    {
        await using var books = await TestBooks.NewAsync(server);
        var whole = await BatchAsync(books, 1);
        await books.FinishAsync(Assert.Single(await books.ClaimAsync()));
        Assert.Equal(1, await books.WorkerAsync(db => db.SweepAsync()));
        Assert.Equal(TaskOutcome.Done, await OutcomeAsync(books, whole));
    }

    [Fact]
    public async Task A_part_that_died_keeps_its_whole_open_until_somebody_redoes_it()
    {
        await using var books = await TestBooks.NewAsync(server);
        var whole = await BatchAsync(books, 2);
        var claims = await books.ClaimAsync(2);
        var part = claims[1].Id;
        await books.FinishAsync(claims[0]);
        await books.WorkerAsync(db => db.ReleaseAsync([claims[1].LeaseToken]));
        await books.KillAsync(part);
        await books.WorkerAsync(db => db.SweepAsync());

        var shown = Assert.Single(await books.AskAsync(db => db.WholesAsync(10)));
        Assert.Equal((whole, 2, 1, 1), (shown.Id, shown.Total, shown.Done, shown.Dead));

        await books.DoAsync(db => db.RedoAsync(part));
        await books.FinishAsync(Assert.Single(await books.ClaimAsync()));
        await SettleAsync(books, whole);
        Assert.Equal(TaskOutcome.Done, await OutcomeAsync(books, whole));
    }

    [Fact]
    public async Task A_task_that_splits_itself_ends_with_its_parts_and_they_with_it_in_one_transaction()
    {
        await using var books = await TestBooks.NewAsync(server);
        var task = await books.EnqueueAsync();
        var claim = Assert.Single(await books.ClaimAsync());
        await books.DoAsync(async db =>
        {
            Assert.True(await db.WaitForPartsAsync(claim));
            await db.EnqueueManyAsync(QueueWork.Agent, QueueWork.Type, [new(new { }), new(new { })], task);
        });
        Assert.Equal(0, await SettleAsync(books, task));
        foreach (var part in await books.ClaimAsync(10)) await books.FinishAsync(part);
        Assert.Equal(1, await SettleAsync(books, task));
    }

    [Fact]
    public async Task What_waits_is_cancelled_at_once_with_all_its_parts()
    {
        await using var books = await TestBooks.NewAsync(server);
        var whole = await BatchAsync(books, 50);
        await books.DoAsync(db => db.CancelAsync(whole));
        Assert.Empty(await books.ClaimAsync(100));
        Assert.Equal(TaskOutcome.Cancelled, await OutcomeAsync(books, whole));
        Assert.Equal((0, 51), await books.AskAsync(async db => (await db.Tasks.CountAsync(), await db.FinishedTasks.CountAsync(t => t.Outcome == TaskOutcome.Cancelled))));
    }

    [Fact]
    public async Task What_is_under_way_when_it_is_cancelled_can_no_longer_land_and_its_whole_ends_cancelled()
    {
        await using var books = await TestBooks.NewAsync(server);
        var whole = await BatchAsync(books, 5);
        var under = (await books.ClaimAsync(2)).ToList();
        await books.DoAsync(db => db.CancelAsync(whole));

        Assert.Equal(2, await books.AskAsync(db => db.Tasks.CountAsync(t => t.Status == TaskState.Running && t.CancelRequested)));
        Assert.Equal(2, (await books.WorkerAsync(db => db.BeatAsync([.. under.Select(u => u.LeaseToken)], QueueWork.Lease))).Count);
        Assert.False(await books.FinishAsync(under[0]));
        foreach (var claim in under) Assert.True(await books.AgentAsync(db => db.EndCancelledAsync(claim)));
        await SettleAsync(books, whole);
        Assert.Equal(TaskOutcome.Cancelled, await OutcomeAsync(books, whole));
        Assert.Equal(0, await books.AskAsync(db => db.Tasks.CountAsync()));
    }

    [Fact]
    public async Task The_sweep_ends_a_cancelled_task_whose_worker_is_gone()
    {
        await using var books = await TestBooks.NewAsync(server);
        var task = await books.EnqueueAsync();
        await books.ClaimAsync(lease: TimeSpan.FromMilliseconds(-1));
        await books.DoAsync(db => db.CancelAsync(task));
        await books.WorkerAsync(db => db.SweepAsync());
        Assert.Equal(TaskOutcome.Cancelled, await OutcomeAsync(books, task));
    }

    [Fact]
    public async Task A_task_that_works_through_many_things_says_how_far_it_is()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.EnqueueAsync();
        var claim = Assert.Single(await books.ClaimAsync());
        Assert.Equal(1, await books.AgentAsync(db => db.ProgressAsync(claim, 12, 40)));
        Assert.Equal((12, 40), await books.AskAsync(db => db.Tasks.Select(t => new ValueTuple<int?, int?>(t.Done, t.Total)).SingleAsync()));
    }
}
