using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

/// <summary>A posted voucher with all that correcting it needs on a screen.</summary>
/// <param name="Entry">The voucher with its lines.</param>
/// <param name="Books">Its client's books.</param>
/// <param name="Lines">Its lines, what is on the VAT accounts folded in.</param>
/// <param name="Invoice">The invoice it was made from, as a case coded the way it stands; null where it was made by hand.</param>
public sealed record CorrectionCase(JournalEntry Entry, ClientBooks Books, IReadOnlyList<PostedLine> Lines, ReviewCase? Invoice)
{
    /// <summary>The first open day from the voucher's own date.</summary>
    public DateOnly FirstDay { get; } = Books.OpenFrom(Entry.AccountingDate);

    /// <summary>Why it cannot be corrected; null where it can.</summary>
    public Phrase? Problem { get; init; }
}

/// <summary>Asks for one.</summary>
public static class CorrectionCaseQuery
{
    /// <summary>The case of a posted voucher; null where there is none, or it is somebody else's.</summary>
    public static async Task<CorrectionCase?> CorrectionCaseAsync(this KontaliContext db, Guid entryId, CancellationToken ct = default)
    {
        if (await db.Journal.AsNoTracking().Include(j => j.Postings).SingleOrDefaultAsync(j => j.Id == entryId, ct) is not { } entry) return null;
        if (!(await db.ClientBooksAsync([entry.ClientId], ct)).TryGetValue(entry.ClientId, out var books)) return null;
        var invoice = entry is { SourceType: EntrySource.VendorInvoice, SourceId: { } id } ? await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) : null;
        var reversal = await db.Journal.AsNoTracking().SingleOrDefaultAsync(j => j.ReversalOfId == entryId, ct);
        return new(entry, books, PostedLines.Of(entry.Postings, books.Rules), invoice is null ? null : await db.AsCaseAsync(entry, invoice, books, ct))
        {
            Problem = reversal is not null ? Phrase.Of($"Bilaget er allerede tilbakeført med {reversal.VoucherName}.")
                : entry.ReversalOfId is not null ? Phrase.Of($"Dette er selv en tilbakeføring. Rett bilaget som gjelder.")
                : invoice is not null && invoice.GeneralLedgerId != entryId ? Phrase.Of($"Bilaget gjelder ikke for fakturaen lenger.") : null,
        };
    }

    // As it lay in the queue, but suggested is how it stands.
    private static async Task<ReviewCase> AsCaseAsync(this KontaliContext db, JournalEntry entry, VendorInvoice invoice, ClientBooks books, CancellationToken ct)
    {
        var coded = (await db.CodingOfAsync([new(entry, entry.Postings, [])], new Dictionary<Guid, VendorInvoice> { [invoice.Id] = invoice }, new Dictionary<Guid, ClientBooks> { [entry.ClientId] = books }, ct))[entry.Id];
        var suggestion = new Suggestion
        {
            Lines = [.. coded.Select(l => new SuggestedLine { Share = l.Share, Account = l.Account, VatCode = l.VatCode, Text = l.Text, Confidence = (l.Confidence ?? 0) / 100.0, Evidence = [], Alternatives = [] })],
            Confidence = 0,
            Flags = [],
            Model = CodingOfVoucher.Source,
        };
        var item = new ReviewItem
        {
            Id = entry.Id,
            TenantId = entry.TenantId,
            ClientId = entry.ClientId,
            SourceType = PutToReview.VendorInvoiceSource,
            SourceId = invoice.Id,
            IssueCategory = "posted",
            IssueDescription = Phrase.Of($"Bokført"),
            DecisionId = entry.DecisionId ?? Guid.Empty,
            AiSuggestion = suggestion,
            AiConfidence = 0,
            DueAt = entry.CreatedAt,
        };
        var vendor = await db.Vendors.AsNoTracking().SingleAsync(v => v.Id == invoice.VendorId, ct);
        var document = await db.Documents.AsNoTracking().SingleAsync(d => d.Id == invoice.DocumentId, ct);
        var inside = await db.Documents.AsNoTracking().Where(d => d.ParentId == document.Id).OrderBy(d => d.UploadedAt).ToListAsync(ct);
        var shut = await db.Periods.AsNoTracking().Where(p => p.ClientId == entry.ClientId && p.State != PeriodState.Open).ToDictionaryAsync(p => p.Name, ct);
        return new(item, invoice, vendor, books.Rules, shut, document, inside, null);
    }
}
