using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Reading : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_deeds_kind",
                schema: "review",
                table: "deeds");

            migrationBuilder.EnsureSchema(
                name: "reading");

            migrationBuilder.CreateTable(
                name: "joined_documents",
                schema: "reading",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joined_documents", x => new { x.tenant_id, x.document_id });
                    table.ForeignKey(
                        name: "fk_joined_documents_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_joined_documents_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_joined_documents_vendor_invoices_tenant_id_invoice_id",
                        columns: x => new { x.tenant_id, x.invoice_id },
                        principalTable: "vendor_invoices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "layout_lessons",
                schema: "reading",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mark = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    field = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    page = table.Column<int>(type: "integer", nullable: false),
                    box = table.Column<string>(type: "jsonb", nullable: true),
                    value = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    taught_by = table.Column<Guid>(type: "uuid", nullable: true),
                    taught_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retracted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_layout_lessons", x => x.id);
                    table.ForeignKey(
                        name: "fk_layout_lessons_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_layout_lessons_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_layout_lessons_users_tenant_id_taught_by",
                        columns: x => new { x.tenant_id, x.taught_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_deeds_kind",
                schema: "review",
                table: "deeds",
                sql: "kind in ('approved', 'rejected', 'snoozed', 'woken', 'assigned', 'facts_corrected')");

            migrationBuilder.CreateIndex(
                name: "ix_joined_documents_client_id",
                schema: "reading",
                table: "joined_documents",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_joined_documents_invoice_id",
                schema: "reading",
                table: "joined_documents",
                columns: new[] { "tenant_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_layout_lessons_document_id",
                schema: "reading",
                table: "layout_lessons",
                columns: new[] { "tenant_id", "document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_layout_lessons_mark",
                schema: "reading",
                table: "layout_lessons",
                columns: new[] { "tenant_id", "mark", "field" },
                filter: "retracted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_layout_lessons_taught_by",
                schema: "reading",
                table: "layout_lessons",
                columns: new[] { "tenant_id", "taught_by" },
                filter: "taught_by is not null");

            migrationBuilder.Run("reading.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("reading.down");

            migrationBuilder.DropTable(
                name: "joined_documents",
                schema: "reading");

            migrationBuilder.DropTable(
                name: "layout_lessons",
                schema: "reading");

            migrationBuilder.DropCheckConstraint(
                name: "ck_deeds_kind",
                schema: "review",
                table: "deeds");

            migrationBuilder.AddCheckConstraint(
                name: "ck_deeds_kind",
                schema: "review",
                table: "deeds",
                sql: "kind in ('approved', 'rejected', 'snoozed', 'woken', 'assigned')");
        }
    }
}
