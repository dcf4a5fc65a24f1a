using Kontali.Data.Documents;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

internal static class AgentsMapping
{
    private const string Kroner = "between 0 and 9999999.9999";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<AdvisorCall>(e =>
        {
            e.OfClient("calls", "advisor").HasAlternateKey(c => new { c.TenantId, c.Id });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_calls_finished", "(outcome = 'asked') = (finished_at is null)");
                t.HasCheckConstraint("ck_calls_kroner", $"reserved {Kroner} and cost {Kroner}");
                t.HasCheckConstraint("ck_calls_use", "tokens_in >= 0 and tokens_out >= 0 and milliseconds >= 0");
                t.HasCheckConstraint("ck_calls_month", "extract(day from month) = 1");
            });
            e.Property(c => c.Model).HasMaxLength(100);
            e.Property(c => c.Reserved).HasColumnType("numeric(12,4)");
            e.Property(c => c.Cost).HasColumnType("numeric(12,4)");
            e.Refers<AdvisorCall, Document>(nameof(AdvisorCall.DocumentId), d => new { d.TenantId, d.Id });
            e.HasIndex(c => new { c.TenantId, c.AskedAt });
            e.HasIndex(c => new { c.TenantId, c.ClientId, c.AskedAt });
            e.HasIndex(c => new { c.TenantId, c.DocumentId });
        });
        builder.Entity<AdvisorAnswer>(e =>
        {
            e.InFirm("answers", "advisor");
            e.Refers<AdvisorAnswer, AdvisorCall>(nameof(AdvisorAnswer.CallId), c => new { c.TenantId, c.Id });
            e.Property(a => a.ShareKey).HasMaxLength(20);
            e.Property(a => a.Account).HasMaxLength(10);
            e.Property(a => a.VatCode).HasMaxLength(10);
            e.Property(a => a.Reason).HasMaxLength(300);
            e.HasIndex(a => new { a.TenantId, a.CallId, a.ShareKey }).IsUnique();
        });
        builder.Entity<AdvisorMonth>(e =>
        {
            e.InFirm("months", "advisor").HasKey(m => new { m.TenantId, m.Month });
            e.ToTable(t => t.HasCheckConstraint("ck_months_kroner", $"reserved {Kroner} and spent {Kroner} and extract(day from month) = 1"));
            e.Property(m => m.Reserved).HasColumnType("numeric(12,4)").HasDefaultValue(0m);
            e.Property(m => m.Spent).HasColumnType("numeric(12,4)").HasDefaultValue(0m);
        });
        builder.Entity<Reconciliation>(e =>
        {
            e.InFirm("reconciliations", "ledger");
            e.Property(r => r.Found).AsJson();
            e.Index("ix_reconciliations_created_at", r => new { r.TenantId, r.CreatedAt });
        });
    }
}
