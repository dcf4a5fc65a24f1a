using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Documents;

internal static class DocumentsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Document>(e =>
        {
            e.InFirm("documents").HasAlternateKey(d => new { d.TenantId, d.Id });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_documents_file_hash", "file_hash ~ '^[0-9a-f]{64}$'");
                t.HasCheckConstraint("ck_documents_file_size", "file_size between 0 and 1073741824");
            });
            e.Property(d => d.StoreKey).HasMaxLength(1024);
            e.Property(d => d.FileHash).HasMaxLength(64);
            e.Property(d => d.Filename).HasMaxLength(255);
            e.Property(d => d.MimeType).HasMaxLength(100);
            e.HasOne<Client>().WithMany().HasForeignKey(d => new { d.TenantId, d.ClientId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<Document, Document>(nameof(Document.ParentId), d => new { d.TenantId, d.Id });
            e.Refers<Document, User>(nameof(Document.UploadedByUserId), u => new { u.TenantId, u.Id });
            e.Index("uq_documents_file_hash", d => new { d.TenantId, d.FileHash }, "parent_id is null").IsUnique();
            e.Index("ix_documents_file_hash", d => d.FileHash);
            e.Index("ix_documents_client_id", d => new { d.TenantId, d.ClientId, d.UploadedAt });
            e.Index("ix_documents_store_key", d => d.StoreKey);
            e.Index("ix_documents_parent_id", d => new { d.TenantId, d.ParentId }, "parent_id is not null");
            e.Index("ix_documents_uploaded_by_user_id", d => new { d.TenantId, d.UploadedByUserId }, "uploaded_by_user_id is not null");
            e.Index("ix_documents_uploaded_at", d => new { d.TenantId, d.UploadedAt });
        });
        builder.Entity<Arrival>(e =>
        {
            e.InFirm("arrivals", "intake").HasKey(a => a.DocumentId);
            e.Refers<Arrival, Document>(nameof(Arrival.DocumentId), d => new { d.TenantId, d.Id });
            e.HasOne<Client>().WithMany().HasForeignKey(a => new { a.TenantId, a.ClientId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Property(a => a.Reason).AsJson();
            e.Property(a => a.SellerName).HasMaxLength(255);
            e.Property(a => a.InvoiceNumber).HasMaxLength(100);
            e.Property(a => a.Currency).HasMaxLength(3);
            e.Property(a => a.Total).AsMoney();
            e.Property(a => a.Net).AsMoney();
            e.Property(a => a.Vat).AsMoney();
            e.HasIndex(a => new { a.TenantId, a.ReceivedAt, a.DocumentId });
            e.HasIndex(a => new { a.TenantId, a.Status, a.ReceivedAt });
            // The home page's sums walk this index alone, whoever's clients they are of.
            e.HasIndex(a => new { a.TenantId, a.ClientId, a.Door, a.Status }, "ix_arrivals_sums").HasDatabaseName("ix_arrivals_sums");
            e.HasIndex(a => new { a.TenantId, a.ClientId, a.Status, a.ReceivedAt });
            // How old the oldest invoice is that a client's VAT return still lacks.
            e.Index("ix_arrivals_review", a => new { a.TenantId, a.ClientId, a.InvoiceDate }, "status = 'review'");
        });
    }
}
