using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

internal static class FirmsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Tenant>(e =>
        {
            e.ToTable("tenants", t =>
            {
                t.HasCheckConstraint("ck_tenants_name", "name <> ''");
                t.HasCheckConstraint("ck_tenants_max_clients", "max_clients > 0");
            });
            e.Property(t => t.Name).HasMaxLength(255);
            e.Property(t => t.OrgNumber).AsOrgNumber();
            e.Property(t => t.SubscriptionTier).HasMaxLength(20);
            e.Property(t => t.BillingEmail).HasMaxLength(255);
            e.Property(t => t.Settings).AsJson();
            e.HasIndex(t => t.OrgNumber, "uq_tenants_org_number").HasDatabaseName("uq_tenants_org_number").IsUnique();
            e.Index("ix_tenants_name", t => t.Name);
        });
        builder.Entity<Client>(e =>
        {
            e.InFirm("clients").HasAlternateKey(c => new { c.TenantId, c.Id });
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_clients_fiscal_year_start", "fiscal_year_start between 1 and 12");
                t.HasCheckConstraint("ck_clients_ai_confidence_threshold", "ai_confidence_threshold between 0 and 100");
                t.HasCheckConstraint("ck_clients_ai_amount_cap", "ai_amount_cap between 0 and 9999999999999.99");
                t.HasCheckConstraint("ck_clients_ai_vat_threshold", "ai_vat_threshold between 0 and 100");
                t.HasCheckConstraint("ck_clients_ai_sample_share", "ai_sample_share between 0 and 100");
                t.HasCheckConstraint("ck_clients_ai_error_limit", "ai_error_limit between 0 and 100");
                t.HasCheckConstraint("ck_clients_auto_post_stopped", "(auto_post_stopped_at is null) = (auto_post_stop_reason is null)");
                t.HasCheckConstraint("ck_clients_base_currency", "base_currency = 'NOK'");
            });
            e.Property(c => c.ClientNumber).HasMaxLength(50);
            e.Property(c => c.Name).HasMaxLength(255).UseCollation("nb-NO-x-icu");
            e.Property(c => c.OrgNumber).AsOrgNumber();
            e.Property(c => c.EhfEndpoint).HasMaxLength(255);
            e.Property(c => c.Trade).HasMaxLength(50);
            e.Property(c => c.ActiveBanks).AsJson();
            e.Property(c => c.BaseCurrency).HasMaxLength(3);
            e.Property(c => c.AiAmountCap).AsMoney();
            e.Property(c => c.AiSampleShare).HasColumnType("numeric(5,2)");
            e.Property(c => c.AiErrorLimit).HasColumnType("numeric(5,2)");
            e.Property(c => c.AutoPostStopReason).AsJson();
            e.Ignore(c => c.DeductsVat);
            e.Index("uq_tenant_client_number", c => new { c.TenantId, c.ClientNumber }).IsUnique();
            e.Index("uq_clients_org_number", c => new { c.TenantId, c.OrgNumber }).IsUnique();
            e.Index("ix_clients_name", c => new { c.TenantId, c.Name });
            e.Index("ix_clients_ehf_endpoint", c => new { c.TenantId, c.EhfEndpoint }, "ehf_endpoint is not null");
        });
        builder.Entity<User>(e =>
        {
            e.InFirm("users").HasAlternateKey(u => new { u.TenantId, u.Id });
            e.Property(u => u.Name).HasMaxLength(255).UseCollation("nb-NO-x-icu");
            e.Property(u => u.PasswordHash).HasColumnName("hashed_password").HasMaxLength(255);
            e.Property(u => u.Email).HasMaxLength(255).IsRequired();
            e.Property(u => u.Keys).AsJson().HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
            e.ToTable(t => t.HasCheckConstraint("ck_users_keys", "jsonb_typeof(keys) = 'object' and pg_column_size(keys) < 16384"));
            e.Ignore(u => u.SeesAllClients);
            e.HasIndex(u => u.NormalizedUserName).HasDatabaseName("uq_users_user_name").IsUnique();
            e.HasIndex(u => u.NormalizedEmail).HasDatabaseName("uq_users_email").IsUnique();
            e.Index("ix_users_tenant_id", u => new { u.TenantId, u.Name });
        });
        builder.Entity<ClientAccess>(e =>
        {
            e.OfClient("client_access", "firms").HasKey(a => new { a.UserId, a.ClientId });
            e.Refers<ClientAccess, User>(nameof(Firms.ClientAccess.UserId), u => new { u.TenantId, u.Id });
        });
        builder.Entity<ApiKey>(e =>
        {
            e.InFirm("api_keys", "firms");
            e.Property(k => k.Name).HasMaxLength(100);
            e.Property(k => k.KeyHash).HasMaxLength(64);
            e.HasIndex(k => k.KeyHash).IsUnique();
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims", "identity");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins", "identity");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens", "identity");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys", "identity");
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys", "identity");
    }

    public static void AsOrgNumber(this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<OrgNumber> property) =>
        property.HasMaxLength(20).HasConversion(n => n.ToString(), text => OrgNumber.Parse(text));
}
