using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Tests.Booking;
using Kontali.Tests.Corrections;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Tests.Review;

/// <summary>Invoices that wait for a person, suggested as the test wants them.</summary>
internal static class WaitingInvoices
{
    /// <summary>One line of 25 % VAT that waits, suggested on this account; with a flag that stops, where one is named.</summary>
    public static async Task<Guid> WaitAsync(TestBooks books, Guid client, string number, decimal net, string account = "6540", string text = "Kontorrekvisita", int seller = 700, string? stops = null)
    {
        var facts = Coded.Facts((net, "S", 25m));
        facts = facts with { Number = number, Seller = PostedInvoices.Seller(seller), Lines = [.. facts.Lines.Select(l => l with { Name = text })] };
        return await books.DoAsync(async db =>
        {
            var owner = await db.Clients.SingleAsync(c => c.Id == client);
            var id = Ids.New(books.Clock);
            var document = new Document { Id = id, TenantId = books.Firm, StoreKey = $"prøve/{id}", FileHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(id.ToByteArray())), FileSize = 1, Filename = $"{number}.xml", MimeType = "text/xml", DocumentType = FileKind.Ehf, Door = Door.Browser, UploadedAt = books.Clock.Now() };
            document.BelongsTo(client);
            db.Documents.Add(document);
            var invoice = (await db.RegisterInvoiceAsync(document, owner, facts, [])).Invoice;
            IReadOnlyList<Flag> flags = stops is null ? [] : [new Flag(stops, true, Phrase.Of($"Må ses på."))];
            var suggestion = new Suggestion { Lines = [.. InvoiceShares.Of(facts).Select(s => new SuggestedLine { Share = s, Account = account, VatCode = "1", Text = s.Text, Confidence = 0.6, Evidence = [], Alternatives = [] })], Confidence = 0.6, Flags = flags, Model = "prøve" };
            var decision = new AgentDecision { Id = Ids.New(books.Clock), TenantId = books.Firm, ClientId = client, AgentType = "bokfører", DecisionType = "review", SourceType = PutToReview.VendorInvoiceSource, SourceId = invoice.Id, InputData = System.Text.Json.JsonSerializer.SerializeToElement(new { }), Decision = suggestion, ConfidenceScore = 60, Reasoning = Phrase.Of($"60 % sikker."), ModelUsed = "prøve", CreatedAt = books.Clock.Now() };
            db.Decisions.Add(decision);
            return db.PutToReviewItem(invoice, decision, new Route(false, stops ?? "unsure", Phrase.Of($"60 % sikker."))).Id;
        }, Actor.Agent(books.Firm, "bokfører"));
    }

    /// <summary>She corrects it to this account, and posts it.</summary>
    public static Task CorrectAsync(TestBooks books, Guid id, string account, Actor? by = null) => books.DoAsync(async db =>
    {
        var item = await db.ReviewQueue.AsNoTracking().SingleAsync(r => r.Id == id);
        await db.ApproveAsync(id, item.RowVersion, new([.. item.AiSuggestion.Lines.Select(CodedLine.From).Select(l => l with { Account = account })], Coded.Day));
    }, by);
}
