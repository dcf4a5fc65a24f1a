using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>
/// What the agent posted comes before a person again, as a sample: she codes it herself, without seeing what was posted.
/// The voucher stands until she has found otherwise.
/// </summary>
public static class Audits
{
    /// <summary>The reason such an item has.</summary>
    public const string Reason = "audit";

    extension(ReviewItem item)
    {
        /// <summary>Whether it is a sample, to be coded blind.</summary>
        public bool IsAudit => item.IssueCategory == Reason;
    }

    /// <summary>Puts a posted invoice before a person, with the suggestion left out.</summary>
    public static ReviewItem PutToAudit(this KontaliContext db, VendorInvoice invoice, AgentDecision decision)
    {
        var item = new ReviewItem
        {
            Id = Ids.New(db.Clock),
            TenantId = invoice.TenantId,
            ClientId = invoice.ClientId,
            SourceType = PutToReview.VendorInvoiceSource,
            SourceId = invoice.Id,
            IssueCategory = Reason,
            IssueDescription = Phrase.Of($"Stikkprøve: agenten har bokført denne. Før den slik du selv mener, så sammenlignes de."),
            DecisionId = decision.Id,
            AiSuggestion = Blind(decision.Decision),
            AiConfidence = 0,
            DueAt = db.Clock.Now().AddDays(7),
            CreatedAt = db.Clock.Now(),
        };
        db.ReviewQueue.Add(item);
        return item;
    }

    private static Suggestion Blind(Suggestion suggestion) => new()
    {
        Lines = [.. suggestion.Lines.Select(l => new SuggestedLine { Share = l.Share, Account = "", VatCode = "", Text = l.Share.Text, Confidence = 0, VatConfidence = 0, Evidence = [], Alternatives = [] })],
        Confidence = 0,
        Flags = [],
        Model = suggestion.Model,
    };

    // Alike: it was right, and nothing is posted. Otherwise the posted voucher is reversed and hers stands, linked, in one transaction.
    internal static async Task<JournalEntry> SettleAuditAsync(this KontaliContext db, ReviewItem item, VendorInvoice invoice, Settlement with, CancellationToken ct)
    {
        var posted = await db.PostedCodingAsync(invoice, ct);
        var entry = await db.Journal.Include(j => j.Postings).SingleAsync(j => j.Id == invoice.GeneralLedgerId, ct);
        var client = await db.Clients.SingleAsync(c => c.Id == item.ClientId, ct);
        // What she wrote must be bookable, whether or not it is then booked: a sample settled with half a coding says nothing.
        var hash = await db.Documents.Where(d => d.Id == invoice.DocumentId).Select(d => d.FileHash).SingleAsync(ct);
        var voucher = InvoiceVoucher.Of(invoice, with.Lines, await db.BookingRulesAsync(client, ct), with.On, item.Id, hash, item.DecisionId);
        var right = SettleReview.SameCoding(posted, with.Lines);
        if (!right)
        {
            var reversal = await db.ReverseAsync(entry.Id, await db.FirstOpenDayAsync(client.Id, entry.AccountingDate, ct), Why(with), Ids.New(db.Clock), ct);
            entry = await db.PostAsync(voucher, ct: ct);
            db.Corrections.Add(Corrected(db, item, posted, with, reversal, entry));
            invoice.Posted(entry.Id, entry.CreatedAt, db.Actor.User);
        }
        item.Resolve(right ? ReviewStatus.Approved : ReviewStatus.Corrected, db.Actor.User, db.Clock.Now(), with.Reason);
        db.Tell(Learned.Audited, invoice.Id, invoice.ClientId, new { item = item.Id, right });
        return entry;
    }

    /// <summary>She finds that it should never have been booked: the voucher is reversed and the invoice rejected.</summary>
    internal static async Task RefuseAuditAsync(this KontaliContext db, VendorInvoice invoice, string reason, CancellationToken ct)
    {
        var entry = await db.Journal.AsNoTracking().SingleAsync(j => j.Id == invoice.GeneralLedgerId, ct);
        await db.ReverseAsync(entry.Id, await db.FirstOpenDayAsync(invoice.ClientId, entry.AccountingDate, ct), reason, Ids.New(db.Clock), ct);
        invoice.TakenBack();
    }

    private static string Why(Settlement with) => string.IsNullOrWhiteSpace(with.Reason) ? "Stikkprøve: ført annerledes" : with.Reason.Trim();

    // How the standing voucher is coded: as a person corrected it, else as the agent decided.
    private static async Task<IReadOnlyList<CodedLine>> PostedCodingAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct)
    {
        if (await db.Corrections.AsNoTracking().Where(c => c.ReplacementEntryId == invoice.GeneralLedgerId).SingleOrDefaultAsync(ct) is { } corrected) return corrected.CorrectedEntry;
        var decision = await db.Decisions.AsNoTracking().Where(d => db.Journal.Any(j => j.Id == invoice.GeneralLedgerId && j.DecisionId == d.Id)).SingleAsync(ct);
        return [.. decision.Decision.Lines.Select(CodedLine.From)];
    }

    private static Correction Corrected(KontaliContext db, ReviewItem item, IReadOnlyList<CodedLine> posted, Settlement with, JournalEntry reversal, JournalEntry replacement) => new()
    {
        Id = Ids.New(db.Clock),
        TenantId = item.TenantId,
        ClientId = item.ClientId,
        ReviewQueueId = item.Id,
        DecisionId = item.DecisionId,
        JournalEntryId = reversal.ReversalOfId,
        ReversalEntryId = reversal.Id,
        ReplacementEntryId = replacement.Id,
        OriginalEntry = posted,
        CorrectedEntry = with.Lines,
        CorrectionReason = with.Reason,
        CorrectedBy = db.Actor.User,
        CreatedAt = replacement.CreatedAt,
    };
}
