using System.Diagnostics;
using System.Net.Http.Headers;
using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Seed;
using Kontali.Tests.Booking;
using Kontali.Tests.World;
using Kontali.Web;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Agents;

/// <summary>The whole program as a process of its own, killed without warning in the middle of its work.</summary>
public sealed class KilledTests(TestServer server) : IDisposable
{
    // KONTALI_KILLS=50 dotnet … -class "*KilledTests" is the long shape: ten invoices a kill, five hundred in all.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("KONTALI_KILLS"), System.Globalization.CultureInfo.InvariantCulture, out var kills) ? kills : 5;
    private static readonly int Invoices = Kills * (Kills < 10 ? 20 : 10);
    private readonly TestFolder folder = new();

    [Fact]
    public async Task Killed_again_and_again_in_the_middle_of_its_work_and_started_again_each_invoice_is_there_once()
    {
        await using var books = await TestBooks.NewAsync(server);
        var key = await books.DoAsync(db => db.MakeApiKeyAsync("prøve"));
        var buyer = await books.AskAsync(db => db.Clients.SingleAsync());

        var sent = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var doomed = await DoomedKontali.StartAsync(books.Ways, folder);
            var some = Enumerable.Range(sent, Invoices / Kills).ToList();
            await Task.WhenAll(some.Select(n => SendAsync(doomed.Address, key, Sample(buyer, n))));
            sent += some.Count;
            // Not always at the same moment of the work.
            await Task.Delay(kill * 37 % 200, TestContext.Current.CancellationToken);
            doomed.Kill();
        }
        Assert.NotEqual(Invoices, await books.AskAsync(db => db.Invoices.CountAsync()));

        using var last = await DoomedKontali.StartAsync(books.Ways, folder);
        var restarted = Stopwatch.StartNew();
        await DoomedKontali.UntilAsync(async () => await books.AskAsync(db => db.Tasks.CountAsync()) == 0);
        var ended = restarted.Elapsed;
        var numbers = await books.AskAsync(db => db.Invoices.Select(i => i.InvoiceNumber).ToListAsync());
        Assert.Equal(Enumerable.Range(0, Invoices).Select(n => $"F-{n}").Order(), numbers.Order());
        Assert.Equal(Invoices, await books.AskAsync(db => db.Arrivals.CountAsync(a => a.Status == ArrivalStatus.Review || a.Status == ArrivalStatus.Posted)));
        Assert.Equal(Invoices, await books.AskAsync(db => db.FinishedTasks.CountAsync()));
        Assert.InRange(ended.TotalSeconds, 0, 75 + Invoices);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {Invoices} invoices; all ended {ended.TotalSeconds:N1} s after the last start");
        last.Kill();
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Sample(Client buyer, int number) => EhfWriter.Write(Coded.Facts((1000m + number, "S", 25m)) with
    {
        Number = $"F-{number}",
        Buyer = new Party { Name = buyer.Name, CompanyId = buyer.OrgNumber.ToString(), Address = new([], null, null, null, "NO") },
        // Ten vendors, so that some are new in the same moment.
        Seller = new Party { Name = $"Leverandør {number % 10} AS", CompanyId = DemoNumbers.Org(700 + number % 10).ToString(), Address = new([], null, null, null, "NO") },
    });

    private static async Task SendAsync(Uri address, string key, byte[] bytes)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "faktura.xml" } };
        http.DefaultRequestHeaders.Add("X-Api-Key", key);
        (await http.PostAsync(new Uri("/api/intake", UriKind.Relative), form)).EnsureSuccessStatusCode();
    }
}
