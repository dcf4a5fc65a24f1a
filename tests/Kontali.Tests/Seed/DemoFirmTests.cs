using System.Diagnostics;
using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Seed;

public sealed class DemoFirmTests(TestServer server)
{
    [Fact]
    public async Task Seeding_again_changes_nothing()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var before = await CountsAsync(books);
        await DemoFirm.SeedAsync(books.Open, server.Store, books.Clock, TestContext.Current.CancellationToken);
        Assert.Equal(before, await CountsAsync(books));
        TestContext.Current.TestOutputHelper?.WriteLine(before);
    }

    [Fact]
    public async Task Sending_the_fresh_invoices_again_sends_nothing()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        for (var time = 0; time < 2; time++)
            await DemoFirm.SendFreshInvoicesAsync(books.Open, server.Store, books.Clock, TestContext.Current.CancellationToken);
        Assert.Equal(DemoFirm.FreshInvoices(books.Today).Count, await books.AskAsync(db => db.Documents.CountAsync(d => d.Door == Door.Demo)));
    }

    [Fact]
    public void The_same_day_gives_the_same_files_and_another_day_others()
    {
        var today = new DateOnly(2026, 11, 20);
        Assert.Equal(DemoFirm.FreshInvoices(today).Select(f => f.Bytes), DemoFirm.FreshInvoices(today).Select(f => f.Bytes));
        Assert.NotEqual(DemoFirm.FreshInvoices(today)[0].Bytes, DemoFirm.FreshInvoices(today.AddDays(1))[0].Bytes);
    }

    [Theory]
    [InlineData(2024, 2, 29)]
    [InlineData(2026, 1, 1)]
    [InlineData(2027, 12, 31)]
    public void Every_day_has_fresh_invoices_and_every_ordinary_file_keeps_the_rules(int year, int month, int day)
    {
        var fresh = DemoFirm.FreshInvoices(new(year, month, day));
        Assert.InRange(fresh.Count, 65, 115);
        Assert.Equal(fresh.Count, fresh.Select(f => Convert.ToBase64String(f.Bytes)).Distinct().Count());
        Assert.All(fresh.Where(f => f.Lands is "posted"), file => Assert.DoesNotContain(EhfReader.Read(file.Bytes).Findings, f => f.Severity != Severity.Note));
    }

    [Fact]
    public void What_the_vendors_sent_before_keeps_the_rules_and_pays_with_true_numbers()
    {
        foreach (var purchase in DemoClients.All.SelectMany(c => DemoHistory.Of(c, new(2026, 11, 20))))
            Assert.Equal("", string.Join(", ", EhfReader.Read(EhfWriter.Write(purchase.Facts)).Findings.Where(f => f.Severity != Severity.Note).Select(f => $"{purchase.Vendor.Key} {f.Rule} {f.What}")));
    }

    [Fact]
    public void A_day_later_the_past_is_the_same()
    {
        static IEnumerable<string> Numbers(DateOnly today) => DemoHistory.Of(DemoClients.All[0], today).Select(p => $"{p.Facts.Number} {p.Facts.Gross}");
        Assert.Equal(Numbers(new(2026, 11, 20)), Numbers(new DateOnly(2026, 11, 21)).Take(Numbers(new(2026, 11, 20)).Count()));
    }

    [Fact]
    public async Task Everybody_signs_in_with_the_one_password_and_the_key_opens_for_the_firm()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var users = await books.AskAsync(db => db.Users.ToListAsync());
        Assert.Equal(Enum.GetValues<Role>().Order(), users.Select(u => u.Role).Order());
        Assert.All(users, u => Assert.NotEqual(PasswordVerificationResult.Failed, new PasswordHasher<User>().VerifyHashedPassword(u, u.PasswordHash!, DemoFirm.Password)));
        Assert.Equal(DemoFirm.Id, await books.AskAsync(db => db.FirmOfKeyAsync(DemoFirm.ApiKey), Actor.Nobody));
    }

    [Fact]
    public async Task The_books_look_like_books()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var sums = await books.AskAsync(db => db.Balances.GroupBy(b => new { b.ClientId, b.AccountNumber }).Select(g => new { g.Key.ClientId, g.Key.AccountNumber, Sum = g.Sum(b => b.Debit - b.Credit) }).ToListAsync());
        foreach (var client in sums.GroupBy(s => s.ClientId))
        {
            var name = DemoFirm.Clients.Single(c => DemoFirm.IdOf(c) == client.Key);
            decimal Of(string beginning) => client.Where(s => s.AccountNumber.StartsWith(beginning, StringComparison.Ordinal)).Sum(s => s.Sum);
            var margin = (Of("3") + Of("4") + Of("5") + Of("6") + Of("7")) / Of("3");
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: sales {-Of("3"):N0}, margin {margin:P0}, bank {Of("1920"):N0}, owed {-Of("2400"):N0}, VAT {-Of("27"):N0}");
            Assert.True(Of("1920") > 0 && Of("2400") <= 0 && margin is > -0.2m and < 0.6m, $"{name}: margin {margin:P0}, bank {Of("1920"):N0}, owed {-Of("2400"):N0}");
        }
    }

    /// <summary>Measured apart from the shared template; generous, for test machines are busy.</summary>
    [Fact]
    public async Task Seeding_takes_seconds()
    {
        var ways = await server.CreateDatabaseAsync();
        var clock = new FakeClock(FakeClock.Noon);
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await DemoFirm.SeedAsync(actor => new(KontaliContext.Options(ways.App)) { Actor = actor, Clock = clock }, server.Store, clock, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, of our own processor {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} s");
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{watch.Elapsed}");
    }

    private static Task<string> CountsAsync(TestBooks books) => books.AskAsync(async db =>
        $"{await db.Clients.CountAsync()} clients, {await db.Vendors.CountAsync()} vendors, {await db.Invoices.CountAsync()} invoices, {await db.Journal.CountAsync()} vouchers, {await db.Postings.CountAsync()} lines, {await db.Corrections.CountAsync()} corrections");
}
