using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices;

internal static class InvoicesMapping
{
    // How documents are read: what was taught of layouts, and which are two pictures of one invoice.
    private const string Reading = "reading";
    private const string Bounded = "between -9999999999999.99 and 9999999999999.99";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Vendor>(e =>
        {
            e.OfClient("vendors").HasAlternateKey(v => new { v.TenantId, v.ClientId, v.Id });
            e.Property(v => v.VendorNumber).HasMaxLength(50);
            e.Property(v => v.Name).HasMaxLength(255).UseCollation("nb-NO-x-icu");
            e.Property(v => v.Identity).HasMaxLength(300);
            e.Property(v => v.OrgNumber).HasMaxLength(20);
            e.Property(v => v.Country).HasMaxLength(2);
            e.Property(v => v.ContactPerson).HasMaxLength(255);
            e.Property(v => v.Email).HasMaxLength(255);
            e.Property(v => v.Phone).HasMaxLength(50);
            e.Property(v => v.AccountNumber).HasMaxLength(10);
            e.Property(v => v.PaymentTerms).HasMaxLength(50);
            e.Property(v => v.BankAccount).HasMaxLength(50);
            e.Property(v => v.KnownAccounts).AsTextArray();
            e.HasOne<Account>().WithMany().HasForeignKey(v => new { v.TenantId, v.ClientId, v.AccountNumber })
                .HasPrincipalKey(a => new { a.TenantId, a.ClientId, a.AccountNumber }).OnDelete(DeleteBehavior.Restrict);
            e.Index("uq_client_vendor_number", v => new { v.ClientId, v.VendorNumber }).IsUnique();
            e.Index("uq_vendors_identity", v => new { v.ClientId, v.Identity }).IsUnique();
            e.Index("ix_vendors_name", v => new { v.TenantId, v.Name });
            e.Index("ix_vendors_org_number", v => new { v.TenantId, v.Identity });
            e.Index("ix_vendors_account_number", v => new { v.TenantId, v.ClientId, v.AccountNumber });
        });
        builder.Entity<LayoutLesson>(e =>
        {
            e.InFirm("layout_lessons", Reading);
            e.Property(l => l.Mark).HasMaxLength(120);
            e.Property(l => l.Field).HasMaxLength(60);
            e.Property(l => l.Label).HasMaxLength(200);
            e.Property(l => l.Value).HasMaxLength(255);
            e.Property(l => l.Box).AsJson();
            e.Refers<LayoutLesson, Document>(nameof(LayoutLesson.DocumentId), d => new { d.TenantId, d.Id });
            e.Refers<LayoutLesson, User>(nameof(LayoutLesson.TaughtBy), u => new { u.TenantId, u.Id });
            e.Index("ix_layout_lessons_mark", l => new { l.TenantId, l.Mark, l.Field }, "retracted_at is null");
            e.Index("ix_layout_lessons_document_id", l => new { l.TenantId, l.DocumentId });
            e.Index("ix_layout_lessons_taught_by", l => new { l.TenantId, l.TaughtBy }, "taught_by is not null");
        });
        builder.Entity<VendorInvoice>(e =>
        {
            e.OfClient("vendor_invoices").HasAlternateKey(i => new { i.TenantId, i.Id });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_vendor_invoices_amounts", $"amount_excl_vat {Bounded} and vat_amount {Bounded} and total_amount {Bounded} and rounding_amount {Bounded} and payable_amount {Bounded}");
                // A document whose own sums disagree is kept as it is written, for people to see; it can never be posted.
                t.HasCheckConstraint("ck_vendor_invoices_total", "total_amount = amount_excl_vat + vat_amount or review_status <> 'posted'");
                t.HasCheckConstraint("ck_vendor_invoices_posted", "(review_status = 'posted') = (general_ledger_id is not null)");
                t.HasCheckConstraint("ck_vendor_invoices_exchange_rate", "exchange_rate > 0 and exchange_rate < 1000000 and (currency <> 'NOK' or exchange_rate = 1)");
                t.HasCheckConstraint("ck_vendor_invoices_paid_amount", $"paid_amount {Bounded}");
            });
            e.Property(i => i.InvoiceNumber).HasMaxLength(100);
            e.Property(i => i.NormalizedNumber).HasMaxLength(100);
            e.Property(i => i.AmountExclVat).AsMoney();
            e.Property(i => i.VatAmount).AsMoney();
            e.Property(i => i.TotalAmount).AsMoney();
            e.Property(i => i.RoundingAmount).AsMoney();
            e.Property(i => i.PayableAmount).AsMoney();
            e.Property(i => i.PaidAmount).AsMoney();
            e.Property(i => i.Currency).HasMaxLength(3);
            e.Property(i => i.ExchangeRate).HasColumnType("numeric(18,8)");
            e.Property(i => i.Kid).HasMaxLength(100);
            e.Property(i => i.PaymentAccount).HasMaxLength(50);
            e.Property(i => i.OrderReference).HasMaxLength(255);
            e.Property(i => i.BuyerReference).HasMaxLength(255);
            e.Property(i => i.EhfMessageId).HasMaxLength(255);
            e.Property(i => i.Facts).AsJson();
            e.Property(i => i.Findings).AsJson();
            e.HasOne<Vendor>().WithMany().HasForeignKey(i => new { i.TenantId, i.ClientId, i.VendorId })
                .HasPrincipalKey(v => new { v.TenantId, v.ClientId, v.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<VendorInvoice, Document>(nameof(VendorInvoice.DocumentId), d => new { d.TenantId, d.Id });
            e.Refers<VendorInvoice, JournalEntry>(nameof(VendorInvoice.GeneralLedgerId), j => new { j.TenantId, j.Id });
            e.Refers<VendorInvoice, User>(nameof(VendorInvoice.ReviewedByUserId), u => new { u.TenantId, u.Id });
            e.Index("uq_vendor_invoices_number", i => new { i.ClientId, i.VendorId, i.NormalizedNumber, i.Kind }).IsUnique();
            e.Index("uq_vendor_invoices_ehf_message_id", i => new { i.ClientId, i.EhfMessageId }, "ehf_message_id is not null").IsUnique();
            e.Index("ix_vendor_invoices_client_id", i => new { i.ClientId, i.CreatedAt });
            e.Index("ix_vendor_invoices_vendor_id", i => new { i.TenantId, i.ClientId, i.VendorId, i.InvoiceDate });
            e.Index("ix_vendor_invoices_invoice_number", i => new { i.TenantId, i.NormalizedNumber });
            e.Index("ix_vendor_invoices_invoice_date", i => new { i.TenantId, i.InvoiceDate, i.Id });
            e.Index("ix_vendor_invoices_due_date", i => new { i.TenantId, i.DueDate }, "payment_status <> 'paid'");
            e.Index("ix_vendor_invoices_document_id", i => new { i.TenantId, i.DocumentId });
            e.Index("ix_vendor_invoices_general_ledger_id", i => new { i.TenantId, i.GeneralLedgerId }, "general_ledger_id is not null");
            e.Index("ix_vendor_invoices_reviewed_by_user_id", i => new { i.TenantId, i.ReviewedByUserId }, "reviewed_by_user_id is not null");
            e.Index("ix_vendor_invoices_kid", i => new { i.ClientId, i.Kid }, "kid is not null");
            e.Index("ix_vendor_invoices_review_status", i => new { i.TenantId, i.ReviewStatus, i.CreatedAt }, "review_status <> 'posted'");
            e.Index("ix_vendor_invoices_total_amount", i => new { i.ClientId, i.TotalAmount, i.InvoiceDate });
        });
        builder.Entity<JoinedDocument>(e =>
        {
            e.OfClient("joined_documents", Reading).HasKey(j => new { j.TenantId, j.DocumentId });
            e.Refers<JoinedDocument, Document>(nameof(JoinedDocument.DocumentId), d => new { d.TenantId, d.Id });
            e.Refers<JoinedDocument, VendorInvoice>(nameof(JoinedDocument.InvoiceId), i => new { i.TenantId, i.Id });
            e.Index("ix_joined_documents_invoice_id", j => new { j.TenantId, j.InvoiceId });
            e.Index("ix_joined_documents_client_id", j => new { j.TenantId, j.ClientId });
        });
    }
}
