using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Vat : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_clients_vat_term",
                table: "clients");

            migrationBuilder.EnsureSchema(
                name: "vat");

            migrationBuilder.CreateTable(
                name: "return_drafts",
                schema: "vat",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    term_from = table.Column<DateOnly>(type: "date", nullable: false),
                    notes = table.Column<string>(type: "jsonb", nullable: false),
                    note = table.Column<string>(type: "jsonb", nullable: true),
                    kid = table.Column<string>(type: "character varying(25)", maxLength: 25, nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_return_drafts", x => new { x.tenant_id, x.client_id, x.term_from });
                    table.ForeignKey(
                        name: "fk_return_drafts_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "returns",
                schema: "vat",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    term_from = table.Column<DateOnly>(type: "date", nullable: false),
                    term_to = table.Column<DateOnly>(type: "date", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    assessed = table.Column<decimal>(type: "numeric(15,0)", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    filed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_returns", x => x.id);
                    table.UniqueConstraint("ak_returns_tenant_id_client_id_id", x => new { x.tenant_id, x.client_id, x.id });
                    table.CheckConstraint("ck_returns_category", "category in ('ordinary', 'primary', 'reverse_charge')");
                    table.CheckConstraint("ck_returns_term", "term_from <= term_to and sequence > 0 and (sequence > 1) = (reason is not null)");
                    table.ForeignKey(
                        name: "fk_returns_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_returns_users_tenant_id_filed_by",
                        columns: x => new { x.tenant_id, x.filed_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "counted_entries",
                schema: "vat",
                columns: table => new
                {
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    return_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counted_entries", x => x.entry_id);
                    table.ForeignKey(
                        name: "fk_counted_entries_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_counted_entries_general_ledger_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_counted_entries_returns_tenant_id_client_id_return_id",
                        columns: x => new { x.tenant_id, x.client_id, x.return_id },
                        principalSchema: "vat",
                        principalTable: "returns",
                        principalColumns: new[] { "tenant_id", "client_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_clients_vat_term",
                table: "clients",
                sql: "vat_term in ('none', 'bimonthly', 'yearly', 'yearly_primary', 'monthly', 'quarterly', 'half_monthly', 'weekly')");

            migrationBuilder.CreateIndex(
                name: "ix_counted_entries_entry_id",
                schema: "vat",
                table: "counted_entries",
                columns: new[] { "tenant_id", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_counted_entries_return_id",
                schema: "vat",
                table: "counted_entries",
                columns: new[] { "tenant_id", "client_id", "return_id" });

            migrationBuilder.CreateIndex(
                name: "ix_returns_filed_by",
                schema: "vat",
                table: "returns",
                columns: new[] { "tenant_id", "filed_by" },
                filter: "filed_by is not null");

            migrationBuilder.CreateIndex(
                name: "uq_returns_term",
                schema: "vat",
                table: "returns",
                columns: new[] { "tenant_id", "client_id", "term_from", "sequence" },
                unique: true);

            migrationBuilder.Run("vat.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("vat.down");

            migrationBuilder.DropTable(
                name: "counted_entries",
                schema: "vat");

            migrationBuilder.DropTable(
                name: "return_drafts",
                schema: "vat");

            migrationBuilder.DropTable(
                name: "returns",
                schema: "vat");

            migrationBuilder.DropCheckConstraint(
                name: "ck_clients_vat_term",
                table: "clients");

            migrationBuilder.AddCheckConstraint(
                name: "ck_clients_vat_term",
                table: "clients",
                sql: "vat_term in ('none', 'bimonthly', 'yearly', 'yearly_primary', 'monthly', 'quarterly')");
        }
    }
}
