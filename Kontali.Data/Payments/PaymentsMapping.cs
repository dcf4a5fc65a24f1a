using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

internal static class PaymentsMapping
{
    private const string Schema = "payments";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<LineMatch>(e =>
        {
            e.OfClient("matches", Schema);
            e.ToTable(t => t.HasCheckConstraint("ck_matches_amount", "amount > 0 and amount < 10000000000000"));
            e.Property(m => m.Amount).AsMoney();
            e.HasOne<Vendor>().WithMany().HasForeignKey(m => new { m.TenantId, m.ClientId, m.VendorId }).HasPrincipalKey(v => new { v.TenantId, v.ClientId, v.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<LineMatch, User>(nameof(LineMatch.CreatedBy), u => new { u.TenantId, u.Id });
            e.Index("ix_matches_vendor_id", m => new { m.TenantId, m.ClientId, m.VendorId });
            // The firm stands first, as the wall's condition does: without statistics the planner takes the index that answers both.
            e.Index("uq_matches_lines", m => new { m.TenantId, m.DebitLineId, m.CreditLineId }).IsUnique();
            e.Index("ix_matches_credit_line_id", m => new { m.TenantId, m.CreditLineId });
            e.Index("ix_matches_created_by", m => new { m.TenantId, m.CreatedBy }, "created_by is not null");
        });
        builder.Entity<PaymentRun>(e =>
        {
            e.OfClient("runs", Schema).HasAlternateKey(r => new { r.TenantId, r.ClientId, r.Id });
            // Two persons, or no money: whatever a screen or a script says.
            e.ToTable(t => t.HasCheckConstraint("ck_runs_two_persons", "approved_by <> created_by and (approved_by is null) = (approved_at is null) and (state not in ('approved', 'sent') or approved_by is not null) and (state = 'sent') = (sent_at is not null)"));
            e.Property(r => r.FromAccount).HasMaxLength(11);
            e.Property(r => r.LedgerAccount).HasMaxLength(10);
            e.Refers<PaymentRun, User>(nameof(PaymentRun.CreatedBy), u => new { u.TenantId, u.Id });
            e.Refers<PaymentRun, User>(nameof(PaymentRun.ApprovedBy), u => new { u.TenantId, u.Id });
            e.HasOne<Account>().WithMany().HasForeignKey(r => new { r.TenantId, r.ClientId, r.LedgerAccount }).HasPrincipalKey(a => new { a.TenantId, a.ClientId, a.AccountNumber }).OnDelete(DeleteBehavior.Restrict);
            e.Index("ix_runs_created_at", r => new { r.TenantId, r.ClientId, r.CreatedAt });
            e.Index("ix_runs_ledger_account", r => new { r.TenantId, r.ClientId, r.LedgerAccount });
            e.Index("ix_runs_created_by", r => new { r.TenantId, r.CreatedBy });
            e.Index("ix_runs_approved_by", r => new { r.TenantId, r.ApprovedBy }, "approved_by is not null");
        });
        builder.Entity<PaymentOrder>(e =>
        {
            e.OfClient("orders", Schema).HasAlternateKey(o => new { o.TenantId, o.Id });
            e.ToTable(t => t.HasCheckConstraint("ck_orders_amount", "amount > 0 and amount < 10000000000000 and kroner > 0 and kroner < 10000000000000"));
            e.ToTable(t => t.HasCheckConstraint("ck_orders_paid", "(state <> 'paid' or entry_id is not null) and (state not in ('waiting', 'cancelled') or entry_id is null) and (entry_id is null) = (paid_on is null)"));
            e.Property(o => o.Payee).HasMaxLength(140);
            e.Property(o => o.Country).HasMaxLength(2);
            e.Property(o => o.Amount).AsMoney();
            e.Property(o => o.Kroner).AsMoney();
            e.Property(o => o.Currency).HasMaxLength(3);
            e.Property(o => o.ToAccount).HasMaxLength(34);
            e.Property(o => o.Kid).HasMaxLength(25);
            e.Property(o => o.Message).HasMaxLength(140);
            e.HasOne<PaymentRun>().WithMany().HasForeignKey(o => new { o.TenantId, o.ClientId, o.RunId }).HasPrincipalKey(r => new { r.TenantId, r.ClientId, r.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<PaymentOrder, VendorInvoice>(nameof(PaymentOrder.InvoiceId), i => new { i.TenantId, i.Id });
            e.Refers<PaymentOrder, JournalEntry>(nameof(PaymentOrder.EntryId), j => new { j.TenantId, j.Id });
            e.HasOne<Vendor>().WithMany().HasForeignKey(o => new { o.TenantId, o.ClientId, o.VendorId }).HasPrincipalKey(v => new { v.TenantId, v.ClientId, v.Id }).OnDelete(DeleteBehavior.Restrict);
            // An invoice is in one run at a time, and paid once.
            e.Index("uq_orders_invoice_id", o => new { o.TenantId, o.InvoiceId }, "state in ('waiting', 'paid')").IsUnique();
            e.Index("ix_orders_invoice_id", o => new { o.TenantId, o.InvoiceId });
            e.Index("ix_orders_run_id", o => new { o.TenantId, o.ClientId, o.RunId, o.Place });
            e.Index("ix_orders_vendor_id", o => new { o.TenantId, o.ClientId, o.VendorId });
            e.Index("ix_orders_entry_id", o => new { o.TenantId, o.EntryId }, "entry_id is not null");
        });
        builder.Entity<PaymentFile>(e =>
        {
            e.OfClient("files", Schema).HasKey(f => new { f.TenantId, f.RunId, f.Version });
            e.HasOne<PaymentRun>().WithMany().HasForeignKey(f => new { f.TenantId, f.ClientId, f.RunId }).HasPrincipalKey(r => new { r.TenantId, r.ClientId, r.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<PaymentFile, User>(nameof(PaymentFile.CreatedBy), u => new { u.TenantId, u.Id });
            e.Index("ix_files_run_id", f => new { f.TenantId, f.ClientId, f.RunId });
            e.Index("ix_files_created_by", f => new { f.TenantId, f.CreatedBy });
        });
        builder.Entity<BankEntry>(e =>
        {
            e.OfClient("bank_entries", Schema);
            e.Property(b => b.MessageId).HasMaxLength(35);
            e.Property(b => b.Account).HasMaxLength(34);
            e.Property(b => b.Reference).HasMaxLength(100);
            e.Property(b => b.Part).HasMaxLength(100);
            e.Property(b => b.Amount).AsMoney();
            e.Property(b => b.Counterparty).HasMaxLength(140);
            e.Property(b => b.Kid).HasMaxLength(60);
            e.Property(b => b.Text).HasMaxLength(500);
            e.Refers<BankEntry, PaymentOrder>(nameof(BankEntry.OrderId), o => new { o.TenantId, o.Id });
            e.Refers<BankEntry, JournalEntry>(nameof(BankEntry.EntryId), j => new { j.TenantId, j.Id });
            e.Refers<BankEntry, Document>(nameof(BankEntry.DocumentId), d => new { d.TenantId, d.Id });
            e.Refers<BankEntry, User>(nameof(BankEntry.SettledBy), u => new { u.TenantId, u.Id });
            e.Index("uq_bank_entries_reference", b => new { b.ClientId, b.Account, b.Reference, b.Part, b.BookedOn, b.Amount }).IsUnique();
            e.Index("ix_bank_entries_reference", b => new { b.TenantId, b.ClientId, b.Reference });
            e.Index("ix_bank_entries_booked_on", b => new { b.TenantId, b.ClientId, b.BookedOn, b.Id });
            e.Index("ix_bank_entries_waiting", b => new { b.TenantId, b.ClientId, b.BookedOn }, "state = 'waiting'");
            e.Index("ix_bank_entries_order_id", b => new { b.TenantId, b.OrderId }, "order_id is not null");
            e.Index("ix_bank_entries_entry_id", b => new { b.TenantId, b.EntryId }, "entry_id is not null");
            e.Index("ix_bank_entries_document_id", b => new { b.TenantId, b.DocumentId }, "document_id is not null");
            e.Index("ix_bank_entries_settled_by", b => new { b.TenantId, b.SettledBy }, "settled_by is not null");
        });
        builder.Entity<BankAccountSetting>(e =>
        {
            e.OfClient("bank_accounts", Schema).HasKey(a => new { a.TenantId, a.ClientId, a.Number });
            e.Property(a => a.Number).HasMaxLength(11);
            e.Property(a => a.LedgerAccount).HasMaxLength(10);
            e.HasOne<Account>().WithMany().HasForeignKey(a => new { a.TenantId, a.ClientId, a.LedgerAccount }).HasPrincipalKey(a => new { a.TenantId, a.ClientId, a.AccountNumber }).OnDelete(DeleteBehavior.Restrict);
            e.Index("ix_bank_accounts_ledger_account", a => new { a.TenantId, a.ClientId, a.LedgerAccount });
        });
    }
}
