using System.Diagnostics;
using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Seed;

public sealed class DemoFirmTests(TestServer server)
{
    [Fact]
    public async Task The_demo_firm_is_seeded_in_seconds_and_only_once()
    {
        var ways = await server.CreateDatabaseAsync();
        using var folder = new TestFolder();
        var clock = new FakeClock(FakeClock.Noon);
        var store = new DocumentStore(folder.Path);
        KontaliContext Open(Actor actor) => new(KontaliContext.Options(ways.App)) { Actor = actor, Clock = clock };
        var watch = Stopwatch.StartNew();
        await DemoFirm.SeedAsync(Open, store, clock, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"seeded in {watch.ElapsedMilliseconds} ms");
        Console.WriteLine($"cpu {Process.GetCurrentProcess().TotalProcessorTime}");
        Console.WriteLine($"seeded in {watch.ElapsedMilliseconds} ms");
        await using var db = Open(Actor.Setup(DemoFirm.Id));
        Console.WriteLine($"vouchers {await db.Journal.CountAsync()} lines {await db.Postings.CountAsync()} vendors {await db.Vendors.CountAsync()} invoices {await db.Invoices.CountAsync()}");
    }
}
