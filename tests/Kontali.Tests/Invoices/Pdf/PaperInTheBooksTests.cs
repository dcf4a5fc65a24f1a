using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.Invoices.Pdf.Papers;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Invoices.Pdf;

/// <summary>A PDF on its way into the books: read, corrected, learned from, and known again as the EHF it is.</summary>
public sealed class PaperInTheBooksTests(TestServer server)
{
    [Fact]
    public async Task A_paper_is_read_corrected_and_learned_from_and_undoing_forgets_it()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var layout = new PaperLayout("odd") { Words = new() { Number = "Sak", Issue = "Skrevet", Due = "Skal være oss i hende", Gross = "Vårt krav", Net = "Honorar", Vat = "Avgift til staten" } };
        var client = await books.AskAsync(db => db.Clients.SingleAsync(c => c.Id == books.Client));
        PaperFacts Facts(int which) => layout.Facts(which) with { Buyer = client.Name, BuyerNumber = client.OrgNumber.ToString(), Issue = books.Clock.Today().AddDays(-which - 1), Due = books.Clock.Today().AddDays(14) };

        var (first, second, third) = (Facts(0), Facts(1), Facts(2));
        var arrival = await books.ReceiveAsync(layout.Draw(first), "faktura.pdf");
        Assert.Equal(ArrivalStatus.Review, arrival.Status);
        var item = await Waiting(books, arrival);
        var read = (await books.AskAsync(db => db.ReviewCaseAsync(item.Id)))!.Invoice;
        Assert.Contains(read.Findings, f => f.Severity == Severity.Fatal);

        var change = new FactsChange { Number = first.Number, IssueDate = first.Issue, DueDate = first.Due, Gross = first.Gross, Vat = first.Vat, Currency = "NOK", Kid = first.Kid, Account = first.Account, SellerName = first.Seller, SellerNumber = first.SellerNumber };
        var words = await books.AskAsync(db => books.Agent.WordsAsync(db, item.Id));
        await books.DoAsync(db => books.Agent.CorrectFactsAsync(db, item.Id, item.RowVersion, change, words));
        var corrected = (await books.AskAsync(db => db.ReviewCaseAsync(item.Id)))!;
        Assert.Empty(PaperJudge.Wrong(first, corrected.Invoice.Facts));
        Assert.Equal((first.Gross, first.Vat, first.Number), (corrected.Invoice.TotalAmount, corrected.Invoice.VatAmount, corrected.Invoice.InvoiceNumber));
        Assert.Equal(first.Gross, corrected.Item.AiSuggestion.Lines.Sum(l => l.Share.Net + l.Share.Vat));

        // The next one stands right, and says that it was learned.
        var next = await Read(books, await books.ReceiveAsync(layout.Draw(second), "neste.pdf"));
        Assert.Empty(PaperJudge.Wrong(second, next.Facts));
        Assert.True(next.Facts.Pages!.Learned >= 4);

        await books.DoAsync(db => db.UndoAsync());
        var undone = (await books.AskAsync(db => db.ReviewCaseAsync(item.Id)))!.Invoice;
        Assert.Equal(read.InvoiceNumber, undone.InvoiceNumber);
        Assert.Equal(0, (await Read(books, await books.ReceiveAsync(layout.Draw(third), "tredje.pdf"))).Facts.Pages!.Learned);
    }

    [Fact]
    public async Task The_PDF_of_an_EHF_is_laid_beside_it_whichever_comes_first()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var client = await books.AskAsync(db => db.Clients.SingleAsync(c => c.Id == books.Client));
        var layout = PaperLayouts.Tuned[0];
        PaperFacts Facts(int which) => layout.Facts(which) with { Buyer = client.Name, BuyerNumber = client.OrgNumber.ToString(), Issue = books.Clock.Today().AddDays(-3), Due = books.Clock.Today().AddDays(11) };

        var one = Facts(0);
        var ehf = await books.ReceiveAsync(Ehf(one));
        var pdf = await books.ReceiveAsync(layout.Draw(one), "en.pdf");
        Assert.Equal(ArrivalStatus.Duplicate, pdf.Status);
        Assert.Equal(ehf.DocumentId, (await Joined(books, pdf)).DocumentId);
        Assert.Contains((await books.AskAsync(async db => await db.ReviewCaseAsync((await Waiting(books, ehf)).Id)))!.Inside, d => d.Id == pdf.DocumentId);

        var two = Facts(1);
        var paper = await books.ReceiveAsync(layout.Draw(two), "to.pdf");
        var late = await books.ReceiveAsync(Ehf(two));
        Assert.Equal(ArrivalStatus.Duplicate, late.Status);
        var holds = await Joined(books, late);
        Assert.Equal(paper.DocumentId, holds.DocumentId);
        Assert.Null(holds.Facts.Pages); // What the program wrote holds.
    }

    private static InvoiceFacts Ehf(PaperFacts f)
    {
        var vat = f.Rates.Select(r => new VatSubtotal("S", r.Rate, r.Base, r.Vat, null, null)).ToList();
        return new()
        {
            Kind = InvoiceKind.Invoice,
            TypeCode = "380",
            Number = f.Number,
            IssueDate = f.Issue,
            DueDate = f.Due,
            Currency = "NOK",
            Customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            Profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
            BuyerReference = "1",
            Seller = new() { Name = f.Seller, CompanyId = f.SellerNumber, VatNumber = $"NO{f.SellerNumber}MVA", InForetaksregisteret = true, Endpoint = f.SellerNumber, EndpointScheme = "0192", Address = new([f.Street], "5003", "Bergen", null, "NO") },
            Buyer = new() { Name = f.Buyer, CompanyId = f.BuyerNumber, Endpoint = f.BuyerNumber, EndpointScheme = "0192", Address = new(["Torget 3"], "5003", "Bergen", null, "NO") },
            Payment = [new("30", f.Kid, f.Account, null, null, null, null)],
            Lines = [.. f.Lines.Select((l, i) => new InvoiceLine { Id = $"{i + 1}", Name = l.Text, Quantity = l.Quantity, Unit = "EA", Price = l.Price, Net = l.Net, VatCategory = "S", VatPercent = l.Rate })],
            Vat = vat,
            LineTotal = f.Net,
            Net = f.Net,
            VatTotal = f.Vat,
            Gross = f.Gross,
            Payable = f.Gross,
        };
    }

    private static Task<ReviewItem> Waiting(TestBooks books, Arrival arrival) => books.AskAsync(db => (from r in db.ReviewQueue join i in db.Invoices on r.SourceId equals i.Id where i.DocumentId == arrival.DocumentId select r).SingleAsync());

    private static Task<VendorInvoice> Read(TestBooks books, Arrival arrival) => books.AskAsync(db => db.Invoices.SingleAsync(i => i.DocumentId == arrival.DocumentId));

    private static Task<VendorInvoice> Joined(TestBooks books, Arrival arrival) => books.AskAsync(db => db.JoinedDocuments.Where(j => j.DocumentId == arrival.DocumentId).Join(db.Invoices, j => j.InvoiceId, i => i.Id, (j, i) => i).SingleAsync());
}
