using Kontali.Tests.World;
using Kontali.Web.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Review;

/// <summary>The program goes through its own pages once it is open, so that the first person of the day waits for nothing it has to learn.</summary>
public sealed class RehearsalTests(TestServer server)
{
    [Fact]
    public async Task It_sees_what_the_first_person_will_see_holds_nothing_and_leaves_nothing_behind()
    {
        await using var kontali = await RunningKontali.StartAsync(server);
        var firm = await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
        await firm.DeliverCaseAsync("77", 1000m);
        Task<(int, int, int, int)> TracesAsync() => firm.AskAsync(async db => (await db.ReviewLeases.CountAsync(), await db.ReviewDrafts.CountAsync(), await db.ReviewDeeds.CountAsync(), await db.AuditTrail.CountAsync()));
        var before = await TracesAsync();

        var drawn = await kontali.Part<Rehearsal>().WalkAsync(SmallFirm.Id, TestContext.Current.CancellationToken);

        Assert.Contains("Kontorlageret AS", drawn, StringComparison.Ordinal);
        Assert.Contains("booking-head", drawn, StringComparison.Ordinal);
        Assert.Equal(before, await TracesAsync());
    }
}
