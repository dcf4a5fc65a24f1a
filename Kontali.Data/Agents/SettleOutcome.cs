using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Keeps what became of a suggestion, as the books now say it. Told twice or late, it says the same.</summary>
public static class SettleOutcome
{
    /// <summary>Writes or revises the outcome of an invoice; null where it has none, for nothing was suggested or it never was posted.</summary>
    public static async Task<Outcome?> SettleOutcomeAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct = default)
    {
        var kept = await db.Outcomes.SingleOrDefaultAsync(o => o.InvoiceId == invoice.Id, ct);
        var audited = await db.ReviewQueue.AnyAsync(r => r.SourceId == invoice.Id && r.IssueCategory == Audits.Reason && (r.Status == ReviewStatus.Approved || r.Status == ReviewStatus.Corrected), ct);
        // A voucher that stands again after its correction was taken back is judged as it was the first time.
        var standing = await db.Corrections.AsNoTracking().Where(c => c.ReplacementEntryId == invoice.GeneralLedgerId && c.RestoresEntryId != null).Select(c => c.RestoresEntryId).SingleOrDefaultAsync(ct) ?? invoice.GeneralLedgerId;
        if (await db.Journal.AsNoTracking().SingleOrDefaultAsync(j => j.Id == standing, ct) is not { DecisionId: { } decisionId } entry)
        {
            if (invoice.ReviewStatus == InvoiceStatus.Rejected) kept?.Refused(db.Clock.Now());
            else kept?.TakenBack(db.Clock.Now());
            return kept;
        }
        var decision = await db.Decisions.AsNoTracking().SingleAsync(d => d.Id == decisionId, ct);
        var correction = await db.Corrections.AsNoTracking().SingleOrDefaultAsync(c => c.ReplacementEntryId == entry.Id, ct);
        if (decision.Decision.Lines.All(l => l.Account is "")) return kept;
        var (lines, right) = Compare(decision.Decision, correction?.CorrectedEntry);
        var known = entry.CreatedByType == ActorKind.Person || audited;
        if (kept is not null) kept.Revise(lines, right, known, audited, db.Clock.Now());
        else db.Outcomes.Add(kept = Of(invoice, decision, entry.CreatedByType == ActorKind.Agent, db.Clock.Now()).As(lines, right, known, audited));
        return kept;
    }

    /// <summary>How many lines were suggested, and how many stand as suggested. A line that a person split is right where all its parts are.</summary>
    public static (int Lines, int Right) Compare(Suggestion suggested, IReadOnlyList<CodedLine>? settled)
    {
        if (settled is null) return (suggested.Lines.Count, suggested.Lines.Count);
        var truth = settled.ToLookup(l => l.Share.Key.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray()));
        return (suggested.Lines.Count, suggested.Lines.Count(s => truth[s.Share.Key].Any() && truth[s.Share.Key].All(t => t.Account == s.Account && t.VatCode == s.VatCode)));
    }

    private static Outcome Of(VendorInvoice invoice, AgentDecision decision, bool byAgent, DateTimeOffset settledAt)
    {
        var input = DecisionInput.Of(decision);
        return new()
        {
            InvoiceId = invoice.Id,
            TenantId = invoice.TenantId,
            ClientId = invoice.ClientId,
            VendorIdentity = VendorIdentity.Of(invoice.Facts.Seller),
            DecisionId = decision.Id,
            Model = decision.ModelUsed,
            SuggestedAt = decision.CreatedAt,
            Probability = OneDecimal(decision.Decision.Confidence),
            LowerBound = input.LowerBound,
            Cases = input.Cases,
            StoppedBy = decision.Decision.Flags.FirstOrDefault(f => f.Stops)?.Code,
            Amount = Money.Round(Math.Abs(invoice.TotalAmount * (invoice.ExchangeRate ?? 1))),
            InvoiceDate = invoice.InvoiceDate,
            PostedByAgent = byAgent,
            SettledAt = settledAt,
        };
    }

    /// <summary>Per cent with one decimal, rounded down: 99.97 is not 100.</summary>
    public static decimal OneDecimal(double probability) => Math.Clamp((decimal)Math.Floor(probability * 1000) / 10, 0, 100);
}
