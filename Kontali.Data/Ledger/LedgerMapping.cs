using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Seed;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

internal static class LedgerMapping
{
    private const string Bounded = "between 0 and 9999999999999.99";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Account>(e =>
        {
            e.OfClient("chart_of_accounts").HasAlternateKey(a => new { a.TenantId, a.ClientId, a.AccountNumber });
            e.ToTable(t => t.HasCheckConstraint("ck_chart_of_accounts_account_number", "account_number ~ '^[1-8][0-9]{3,9}$'"));
            e.Property(a => a.AccountNumber).HasMaxLength(10);
            e.Property(a => a.AccountName).HasMaxLength(255);
            e.Property(a => a.DefaultVatCode).HasMaxLength(10);
            e.Property(a => a.StandardAccount).HasMaxLength(10);
            e.Property(a => a.GroupingCategory).HasMaxLength(60);
            e.Property(a => a.GroupingCode).HasMaxLength(10);
            e.Property(a => a.AiSuggestedDescriptions).AsTextArray();
            e.HasOne<VatCode>().WithMany().HasForeignKey(a => a.DefaultVatCode).OnDelete(DeleteBehavior.Restrict);
            e.Index("uq_client_account_number", a => new { a.ClientId, a.AccountNumber }).IsUnique();
            e.Index("ix_chart_of_accounts_account_number", a => new { a.TenantId, a.AccountNumber });
            e.Index("ix_chart_of_accounts_default_vat_code", a => a.DefaultVatCode);
        });
        builder.Entity<VatCode>(e =>
        {
            e.ToTable("vat_codes", "ledger").HasKey(c => c.Code);
            e.Property(c => c.Code).HasMaxLength(10);
            e.Property(c => c.DeductionAccount).HasMaxLength(10);
            e.Property(c => c.OutputAccount).HasMaxLength(10);
            e.HasData(StandardVatCodes.All);
        });
        builder.Entity<VatRate>(e =>
        {
            e.ToTable("vat_rates", "ledger").HasKey(r => new { r.RateClass, r.ValidFrom });
            e.Property(r => r.Percent).HasColumnType("numeric(5,2)");
            e.HasData(StandardVatCodes.Rates);
        });
        builder.Entity<Period>(e =>
        {
            e.OfClient("periods", "ledger").HasKey(p => new { p.ClientId, p.Name });
            e.ToTable(t => t.HasCheckConstraint("ck_periods_name", "name ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'"));
            e.Property(p => p.Name).HasMaxLength(7);
        });
        builder.Entity<VoucherSeries>(e =>
        {
            e.OfClient("voucher_series", "ledger").HasKey(s => new { s.ClientId, s.Series, s.FiscalYear });
            e.Property(s => s.Series).HasMaxLength(10);
        });
        builder.Entity<AccountBalance>(e =>
        {
            e.OfClient("account_balances", "ledger").HasKey(b => new { b.ClientId, b.AccountNumber, b.Period });
            e.Property(b => b.AccountNumber).HasMaxLength(10);
            e.Property(b => b.Period).HasMaxLength(7);
            e.Property(b => b.Debit).HasColumnType("numeric(18,2)");
            e.Property(b => b.Credit).HasColumnType("numeric(18,2)");
            e.Property(b => b.DebitOre).HasComputedColumnSql("(debit * 100)::bigint", stored: true);
            e.Property(b => b.CreditOre).HasComputedColumnSql("(credit * 100)::bigint", stored: true);
            e.HasIndex(b => new { b.TenantId, b.Period });
        });
        builder.Entity<PeriodException>(e =>
        {
            e.OfClient("period_exceptions", "ledger");
            e.ToTable(t => t.HasCheckConstraint("ck_period_exceptions_expires", "expires_at > created_at"));
            e.Property(p => p.Period).HasMaxLength(7);
            e.Property(p => p.Reason).HasMaxLength(500);
            e.Refers<PeriodException, User>(nameof(PeriodException.UserId), u => new { u.TenantId, u.Id });
            e.Refers<PeriodException, User>(nameof(PeriodException.GrantedBy), u => new { u.TenantId, u.Id });
            e.Index("ix_period_exceptions_client_id", p => new { p.ClientId, p.Period, p.UserId });
            e.Index("ix_period_exceptions_user_id", p => new { p.TenantId, p.UserId });
            e.Index("ix_period_exceptions_granted_by", p => new { p.TenantId, p.GrantedBy });
        });
        builder.Entity<AccountReconciliation>(e =>
        {
            e.OfClient("account_reconciliations", "ledger");
            e.Property(r => r.AccountNumber).HasMaxLength(10);
            e.Property(r => r.Period).HasMaxLength(7);
            e.Property(r => r.Balance).HasColumnType("numeric(18,2)");
            e.HasOne<Account>().WithMany().HasForeignKey(r => new { r.TenantId, r.ClientId, r.AccountNumber }).HasPrincipalKey(a => new { a.TenantId, a.ClientId, a.AccountNumber }).OnDelete(DeleteBehavior.Restrict);
            e.Refers<AccountReconciliation, User>(nameof(AccountReconciliation.UserId), u => new { u.TenantId, u.Id });
            e.Index("ix_account_reconciliations_period", r => new { r.TenantId, r.Period, r.ClientId, r.AccountNumber });
            e.Index("ix_account_reconciliations_client_id", r => new { r.TenantId, r.ClientId, r.AccountNumber });
            e.Index("ix_account_reconciliations_user_id", r => new { r.TenantId, r.UserId });
        });
        builder.Entity<JournalEntry>(e =>
        {
            e.OfClient("general_ledger").HasAlternateKey(j => new { j.TenantId, j.Id });
            e.HasAlternateKey(j => new { j.TenantId, j.ClientId, j.Id, j.AccountingDate });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_general_ledger_voucher_number", "voucher_number > 0");
                t.HasCheckConstraint("ck_general_ledger_line_count", "line_count between 2 and 20000");
                t.HasCheckConstraint("ck_general_ledger_period", "period = to_char(accounting_date, 'YYYY-MM')");
                t.HasCheckConstraint("ck_general_ledger_dates", "entry_date between '1990-01-01' and '2200-12-31' and accounting_date between '1990-01-01' and '2200-12-31'");
                t.HasCheckConstraint("ck_general_ledger_reversal", "(reversal_of_id is null) = (reversal_reason is null) and (reversal_of_id is not null) = (source_type = 'reversal')");
                t.HasCheckConstraint("ck_general_ledger_hash", "octet_length(hash) = 32 and octet_length(previous_hash) = 32 and octet_length(content_hash) = 32");
            });
            e.Property(j => j.Period).HasMaxLength(7);
            e.Property(j => j.Series).HasColumnName("voucher_series").HasMaxLength(10);
            e.Property(j => j.DocumentHash).HasMaxLength(64);
            e.Ignore(j => j.VoucherName);
            e.Refers<JournalEntry, JournalEntry>(nameof(JournalEntry.ReversalOfId), j => new { j.TenantId, j.Id });
            e.Refers<JournalEntry, Document>(nameof(JournalEntry.DocumentId), d => new { d.TenantId, d.Id });
            e.Refers<JournalEntry, AgentDecision>(nameof(JournalEntry.DecisionId), d => new { d.TenantId, d.Id });
            e.Refers<JournalEntry, User>(nameof(JournalEntry.CreatedById), u => new { u.TenantId, u.Id });
            e.Index("uq_client_voucher", j => new { j.ClientId, j.Series, j.FiscalYear, j.VoucherNumber }).IsUnique();
            e.Index("uq_general_ledger_posting_key", j => new { j.ClientId, j.PostingKey }).IsUnique();
            e.Index("uq_general_ledger_reversal_of_id", j => j.ReversalOfId, "reversal_of_id is not null").IsUnique();
            e.Index("ix_general_ledger_tenant_id", j => new { j.TenantId, j.AccountingDate, j.Id });
            e.Index("ix_general_ledger_client_id", j => new { j.ClientId, j.CreatedAt });
            e.Index("ix_general_ledger_accounting_date", j => new { j.ClientId, j.AccountingDate, j.Id });
            e.Index("ix_general_ledger_period", j => new { j.ClientId, j.Period });
            e.Index("ix_general_ledger_voucher_number", j => new { j.TenantId, j.VoucherNumber });
            e.Index("ix_general_ledger_source_id", j => j.SourceId, "source_id is not null");
            e.Index("ix_general_ledger_document_id", j => new { j.TenantId, j.DocumentId }, "document_id is not null");
            e.Index("ix_general_ledger_decision_id", j => new { j.TenantId, j.DecisionId }, "decision_id is not null");
            e.Index("ix_general_ledger_created_by_id", j => new { j.TenantId, j.CreatedById }, "created_by_id is not null");
            e.HasMany(j => j.Postings).WithOne().HasForeignKey(p => new { p.TenantId, p.ClientId, p.EntryId, p.AccountingDate })
                .HasPrincipalKey(j => new { j.TenantId, j.ClientId, j.Id, j.AccountingDate }).OnDelete(DeleteBehavior.Restrict);
            e.Navigation(j => j.Postings).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        builder.Entity<Posting>(e =>
        {
            e.OfClient("general_ledger_lines");
            e.ToTable(t =>
            {
                t.HasCheckConstraint("check_amounts_positive", $"debit_amount {Bounded} and credit_amount {Bounded}");
                t.HasCheckConstraint("check_debit_or_credit", "(debit_amount > 0) <> (credit_amount > 0)");
                t.HasCheckConstraint("ck_general_ledger_lines_vat", "(vat_amount is null) = (vat_base_amount is null) and (vat_amount is null or vat_code is not null) and vat_amount between -9999999999999.99 and 9999999999999.99 and vat_base_amount between -9999999999999.99 and 9999999999999.99");
                t.HasCheckConstraint("ck_general_ledger_lines_currency", "(currency is null) = (currency_amount is null) and currency_amount between -9999999999999.99 and 9999999999999.99");
                t.HasCheckConstraint("ck_general_ledger_lines_ai_confidence_score", "ai_confidence_score between 0 and 100");
                t.HasCheckConstraint("ck_general_ledger_lines_vendor", "(account_number = '2400') <= (vendor_id is not null)");
            });
            e.Property(p => p.EntryId).HasColumnName("general_ledger_id");
            e.Property(p => p.AccountNumber).HasMaxLength(10);
            e.Property(p => p.DebitAmount).AsMoney();
            e.Property(p => p.CreditAmount).AsMoney();
            e.Property(p => p.VatCode).HasMaxLength(10);
            e.Property(p => p.VatAmount).AsMoney();
            e.Property(p => p.VatBaseAmount).AsMoney();
            e.Property(p => p.Currency).HasMaxLength(3);
            e.Property(p => p.CurrencyAmount).AsMoney();
            e.Ignore(p => p.Amount);
            e.HasOne<Account>().WithMany().HasForeignKey(p => new { p.TenantId, p.ClientId, p.AccountNumber })
                .HasPrincipalKey(a => new { a.TenantId, a.ClientId, a.AccountNumber }).OnDelete(DeleteBehavior.Restrict);
            e.HasOne<VatCode>().WithMany().HasForeignKey(p => p.VatCode).OnDelete(DeleteBehavior.Restrict);
            e.Index("uq_gl_line_number", p => new { p.EntryId, p.LineNumber }).IsUnique();
            e.Index("ix_general_ledger_lines_account_number", p => new { p.ClientId, p.AccountNumber, p.AccountingDate, p.Id }).IncludeProperties(p => new { p.DebitAmount, p.CreditAmount });
            e.Index("ix_general_ledger_lines_vendor_id", p => new { p.TenantId, p.ClientId, p.VendorId, p.AccountingDate }, "vendor_id is not null");
            e.Index("ix_general_ledger_lines_vat_code", p => new { p.ClientId, p.VatCode, p.AccountingDate }, "vat_code is not null");
        });
    }
}
