using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>A person corrects what was read from a paper: the invoice is written anew, suggested anew, and its supplier's layout is learned.</summary>
public sealed partial class InvoiceAgent
{
    /// <summary>The words of an item's document, to be learned from; null where it has none. Outside any transaction: a picture takes seconds.</summary>
    public async Task<PageText?> WordsAsync(KontaliContext db, Guid itemId, CancellationToken ct = default)
    {
        if (pages is null) return null;
        var document = await (from r in db.ReviewQueue where r.Id == itemId join i in db.Invoices on r.SourceId equals i.Id join d in db.Documents on i.DocumentId equals d.Id select d).AsNoTracking().SingleOrDefaultAsync(ct);
        await suggester.WakeAsync(db, ct);
        try
        {
            return document is null ? null : await pages.TextAsync(document, await store.ReadAsync(document.StoreKey, ct), ct);
        }
        catch (ReaderDied)
        {
            return null;
        }
    }

    /// <summary>Corrects the facts of an item that waits. It waits on, with a new suggestion: nothing is posted.</summary>
    /// <exception cref="BrokenRule">Somebody settled or changed it meanwhile, what she wrote is not right, or such an invoice is here already.</exception>
    public async Task CorrectFactsAsync(KontaliContext db, Guid itemId, uint version, FactsChange change, PageText? text, CancellationToken ct = default)
    {
        if (change.Problem is { } problem) throw new BrokenRule(problem);
        var item = await db.TakeAsync(itemId, version, ct);
        if (item.IsAudit) throw new BrokenRule($"En stikkprøve viser det som er bokført. Tilbakefør bilaget for å rette det.");
        var invoice = await db.InvoiceOfAsync(item, ct);
        if (invoice.Facts.Pages is null) throw new BrokenRule($"Bare det som er lest fra en PDF eller et bilde, kan rettes. En EHF sier selv hva den er.");
        var document = await db.Documents.SingleAsync(d => d.Id == invoice.DocumentId, ct);
        var client = await db.Clients.SingleAsync(c => c.Id == invoice.ClientId, ct);
        var (facts, places) = await LearnedAsync(db, document, invoice.Facts, change, text, ct);
        var identity = VendorIdentity.Of(facts.Seller);
        var vendor = await db.Vendors.SingleOrDefaultAsync(v => v.ClientId == client.Id && v.Identity == identity, ct) ?? await db.NewVendorAsync(client, facts.Seller, ct);
        var number = InvoiceNumber.Normalize(facts.Number);
        if (await db.Invoices.AnyAsync(i => i.ClientId == client.Id && i.VendorId == vendor.Id && i.NormalizedNumber == number && i.Kind == facts.Kind && i.Id != invoice.Id, ct))
            throw new BrokenRule($"Faktura {facts.Number} fra {facts.Seller.Name} ligger allerede i Kontali. Er dette den samme, avvis denne.");

        var before = item.Stands with { Read = new(invoice.Facts, invoice.Findings, invoice.VendorId, item.DecisionId, item.IssueCategory, item.IssueDescription) };
        db.Rewrite(invoice, vendor.Id, facts, InvoiceChecks.Check(facts));
        await db.KeepDeedAsync(item, invoice, DeedKind.FactsCorrected, before, together: null, ct: ct);
        db.Teach(document, places);
        if (await db.Arrivals.FindAsync([document.Id], ct) is { } arrival) Describe(arrival, facts);
        var question = new Question(invoice, vendor, await db.BookingRulesAsync(client, ct));
        var (suggestion, earned, ruling) = await ThinkAsync(db, question, null, addressee: true, ct);
        var firm = await db.Tenants.AsNoTracking().SingleAsync(t => t.Id == client.TenantId, ct);
        var route = Routing.Of(new(client, firm.Settings, invoice, suggestion, earned, db.Clock.Today()) { Ruling = ruling });
        if (route.Posts) route = new(false, "corrected_facts", Phrase.Of($"Rettet av {db.Actor.Name}. Se over og godkjenn."));
        db.Resuggest(item, Decide(db, question, suggestion, earned, ruling, route, document, default, 0), route);
        await db.ForgetDraftAsync(item.Id, ct);
    }

    private static async Task<(InvoiceFacts Facts, IReadOnlyList<LearnedPlace> Places)> LearnedAsync(KontaliContext db, Documents.Document document, InvoiceFacts read, FactsChange change, PageText? text, CancellationToken ct)
    {
        if (text is null) return (change.On(read), []);
        var world = await PageInvoices.WorldAsync(db, document, text, ct);
        var places = TeachLayout.Of(text, change.On(read), [.. world.Clients.Select(c => c.OrgNumber)]);
        return (change.On(read, PdfReader.Read(text, world with { Places = places }).Facts), places);
    }
}
