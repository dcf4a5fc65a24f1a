using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class ProofAndVouchers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "verification");

            migrationBuilder.EnsureSchema(
                name: "vouchers");

            migrationBuilder.CreateTable(
                name: "account_reconciliations",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_number = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    period = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    balance = table.Column<decimal>(type: "numeric(18,2)", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_reconciliations", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_reconciliations_chart_of_accounts_tenant_id_client_",
                        columns: x => new { x.tenant_id, x.client_id, x.account_number },
                        principalTable: "chart_of_accounts",
                        principalColumns: new[] { "tenant_id", "client_id", "account_number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_reconciliations_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_reconciliations_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "document_seals",
                schema: "verification",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_seals", x => new { x.tenant_id, x.document_id });
                    table.CheckConstraint("ck_document_seals_hash", "octet_length(hash) = 32");
                    table.ForeignKey(
                        name: "fk_document_seals_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "period_exceptions",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_period_exceptions", x => x.id);
                    table.CheckConstraint("ck_period_exceptions_expires", "expires_at > created_at");
                    table.ForeignKey(
                        name: "fk_period_exceptions_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_period_exceptions_users_tenant_id_granted_by",
                        columns: x => new { x.tenant_id, x.granted_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_period_exceptions_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "proofs",
                schema: "verification",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: true),
                    vouchers = table.Column<int>(type: "integer", nullable: false),
                    lines = table.Column<long>(type: "bigint", nullable: false),
                    trail_rows = table.Column<long>(type: "bigint", nullable: false),
                    documents = table.Column<int>(type: "integer", nullable: false),
                    anchors = table.Column<int>(type: "integer", nullable: false),
                    faults = table.Column<int>(type: "integer", nullable: false),
                    found = table.Column<string>(type: "jsonb", nullable: false),
                    heads = table.Column<string>(type: "jsonb", nullable: false),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proofs", x => x.id);
                    table.CheckConstraint("ck_proofs_counts", "vouchers >= 0 and lines >= 0 and trail_rows >= 0 and documents >= 0 and faults >= 0");
                    table.ForeignKey(
                        name: "fk_proofs_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_proofs_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "scheduled_vouchers",
                schema: "vouchers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    draft = table.Column<string>(type: "jsonb", nullable: false),
                    spreads_entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    problem = table.Column<string>(type: "jsonb", nullable: true),
                    planned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scheduled_vouchers", x => x.id);
                    table.CheckConstraint("ck_scheduled_vouchers_posted", "(state = 'posted') = (entry_id is not null)");
                    table.CheckConstraint("ck_scheduled_vouchers_state", "state in ('waiting', 'posted', 'cancelled')");
                    table.ForeignKey(
                        name: "fk_scheduled_vouchers_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scheduled_vouchers_general_ledger_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scheduled_vouchers_general_ledger_tenant_id_spreads_entry_id",
                        columns: x => new { x.tenant_id, x.spreads_entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scheduled_vouchers_users_tenant_id_planned_by",
                        columns: x => new { x.tenant_id, x.planned_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "templates",
                schema: "vouchers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    draft = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_templates_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_reconciliations_client_id",
                schema: "ledger",
                table: "account_reconciliations",
                columns: new[] { "tenant_id", "client_id", "account_number" });

            migrationBuilder.CreateIndex(
                name: "ix_account_reconciliations_period",
                schema: "ledger",
                table: "account_reconciliations",
                columns: new[] { "tenant_id", "period", "client_id", "account_number" });

            migrationBuilder.CreateIndex(
                name: "ix_account_reconciliations_user_id",
                schema: "ledger",
                table: "account_reconciliations",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_period_exceptions_client_id",
                schema: "ledger",
                table: "period_exceptions",
                columns: new[] { "client_id", "period", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_period_exceptions_granted_by",
                schema: "ledger",
                table: "period_exceptions",
                columns: new[] { "tenant_id", "granted_by" });

            migrationBuilder.CreateIndex(
                name: "ix_period_exceptions_tenant_id_client_id",
                schema: "ledger",
                table: "period_exceptions",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_period_exceptions_user_id",
                schema: "ledger",
                table: "period_exceptions",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_proofs_client_id",
                schema: "verification",
                table: "proofs",
                columns: new[] { "tenant_id", "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_vouchers_client_id",
                schema: "vouchers",
                table: "scheduled_vouchers",
                columns: new[] { "tenant_id", "client_id", "state", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_vouchers_entry_id",
                schema: "vouchers",
                table: "scheduled_vouchers",
                columns: new[] { "tenant_id", "entry_id" },
                filter: "entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_vouchers_planned_by",
                schema: "vouchers",
                table: "scheduled_vouchers",
                columns: new[] { "tenant_id", "planned_by" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_vouchers_spreads_entry_id",
                schema: "vouchers",
                table: "scheduled_vouchers",
                columns: new[] { "tenant_id", "spreads_entry_id" },
                filter: "spreads_entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "uq_scheduled_vouchers_place",
                schema: "vouchers",
                table: "scheduled_vouchers",
                columns: new[] { "tenant_id", "plan_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "uq_templates_name",
                schema: "vouchers",
                table: "templates",
                columns: new[] { "tenant_id", "client_id", "name" },
                unique: true);

            migrationBuilder.Run("verification.up");
            migrationBuilder.Run("vouchers.up");
            migrationBuilder.Run("closing.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("closing.down");
            migrationBuilder.Run("vouchers.down");
            migrationBuilder.Run("verification.down");

            migrationBuilder.DropTable(
                name: "account_reconciliations",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "document_seals",
                schema: "verification");

            migrationBuilder.DropTable(
                name: "period_exceptions",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "proofs",
                schema: "verification");

            migrationBuilder.DropTable(
                name: "scheduled_vouchers",
                schema: "vouchers");

            migrationBuilder.DropTable(
                name: "templates",
                schema: "vouchers");
        }
    }
}
