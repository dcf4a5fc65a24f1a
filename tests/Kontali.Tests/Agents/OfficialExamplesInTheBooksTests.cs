using System.Globalization;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Tests.Invoices.Ehf;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Agents;

/// <summary>Every official example, given to a client, ends in review or is refused in words; the database holds what the example says.</summary>
public sealed class OfficialExamplesInTheBooksTests(TestServer server)
{
    [Fact]
    public async Task Every_official_example_stands_in_the_books_as_it_is_written()
    {
        var folder = Path.Combine(SharedStandards.EhfOrSkip(), "examples");
        await using var books = await TestBooks.NewAsync(server);
        List<string> wrong = [];
        var number = 0;
        foreach (var expected in SharedStandards.Csv(Path.Combine(folder, "expected-values.csv")))
        {
            // A client each: many examples bear the same number from the same seller.
            var client = await ClientAsync(books, ++number);
            var document = await SendAsync(books, await File.ReadAllBytesAsync(Path.Combine(folder, expected["file"]), TestContext.Current.CancellationToken), client);
            wrong.AddRange((await books.AskAsync(db => CompareAsync(db, document, expected))).Select(w => $"{expected["file"]}: {w}"));
        }
        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal(83, number);
    }

    private static Task<Guid> ClientAsync(TestBooks books, int number) => books.DoAsync(async db =>
    {
        var client = new Client { Id = Ids.New(books.Clock), TenantId = books.Firm, ClientNumber = $"{2000 + number}", Name = $"Klient {number} AS", OrgNumber = DemoNumbers.Org(1000 + number) };
        return (await db.OpenBooksAsync(client)).Id;
    });

    private async Task<Guid> SendAsync(TestBooks books, byte[] bytes, Guid client)
    {
        var kept = await server.Store.KeepAsync(books.Firm, new MemoryStream(bytes));
        var (kind, mime) = ContentType.Of(bytes);
        var receipt = await books.DoAsync(db => db.ReceiveAsync(kept, "eksempel.xml", mime, kind, Door.Browser, client));
        await books.WorkAsync();
        return receipt.DocumentId;
    }

    private static async Task<List<string>> CompareAsync(KontaliContext db, Guid document, Dictionary<string, string> expected)
    {
        var arrival = await db.Arrivals.SingleAsync(a => a.DocumentId == document);
        if (arrival.Status == ArrivalStatus.Rejected) return arrival.Reason is null ? ["refused without a word"] : [];
        if (arrival.Status is not (ArrivalStatus.Review or ArrivalStatus.Posted)) return [$"is {arrival.Status}: {arrival.Reason}"];
        var invoice = await db.Invoices.SingleAsync(i => i.DocumentId == document);
        var vendor = await db.Vendors.SingleAsync(v => v.Id == invoice.VendorId);
        (string What, string Is, string ShouldBe)[] fields =
        [
            // The kit gives the registered name; people know the vendor by its trading name.
            ("vendor", invoice.Facts.Seller.LegalName ?? vendor.Name, expected["supplier_name"]),
            ("number", invoice.InvoiceNumber, expected["invoice_number"]),
            ("date", Day(invoice.InvoiceDate), expected["issue_date"]),
            ("due", Day(invoice.DueDate), expected["due_date"]),
            ("currency", invoice.Currency, expected["currency"]),
            ("net", Kroner(invoice.AmountExclVat), expected["net"]),
            ("VAT", Kroner(invoice.VatAmount), expected["vat"] is "" ? "0.00" : expected["vat"]),
            ("total", Kroner(invoice.TotalAmount), expected["gross"]),
        ];
        return [.. fields.Where(f => f.Is != f.ShouldBe).Select(f => $"{f.What} is {f.Is}, should be {f.ShouldBe}")];
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Kroner(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
