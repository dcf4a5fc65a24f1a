using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Firms;

public sealed class RightsTests(TestServer server)
{
    [Fact]
    public async Task A_reader_reads_all_and_posts_nothing()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        books.Actor = DemoFirm.ActorOf(DemoFirm.Reader);
        Assert.Equal(DemoFirm.Clients.Count, await books.AskAsync(db => db.Clients.CountAsync()));
        Assert.Contains("ikke tilgang", (await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync("6300 100, 1920 -100"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bookkeeper_sees_and_posts_for_the_clients_assigned_to_her()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        books.Actor = DemoFirm.ActorOf(DemoFirm.Bookkeeper);
        Assert.Equal([DemoFirm.Cafe, DemoFirm.Bakery, DemoFirm.Gym, DemoFirm.Hairdresser], await books.AskAsync(db => db.Clients.OrderBy(c => c.Name).Select(c => c.Name).ToListAsync()));
        Assert.Equal(0, await books.AskAsync(db => db.Journal.CountAsync(j => j.ClientId == DemoFirm.IdOf(DemoFirm.Farm))));
        Assert.NotNull(await books.PostAsync("6300 100, 1920 -100"));
    }

    [Fact]
    public async Task A_bookkeeper_does_not_post_for_others()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Farm);
        books.Actor = DemoFirm.ActorOf(DemoFirm.Bookkeeper);
        Assert.Contains("finnes ikke", (await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync("6300 100, 1920 -100"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_left_may_do_nothing_from_that_moment()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoAsync(db => db.Users.Where(u => u.Id == books.Actor.User).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsActive, false)), DemoFirm.ActorOf(DemoFirm.Administrator));
        await Assert.ThrowsAsync<BrokenRule>(() => books.PostAsync("6300 100, 1920 -100"));
    }

    [Theory]
    [InlineData(Role.Administrator, "Deliver Post Pay Close SetUp")]
    [InlineData(Role.Accountant, "Deliver Post Pay Close")]
    [InlineData(Role.Bookkeeper, "Deliver Post")]
    [InlineData(Role.Reader, "")]
    public void Each_role_has_its_rights(Role role, string rights) =>
        Assert.Equal(rights, string.Join(' ', Enum.GetValues<Right>().Where(r => role.Has(r))));
}
