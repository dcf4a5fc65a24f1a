using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Tasks;

/// <summary>The queue on a real database: claimed once, in order, fairly, never lost.</summary>
public sealed class QueueTests(TestServer server)
{
    [Fact]
    public async Task A_firm_with_thousands_of_tasks_does_not_starve_one_with_a_single_task()
    {
        await using var large = await TestBooks.NewAsync(server);
        await using var small = await large.NextDoorAsync();
        await large.EnqueueAsync(5000, priority: 1);
        await small.EnqueueAsync();

        Assert.Contains(await large.ClaimAsync(100), c => c.TenantId == small.Firm);

        // And one at a time: each firm with something due has an equal chance, so fifty in a row for one of two is out of the question.
        await small.EnqueueAsync();
        var firms = new List<Guid>();
        while (firms.Count < 50 && !firms.Contains(small.Firm)) firms.Add((await large.ClaimAsync(1))[0].TenantId);
        Assert.Contains(small.Firm, firms);
    }

    [Fact]
    public async Task A_firm_whose_tasks_are_not_due_takes_nobodys_share()
    {
        await using var here = await TestBooks.NewAsync(server);
        await using var there = await here.NextDoorAsync();
        await there.EnqueueAsync(notBefore: new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await here.EnqueueAsync(100);
        Assert.Equal(100, (await here.ClaimAsync(100)).Count);
        Assert.Empty(await here.ClaimAsync(100));
    }

    [Fact]
    public async Task Within_a_firm_the_lower_priority_number_goes_first_and_then_the_older()
    {
        await using var books = await TestBooks.NewAsync(server);
        var ordinary = await books.EnqueueAsync();
        var later = await books.EnqueueAsync();
        var urgent = await books.EnqueueAsync(priority: 1);

        List<Guid> order = [];
        while (await books.ClaimAsync() is [var claim]) order.Add(claim.Id);
        Assert.Equal([urgent, ordinary, later], order);
    }

    [Fact]
    public async Task A_task_is_due_by_the_databases_clock_whatever_ours_says()
    {
        await using var books = await TestBooks.NewAsync(server);
        books.Clock.Set(new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var task = await books.EnqueueAsync();
        Assert.Equal(task, Assert.Single(await books.ClaimAsync()).Id);

        await books.EnqueueAsync(notBefore: new DateTimeOffset(2098, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(await books.ClaimAsync());
        Assert.True(await books.WorkerAsync(db => db.UntilNextAsync()) > TimeSpan.FromDays(365));
    }

    [Fact]
    public async Task Eight_workers_at_once_get_every_task_exactly_once()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.EnqueueAsync(2000);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(async w =>
        {
            List<Claim> mine = [];
            while (await books.ClaimAsync(37, $"prøve{w}") is { Count: > 0 } more)
            {
                mine.AddRange(more);
                Assert.Equal(more.Count, (await books.WorkerAsync(db => db.FinishManyAsync(more))).Count);
            }
            return mine;
        }));
        Assert.Equal(2000, claims.SelectMany(c => c).Select(c => c.Id).Distinct().Count());
        Assert.Equal(2000, claims.Sum(c => c.Count));
        Assert.Equal((0, 2000), await books.AskAsync(async db => (await db.Tasks.CountAsync(), await db.FinishedTasks.CountAsync())));
    }

    [Fact]
    public async Task Two_unfinished_tasks_never_have_the_same_key()
    {
        await using var books = await TestBooks.NewAsync(server);
        Task<int> Put() => books.DoAsync(db => db.EnqueueManyAsync(QueueWork.Agent, QueueWork.Type, [new(new { }, DedupeKey: "natt"), new(new { }, DedupeKey: "natt")]));
        Assert.Equal(1, await Put());
        Assert.Equal(0, await Put());
        Assert.True(await books.FinishAsync(Assert.Single(await books.ClaimAsync())));
        Assert.Equal(1, await Put());
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_taken_back_and_its_token_finishes_nothing()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.EnqueueAsync();
        var dead = Assert.Single(await books.ClaimAsync(lease: TimeSpan.FromMilliseconds(-1)));
        Assert.Equal(1, await books.WorkerAsync(db => db.SweepAsync()));

        var heir = Assert.Single(await books.ClaimAsync());
        Assert.Equal(dead.Id, heir.Id);
        Assert.False(await books.FinishAsync(dead));
        Assert.Empty(await books.WorkerAsync(db => db.FinishManyAsync([dead])));
        Assert.False(await books.AgentAsync(db => db.FailAsync(dead, "for sent")));
        Assert.Equal([dead.LeaseToken], await books.WorkerAsync(db => db.BeatAsync([dead.LeaseToken, heir.LeaseToken], QueueWork.Lease)));
        Assert.True(await books.FinishAsync(heir));
    }

    [Fact]
    public async Task A_beat_keeps_a_lease_and_a_release_costs_no_try()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.EnqueueAsync();
        var claim = Assert.Single(await books.ClaimAsync(lease: TimeSpan.FromMilliseconds(-1)));
        Assert.Empty(await books.WorkerAsync(db => db.BeatAsync([claim.LeaseToken], QueueWork.Lease)));
        Assert.Equal(0, await books.WorkerAsync(db => db.SweepAsync()));
        Assert.Equal(1, await books.WorkerAsync(db => db.ReleaseAsync([claim.LeaseToken])));
        Assert.Equal(1, Assert.Single(await books.ClaimAsync()).RetryCount);
    }

    [Fact]
    public async Task What_fails_waits_longer_each_time_and_never_exactly_as_long_as_another()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.EnqueueAsync(20);
        foreach (var claim in await books.ClaimAsync(20)) Assert.True(await books.AgentAsync(db => db.FailAsync(claim, "prøve")));
        Assert.Empty(await books.ClaimAsync(20));
        Assert.True(await books.AskAsync(db => db.Tasks.Select(t => t.RunAfter).Distinct().CountAsync()) > 10);
        for (var tries = 1; tries < 20; tries++)
            Assert.InRange(FailTask.Wait(tries).TotalSeconds, Math.Min(300, Math.Pow(2, tries)) * 0.75, Math.Min(300, Math.Pow(2, tries)) * 1.25);
    }

    [Fact]
    public async Task After_its_last_try_a_task_waits_for_a_person_who_may_redo_it()
    {
        await using var books = await TestBooks.NewAsync(server);
        var task = await books.EnqueueAsync();
        await books.KillAsync(task);
        Assert.Empty(await books.ClaimAsync());

        await books.DoAsync(db => db.Users.Where(u => u.Id == books.Actor.User).ExecuteUpdateAsync(u => u.SetProperty(p => p.Role, Role.Reader)));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.RedoAsync(task)));
        await books.DoAsync(db => db.Users.Where(u => u.Id == books.Actor.User).ExecuteUpdateAsync(u => u.SetProperty(p => p.Role, Role.Bookkeeper)));
        await books.DoAsync(db => db.RedoAsync(task));
        Assert.Equal(1, Assert.Single(await books.ClaimAsync()).RetryCount);
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.RedoAsync(task)));
    }

    [Fact]
    public async Task A_neighbour_can_neither_redo_nor_cancel_our_task()
    {
        await using var books = await TestBooks.NewAsync(server);
        await using var neighbour = await books.NextDoorAsync();
        var task = await books.EnqueueAsync();
        await Assert.ThrowsAsync<BrokenRule>(() => neighbour.DoAsync(db => db.CancelAsync(task)));
        await books.KillAsync(task);
        await Assert.ThrowsAsync<BrokenRule>(() => neighbour.DoAsync(db => db.RedoAsync(task)));
    }
}
