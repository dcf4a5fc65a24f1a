using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data;

internal static class AuditMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<AuditEntry>(e =>
    {
        e.InFirm("audit_trail");
        e.HasOne<Client>().WithMany().HasForeignKey(a => new { a.TenantId, a.ClientId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        e.Property(a => a.TableName).HasMaxLength(100);
        e.Property(a => a.Action).HasMaxLength(20);
        e.Property(a => a.OldValue).HasColumnType("jsonb");
        e.Property(a => a.NewValue).HasColumnType("jsonb");
        e.Property(a => a.ChangedByType).HasMaxLength(20);
        e.Property(a => a.ChangedByName).HasMaxLength(255);
        e.Property(a => a.IpAddress).HasMaxLength(45);
        e.Property(a => a.UserAgent).HasMaxLength(500);
        e.Index("ix_audit_trail_client_id", a => new { a.TenantId, a.ClientId, a.Sequence });
        e.Index("ix_audit_trail_table_name", a => new { a.TenantId, a.TableName, a.Timestamp });
        e.Index("ix_audit_trail_record_id", a => a.RecordId);
        e.Index("ix_audit_trail_timestamp", a => new { a.TenantId, a.Timestamp });
        e.Index("ix_audit_trail_changed_by_id", a => new { a.TenantId, a.ChangedById, a.Timestamp }, "changed_by_id is not null");
    });
}
