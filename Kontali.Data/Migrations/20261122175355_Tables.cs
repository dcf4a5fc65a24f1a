using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Tables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "ledger");

            migrationBuilder.EnsureSchema(
                name: "firms");

            migrationBuilder.EnsureSchema(
                name: "intake");

            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.EnsureSchema(
                name: "tasks");

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tenants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    org_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subscription_tier = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    max_clients = table.Column<int>(type: "integer", nullable: true),
                    billing_email = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    settings = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                    table.CheckConstraint("ck_tenants_max_clients", "max_clients > 0");
                    table.CheckConstraint("ck_tenants_name", "name <> ''");
                });

            migrationBuilder.CreateTable(
                name: "vat_codes",
                schema: "ledger",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    side = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    rate_class = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    mechanism = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    deduction_account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    output_account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    returns_base = table.Column<bool>(type: "boolean", nullable: false),
                    returns_deduction = table.Column<bool>(type: "boolean", nullable: false),
                    sort_order = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vat_codes", x => x.code);
                    table.CheckConstraint("ck_vat_codes_mechanism", "mechanism in ('none', 'invoiced', 'calculated')");
                    table.CheckConstraint("ck_vat_codes_rate_class", "rate_class in ('none', 'zero', 'standard', 'middle', 'raw_fish', 'low')");
                    table.CheckConstraint("ck_vat_codes_side", "side in ('purchase', 'sale')");
                });

            migrationBuilder.CreateTable(
                name: "vat_rates",
                schema: "ledger",
                columns: table => new
                {
                    rate_class = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    percent = table.Column<decimal>(type: "numeric(5,2)", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vat_rates", x => new { x.rate_class, x.valid_from });
                    table.CheckConstraint("ck_vat_rates_rate_class", "rate_class in ('none', 'zero', 'standard', 'middle', 'raw_fish', 'low')");
                });

            migrationBuilder.CreateTable(
                name: "agent_tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agent_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    task_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    payload = table.Column<JsonElement>(type: "jsonb", nullable: false),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    retry_count = table.Column<int>(type: "integer", nullable: false),
                    max_retries = table.Column<int>(type: "integer", nullable: false),
                    run_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    lease_token = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dedupe_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    parent_task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_tasks", x => x.id);
                    table.CheckConstraint("ck_agent_tasks_lease", "(status = 'running') = (lease_token is not null) and (status = 'running') = (lease_until is not null)");
                    table.CheckConstraint("ck_agent_tasks_retry_count", "retry_count between 0 and 1000 and max_retries between 1 and 1000");
                    table.CheckConstraint("ck_agent_tasks_status", "status in ('pending', 'running', 'dead')");
                    table.ForeignKey(
                        name: "fk_agent_tasks_agent_tasks_parent_task_id",
                        column: x => x.parent_task_id,
                        principalTable: "agent_tasks",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_agent_tasks_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "firms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    key_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "clients",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_number = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "nb-NO-x-icu"),
                    org_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ehf_endpoint = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    trade = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    active_banks = table.Column<string>(type: "jsonb", nullable: false),
                    fiscal_year_start = table.Column<int>(type: "integer", nullable: false),
                    vat_status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    vat_term = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    base_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    ai_automation_level = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    ai_confidence_threshold = table.Column<int>(type: "integer", nullable: false),
                    ai_amount_cap = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clients", x => x.id);
                    table.UniqueConstraint("ak_clients_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_clients_ai_amount_cap", "ai_amount_cap between 0 and 9999999999999.99");
                    table.CheckConstraint("ck_clients_ai_automation_level", "ai_automation_level in ('off', 'suggest', 'assisted', 'full')");
                    table.CheckConstraint("ck_clients_ai_confidence_threshold", "ai_confidence_threshold between 0 and 100");
                    table.CheckConstraint("ck_clients_base_currency", "base_currency = 'NOK'");
                    table.CheckConstraint("ck_clients_fiscal_year_start", "fiscal_year_start between 1 and 12");
                    table.CheckConstraint("ck_clients_vat_status", "vat_status in ('registered', 'not_registered', 'exempt')");
                    table.CheckConstraint("ck_clients_vat_term", "vat_term in ('none', 'bimonthly', 'yearly', 'yearly_primary', 'monthly', 'quarterly')");
                    table.ForeignKey(
                        name: "fk_clients_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finished_tasks",
                schema: "tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agent_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    task_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    outcome = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    payload = table.Column<JsonElement>(type: "jsonb", nullable: false),
                    retry_count = table.Column<int>(type: "integer", nullable: false),
                    parent_task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finished_tasks", x => x.id);
                    table.CheckConstraint("ck_finished_tasks_outcome", "outcome in ('done', 'cancelled')");
                    table.ForeignKey(
                        name: "fk_finished_tasks_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "nb-NO-x-icu"),
                    role = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_login = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    hashed_password = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.UniqueConstraint("ak_users_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_users_role", "role in ('administrator', 'accountant', 'bookkeeper', 'reader')");
                    table.ForeignKey(
                        name: "fk_users_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_balances",
                schema: "ledger",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    period = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debit = table.Column<decimal>(type: "numeric(18,2)", nullable: false),
                    credit = table.Column<decimal>(type: "numeric(18,2)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_balances", x => new { x.client_id, x.account_number, x.period });
                    table.ForeignKey(
                        name: "fk_account_balances_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agent_decisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    decision_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    source_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    input_data = table.Column<JsonElement>(type: "jsonb", nullable: false),
                    decision = table.Column<string>(type: "jsonb", nullable: false),
                    confidence_score = table.Column<int>(type: "integer", nullable: false),
                    reasoning = table.Column<string>(type: "jsonb", nullable: false),
                    patterns_used = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    model_used = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    processing_time_ms = table.Column<int>(type: "integer", nullable: false),
                    tokens_used = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_decisions", x => x.id);
                    table.UniqueConstraint("ak_decisions_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_agent_decisions_confidence_score", "confidence_score between 0 and 100");
                    table.ForeignKey(
                        name: "fk_agent_decisions_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agent_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    event_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payload = table.Column<JsonElement>(type: "jsonb", nullable: false),
                    processed = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_agent_events_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agent_events_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_trail",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    table_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    old_value = table.Column<JsonElement>(type: "jsonb", nullable: true),
                    new_value = table.Column<JsonElement>(type: "jsonb", nullable: true),
                    changed_by_type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_by_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    ip_address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    user_agent = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_trail", x => x.id);
                    table.ForeignKey(
                        name: "fk_audit_trail_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_audit_trail_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "chart_of_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    account_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    account_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    default_vat_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    vat_deductible = table.Column<bool>(type: "boolean", nullable: false),
                    vat_needs_judgement = table.Column<bool>(type: "boolean", nullable: false),
                    standard_account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    grouping_category = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    grouping_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    requires_reconciliation = table.Column<bool>(type: "boolean", nullable: false),
                    ai_suggested_descriptions = table.Column<string[]>(type: "text[]", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chart_of_accounts", x => x.id);
                    table.UniqueConstraint("ak_chart_of_accounts_tenant_id_client_id_account_number", x => new { x.tenant_id, x.client_id, x.account_number });
                    table.CheckConstraint("ck_chart_of_accounts_account_number", "account_number ~ '^[1-8][0-9]{3,9}$'");
                    table.CheckConstraint("ck_chart_of_accounts_account_type", "account_type in ('asset', 'equity', 'liability', 'income', 'expense', 'financial')");
                    table.ForeignKey(
                        name: "fk_chart_of_accounts_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_chart_of_accounts_vat_codes_default_vat_code",
                        column: x => x.default_vat_code,
                        principalSchema: "ledger",
                        principalTable: "vat_codes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "periods",
                schema: "ledger",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_periods", x => new { x.client_id, x.name });
                    table.CheckConstraint("ck_periods_name", "name ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'");
                    table.CheckConstraint("ck_periods_state", "state in ('open', 'held', 'closed', 'vat_filed')");
                    table.ForeignKey(
                        name: "fk_periods_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "voucher_series",
                schema: "ledger",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    series = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    fiscal_year = table.Column<int>(type: "integer", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_number = table.Column<int>(type: "integer", nullable: false),
                    last_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_voucher_series", x => new { x.client_id, x.series, x.fiscal_year });
                    table.ForeignKey(
                        name: "fk_voucher_series_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agent_learned_patterns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    pattern_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    pattern_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    description = table.Column<string>(type: "jsonb", nullable: false),
                    trigger = table.Column<string>(type: "jsonb", nullable: false),
                    action = table.Column<string>(type: "jsonb", nullable: false),
                    scope = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    times_applied = table.Column<int>(type: "integer", nullable: false),
                    times_correct = table.Column<int>(type: "integer", nullable: false),
                    times_incorrect = table.Column<int>(type: "integer", nullable: false),
                    created_from_decision_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    created_from_correction_id = table.Column<Guid>(type: "uuid", nullable: true),
                    learned_from_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_learned_patterns", x => x.id);
                    table.UniqueConstraint("ak_agent_learned_patterns_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_agent_learned_patterns_client", "(scope = 'client') = (client_id is not null)");
                    table.CheckConstraint("ck_agent_learned_patterns_record", "times_applied >= 0 and times_correct >= 0 and times_incorrect >= 0");
                    table.CheckConstraint("ck_agent_learned_patterns_scope", "scope in ('client', 'firm', 'all_firms')");
                    table.CheckConstraint("ck_agent_learned_patterns_state", "state in ('trial', 'active', 'retired')");
                    table.CheckConstraint("ck_agent_learned_patterns_version", "version > 0");
                    table.ForeignKey(
                        name: "fk_agent_learned_patterns_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agent_learned_patterns_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agent_learned_patterns_users_tenant_id_learned_from_user_id",
                        columns: x => new { x.tenant_id, x.learned_from_user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "client_access",
                schema: "firms",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_client_access", x => new { x.user_id, x.client_id });
                    table.ForeignKey(
                        name: "fk_client_access_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_client_access_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "documents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    store_key = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    file_size = table.Column<long>(type: "bigint", nullable: false),
                    filename = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    mime_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    document_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    door = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uploaded_by_user_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_documents", x => x.id);
                    table.UniqueConstraint("ak_documents_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_documents_document_type", "document_type in ('unknown', 'ehf', 'pdf', 'image', 'other')");
                    table.CheckConstraint("ck_documents_door", "door in ('browser', 'api', 'folder', 'inside', 'demo')");
                    table.CheckConstraint("ck_documents_file_hash", "file_hash ~ '^[0-9a-f]{64}$'");
                    table.CheckConstraint("ck_documents_file_size", "file_size between 0 and 1073741824");
                    table.ForeignKey(
                        name: "fk_documents_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_documents_documents_tenant_id_parent_id",
                        columns: x => new { x.tenant_id, x.parent_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_documents_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_documents_users_tenant_id_uploaded_by_user_id",
                        columns: x => new { x.tenant_id, x.uploaded_by_user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claims_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                schema: "identity",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_logins_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_passkeys",
                schema: "identity",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_user_passkeys_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                schema: "identity",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_queue",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    issue_category = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    issue_description = table.Column<string>(type: "jsonb", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ai_suggestion = table.Column<string>(type: "jsonb", nullable: false),
                    ai_confidence = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    assigned_to_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_by_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolution_notes = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_queue", x => x.id);
                    table.UniqueConstraint("ak_review_queue_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_review_queue_ai_confidence", "ai_confidence between 0 and 100");
                    table.CheckConstraint("ck_review_queue_priority", "priority between 1 and 9");
                    table.CheckConstraint("ck_review_queue_resolved", "(status in ('pending', 'snoozed')) = (resolved_at is null)");
                    table.CheckConstraint("ck_review_queue_status", "status in ('pending', 'snoozed', 'approved', 'corrected', 'rejected')");
                    table.ForeignKey(
                        name: "fk_review_queue_agent_decisions_tenant_id_decision_id",
                        columns: x => new { x.tenant_id, x.decision_id },
                        principalTable: "agent_decisions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_queue_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_queue_users_tenant_id_assigned_to_user_id",
                        columns: x => new { x.tenant_id, x.assigned_to_user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_queue_users_tenant_id_leased_by_user_id",
                        columns: x => new { x.tenant_id, x.leased_by_user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_queue_users_tenant_id_resolved_by_user_id",
                        columns: x => new { x.tenant_id, x.resolved_by_user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "vendors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor_number = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "nb-NO-x-icu"),
                    identity = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    org_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    contact_person = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    email = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    phone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    account_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    payment_terms = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    bank_account = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    known_accounts = table.Column<string[]>(type: "text[]", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendors", x => x.id);
                    table.UniqueConstraint("ak_vendors_tenant_id_client_id_id", x => new { x.tenant_id, x.client_id, x.id });
                    table.ForeignKey(
                        name: "fk_vendors_chart_of_accounts_tenant_id_client_id_account_number",
                        columns: x => new { x.tenant_id, x.client_id, x.account_number },
                        principalTable: "chart_of_accounts",
                        principalColumns: new[] { "tenant_id", "client_id", "account_number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vendors_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "arrivals",
                schema: "intake",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    reason = table.Column<string>(type: "jsonb", nullable: true),
                    seller_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    invoice_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    total = table.Column<decimal>(type: "numeric(15,2)", nullable: true),
                    net = table.Column<decimal>(type: "numeric(15,2)", nullable: true),
                    vat = table.Column<decimal>(type: "numeric(15,2)", nullable: true),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    invoice_date = table.Column<DateOnly>(type: "date", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_arrivals", x => x.document_id);
                    table.CheckConstraint("ck_arrivals_status", "status in ('received', 'reading', 'unassigned', 'review', 'posted', 'rejected', 'duplicate')");
                    table.ForeignKey(
                        name: "fk_arrivals_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_arrivals_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_arrivals_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "general_ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_date = table.Column<DateOnly>(type: "date", nullable: false),
                    accounting_date = table.Column<DateOnly>(type: "date", nullable: false),
                    period = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    fiscal_year = table.Column<int>(type: "integer", nullable: false),
                    voucher_series = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    voucher_number = table.Column<int>(type: "integer", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    source_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reversal_of_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reversal_reason = table.Column<string>(type: "text", nullable: true),
                    posting_key = table.Column<Guid>(type: "uuid", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    created_by_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_general_ledger", x => x.id);
                    table.UniqueConstraint("ak_general_ledger_tenant_id_client_id_id_accounting_date", x => new { x.tenant_id, x.client_id, x.id, x.accounting_date });
                    table.UniqueConstraint("ak_general_ledger_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_general_ledger_created_by_type", "created_by_type in ('person', 'agent', 'system')");
                    table.CheckConstraint("ck_general_ledger_dates", "entry_date between '1990-01-01' and '2200-12-31' and accounting_date between '1990-01-01' and '2200-12-31'");
                    table.CheckConstraint("ck_general_ledger_hash", "octet_length(hash) = 32 and octet_length(previous_hash) = 32 and octet_length(content_hash) = 32");
                    table.CheckConstraint("ck_general_ledger_line_count", "line_count between 2 and 20000");
                    table.CheckConstraint("ck_general_ledger_period", "period = to_char(accounting_date, 'YYYY-MM')");
                    table.CheckConstraint("ck_general_ledger_reversal", "(reversal_of_id is null) = (reversal_reason is null) and (reversal_of_id is not null) = (source_type = 'reversal')");
                    table.CheckConstraint("ck_general_ledger_source_type", "source_type in ('vendor_invoice', 'sales', 'bank', 'manual', 'opening', 'reversal')");
                    table.CheckConstraint("ck_general_ledger_voucher_number", "voucher_number > 0");
                    table.ForeignKey(
                        name: "fk_general_ledger_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_decisions_tenant_id_decision_id",
                        columns: x => new { x.tenant_id, x.decision_id },
                        principalTable: "agent_decisions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_general_ledger_tenant_id_reversal_of_id",
                        columns: x => new { x.tenant_id, x.reversal_of_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_users_tenant_id_created_by_id",
                        columns: x => new { x.tenant_id, x.created_by_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_queue_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: true),
                    journal_entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reversal_entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    replacement_entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    original_entry = table.Column<string>(type: "jsonb", nullable: false),
                    corrected_entry = table.Column<string>(type: "jsonb", nullable: false),
                    correction_reason = table.Column<string>(type: "text", nullable: true),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    similar_corrected = table.Column<int>(type: "integer", nullable: false),
                    corrected_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corrections", x => x.id);
                    table.ForeignKey(
                        name: "fk_corrections_agent_decisions_tenant_id_decision_id",
                        columns: x => new { x.tenant_id, x.decision_id },
                        principalTable: "agent_decisions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_corrections_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_corrections_general_ledger_tenant_id_journal_entry_id",
                        columns: x => new { x.tenant_id, x.journal_entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_corrections_general_ledger_tenant_id_replacement_entry_id",
                        columns: x => new { x.tenant_id, x.replacement_entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_corrections_general_ledger_tenant_id_reversal_entry_id",
                        columns: x => new { x.tenant_id, x.reversal_entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_corrections_review_queue_tenant_id_review_queue_id",
                        columns: x => new { x.tenant_id, x.review_queue_id },
                        principalTable: "review_queue",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_corrections_users_tenant_id_corrected_by",
                        columns: x => new { x.tenant_id, x.corrected_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "general_ledger_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    general_ledger_id = table.Column<Guid>(type: "uuid", nullable: false),
                    accounting_date = table.Column<DateOnly>(type: "date", nullable: false),
                    line_number = table.Column<int>(type: "integer", nullable: false),
                    account_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    debit_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    credit_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    vat_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    vat_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: true),
                    vat_base_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: true),
                    vendor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    currency_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: true),
                    line_description = table.Column<string>(type: "text", nullable: true),
                    ai_confidence_score = table.Column<int>(type: "integer", nullable: true),
                    ai_reasoning = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_general_ledger_lines", x => x.id);
                    table.CheckConstraint("check_amounts_positive", "debit_amount between 0 and 9999999999999.99 and credit_amount between 0 and 9999999999999.99");
                    table.CheckConstraint("check_debit_or_credit", "(debit_amount > 0) <> (credit_amount > 0)");
                    table.CheckConstraint("ck_general_ledger_lines_ai_confidence_score", "ai_confidence_score between 0 and 100");
                    table.CheckConstraint("ck_general_ledger_lines_currency", "(currency is null) = (currency_amount is null) and currency_amount between -9999999999999.99 and 9999999999999.99");
                    table.CheckConstraint("ck_general_ledger_lines_vat", "(vat_amount is null) = (vat_base_amount is null) and (vat_amount is null or vat_code is not null) and vat_amount between -9999999999999.99 and 9999999999999.99 and vat_base_amount between -9999999999999.99 and 9999999999999.99");
                    table.CheckConstraint("ck_general_ledger_lines_vendor", "(account_number = '2400') <= (vendor_id is not null)");
                    table.ForeignKey(
                        name: "fk_general_ledger_lines_chart_of_accounts_tenant_id_client_id_",
                        columns: x => new { x.tenant_id, x.client_id, x.account_number },
                        principalTable: "chart_of_accounts",
                        principalColumns: new[] { "tenant_id", "client_id", "account_number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_lines_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_lines_general_ledger_tenant_id_client_id_ent",
                        columns: x => new { x.tenant_id, x.client_id, x.general_ledger_id, x.accounting_date },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "client_id", "id", "accounting_date" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_general_ledger_lines_vat_codes_vat_code",
                        column: x => x.vat_code,
                        principalSchema: "ledger",
                        principalTable: "vat_codes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "vendor_invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    invoice_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    normalized_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    invoice_date = table.Column<DateOnly>(type: "date", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    amount_excl_vat = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    vat_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    total_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    rounding_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    payable_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    exchange_rate = table.Column<decimal>(type: "numeric(18,8)", nullable: true),
                    kid = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    payment_account = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    order_reference = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    buyer_reference = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    service_from = table.Column<DateOnly>(type: "date", nullable: true),
                    service_to = table.Column<DateOnly>(type: "date", nullable: true),
                    ehf_message_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    findings = table.Column<string>(type: "jsonb", nullable: false),
                    review_status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    general_ledger_id = table.Column<Guid>(type: "uuid", nullable: true),
                    booked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reviewed_by_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reviewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    payment_status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    paid_amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    payment_date = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_invoices", x => x.id);
                    table.UniqueConstraint("ak_vendor_invoices_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_vendor_invoices_amounts", "amount_excl_vat between -9999999999999.99 and 9999999999999.99 and vat_amount between -9999999999999.99 and 9999999999999.99 and total_amount between -9999999999999.99 and 9999999999999.99 and rounding_amount between -9999999999999.99 and 9999999999999.99 and payable_amount between -9999999999999.99 and 9999999999999.99");
                    table.CheckConstraint("ck_vendor_invoices_exchange_rate", "exchange_rate > 0 and exchange_rate < 1000000 and (currency <> 'NOK' or exchange_rate = 1)");
                    table.CheckConstraint("ck_vendor_invoices_kind", "kind in ('invoice', 'credit_note')");
                    table.CheckConstraint("ck_vendor_invoices_paid_amount", "paid_amount between -9999999999999.99 and 9999999999999.99");
                    table.CheckConstraint("ck_vendor_invoices_payment_status", "payment_status in ('unpaid', 'partly', 'paid')");
                    table.CheckConstraint("ck_vendor_invoices_posted", "(review_status = 'posted') = (general_ledger_id is not null)");
                    table.CheckConstraint("ck_vendor_invoices_review_status", "review_status in ('pending', 'review', 'posted', 'rejected')");
                    table.CheckConstraint("ck_vendor_invoices_total", "total_amount = amount_excl_vat + vat_amount or review_status <> 'posted'");
                    table.ForeignKey(
                        name: "fk_vendor_invoices_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vendor_invoices_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vendor_invoices_general_ledger_tenant_id_general_ledger_id",
                        columns: x => new { x.tenant_id, x.general_ledger_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vendor_invoices_users_tenant_id_reviewed_by_user_id",
                        columns: x => new { x.tenant_id, x.reviewed_by_user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vendor_invoices_vendors_tenant_id_client_id_vendor_id",
                        columns: x => new { x.tenant_id, x.client_id, x.vendor_id },
                        principalTable: "vendors",
                        principalColumns: new[] { "tenant_id", "client_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                schema: "ledger",
                table: "vat_codes",
                columns: new[] { "code", "deduction_account", "mechanism", "name", "name_en", "output_account", "rate_class", "returns_base", "returns_deduction", "side", "sort_order" },
                values: new object[,]
                {
                    { "0", null, "none", "Kjøp uten mva-behandling", "Purchase without VAT treatment", null, "none", false, false, "purchase", (short)1 },
                    { "1", "2710", "invoiced", "Kjøp i Norge, fradrag, alminnelig sats", "Purchase in Norway, deductible, standard rate", null, "standard", false, true, "purchase", (short)2 },
                    { "11", "2711", "invoiced", "Kjøp i Norge, fradrag, mat og vann", "Purchase in Norway, deductible, middle rate", null, "middle", false, true, "purchase", (short)3 },
                    { "12", "2712", "invoiced", "Kjøp i Norge, fradrag, råfisk", "Purchase in Norway, deductible, raw fish", null, "raw_fish", false, true, "purchase", (short)4 },
                    { "13", "2713", "invoiced", "Kjøp i Norge, fradrag, lav sats", "Purchase in Norway, deductible, low rate", null, "low", false, true, "purchase", (short)5 },
                    { "14", "2715", "invoiced", "Innførselsmva betalt til tollvesenet, fradrag", "Import VAT paid to customs, deductible", null, "standard", false, true, "purchase", (short)6 },
                    { "15", "2716", "invoiced", "Innførselsmva betalt til tollvesenet, fradrag, mat", "Import VAT paid to customs, deductible, middle rate", null, "middle", false, true, "purchase", (short)7 },
                    { "20", null, "none", "Varer fra utlandet, uten mva-behandling", "Goods from abroad, without VAT treatment", null, "none", false, false, "purchase", (short)8 },
                    { "21", null, "none", "Varer fra utlandet, alminnelig sats (grunnlag på egen linje)", "Goods from abroad, standard rate (base reported apart)", null, "none", false, false, "purchase", (short)9 },
                    { "22", null, "none", "Varer fra utlandet, mat (grunnlag på egen linje)", "Goods from abroad, middle rate (base reported apart)", null, "none", false, false, "purchase", (short)10 },
                    { "3", null, "invoiced", "Salg, alminnelig sats", "Sale, standard rate", "2700", "standard", true, false, "sale", (short)22 },
                    { "31", null, "invoiced", "Salg, mat og vann", "Sale, middle rate", "2701", "middle", true, false, "sale", (short)23 },
                    { "32", null, "invoiced", "Salg, råfisk", "Sale, raw fish", "2702", "raw_fish", true, false, "sale", (short)24 },
                    { "33", null, "invoiced", "Salg, lav sats", "Sale, low rate", "2703", "low", true, false, "sale", (short)25 },
                    { "5", null, "none", "Salg, fritatt i Norge", "Sale, zero-rated in Norway", null, "zero", true, false, "sale", (short)26 },
                    { "51", null, "none", "Salg der kjøper beregner mva", "Sale where the buyer calculates VAT", null, "zero", true, false, "sale", (short)27 },
                    { "52", null, "none", "Utførsel av varer og tjenester", "Export of goods and services", null, "zero", true, false, "sale", (short)28 },
                    { "6", null, "none", "Salg utenfor mva-loven", "Sale outside the VAT Act", null, "none", true, false, "sale", (short)29 },
                    { "7", null, "none", "Inntekt som ikke er omsetning", "Income that is not turnover", null, "none", false, false, "sale", (short)30 },
                    { "81", "2715", "calculated", "Innførsel av varer, fradrag, alminnelig sats", "Import of goods, deductible, standard rate", "2705", "standard", true, true, "purchase", (short)11 },
                    { "82", null, "calculated", "Innførsel av varer, uten fradrag, alminnelig sats", "Import of goods, not deductible, standard rate", "2705", "standard", true, false, "purchase", (short)12 },
                    { "83", "2716", "calculated", "Innførsel av varer, fradrag, mat", "Import of goods, deductible, middle rate", "2706", "middle", true, true, "purchase", (short)13 },
                    { "84", null, "calculated", "Innførsel av varer, uten fradrag, mat", "Import of goods, not deductible, middle rate", "2706", "middle", true, false, "purchase", (short)14 },
                    { "85", null, "none", "Innførsel av varer, ingen mva", "Import of goods, no VAT", null, "zero", true, false, "purchase", (short)15 },
                    { "86", "2714", "calculated", "Tjenester fra utlandet, fradrag, alminnelig sats", "Services from abroad, deductible, standard rate", "2704", "standard", true, true, "purchase", (short)16 },
                    { "87", null, "calculated", "Tjenester fra utlandet, uten fradrag, alminnelig sats", "Services from abroad, not deductible, standard rate", "2704", "standard", true, false, "purchase", (short)17 },
                    { "88", "2714", "calculated", "Tjenester fra utlandet, fradrag, lav sats", "Services from abroad, deductible, low rate", "2704", "low", true, true, "purchase", (short)18 },
                    { "89", null, "calculated", "Tjenester fra utlandet, uten fradrag, lav sats", "Services from abroad, not deductible, low rate", "2704", "low", true, false, "purchase", (short)19 },
                    { "91", "2717", "calculated", "Klimakvoter og gull, fradrag", "Emission allowances and gold, deductible", "2707", "standard", true, true, "purchase", (short)20 },
                    { "92", null, "calculated", "Klimakvoter og gull, uten fradrag", "Emission allowances and gold, not deductible", "2707", "standard", true, false, "purchase", (short)21 }
                });

            migrationBuilder.InsertData(
                schema: "ledger",
                table: "vat_rates",
                columns: new[] { "rate_class", "valid_from", "percent", "valid_to" },
                values: new object[,]
                {
                    { "low", new DateOnly(2006, 1, 1), 8m, new DateOnly(2015, 12, 31) },
                    { "low", new DateOnly(2016, 1, 1), 10m, new DateOnly(2017, 12, 31) },
                    { "low", new DateOnly(2018, 1, 1), 12m, new DateOnly(2020, 3, 31) },
                    { "low", new DateOnly(2020, 4, 1), 6m, new DateOnly(2021, 9, 30) },
                    { "low", new DateOnly(2021, 10, 1), 12m, null },
                    { "middle", new DateOnly(2012, 1, 1), 15m, null },
                    { "none", new DateOnly(1970, 1, 1), 0m, null },
                    { "raw_fish", new DateOnly(1970, 1, 1), 11.11m, null },
                    { "standard", new DateOnly(2005, 1, 1), 25m, null },
                    { "zero", new DateOnly(1970, 1, 1), 0m, null }
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_balances_tenant_id_client_id",
                schema: "ledger",
                table: "account_balances",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_account_balances_tenant_id_period",
                schema: "ledger",
                table: "account_balances",
                columns: new[] { "tenant_id", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_decisions_agent_type",
                table: "agent_decisions",
                columns: new[] { "tenant_id", "agent_type", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_decisions_client_id",
                table: "agent_decisions",
                columns: new[] { "tenant_id", "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_decisions_created_at",
                table: "agent_decisions",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_decisions_source_id",
                table: "agent_decisions",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_agent_events_client_id",
                table: "agent_events",
                columns: new[] { "tenant_id", "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_events_created_at",
                table: "agent_events",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_events_event_type",
                table: "agent_events",
                columns: new[] { "tenant_id", "event_type", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_events_subject_id",
                table: "agent_events",
                columns: new[] { "subject_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_events_unprocessed",
                table: "agent_events",
                columns: new[] { "created_at", "id" },
                filter: "not processed");

            migrationBuilder.CreateIndex(
                name: "ix_agent_learned_patterns_client_id",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "client_id" },
                filter: "client_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_agent_learned_patterns_created_at",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_learned_patterns_learned_from_user_id",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "learned_from_user_id" },
                filter: "learned_from_user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_agent_learned_patterns_pattern_type",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "pattern_type", "state" });

            migrationBuilder.CreateIndex(
                name: "uq_agent_learned_patterns_version",
                table: "agent_learned_patterns",
                columns: new[] { "pattern_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_claim",
                table: "agent_tasks",
                columns: new[] { "priority", "run_after", "id" },
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_lease",
                table: "agent_tasks",
                column: "lease_until",
                filter: "status = 'running'");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_parent_task_id",
                table: "agent_tasks",
                column: "parent_task_id",
                filter: "parent_task_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_status",
                table: "agent_tasks",
                columns: new[] { "tenant_id", "created_at" },
                filter: "status = 'dead'");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_tenant_id",
                table: "agent_tasks",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "uq_agent_tasks_dedupe_key",
                table: "agent_tasks",
                columns: new[] { "tenant_id", "dedupe_key" },
                unique: true,
                filter: "dedupe_key is not null");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_key_hash",
                schema: "firms",
                table: "api_keys",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_tenant_id",
                schema: "firms",
                table: "api_keys",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_arrivals_tenant_id_client_id_status_received_at",
                schema: "intake",
                table: "arrivals",
                columns: new[] { "tenant_id", "client_id", "status", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_arrivals_tenant_id_document_id",
                schema: "intake",
                table: "arrivals",
                columns: new[] { "tenant_id", "document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_arrivals_tenant_id_received_at_document_id",
                schema: "intake",
                table: "arrivals",
                columns: new[] { "tenant_id", "received_at", "document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_arrivals_tenant_id_status_received_at",
                schema: "intake",
                table: "arrivals",
                columns: new[] { "tenant_id", "status", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_trail_changed_by_id",
                table: "audit_trail",
                columns: new[] { "tenant_id", "changed_by_id", "timestamp" },
                filter: "changed_by_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_audit_trail_client_id",
                table: "audit_trail",
                columns: new[] { "tenant_id", "client_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_trail_record_id",
                table: "audit_trail",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_trail_table_name",
                table: "audit_trail",
                columns: new[] { "tenant_id", "table_name", "timestamp" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_trail_timestamp",
                table: "audit_trail",
                columns: new[] { "tenant_id", "timestamp" });

            migrationBuilder.CreateIndex(
                name: "ix_chart_of_accounts_account_number",
                table: "chart_of_accounts",
                columns: new[] { "tenant_id", "account_number" });

            migrationBuilder.CreateIndex(
                name: "ix_chart_of_accounts_default_vat_code",
                table: "chart_of_accounts",
                column: "default_vat_code");

            migrationBuilder.CreateIndex(
                name: "uq_client_account_number",
                table: "chart_of_accounts",
                columns: new[] { "client_id", "account_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_client_access_tenant_id_client_id",
                schema: "firms",
                table: "client_access",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_client_access_tenant_id_user_id",
                schema: "firms",
                table: "client_access",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_clients_ehf_endpoint",
                table: "clients",
                columns: new[] { "tenant_id", "ehf_endpoint" },
                filter: "ehf_endpoint is not null");

            migrationBuilder.CreateIndex(
                name: "ix_clients_name",
                table: "clients",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "uq_clients_org_number",
                table: "clients",
                columns: new[] { "tenant_id", "org_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "uq_tenant_client_number",
                table: "clients",
                columns: new[] { "tenant_id", "client_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_corrections_batch_id",
                table: "corrections",
                columns: new[] { "tenant_id", "batch_id" },
                filter: "batch_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_corrections_client_id",
                table: "corrections",
                columns: new[] { "tenant_id", "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_corrections_corrected_by",
                table: "corrections",
                columns: new[] { "tenant_id", "corrected_by" });

            migrationBuilder.CreateIndex(
                name: "ix_corrections_created_at",
                table: "corrections",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_corrections_decision_id",
                table: "corrections",
                columns: new[] { "tenant_id", "decision_id" },
                filter: "decision_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_corrections_journal_entry_id",
                table: "corrections",
                columns: new[] { "tenant_id", "journal_entry_id" },
                filter: "journal_entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_corrections_replacement_entry_id",
                table: "corrections",
                columns: new[] { "tenant_id", "replacement_entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_corrections_reversal_entry_id",
                table: "corrections",
                columns: new[] { "tenant_id", "reversal_entry_id" },
                filter: "reversal_entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_corrections_review_queue_id",
                table: "corrections",
                columns: new[] { "tenant_id", "review_queue_id" },
                filter: "review_queue_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_documents_client_id",
                table: "documents",
                columns: new[] { "tenant_id", "client_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_documents_file_hash",
                table: "documents",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "ix_documents_parent_id",
                table: "documents",
                columns: new[] { "tenant_id", "parent_id" },
                filter: "parent_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_documents_store_key",
                table: "documents",
                column: "store_key");

            migrationBuilder.CreateIndex(
                name: "ix_documents_uploaded_at",
                table: "documents",
                columns: new[] { "tenant_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_documents_uploaded_by_user_id",
                table: "documents",
                columns: new[] { "tenant_id", "uploaded_by_user_id" },
                filter: "uploaded_by_user_id is not null");

            migrationBuilder.CreateIndex(
                name: "uq_documents_file_hash",
                table: "documents",
                columns: new[] { "tenant_id", "file_hash" },
                unique: true,
                filter: "parent_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_finished_tasks_tenant_id_completed_at",
                schema: "tasks",
                table: "finished_tasks",
                columns: new[] { "tenant_id", "completed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_accounting_date",
                table: "general_ledger",
                columns: new[] { "client_id", "accounting_date", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_client_id",
                table: "general_ledger",
                columns: new[] { "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_created_by_id",
                table: "general_ledger",
                columns: new[] { "tenant_id", "created_by_id" },
                filter: "created_by_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_decision_id",
                table: "general_ledger",
                columns: new[] { "tenant_id", "decision_id" },
                filter: "decision_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_document_id",
                table: "general_ledger",
                columns: new[] { "tenant_id", "document_id" },
                filter: "document_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_period",
                table: "general_ledger",
                columns: new[] { "client_id", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_source_id",
                table: "general_ledger",
                column: "source_id",
                filter: "source_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_tenant_id",
                table: "general_ledger",
                columns: new[] { "tenant_id", "accounting_date", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_tenant_id_reversal_of_id",
                table: "general_ledger",
                columns: new[] { "tenant_id", "reversal_of_id" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_voucher_number",
                table: "general_ledger",
                columns: new[] { "tenant_id", "voucher_number" });

            migrationBuilder.CreateIndex(
                name: "uq_client_voucher",
                table: "general_ledger",
                columns: new[] { "client_id", "voucher_series", "fiscal_year", "voucher_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "uq_general_ledger_posting_key",
                table: "general_ledger",
                columns: new[] { "client_id", "posting_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "uq_general_ledger_reversal_of_id",
                table: "general_ledger",
                column: "reversal_of_id",
                unique: true,
                filter: "reversal_of_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_lines_account_number",
                table: "general_ledger_lines",
                columns: new[] { "client_id", "account_number", "accounting_date", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "debit_amount", "credit_amount" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_lines_tenant_id_client_id_account_number",
                table: "general_ledger_lines",
                columns: new[] { "tenant_id", "client_id", "account_number" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_lines_tenant_id_client_id_entry_id_accountin",
                table: "general_ledger_lines",
                columns: new[] { "tenant_id", "client_id", "general_ledger_id", "accounting_date" });

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_lines_vat_code",
                table: "general_ledger_lines",
                columns: new[] { "client_id", "vat_code", "accounting_date" },
                filter: "vat_code is not null");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_lines_vat_code1",
                table: "general_ledger_lines",
                column: "vat_code");

            migrationBuilder.CreateIndex(
                name: "ix_general_ledger_lines_vendor_id",
                table: "general_ledger_lines",
                columns: new[] { "tenant_id", "client_id", "vendor_id", "accounting_date" },
                filter: "vendor_id is not null");

            migrationBuilder.CreateIndex(
                name: "uq_gl_line_number",
                table: "general_ledger_lines",
                columns: new[] { "general_ledger_id", "line_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_periods_tenant_id_client_id",
                schema: "ledger",
                table: "periods",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_assigned_to_user_id",
                table: "review_queue",
                columns: new[] { "tenant_id", "assigned_to_user_id" },
                filter: "assigned_to_user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_client_id",
                table: "review_queue",
                columns: new[] { "tenant_id", "client_id", "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_created_at",
                table: "review_queue",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_decision_id",
                table: "review_queue",
                columns: new[] { "tenant_id", "decision_id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_leased_by_user_id",
                table: "review_queue",
                columns: new[] { "tenant_id", "leased_by_user_id" },
                filter: "leased_by_user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_resolved_by_user_id",
                table: "review_queue",
                columns: new[] { "tenant_id", "resolved_by_user_id", "resolved_at" },
                filter: "resolved_by_user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_source_id",
                table: "review_queue",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_queue_status_priority",
                table: "review_queue",
                columns: new[] { "tenant_id", "priority", "created_at", "id" },
                filter: "status in ('pending', 'snoozed')");

            migrationBuilder.CreateIndex(
                name: "uq_review_queue_open",
                table: "review_queue",
                columns: new[] { "tenant_id", "source_type", "source_id" },
                unique: true,
                filter: "status in ('pending', 'snoozed')");

            migrationBuilder.CreateIndex(
                name: "ix_tenants_name",
                table: "tenants",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "uq_tenants_org_number",
                table: "tenants",
                column: "org_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_claims_user_id",
                schema: "identity",
                table: "user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_logins_user_id",
                schema: "identity",
                table: "user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_passkeys_user_id",
                schema: "identity",
                table: "user_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_users_tenant_id",
                table: "users",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "uq_users_email",
                table: "users",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "uq_users_user_name",
                table: "users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_client_id",
                table: "vendor_invoices",
                columns: new[] { "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_document_id",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_due_date",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "due_date" },
                filter: "payment_status <> 'paid'");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_general_ledger_id",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "general_ledger_id" },
                filter: "general_ledger_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_invoice_date",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "invoice_date", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_invoice_number",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "normalized_number" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_kid",
                table: "vendor_invoices",
                columns: new[] { "client_id", "kid" },
                filter: "kid is not null");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_review_status",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "review_status", "created_at" },
                filter: "review_status <> 'posted'");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_reviewed_by_user_id",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "reviewed_by_user_id" },
                filter: "reviewed_by_user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_total_amount",
                table: "vendor_invoices",
                columns: new[] { "client_id", "total_amount", "invoice_date" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_invoices_vendor_id",
                table: "vendor_invoices",
                columns: new[] { "tenant_id", "client_id", "vendor_id", "invoice_date" });

            migrationBuilder.CreateIndex(
                name: "uq_vendor_invoices_ehf_message_id",
                table: "vendor_invoices",
                columns: new[] { "client_id", "ehf_message_id" },
                unique: true,
                filter: "ehf_message_id is not null");

            migrationBuilder.CreateIndex(
                name: "uq_vendor_invoices_number",
                table: "vendor_invoices",
                columns: new[] { "client_id", "vendor_id", "normalized_number", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vendors_account_number",
                table: "vendors",
                columns: new[] { "tenant_id", "client_id", "account_number" });

            migrationBuilder.CreateIndex(
                name: "ix_vendors_name",
                table: "vendors",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_vendors_org_number",
                table: "vendors",
                columns: new[] { "tenant_id", "identity" });

            migrationBuilder.CreateIndex(
                name: "uq_client_vendor_number",
                table: "vendors",
                columns: new[] { "client_id", "vendor_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "uq_vendors_identity",
                table: "vendors",
                columns: new[] { "client_id", "identity" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_voucher_series_tenant_id_client_id",
                schema: "ledger",
                table: "voucher_series",
                columns: new[] { "tenant_id", "client_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_balances",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "agent_events");

            migrationBuilder.DropTable(
                name: "agent_learned_patterns");

            migrationBuilder.DropTable(
                name: "agent_tasks");

            migrationBuilder.DropTable(
                name: "api_keys",
                schema: "firms");

            migrationBuilder.DropTable(
                name: "arrivals",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "audit_trail");

            migrationBuilder.DropTable(
                name: "client_access",
                schema: "firms");

            migrationBuilder.DropTable(
                name: "corrections");

            migrationBuilder.DropTable(
                name: "data_protection_keys",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "finished_tasks",
                schema: "tasks");

            migrationBuilder.DropTable(
                name: "general_ledger_lines");

            migrationBuilder.DropTable(
                name: "periods",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "user_claims",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_logins",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_passkeys",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_tokens",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "vat_rates",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "vendor_invoices");

            migrationBuilder.DropTable(
                name: "voucher_series",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "review_queue");

            migrationBuilder.DropTable(
                name: "general_ledger");

            migrationBuilder.DropTable(
                name: "vendors");

            migrationBuilder.DropTable(
                name: "agent_decisions");

            migrationBuilder.DropTable(
                name: "documents");

            migrationBuilder.DropTable(
                name: "chart_of_accounts");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "clients");

            migrationBuilder.DropTable(
                name: "vat_codes",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "tenants");
        }
    }
}
