using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Tests.Booking;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Tests.Corrections;

/// <summary>Invoices that are posted already, coded as the test wants them: with document, decision, vendor and voucher.</summary>
internal static class PostedInvoices
{
    /// <summary>Another client of the same firm.</summary>
    public static async Task<Guid> ClientAsync(TestBooks books, string number, string name)
    {
        var id = Ids.New(books.Clock);
        await books.DoAsync(db => db.OpenBooksAsync(new Client { Id = id, TenantId = books.Firm, ClientNumber = number, Name = name, OrgNumber = DemoNumbers.Org(800 + int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) % 100) }), Actor.Setup(books.Firm));
        return id;
    }

    /// <summary>An invoice of 25 % VAT, posted by the agent on this account and code.</summary>
    public static Task<JournalEntry> PostAsync(TestBooks books, Guid client, string number, decimal net, string account = "6540", string code = "1", DateOnly? on = null, int seller = 700) =>
        PostAsync(books, client, Coded.Facts((net, "S", 25m)) with { Number = number, IssueDate = on ?? Coded.Day, Seller = Seller(seller) }, [(account, code)]);

    /// <summary>The invoice that is written, posted on these accounts and codes by the agent.</summary>
    public static async Task<JournalEntry> PostAsync(TestBooks books, Guid client, InvoiceFacts facts, IReadOnlyList<(string, string)> coding, decimal? rate = null, Actor? by = null) => await books.DoAsync(async db =>
    {
        var owner = await db.Clients.SingleAsync(c => c.Id == client);
        var id = Ids.New(books.Clock);
        var document = new Document { Id = id, TenantId = books.Firm, StoreKey = $"prøve/{id}", FileHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(id.ToByteArray())), FileSize = 1, Filename = $"{facts.Number}.xml", MimeType = "text/xml", DocumentType = FileKind.Ehf, Door = Door.Browser, UploadedAt = books.Clock.Now() };
        document.BelongsTo(client);
        db.Documents.Add(document);
        var invoice = (await db.RegisterInvoiceAsync(document, owner, facts, [])).Invoice;
        if (rate is { } stated) invoice.ExchangeRate = stated;
        var coded = Coded.Lines(facts, coding);
        var suggestion = new Suggestion { Lines = [.. coded.Select(l => new SuggestedLine { Share = l.Share, Account = l.Account, VatCode = l.VatCode, Text = l.Text, Confidence = 0.97, Evidence = [], Alternatives = [] })], Confidence = 0.97, Flags = [], Model = "prøve" };
        var decision = new AgentDecision { Id = Ids.New(books.Clock), TenantId = books.Firm, ClientId = client, AgentType = "bokfører", DecisionType = "post", SourceType = PutToReview.VendorInvoiceSource, SourceId = invoice.Id, InputData = System.Text.Json.JsonSerializer.SerializeToElement(new { }), Decision = suggestion, ConfidenceScore = 97, Reasoning = Phrase.Of($"97 % sikker."), ModelUsed = "prøve", CreatedAt = books.Clock.Now() };
        db.Decisions.Add(decision);
        await db.SaveChangesAsync();
        var entry = await db.PostAsync(InvoiceVoucher.Of(invoice, coded, await db.BookingRulesAsync(owner), facts.IssueDate, invoice.Id, document.FileHash, decision.Id));
        invoice.Posted(entry.Id, entry.CreatedAt, null);
        db.Tell(Happened.Posted, invoice.Id, client);
        return entry;
    }, by ?? Actor.Agent(books.Firm, "bokfører"));

    public static Party Seller(int place) => new() { Name = $"Leverandør {place} AS", CompanyId = DemoNumbers.Org(place).ToString(), Address = new([], null, null, null, "NO") };

    /// <summary>The month, as closed as that.</summary>
    public static Task ShutAsync(TestBooks books, Guid client, string month, PeriodState state) =>
        books.DoAsync(db => db.Database.ExecuteSqlAsync($"insert into ledger.periods (tenant_id, client_id, name, state) values ({books.Firm}, {client}, {month}, {Word(state)}) on conflict (client_id, name) do update set state = excluded.state"));

    private static string Word(PeriodState state) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    /// <summary>Every account of every client by month, as the lines say: what must be the same before and after.</summary>
    public static async Task<string> BalancesAsync(TestBooks books) => string.Join('\n', await books.AskAsync(db => (
        from p in db.Postings
        join j in db.Journal on p.EntryId equals j.Id
        group p by new { p.ClientId, p.AccountNumber, j.Period } into g
        where g.Sum(p => p.DebitAmount - p.CreditAmount) != 0
        orderby g.Key.ClientId, g.Key.AccountNumber, g.Key.Period
        select $"{g.Key.ClientId} {g.Key.AccountNumber} {g.Key.Period} {g.Sum(p => p.DebitAmount - p.CreditAmount):0.00}").ToListAsync(), Actor.Setup(books.Firm)));

    /// <summary>A voucher's lines as people read them, without the vendor's.</summary>
    public static string Lines(JournalEntry entry) => string.Join('\n', entry.Postings.OrderBy(p => p.LineNumber).Select(p => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.AccountNumber} {p.Amount:0.00}{(p.VatCode is { } c ? $" [{c}]" : "")}{(p.VatBaseAmount is { } b ? $" base {b:0.00} vat {p.VatAmount:0.00}" : "")}{(p.Currency is { } x ? $" {x} {p.CurrencyAmount:0.00}" : "")}")));
}
