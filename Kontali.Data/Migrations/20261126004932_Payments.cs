using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "payments");

            migrationBuilder.CreateTable(
                name: "bank_accounts",
                schema: "payments",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    ledger_account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_accounts", x => new { x.tenant_id, x.client_id, x.number });
                    table.ForeignKey(
                        name: "fk_bank_accounts_chart_of_accounts_tenant_id_client_id_ledger_",
                        columns: x => new { x.tenant_id, x.client_id, x.ledger_account },
                        principalTable: "chart_of_accounts",
                        principalColumns: new[] { "tenant_id", "client_id", "account_number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_accounts_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "matches",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debit_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    matched_on = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matches", x => x.id);
                    table.CheckConstraint("ck_matches_amount", "amount > 0 and amount < 10000000000000");
                    table.CheckConstraint("ck_matches_kind", "kind in ('by_hand', 'reference', 'amount', 'payment', 'reversal', 'replacement')");
                    table.ForeignKey(
                        name: "fk_matches_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_matches_users_tenant_id_created_by",
                        columns: x => new { x.tenant_id, x.created_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_matches_vendors_tenant_id_client_id_vendor_id",
                        columns: x => new { x.tenant_id, x.client_id, x.vendor_id },
                        principalTable: "vendors",
                        principalColumns: new[] { "tenant_id", "client_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "runs",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_account = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    ledger_account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    execute_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runs", x => x.id);
                    table.UniqueConstraint("ak_runs_tenant_id_client_id_id", x => new { x.tenant_id, x.client_id, x.id });
                    table.CheckConstraint("ck_runs_state", "state in ('proposed', 'approved', 'sent', 'cancelled')");
                    table.CheckConstraint("ck_runs_two_persons", "approved_by <> created_by and (approved_by is null) = (approved_at is null) and (state not in ('approved', 'sent') or approved_by is not null) and (state = 'sent') = (sent_at is not null)");
                    table.ForeignKey(
                        name: "fk_runs_chart_of_accounts_tenant_id_client_id_ledger_account",
                        columns: x => new { x.tenant_id, x.client_id, x.ledger_account },
                        principalTable: "chart_of_accounts",
                        principalColumns: new[] { "tenant_id", "client_id", "account_number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_runs_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_runs_users_tenant_id_approved_by",
                        columns: x => new { x.tenant_id, x.approved_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_runs_users_tenant_id_created_by",
                        columns: x => new { x.tenant_id, x.created_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "files",
                schema: "payments",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => new { x.tenant_id, x.run_id, x.version });
                    table.CheckConstraint("ck_files_version", "version in ('v03', 'v09')");
                    table.ForeignKey(
                        name: "fk_files_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_files_runs_tenant_id_client_id_run_id",
                        columns: x => new { x.tenant_id, x.client_id, x.run_id },
                        principalSchema: "payments",
                        principalTable: "runs",
                        principalColumns: new[] { "tenant_id", "client_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_files_users_tenant_id_created_by",
                        columns: x => new { x.tenant_id, x.created_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payee = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    kroner = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    to_account = table.Column<string>(type: "character varying(34)", maxLength: 34, nullable: false),
                    kid = table.Column<string>(type: "character varying(25)", maxLength: 25, nullable: true),
                    message = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                    table.UniqueConstraint("ak_orders_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_orders_amount", "amount > 0 and amount < 10000000000000 and kroner > 0 and kroner < 10000000000000");
                    table.CheckConstraint("ck_orders_paid", "(state <> 'paid' or entry_id is not null) and (state not in ('waiting', 'cancelled') or entry_id is null) and (entry_id is null) = (paid_on is null)");
                    table.CheckConstraint("ck_orders_state", "state in ('waiting', 'paid', 'returned', 'cancelled')");
                    table.ForeignKey(
                        name: "fk_orders_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_orders_general_ledger_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_orders_runs_tenant_id_client_id_run_id",
                        columns: x => new { x.tenant_id, x.client_id, x.run_id },
                        principalSchema: "payments",
                        principalTable: "runs",
                        principalColumns: new[] { "tenant_id", "client_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_orders_vendor_invoices_tenant_id_invoice_id",
                        columns: x => new { x.tenant_id, x.invoice_id },
                        principalTable: "vendor_invoices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_orders_vendors_tenant_id_client_id_vendor_id",
                        columns: x => new { x.tenant_id, x.client_id, x.vendor_id },
                        principalTable: "vendors",
                        principalColumns: new[] { "tenant_id", "client_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bank_entries",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    account = table.Column<string>(type: "character varying(34)", maxLength: 34, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    part = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    booked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(15,2)", nullable: false),
                    counterparty = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    kid = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    is_reversal = table.Column<bool>(type: "boolean", nullable: false),
                    looks_twice = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: true),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_entries", x => x.id);
                    table.CheckConstraint("ck_bank_entries_state", "state in ('booked', 'returned', 'waiting', 'settled', 'left', 'divided')");
                    table.ForeignKey(
                        name: "fk_bank_entries_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_entries_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_entries_general_ledger_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_entries_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalSchema: "payments",
                        principalTable: "orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_entries_users_tenant_id_settled_by",
                        columns: x => new { x.tenant_id, x.settled_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bank_accounts_ledger_account",
                schema: "payments",
                table: "bank_accounts",
                columns: new[] { "tenant_id", "client_id", "ledger_account" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_booked_on",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "client_id", "booked_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_document_id",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "document_id" },
                filter: "document_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_entry_id",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "entry_id" },
                filter: "entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_order_id",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "order_id" },
                filter: "order_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_reference",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "client_id", "reference" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_settled_by",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "settled_by" },
                filter: "settled_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_waiting",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "tenant_id", "client_id", "booked_on" },
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "uq_bank_entries_reference",
                schema: "payments",
                table: "bank_entries",
                columns: new[] { "client_id", "account", "reference", "part", "booked_on", "amount" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_files_created_by",
                schema: "payments",
                table: "files",
                columns: new[] { "tenant_id", "created_by" });

            migrationBuilder.CreateIndex(
                name: "ix_files_run_id",
                schema: "payments",
                table: "files",
                columns: new[] { "tenant_id", "client_id", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_matches_created_by",
                schema: "payments",
                table: "matches",
                columns: new[] { "tenant_id", "created_by" },
                filter: "created_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_matches_credit_line_id",
                schema: "payments",
                table: "matches",
                column: "credit_line_id");

            migrationBuilder.CreateIndex(
                name: "ix_matches_vendor_id",
                schema: "payments",
                table: "matches",
                columns: new[] { "tenant_id", "client_id", "vendor_id" });

            migrationBuilder.CreateIndex(
                name: "uq_matches_lines",
                schema: "payments",
                table: "matches",
                columns: new[] { "debit_line_id", "credit_line_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_entry_id",
                schema: "payments",
                table: "orders",
                columns: new[] { "tenant_id", "entry_id" },
                filter: "entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_orders_invoice_id",
                schema: "payments",
                table: "orders",
                columns: new[] { "tenant_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_run_id",
                schema: "payments",
                table: "orders",
                columns: new[] { "tenant_id", "client_id", "run_id", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_vendor_id",
                schema: "payments",
                table: "orders",
                columns: new[] { "tenant_id", "client_id", "vendor_id" });

            migrationBuilder.CreateIndex(
                name: "uq_orders_invoice_id",
                schema: "payments",
                table: "orders",
                columns: new[] { "tenant_id", "invoice_id" },
                unique: true,
                filter: "state in ('waiting', 'paid')");

            migrationBuilder.CreateIndex(
                name: "ix_runs_approved_by",
                schema: "payments",
                table: "runs",
                columns: new[] { "tenant_id", "approved_by" },
                filter: "approved_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_runs_created_at",
                schema: "payments",
                table: "runs",
                columns: new[] { "tenant_id", "client_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_runs_created_by",
                schema: "payments",
                table: "runs",
                columns: new[] { "tenant_id", "created_by" });

            migrationBuilder.CreateIndex(
                name: "ix_runs_ledger_account",
                schema: "payments",
                table: "runs",
                columns: new[] { "tenant_id", "client_id", "ledger_account" });

            migrationBuilder.Run("payments.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("payments.down");

            migrationBuilder.DropTable(
                name: "bank_accounts",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "bank_entries",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "files",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "matches",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "orders",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "runs",
                schema: "payments");
        }
    }
}
