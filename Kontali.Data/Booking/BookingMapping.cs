using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

internal static class BookingMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<AgentDecision>(e =>
        {
            e.OfClient("agent_decisions").HasAlternateKey(d => new { d.TenantId, d.Id });
            e.ToTable(t => t.HasCheckConstraint("ck_agent_decisions_confidence_score", "confidence_score between 0 and 100"));
            e.Property(d => d.AgentType).HasMaxLength(50);
            e.Property(d => d.DecisionType).HasMaxLength(50);
            e.Property(d => d.SourceType).HasMaxLength(50);
            e.Property(d => d.InputData).HasColumnType("jsonb");
            e.Property(d => d.Decision).AsJson();
            e.Property(d => d.Reasoning).AsJson();
            e.Property(d => d.PatternsUsed).AsIdArray();
            e.Property(d => d.ModelUsed).HasMaxLength(100);
            e.Index("ix_agent_decisions_client_id", d => new { d.TenantId, d.ClientId, d.CreatedAt });
            e.Index("ix_agent_decisions_agent_type", d => new { d.TenantId, d.AgentType, d.CreatedAt });
            e.Index("ix_agent_decisions_source_id", d => d.SourceId);
            e.Index("ix_agent_decisions_created_at", d => new { d.TenantId, d.CreatedAt });
        });
        builder.Entity<LearnedPattern>(e =>
        {
            e.InFirm("agent_learned_patterns").HasAlternateKey(p => new { p.TenantId, p.Id });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_agent_learned_patterns_version", "version > 0");
                t.HasCheckConstraint("ck_agent_learned_patterns_client", "(scope = 'client') = (client_id is not null)");
                t.HasCheckConstraint("ck_agent_learned_patterns_record", "times_correct >= 0 and times_incorrect >= 0 and times_applied >= times_correct + times_incorrect");
                t.HasCheckConstraint("ck_agent_learned_patterns_since", "right_since between 0 and cases_since and cases_since <= times_correct + times_incorrect");
                t.HasCheckConstraint("ck_agent_learned_patterns_amount_cap", "amount_cap > 0 and amount_cap < 10000000000");
                t.HasCheckConstraint("ck_agent_learned_patterns_lower_bound", "lower_bound between 0 and 1");
                // What reaches beyond the firm holds who by number alone, and no word.
                t.HasCheckConstraint("ck_agent_learned_patterns_all_firms", "scope <> 'all_firms' or (vendor_identity like 'NO:%' and trigger -> 'words' = '[]')");
            });
            e.Property(p => p.PatternType).HasMaxLength(50);
            e.Property(p => p.VendorIdentity).HasMaxLength(300);
            e.Property(p => p.Description).AsJson();
            e.Property(p => p.Trigger).AsJson();
            e.Property(p => p.Action).AsJson();
            e.Property(p => p.CreatedFromDecisionIds).AsIdArray();
            e.Property(p => p.AmountCap).AsMoney();
            e.Ignore(p => p.IsByHand);
            e.HasOne<Client>().WithMany().HasForeignKey(p => new { p.TenantId, p.ClientId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<LearnedPattern, User>(nameof(LearnedPattern.LearnedFromUserId), u => new { u.TenantId, u.Id });
            e.Index("uq_agent_learned_patterns_version", p => new { p.PatternId, p.Version }).IsUnique();
            e.Index("uq_agent_learned_patterns_standing", p => new { p.TenantId, p.PatternId }, "state <> 'retired'").IsUnique();
            e.Index("ix_agent_learned_patterns_vendor_identity", p => new { p.TenantId, p.VendorIdentity, p.ClientId });
            e.Index("ix_agent_learned_patterns_pattern_type", p => new { p.TenantId, p.PatternType, p.State });
            e.Index("ix_agent_learned_patterns_created_at", p => new { p.TenantId, p.CreatedAt });
            e.Index("ix_agent_learned_patterns_client_id", p => new { p.TenantId, p.ClientId }, "client_id is not null");
            e.Index("ix_agent_learned_patterns_together", p => new { p.TenantId, p.Together }, "together is not null");
            e.Index("ix_agent_learned_patterns_learned_from_user_id", p => new { p.TenantId, p.LearnedFromUserId }, "learned_from_user_id is not null");
        });
    }
}
