using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vouchers;

internal static class VouchersMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ScheduledVoucher>(e =>
        {
            e.OfClient("scheduled_vouchers", "vouchers");
            e.ToTable(t => t.HasCheckConstraint("ck_scheduled_vouchers_posted", "(state = 'posted') = (entry_id is not null)"));
            e.Property(p => p.Draft).AsJson();
            e.Property(p => p.Problem).AsJson();
            e.Refers<ScheduledVoucher, JournalEntry>(nameof(ScheduledVoucher.EntryId), j => new { j.TenantId, j.Id });
            e.Refers<ScheduledVoucher, JournalEntry>(nameof(ScheduledVoucher.SpreadsEntryId), j => new { j.TenantId, j.Id });
            e.Refers<ScheduledVoucher, User>(nameof(ScheduledVoucher.PlannedBy), u => new { u.TenantId, u.Id });
            e.Index("uq_scheduled_vouchers_place", p => new { p.TenantId, p.PlanId, p.Place }).IsUnique();
            e.Index("ix_scheduled_vouchers_client_id", p => new { p.TenantId, p.ClientId, p.State, p.Due });
            e.Index("ix_scheduled_vouchers_entry_id", p => new { p.TenantId, p.EntryId }, "entry_id is not null");
            e.Index("ix_scheduled_vouchers_spreads_entry_id", p => new { p.TenantId, p.SpreadsEntryId }, "spreads_entry_id is not null");
            e.Index("ix_scheduled_vouchers_planned_by", p => new { p.TenantId, p.PlannedBy });
        });
        builder.Entity<VoucherTemplate>(e =>
        {
            e.OfClient("templates", "vouchers");
            e.Property(t => t.Name).HasMaxLength(100);
            e.Property(t => t.Draft).AsJson();
            e.Index("uq_templates_name", t => new { t.TenantId, t.ClientId, t.Name }).IsUnique();
        });
    }
}
