using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

// What people do around the queue: who has what open, what they have written, said and done.
internal static class TriageMapping
{
    public const string Schema = "review";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ReviewLease>(e =>
        {
            // Lost with a crash of the server, as it should be: nobody has anything open then.
            e.InFirm("leases", Schema).HasKey(l => l.ItemId);
            e.IsUnlogged();
            e.Refers<ReviewLease, ReviewItem>(nameof(ReviewLease.ItemId), r => new { r.TenantId, r.Id });
            e.Refers<ReviewLease, User>(nameof(ReviewLease.UserId), u => new { u.TenantId, u.Id });
            e.Index("ix_leases_page_id", l => l.PageId);
            e.Index("ix_leases_user_id", l => new { l.TenantId, l.UserId });
            e.Index("ix_leases_item_id", l => new { l.TenantId, l.ItemId });
        });
        builder.Entity<ReviewDraft>(e =>
        {
            e.OfClient("drafts", Schema).HasKey(d => new { d.TenantId, d.ItemId, d.UserId });
            e.Property(d => d.Content).AsJson();
            e.Refers<ReviewDraft, ReviewItem>(nameof(ReviewDraft.ItemId), r => new { r.TenantId, r.Id });
            e.Refers<ReviewDraft, User>(nameof(ReviewDraft.UserId), u => new { u.TenantId, u.Id });
            e.Index("ix_drafts_user_id", d => new { d.TenantId, d.UserId });
            e.Index("ix_drafts_client_id", d => new { d.TenantId, d.ClientId });
        });
        builder.Entity<UnsentWords>(e =>
        {
            e.OfClient("unsent", Schema).HasKey(u => new { u.TenantId, u.ItemId, u.UserId, u.Kind });
            e.Property(u => u.Body).HasMaxLength(WriteNote.Longest);
            e.Property(u => u.Recipient).HasMaxLength(255);
            e.Refers<UnsentWords, ReviewItem>(nameof(UnsentWords.ItemId), r => new { r.TenantId, r.Id });
            e.Refers<UnsentWords, User>(nameof(UnsentWords.UserId), u => new { u.TenantId, u.Id });
            e.Index("ix_unsent_user_id", u => new { u.TenantId, u.UserId });
            e.Index("ix_unsent_client_id", u => new { u.TenantId, u.ClientId });
        });
        builder.Entity<ReviewNote>(e =>
        {
            e.OfClient("notes", Schema);
            e.Property(n => n.Body).HasMaxLength(WriteNote.Longest);
            e.Property(n => n.Recipient).HasMaxLength(255);
            e.Refers<ReviewNote, ReviewItem>(nameof(ReviewNote.ItemId), r => new { r.TenantId, r.Id });
            e.Refers<ReviewNote, VendorInvoice>(nameof(ReviewNote.InvoiceId), i => new { i.TenantId, i.Id });
            e.HasAlternateKey(n => new { n.TenantId, n.Id });
            e.Property(n => n.Of).HasColumnName("of_note_id"); // of is a word of SQL
            e.Refers<ReviewNote, ReviewNote>(nameof(ReviewNote.Of), n => new { n.TenantId, n.Id });
            // A question is sent once.
            e.Index("uq_notes_sent", n => new { n.TenantId, n.Of }, "kind = 'sent'").IsUnique();
            e.Refers<ReviewNote, User>(nameof(ReviewNote.WrittenBy), u => new { u.TenantId, u.Id });
            e.Index("ix_notes_invoice_id", n => new { n.TenantId, n.InvoiceId, n.CreatedAt });
            e.Index("ix_notes_item_id", n => new { n.TenantId, n.ItemId });
            e.Index("ix_notes_written_by", n => new { n.TenantId, n.WrittenBy }, "written_by is not null");
            e.Index("ix_notes_client_id", n => new { n.TenantId, n.ClientId, n.CreatedAt });
            // Few are for somebody, and only the newest are asked for.
            e.Index("ix_notes_mentions", n => new { n.TenantId, n.CreatedAt }, "cardinality(mentions) > 0");
        });
        builder.Entity<ReviewDeed>(e =>
        {
            e.OfClient("deeds", Schema);
            e.Property(d => d.Before).AsJson();
            e.Property(d => d.After).AsJson();
            e.Property(d => d.Written).AsJson();
            e.Property(d => d.Subject).HasMaxLength(500);
            e.Refers<ReviewDeed, ReviewItem>(nameof(ReviewDeed.ItemId), r => new { r.TenantId, r.Id });
            e.Refers<ReviewDeed, User>(nameof(ReviewDeed.UserId), u => new { u.TenantId, u.Id });
            e.Refers<ReviewDeed, JournalEntry>(nameof(ReviewDeed.EntryId), j => new { j.TenantId, j.Id });
            e.Index("ix_deeds_user_id", d => new { d.TenantId, d.UserId, d.Together });
            e.Index("ix_deeds_item_id", d => new { d.TenantId, d.ItemId });
            e.Index("ix_deeds_client_id", d => new { d.TenantId, d.ClientId });
            e.Index("ix_deeds_entry_id", d => new { d.TenantId, d.EntryId }, "entry_id is not null");
        });
        builder.Entity<SavedView>(e =>
        {
            e.InFirm("views", Schema);
            e.Property(v => v.Name).HasMaxLength(60);
            e.Property(v => v.Query).HasMaxLength(1000);
            e.Refers<SavedView, User>(nameof(SavedView.UserId), u => new { u.TenantId, u.Id });
            e.Index("uq_views_name", v => new { v.TenantId, v.UserId, v.Name }).IsUnique();
        });
    }
}
