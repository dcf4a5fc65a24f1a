using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

internal static class ReviewMapping
{
    /// <summary>The suggested accounts, written beside the suggestion by the database: a JSON array of numbers, with repeats.</summary>
    public const string SuggestedAccounts = "SuggestedAccounts";

    private const string Open = "status in ('pending', 'snoozed')";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ReviewItem>(e =>
        {
            e.OfClient("review_queue").HasAlternateKey(r => new { r.TenantId, r.Id });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_review_queue_priority", "priority between 1 and 9");
                t.HasCheckConstraint("ck_review_queue_ai_confidence", "ai_confidence between 0 and 100");
                t.HasCheckConstraint("ck_review_queue_resolved", $"({Open}) = (resolved_at is null)");
                t.HasCheckConstraint("ck_review_queue_snoozed", "(status = 'snoozed') = (snoozed_until is not null) and (snoozed_until is null) = (wakes_on is null)");
            });
            e.Property(r => r.SourceType).HasMaxLength(50);
            e.Property(r => r.IssueCategory).HasMaxLength(50);
            e.Property(r => r.IssueDescription).AsJson();
            e.Property(r => r.AiSuggestion).AsJson();
            e.Property(r => r.RowVersion).IsRowVersion();
            // The row shows the accounts; a long invoice's suggestion stays where it is.
            e.Property<string?>(SuggestedAccounts).HasComputedColumnSql("jsonb_path_query_array(ai_suggestion, '$.lines[*].account')::text", stored: true);
            e.Ignore(r => r.IsOpen).Ignore(r => r.Stands);
            e.Refers<ReviewItem, AgentDecision>(nameof(ReviewItem.DecisionId), d => new { d.TenantId, d.Id });
            e.Refers<ReviewItem, User>(nameof(ReviewItem.AssignedToUserId), u => new { u.TenantId, u.Id });
            e.Refers<ReviewItem, User>(nameof(ReviewItem.ResolvedByUserId), u => new { u.TenantId, u.Id });
            e.Index("uq_review_queue_open", r => new { r.TenantId, r.SourceType, r.SourceId }, Open).IsUnique();
            e.Index("ix_review_queue_status_priority", r => new { r.TenantId, r.Priority, r.DueAt, r.Id }, "status = 'pending'");
            e.Index("ix_review_queue_client_priority", r => new { r.TenantId, r.ClientId, r.Priority, r.DueAt, r.Id }, "status = 'pending'");
            // Counted from this index alone, by the queue and the home page: the rows are heavy with suggestions.
            e.Index("ix_review_queue_counts", r => new { r.TenantId, r.ClientId, r.IssueCategory, r.Status, r.AssignedToUserId, r.Priority, r.CreatedAt }, Open);
            e.Index("ix_review_queue_snoozed", r => new { r.TenantId, r.SnoozedUntil, r.Id }, "status = 'snoozed'");
            e.Index("ix_review_queue_client_id", r => new { r.TenantId, r.ClientId, r.Status, r.CreatedAt });
            e.Index("ix_review_queue_source_id", r => r.SourceId);
            e.Index("ix_review_queue_created_at", r => new { r.TenantId, r.CreatedAt });
            e.Index("ix_review_queue_decision_id", r => new { r.TenantId, r.DecisionId });
            e.Index("ix_review_queue_assigned_to_user_id", r => new { r.TenantId, r.AssignedToUserId }, "assigned_to_user_id is not null");
            e.Index("ix_review_queue_resolved_by_user_id", r => new { r.TenantId, r.ResolvedByUserId, r.ResolvedAt }, "resolved_by_user_id is not null");
        });
        builder.Entity<WaitingLine>(e =>
        {
            e.OfClient("waiting_lines", "review").HasKey(w => new { w.TenantId, w.ItemId, w.ShareKey });
            e.Property(w => w.ShareKey).HasMaxLength(20);
            e.Property(w => w.VendorIdentity).HasMaxLength(300);
            e.Property(w => w.Kind).HasMaxLength(200);
            e.Property(w => w.Account).HasMaxLength(10);
            e.Property(w => w.VatCode).HasMaxLength(10);
            e.Refers<WaitingLine, ReviewItem>(nameof(WaitingLine.ItemId), r => new { r.TenantId, r.Id });
            e.Index("ix_waiting_lines_vendor_identity", w => new { w.TenantId, w.VendorIdentity, w.ClientId });
            e.Index("ix_waiting_lines_kind", w => new { w.TenantId, w.Kind, w.Ore });
            e.Index("ix_waiting_lines_client_id", w => new { w.TenantId, w.ClientId });
        });
        builder.Entity<Sample>(e =>
        {
            e.InFirm("samples", "learning");
            e.Property(s => s.Drawn).AsIdArray();
            e.Index("ix_samples_created_at", s => new { s.TenantId, s.CreatedAt });
        });
        builder.Entity<Correction>(e =>
        {
            e.OfClient("corrections");
            e.Property(c => c.OriginalEntry).AsJson();
            e.Property(c => c.CorrectedEntry).AsJson();
            e.Refers<Correction, ReviewItem>(nameof(Correction.ReviewQueueId), r => new { r.TenantId, r.Id });
            e.Refers<Correction, AgentDecision>(nameof(Correction.DecisionId), d => new { d.TenantId, d.Id });
            e.Refers<Correction, JournalEntry>(nameof(Correction.JournalEntryId), j => new { j.TenantId, j.Id });
            e.Refers<Correction, JournalEntry>(nameof(Correction.ReversalEntryId), j => new { j.TenantId, j.Id });
            e.Refers<Correction, JournalEntry>(nameof(Correction.ReplacementEntryId), j => new { j.TenantId, j.Id });
            e.Refers<Correction, JournalEntry>(nameof(Correction.RestoresEntryId), j => new { j.TenantId, j.Id });
            e.Refers<Correction, User>(nameof(Correction.CorrectedBy), u => new { u.TenantId, u.Id });
            e.Index("ix_corrections_client_id", c => new { c.TenantId, c.ClientId, c.CreatedAt });
            e.Index("ix_corrections_created_at", c => new { c.TenantId, c.CreatedAt });
            e.Index("ix_corrections_review_queue_id", c => new { c.TenantId, c.ReviewQueueId }, "review_queue_id is not null");
            e.Index("ix_corrections_decision_id", c => new { c.TenantId, c.DecisionId }, "decision_id is not null");
            e.Index("ix_corrections_journal_entry_id", c => new { c.TenantId, c.JournalEntryId }, "journal_entry_id is not null");
            e.Index("ix_corrections_reversal_entry_id", c => new { c.TenantId, c.ReversalEntryId }, "reversal_entry_id is not null");
            e.Index("ix_corrections_replacement_entry_id", c => new { c.TenantId, c.ReplacementEntryId });
            e.Index("ix_corrections_corrected_by", c => new { c.TenantId, c.CorrectedBy });
            e.Index("ix_corrections_restores_entry_id", c => new { c.TenantId, c.RestoresEntryId }, "restores_entry_id is not null");
            e.Index("ix_corrections_batch_id", c => new { c.TenantId, c.BatchId }, "batch_id is not null");
        });
    }
}
