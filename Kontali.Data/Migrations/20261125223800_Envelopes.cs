using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Envelopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_arrivals_door",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropCheckConstraint(
                name: "ck_arrivals_status",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropCheckConstraint(
                name: "ck_documents_document_type",
                table: "documents");

            migrationBuilder.DropCheckConstraint(
                name: "ck_documents_door",
                table: "documents");

            migrationBuilder.AddCheckConstraint(
                name: "ck_arrivals_door",
                schema: "intake",
                table: "arrivals",
                sql: "door in ('browser', 'api', 'folder', 'inside', 'demo', 'mail')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_arrivals_status",
                schema: "intake",
                table: "arrivals",
                sql: "status in ('received', 'reading', 'unassigned', 'review', 'posted', 'rejected', 'duplicate', 'unpacked')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_documents_document_type",
                table: "documents",
                sql: "document_type in ('unknown', 'ehf', 'pdf', 'image', 'other', 'mail', 'archive')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_documents_door",
                table: "documents",
                sql: "door in ('browser', 'api', 'folder', 'inside', 'demo', 'mail')");

            migrationBuilder.Run("head.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("head.down");

            migrationBuilder.Run("envelopes.down");

            migrationBuilder.DropCheckConstraint(
                name: "ck_arrivals_door",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropCheckConstraint(
                name: "ck_arrivals_status",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropCheckConstraint(
                name: "ck_documents_document_type",
                table: "documents");

            migrationBuilder.DropCheckConstraint(
                name: "ck_documents_door",
                table: "documents");

            migrationBuilder.AddCheckConstraint(
                name: "ck_arrivals_door",
                schema: "intake",
                table: "arrivals",
                sql: "door in ('browser', 'api', 'folder', 'inside', 'demo')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_arrivals_status",
                schema: "intake",
                table: "arrivals",
                sql: "status in ('received', 'reading', 'unassigned', 'review', 'posted', 'rejected', 'duplicate')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_documents_document_type",
                table: "documents",
                sql: "document_type in ('unknown', 'ehf', 'pdf', 'image', 'other')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_documents_door",
                table: "documents",
                sql: "door in ('browser', 'api', 'folder', 'inside', 'demo')");
        }
    }
}
