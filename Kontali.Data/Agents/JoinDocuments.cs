using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>EHF and PDF of one invoice are one invoice: the second that comes is laid beside the first.</summary>
public sealed partial class InvoiceAgent
{
    /// <summary>The EHF this PDF lies inside, by its very bytes; null where it lies in none.</summary>
    private static async Task<VendorInvoice?> HolderOfAsync(KontaliContext db, Document document, CancellationToken ct) => document.DocumentType != FileKind.Pdf ? null
        : await db.Documents.Where(d => d.FileHash == document.FileHash && d.ParentId != null).Join(db.Invoices, d => d.ParentId, i => i.DocumentId, (d, i) => i).FirstOrDefaultAsync(ct);

    /// <summary>An EHF of the same debt: vendor, date, total, and the number or the payment reference.</summary>
    private static async Task<VendorInvoice?> EhfOfAsync(KontaliContext db, Client client, InvoiceFacts facts, CancellationToken ct)
    {
        if (facts.Pages is null) return null;
        var identity = VendorIdentity.Of(facts.Seller);
        var (number, kid) = (InvoiceNumber.Normalize(facts.Number), facts.Payment.FirstOrDefault()?.Reference);
        var alike = await db.Invoices.Where(i => i.ClientId == client.Id && i.Kind == facts.Kind && i.TotalAmount == facts.Gross && i.InvoiceDate == facts.IssueDate && (i.NormalizedNumber == number || (kid != null && i.Kid == kid))
            && db.Vendors.Any(v => v.Id == i.VendorId && v.Identity == identity)).OrderBy(i => i.CreatedAt).Take(5).ToListAsync(ct);
        return alike.Find(i => i.Facts.Pages is null);
    }

    // Two pictures of one invoice, one by a program and one of paper. What the program wrote is what holds, as long as nothing is posted.
    private async Task<bool> JoinAsync(KontaliContext db, Reader read, InvoiceFacts facts, Arrival arrival, Document document, VendorInvoice earlier, CancellationToken ct)
    {
        if (earlier.Facts.Pages is null == facts.Pages is null) return false;
        db.JoinedDocuments.Add(new() { TenantId = earlier.TenantId, ClientId = earlier.ClientId, DocumentId = document.Id, InvoiceId = earlier.Id, JoinedAt = db.Clock.Now() });
        if (facts.Pages is not null)
        {
            Close(db, arrival, ArrivalStatus.Duplicate, Happened.DocumentRefused, Phrase.Of($"Faktura {earlier.InvoiceNumber} fra {earlier.Facts.Seller.Name} er her fra før som EHF. Denne PDF-en er lagt ved den."));
            return true;
        }
        var same = earlier.TotalAmount == facts.Gross && earlier.VatAmount == facts.VatTotal;
        if (earlier.ReviewStatus == InvoiceStatus.Review && await db.ReviewQueue.Open.SingleOrDefaultAsync(r => r.SourceId == earlier.Id, ct) is { } item)
        {
            await ReplaceAsync(db, read, facts, document, earlier, item, ct);
            Close(db, arrival, ArrivalStatus.Duplicate, Happened.DocumentRefused, Phrase.Of($"Faktura {facts.Number} fra {facts.Seller.Name} var her fra før som PDF, og ventet på kontroll. Nå gjelder det som står i EHF-en."));
        }
        else Close(db, arrival, ArrivalStatus.Duplicate, Happened.DocumentRefused, same
            ? Phrase.Of($"Faktura {facts.Number} fra {facts.Seller.Name} er behandlet fra før, som PDF. EHF-en er lagt ved den.")
            : Phrase.Of($"Faktura {facts.Number} fra {facts.Seller.Name} er behandlet fra før, som PDF på {earlier.TotalAmount:N2}. EHF-en, som er lagt ved, er på {facts.Gross:N2}. Se på dem."));
        return true;
    }

    private async Task ReplaceAsync(KontaliContext db, Reader read, InvoiceFacts facts, Document document, VendorInvoice invoice, ReviewItem item, CancellationToken ct)
    {
        var client = await db.Clients.SingleAsync(c => c.Id == invoice.ClientId, ct);
        db.Rewrite(invoice, invoice.VendorId, facts, read.Reading.Findings);
        var vendor = await db.Vendors.SingleAsync(v => v.Id == invoice.VendorId, ct);
        var question = new Question(invoice, vendor, await db.BookingRulesAsync(client, ct));
        var (suggestion, earned, ruling) = await ThinkAsync(db, question, read.Advice, addressee: true, ct);
        var firm = await db.Tenants.AsNoTracking().SingleAsync(t => t.Id == client.TenantId, ct);
        var route = Routing.Of(new(client, firm.Settings, invoice, suggestion, earned, db.Clock.Today()) { Ruling = ruling });
        // It was before a person already, and stays there.
        if (route.Posts) route = new(false, "joined", Phrase.Of($"EHF-en kom etter PDF-en. Se over og godkjenn."));
        db.Resuggest(item, Decide(db, question, suggestion, earned, ruling, route, document, read.Used, 0), route);
    }
}
