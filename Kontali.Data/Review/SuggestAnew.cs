using Kontali.Data.Booking;

namespace Kontali.Data.Review;

/// <summary>Gives a waiting item another decision to show: what it is about was corrected, or that was undone.</summary>
internal static class SuggestAnew
{
    internal static void Resuggest(this KontaliContext db, ReviewItem item, AgentDecision decision, Route route)
    {
        var entry = db.Entry(item);
        entry.Property(nameof(ReviewItem.DecisionId)).CurrentValue = decision.Id;
        entry.Property(nameof(ReviewItem.AiSuggestion)).CurrentValue = decision.Decision;
        entry.Property(nameof(ReviewItem.AiConfidence)).CurrentValue = decision.ConfidenceScore;
        entry.Property(nameof(ReviewItem.IssueCategory)).CurrentValue = route.Code;
        entry.Property(nameof(ReviewItem.IssueDescription)).CurrentValue = route.Why;
    }
}
