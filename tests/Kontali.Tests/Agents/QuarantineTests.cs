using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Tests.Invoices.Pdf.Papers;
using Kontali.Tests.Tasks;
using Kontali.Tests.World;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kontali.Tests.Agents;

/// <summary>A file that ends its reader harms itself alone.</summary>
public sealed class QuarantineTests(TestServer server)
{
    private static readonly byte[] Deadly = "%PDF-1.4\n% ends its reader\n"u8.ToArray();

    // Reads as the program does, but for the one file that ends whoever opens it.
    private sealed class Mortal : IPageReader
    {
        private readonly ReaderHere _reader = new();
        public int Died { get; private set; }

        public Task<PagesRead> ReadAsync(ReadOnlyMemory<byte> bytes, bool isPdf, CancellationToken ct = default)
        {
            if (!bytes.Span.SequenceEqual(Deadly)) return _reader.ReadAsync(bytes, isPdf, ct);
            Died++;
            throw new ReaderDied("ended");
        }
    }

    [Fact]
    public async Task After_three_tries_it_is_put_in_quarantine_and_the_others_are_read_meanwhile()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var client = await books.AskAsync(db => db.Clients.SingleAsync(c => c.Id == books.Client));
        var layout = PaperLayouts.Tuned[0];
        var deadly = await PutAsync(Deadly, "farlig.pdf");
        List<Guid> others = [];
        for (var i = 0; i < 3; i++) others.Add(await PutAsync(layout.Draw(layout.Facts(i) with { Buyer = client.Name, BuyerNumber = client.OrgNumber.ToString() }), $"faktura {i}.pdf"));

        using var suggester = new MemorySuggester();
        var (reader, contexts) = (new Mortal(), books.Contexts());
        var runner = new TaskRunner(contexts, [new InvoiceAgent(server.Store, suggester, pages: new PageInvoices(reader))], NullLogger<TaskRunner>.Instance);
        for (var round = 0; round < 5 && reader.Died < 3; round++)
        {
            while (await books.ClaimAsync() is [var claim]) await runner.RunAsync(claim, TestContext.Current.CancellationToken);
            // The first time round, all but the one are done.
            Assert.Equal(0, await books.AskAsync(db => db.Arrivals.CountAsync(a => others.Contains(a.DocumentId) && a.Status == ArrivalStatus.Received)));
            Assert.Null(await books.SqlStateAsync("update agent_tasks set run_after = now() where status = 'pending'"));
        }

        Assert.Equal(3, reader.Died);
        Assert.Empty(await books.ClaimAsync());
        var arrival = await books.AskAsync(db => db.Arrivals.SingleAsync(a => a.DocumentId == deadly));
        Assert.StartsWith("Filen er satt i karantene: den har stanset leseren 3 ganger.", arrival.Reason!.ToString(), StringComparison.Ordinal);

        async Task<Guid> PutAsync(byte[] bytes, string name)
        {
            var kept = await server.Store.KeepAsync(books.Firm, new MemoryStream(bytes));
            var (kind, mime) = ContentType.Of(bytes);
            return (await books.DoAsync(db => db.ReceiveAsync(kept, name, mime, kind, Door.Browser, books.Client))).DocumentId;
        }
    }
}
