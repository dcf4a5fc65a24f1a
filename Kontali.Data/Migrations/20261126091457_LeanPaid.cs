using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <summary>What runs at every voucher seeks single rows by one key, and a batch's voucher is found by its place.</summary>
    public partial class LeanPaid : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_matches_credit_line_id",
                schema: "payments",
                table: "matches");

            migrationBuilder.DropIndex(
                name: "uq_matches_lines",
                schema: "payments",
                table: "matches");

            migrationBuilder.DropIndex(
                name: "ix_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers");

            migrationBuilder.DropIndex(
                name: "ix_batch_vouchers_state",
                schema: "corrections",
                table: "batch_vouchers");

            migrationBuilder.DropIndex(
                name: "uq_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers");

            migrationBuilder.CreateIndex(
                name: "ix_matches_credit_line_id",
                schema: "payments",
                table: "matches",
                columns: new[] { "tenant_id", "credit_line_id" });

            migrationBuilder.CreateIndex(
                name: "uq_matches_lines",
                schema: "payments",
                table: "matches",
                columns: new[] { "tenant_id", "debit_line_id", "credit_line_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_state",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "state", "batch_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "uq_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "entry_id", "batch_id" },
                unique: true);
            migrationBuilder.Run("paid.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("paid.down");
            migrationBuilder.DropIndex(
                name: "ix_matches_credit_line_id",
                schema: "payments",
                table: "matches");

            migrationBuilder.DropIndex(
                name: "uq_matches_lines",
                schema: "payments",
                table: "matches");

            migrationBuilder.DropIndex(
                name: "ix_batch_vouchers_state",
                schema: "corrections",
                table: "batch_vouchers");

            migrationBuilder.DropIndex(
                name: "uq_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers");

            migrationBuilder.CreateIndex(
                name: "ix_matches_credit_line_id",
                schema: "payments",
                table: "matches",
                column: "credit_line_id");

            migrationBuilder.CreateIndex(
                name: "uq_matches_lines",
                schema: "payments",
                table: "matches",
                columns: new[] { "debit_line_id", "credit_line_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_state",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "batch_id", "state", "client_id" });

            migrationBuilder.CreateIndex(
                name: "uq_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "batch_id", "entry_id" },
                unique: true);
        }
    }
}
