using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vat;

internal static class VatMapping
{
    private const string Schema = "vat";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<FiledReturn>(e =>
        {
            e.OfClient("returns", Schema).HasAlternateKey(r => new { r.TenantId, r.ClientId, r.Id });
            e.Property(r => r.Assessed).HasColumnType("numeric(15,0)");
            e.Property(r => r.Content).AsJson();
            e.Property(r => r.Reference).HasMaxLength(100);
            e.Property(r => r.Reason).HasMaxLength(500);
            e.ToTable(t => t.HasCheckConstraint("ck_returns_term", "term_from <= term_to and sequence > 0 and (sequence > 1) = (reason is not null)"));
            e.Refers<FiledReturn, User>(nameof(FiledReturn.FiledBy), u => new { u.TenantId, u.Id });
            e.Index("uq_returns_term", r => new { r.TenantId, r.ClientId, r.TermFrom, r.Sequence }).IsUnique();
            e.Index("ix_returns_filed_by", r => new { r.TenantId, r.FiledBy }, "filed_by is not null");
        });
        builder.Entity<CountedEntry>(e =>
        {
            // The voucher's id alone: it leads the join from the ledger, and a voucher is counted once.
            e.OfClient("counted_entries", Schema).HasKey(c => c.EntryId);
            e.Refers<CountedEntry, JournalEntry>(nameof(CountedEntry.EntryId), j => new { j.TenantId, j.Id });
            e.HasOne<FiledReturn>().WithMany().HasForeignKey(c => new { c.TenantId, c.ClientId, c.ReturnId }).HasPrincipalKey(r => new { r.TenantId, r.ClientId, r.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Index("ix_counted_entries_return_id", c => new { c.TenantId, c.ClientId, c.ReturnId });
            e.Index("ix_counted_entries_entry_id", c => new { c.TenantId, c.EntryId });
        });
        builder.Entity<ReturnDraft>(e =>
        {
            e.OfClient("return_drafts", Schema).HasKey(d => new { d.TenantId, d.ClientId, d.TermFrom });
            e.Property(d => d.Notes).AsJson();
            e.Property(d => d.Note).AsJson();
            e.Property(d => d.Kid).HasMaxLength(25);
        });
    }
}
