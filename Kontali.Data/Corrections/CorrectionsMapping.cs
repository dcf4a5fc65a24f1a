using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

internal static class CorrectionsMapping
{
    public const string Schema = "corrections";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<CorrectionBatch>(e =>
        {
            e.InFirm("batches", Schema).HasAlternateKey(b => new { b.TenantId, b.Id });
            e.Property(b => b.Search).AsJson();
            e.Property(b => b.Change).AsJson();
            e.Property(b => b.Reason).HasMaxLength(500);
            e.Property(b => b.PlanHash).HasMaxLength(64);
            e.ToTable(t => t.HasCheckConstraint("ck_batches_vouchers", "vouchers > 0 and left_out >= 0"));
            e.Refers<CorrectionBatch, CorrectionBatch>(nameof(CorrectionBatch.Undoes), b => new { b.TenantId, b.Id });
            e.Refers<CorrectionBatch, User>(nameof(CorrectionBatch.OrderedBy), u => new { u.TenantId, u.Id });
            e.Index("ix_batches_created_at", b => new { b.TenantId, b.CreatedAt });
            e.Index("ix_batches_undoes", b => new { b.TenantId, b.Undoes }, "undoes is not null");
            e.Index("ix_batches_ordered_by", b => new { b.TenantId, b.OrderedBy });
        });
        builder.Entity<BatchVoucher>(e =>
        {
            e.OfClient("batch_vouchers", Schema).HasKey(v => new { v.TenantId, v.BatchId, v.Place });
            e.ToTable(t => t.HasCheckConstraint("ck_batch_vouchers_done", "(state = 'done') = (replacement_entry_id is not null) and (state = 'left') = (why is not null)"));
            e.Property(v => v.Lines).HasColumnType("integer[]").HasConversion(new Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<IReadOnlyList<int>, int[]>(v => v.ToArray(), v => v));
            e.Property(v => v.Fingerprint).HasMaxLength(64);
            e.Property(v => v.Why).AsJson();
            e.Refers<BatchVoucher, CorrectionBatch>(nameof(BatchVoucher.BatchId), b => new { b.TenantId, b.Id });
            e.Refers<BatchVoucher, JournalEntry>(nameof(BatchVoucher.EntryId), j => new { j.TenantId, j.Id });
            e.Refers<BatchVoucher, JournalEntry>(nameof(BatchVoucher.ReversalEntryId), j => new { j.TenantId, j.Id });
            e.Refers<BatchVoucher, JournalEntry>(nameof(BatchVoucher.ReplacementEntryId), j => new { j.TenantId, j.Id });
            // Neither begins with the batch: while the table has no statistics, one row of it is sought by its place and nothing else.
            e.Index("uq_batch_vouchers_entry_id", v => new { v.TenantId, v.EntryId, v.BatchId }).IsUnique();
            e.Index("ix_batch_vouchers_reversal_entry_id", v => new { v.TenantId, v.ReversalEntryId }, "reversal_entry_id is not null");
            e.Index("ix_batch_vouchers_replacement_entry_id", v => new { v.TenantId, v.ReplacementEntryId }, "replacement_entry_id is not null");
            e.Index("ix_batch_vouchers_client_id", v => new { v.TenantId, v.ClientId });
            // How far a batch is, counted from this index alone.
            e.Index("ix_batch_vouchers_state", v => new { v.TenantId, v.State, v.BatchId, v.ClientId });
        });
    }
}
