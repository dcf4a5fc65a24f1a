using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Learning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_learned_patterns_record",
                table: "agent_learned_patterns");

            migrationBuilder.EnsureSchema(
                name: "learning");

            migrationBuilder.AddColumn<decimal>(
                name: "ai_error_limit",
                table: "clients",
                type: "numeric(5,2)",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ai_learns_itself",
                table: "clients",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<decimal>(
                name: "ai_sample_share",
                table: "clients",
                type: "numeric(5,2)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ai_vat_threshold",
                table: "clients",
                type: "integer",
                nullable: false,
                defaultValue: 85);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "auto_post_resumed_at",
                table: "clients",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "auto_post_stop_reason",
                table: "clients",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "auto_post_stopped_at",
                table: "clients",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cases_since",
                table: "agent_learned_patterns",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_proposed",
                table: "agent_learned_patterns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "lower_bound",
                table: "agent_learned_patterns",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<long>(
                name: "promoted_after",
                table: "agent_learned_patterns",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "restarted_after",
                table: "agent_learned_patterns",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "right_since",
                table: "agent_learned_patterns",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "since",
                table: "agent_learned_patterns",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "stopped_at",
                table: "agent_learned_patterns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "vendor_identity",
                table: "agent_learned_patterns",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "lessons",
                schema: "learning",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    retracts = table.Column<long>(type: "bigint", nullable: true),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_key = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    posting_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: true),
                    vendor_identity = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    vendor_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    item_class = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    vat_said = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    account_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    standard_account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    vat_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    taught_by = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lessons", x => x.seq);
                    table.UniqueConstraint("ak_lessons_tenant_id_seq", x => new { x.tenant_id, x.seq });
                    table.CheckConstraint("ck_lessons_amount", "amount between -9999999999999.99 and 9999999999999.99");
                    table.CheckConstraint("ck_lessons_taught_by", "taught_by in ('person', 'audit', 'agent', 'history')");
                    table.ForeignKey(
                        name: "fk_lessons_agent_decisions_tenant_id_decision_id",
                        columns: x => new { x.tenant_id, x.decision_id },
                        principalTable: "agent_decisions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_lessons_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_lessons_lessons_tenant_id_retracts",
                        columns: x => new { x.tenant_id, x.retracts },
                        principalSchema: "learning",
                        principalTable: "lessons",
                        principalColumns: new[] { "tenant_id", "seq" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_lessons_vendor_invoices_tenant_id_invoice_id",
                        columns: x => new { x.tenant_id, x.invoice_id },
                        principalTable: "vendor_invoices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outcomes",
                schema: "learning",
                columns: table => new
                {
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor_identity = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: true),
                    model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    suggested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    probability = table.Column<decimal>(type: "numeric(4,1)", nullable: false),
                    lower_bound = table.Column<double>(type: "double precision", nullable: false),
                    cases = table.Column<int>(type: "integer", nullable: false),
                    stopped_by = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    was_right = table.Column<bool>(type: "boolean", nullable: true),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    lines_right = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    invoice_date = table.Column<DateOnly>(type: "date", nullable: false),
                    posted_by_agent = table.Column<bool>(type: "boolean", nullable: false),
                    audited = table.Column<bool>(type: "boolean", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outcomes", x => x.invoice_id);
                    table.CheckConstraint("ck_outcomes_amount", "amount between 0 and 9999999999999.99");
                    table.CheckConstraint("ck_outcomes_lines", "lines >= 0 and lines_right between 0 and lines");
                    table.CheckConstraint("ck_outcomes_lower_bound", "lower_bound between 0 and 1");
                    table.CheckConstraint("ck_outcomes_probability", "probability between 0 and 100");
                    table.ForeignKey(
                        name: "fk_outcomes_agent_decisions_tenant_id_decision_id",
                        columns: x => new { x.tenant_id, x.decision_id },
                        principalTable: "agent_decisions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_outcomes_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_outcomes_vendor_invoices_tenant_id_invoice_id",
                        columns: x => new { x.tenant_id, x.invoice_id },
                        principalTable: "vendor_invoices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reconciliations",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vouchers = table.Column<int>(type: "integer", nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    found = table.Column<string>(type: "jsonb", nullable: false),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliations", x => x.id);
                    table.ForeignKey(
                        name: "fk_reconciliations_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "samples",
                schema: "learning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seed = table.Column<long>(type: "bigint", nullable: false),
                    candidates = table.Column<int>(type: "integer", nullable: false),
                    drawn = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    settled_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_samples", x => x.id);
                    table.ForeignKey(
                        name: "fk_samples_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_clients_ai_error_limit",
                table: "clients",
                sql: "ai_error_limit between 0 and 100");

            migrationBuilder.AddCheckConstraint(
                name: "ck_clients_ai_sample_share",
                table: "clients",
                sql: "ai_sample_share between 0 and 100");

            migrationBuilder.AddCheckConstraint(
                name: "ck_clients_ai_vat_threshold",
                table: "clients",
                sql: "ai_vat_threshold between 0 and 100");

            migrationBuilder.AddCheckConstraint(
                name: "ck_clients_auto_post_stopped",
                table: "clients",
                sql: "(auto_post_stopped_at is null) = (auto_post_stop_reason is null)");

            migrationBuilder.CreateIndex(
                name: "ix_agent_learned_patterns_vendor_identity",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "vendor_identity", "client_id" });

            migrationBuilder.CreateIndex(
                name: "uq_agent_learned_patterns_standing",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "pattern_id" },
                unique: true,
                filter: "state <> 'retired'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_learned_patterns_all_firms",
                table: "agent_learned_patterns",
                sql: "scope <> 'all_firms' or (vendor_identity like 'NO:%' and trigger -> 'words' = '[]')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_learned_patterns_lower_bound",
                table: "agent_learned_patterns",
                sql: "lower_bound between 0 and 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_learned_patterns_record",
                table: "agent_learned_patterns",
                sql: "times_correct >= 0 and times_incorrect >= 0 and times_applied >= times_correct + times_incorrect");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_learned_patterns_since",
                table: "agent_learned_patterns",
                sql: "right_since between 0 and cases_since and cases_since <= times_correct + times_incorrect");

            migrationBuilder.CreateIndex(
                name: "ix_lessons_decision_id",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "decision_id" },
                filter: "decision_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_lessons_invoice_id",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_lessons_shared",
                schema: "learning",
                table: "lessons",
                columns: new[] { "vendor_identity", "tenant_id" },
                filter: "retracts is null and vendor_identity like 'NO:%'");

            migrationBuilder.CreateIndex(
                name: "ix_lessons_vendor_identity",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "client_id", "vendor_identity", "seq" });

            migrationBuilder.CreateIndex(
                name: "uq_lessons_retracts",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "retracts" },
                unique: true,
                filter: "retracts is not null");

            migrationBuilder.CreateIndex(
                name: "uq_lessons_taught",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "invoice_id", "share_key", "posting_id", "taught_by" },
                unique: true,
                filter: "retracts is null")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_outcomes_client_id",
                schema: "learning",
                table: "outcomes",
                columns: new[] { "tenant_id", "client_id", "invoice_date", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outcomes_decision_id",
                schema: "learning",
                table: "outcomes",
                columns: new[] { "tenant_id", "decision_id" },
                filter: "decision_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outcomes_invoice_date",
                schema: "learning",
                table: "outcomes",
                columns: new[] { "tenant_id", "invoice_date", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outcomes_invoice_id",
                schema: "learning",
                table: "outcomes",
                columns: new[] { "tenant_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outcomes_posted_by_agent",
                schema: "learning",
                table: "outcomes",
                columns: new[] { "tenant_id", "settled_at" },
                filter: "posted_by_agent and not audited");

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_created_at",
                schema: "ledger",
                table: "reconciliations",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_samples_created_at",
                schema: "learning",
                table: "samples",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.Run("learning.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("learning.down");

            migrationBuilder.DropTable(
                name: "lessons",
                schema: "learning");

            migrationBuilder.DropTable(
                name: "outcomes",
                schema: "learning");

            migrationBuilder.DropTable(
                name: "reconciliations",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "samples",
                schema: "learning");

            migrationBuilder.DropCheckConstraint(
                name: "ck_clients_ai_error_limit",
                table: "clients");

            migrationBuilder.DropCheckConstraint(
                name: "ck_clients_ai_sample_share",
                table: "clients");

            migrationBuilder.DropCheckConstraint(
                name: "ck_clients_ai_vat_threshold",
                table: "clients");

            migrationBuilder.DropCheckConstraint(
                name: "ck_clients_auto_post_stopped",
                table: "clients");

            migrationBuilder.DropIndex(
                name: "ix_agent_learned_patterns_vendor_identity",
                table: "agent_learned_patterns");

            migrationBuilder.DropIndex(
                name: "uq_agent_learned_patterns_standing",
                table: "agent_learned_patterns");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_learned_patterns_all_firms",
                table: "agent_learned_patterns");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_learned_patterns_lower_bound",
                table: "agent_learned_patterns");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_learned_patterns_record",
                table: "agent_learned_patterns");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_learned_patterns_since",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "ai_error_limit",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "ai_learns_itself",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "ai_sample_share",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "ai_vat_threshold",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "auto_post_resumed_at",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "auto_post_stop_reason",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "auto_post_stopped_at",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "cases_since",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "is_proposed",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "lower_bound",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "promoted_after",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "restarted_after",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "right_since",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "since",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "stopped_at",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "vendor_identity",
                table: "agent_learned_patterns");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_learned_patterns_record",
                table: "agent_learned_patterns",
                sql: "times_applied >= 0 and times_correct >= 0 and times_incorrect >= 0");
        }
    }
}
