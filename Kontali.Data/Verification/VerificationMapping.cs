using Microsoft.EntityFrameworkCore;
using Kontali.Data.Firms;

namespace Kontali.Data.Verification;

internal static class VerificationMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Proof>(e =>
        {
            e.InFirm("proofs", "verification");
            e.ToTable(t => t.HasCheckConstraint("ck_proofs_counts", "vouchers >= 0 and lines >= 0 and trail_rows >= 0 and documents >= 0 and faults >= 0"));
            e.HasOne<Client>().WithMany().HasForeignKey(p => new { p.TenantId, p.ClientId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Property(p => p.Found).AsJson();
            e.Property(p => p.Heads).AsJson();
            e.Index("ix_proofs_client_id", p => new { p.TenantId, p.ClientId, p.CreatedAt });
        });
        builder.Entity<DocumentSeal>(e =>
        {
            e.InFirm("document_seals", "verification").HasKey(s => new { s.TenantId, s.DocumentId });
            e.ToTable(t => t.HasCheckConstraint("ck_document_seals_hash", "octet_length(hash) = 32"));
        });
    }
}

/// <summary>The hash of a document's row as it was received, and again when its client was settled; written by the database alone.</summary>
public sealed class DocumentSeal : IOfFirm
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The document.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>Hash over every column; 32 bytes.</summary>
    public required byte[] Hash { get; init; }
}
