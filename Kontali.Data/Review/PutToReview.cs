using Kontali.Data.Booking;
using Kontali.Data.Invoices;

namespace Kontali.Data.Review;

/// <summary>Puts an invoice before a person.</summary>
public static class PutToReview
{
    /// <summary>The kind of source a vendor's invoice is.</summary>
    public const string VendorInvoiceSource = "vendor_invoice";

    /// <summary>Adds the review item.</summary>
    public static ReviewItem PutToReviewItem(this KontaliContext db, VendorInvoice invoice, AgentDecision decision, Route route)
    {
        invoice.PutToReview();
        var item = new ReviewItem
        {
            Id = Ids.New(db.Clock),
            TenantId = invoice.TenantId,
            ClientId = invoice.ClientId,
            SourceType = VendorInvoiceSource,
            SourceId = invoice.Id,
            Priority = route.Priority,
            IssueCategory = route.Code,
            IssueDescription = route.Why,
            DecisionId = decision.Id,
            AiSuggestion = decision.Decision,
            AiConfidence = decision.ConfidenceScore,
            DueAt = DueOf(invoice, db.Clock.Now()),
            CreatedAt = db.Clock.Now(),
        };
        db.ReviewQueue.Add(item);
        return item;
    }

    /// <summary>When a person should have settled it: noon of the due date; a week after it came where the invoice names none.</summary>
    internal static DateTimeOffset DueOf(VendorInvoice invoice, DateTimeOffset now) =>
        invoice.DueDate is { } due ? new(due.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : now.AddDays(7);
}
