using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

internal static class LearningMapping
{
    public const string Schema = "learning";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Lesson>(e =>
        {
            e.OfClient("lessons", Schema).HasKey(l => l.Seq);
            e.Property(l => l.Seq).UseIdentityAlwaysColumn();
            e.HasAlternateKey(l => new { l.TenantId, l.Seq });
            e.ToTable(t => t.HasCheckConstraint("ck_lessons_amount", "amount between -9999999999999.99 and 9999999999999.99"));
            e.Property(l => l.ShareKey).HasMaxLength(20);
            e.Property(l => l.VendorIdentity).HasMaxLength(300);
            e.Property(l => l.VendorName).HasMaxLength(255);
            e.Property(l => l.ItemClass).HasMaxLength(100);
            e.Property(l => l.Amount).AsMoney();
            e.Property(l => l.VatSaid).HasMaxLength(20);
            e.Property(l => l.Account).HasMaxLength(10);
            e.Property(l => l.AccountName).HasMaxLength(255);
            e.Property(l => l.StandardAccount).HasMaxLength(10);
            e.Property(l => l.VatCode).HasMaxLength(10);
            e.Refers<Lesson, Lesson>(nameof(Lesson.Retracts), l => new { l.TenantId, l.Seq });
            e.Refers<Lesson, VendorInvoice>(nameof(Lesson.InvoiceId), i => new { i.TenantId, i.Id });
            e.Refers<Lesson, AgentDecision>(nameof(Lesson.DecisionId), d => new { d.TenantId, d.Id });
            // The same part of an invoice, posted as the same line, is taught once by each teacher. It may be taken back, stand again, and be taken back.
            e.Index("uq_lessons_taught", l => new { l.TenantId, l.InvoiceId, l.ShareKey, l.PostingId, l.TaughtBy }, "retracts is null").IsUnique().AreNullsDistinct(false);
            e.Index("ix_lessons_retracts", l => new { l.TenantId, l.Retracts }, "retracts is not null");
            e.Index("ix_lessons_vendor_identity", l => new { l.TenantId, l.ClientId, l.VendorIdentity, l.Seq });
            e.Index("ix_lessons_shared", l => new { l.VendorIdentity, l.TenantId }, "retracts is null and vendor_identity like 'NO:%'");
            e.Index("ix_lessons_invoice_id", l => new { l.TenantId, l.InvoiceId });
            e.Index("ix_lessons_decision_id", l => new { l.TenantId, l.DecisionId }, "decision_id is not null");
        });
        builder.Entity<PatternUse>(e =>
        {
            e.OfClient("pattern_uses", Schema).HasKey(u => new { u.TenantId, u.PatternId, u.DecisionId });
            e.Refers<PatternUse, LearnedPattern>(nameof(PatternUse.PatternId), p => new { p.TenantId, p.Id });
            e.Refers<PatternUse, AgentDecision>(nameof(PatternUse.DecisionId), d => new { d.TenantId, d.Id });
            e.Index("ix_pattern_uses_decision_id", u => new { u.TenantId, u.DecisionId });
            e.Index("ix_pattern_uses_client_id", u => new { u.TenantId, u.ClientId });
        });
        builder.Entity<Outcome>(e =>
        {
            e.OfClient("outcomes", Schema).HasKey(o => o.InvoiceId);
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_outcomes_probability", "probability between 0 and 100");
                t.HasCheckConstraint("ck_outcomes_lower_bound", "lower_bound between 0 and 1");
                t.HasCheckConstraint("ck_outcomes_lines", "lines >= 0 and lines_right between 0 and lines");
                t.HasCheckConstraint("ck_outcomes_amount", "amount between 0 and 9999999999999.99");
            });
            e.Property(o => o.VendorIdentity).HasMaxLength(300);
            e.Property(o => o.Model).HasMaxLength(100);
            e.Property(o => o.Probability).HasColumnType("numeric(4,1)");
            e.Property(o => o.Right).HasColumnName("was_right"); // right is a word of SQL
            e.Property(o => o.StoppedBy).HasMaxLength(50);
            e.Property(o => o.Amount).AsMoney();
            e.Refers<Outcome, VendorInvoice>(nameof(Outcome.InvoiceId), i => new { i.TenantId, i.Id });
            e.Refers<Outcome, AgentDecision>(nameof(Outcome.DecisionId), d => new { d.TenantId, d.Id });
            e.Index("ix_outcomes_client_id", o => new { o.TenantId, o.ClientId, o.InvoiceDate, o.InvoiceId });
            e.Index("ix_outcomes_invoice_date", o => new { o.TenantId, o.InvoiceDate, o.InvoiceId });
            e.Index("ix_outcomes_invoice_id", o => new { o.TenantId, o.InvoiceId });
            e.Index("ix_outcomes_decision_id", o => new { o.TenantId, o.DecisionId }, "decision_id is not null");
            e.Index("ix_outcomes_posted_by_agent", o => new { o.TenantId, o.SettledAt }, "posted_by_agent and not audited");
        });
    }
}
