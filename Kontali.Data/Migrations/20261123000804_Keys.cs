using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "keys",
                table: "users",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb");

            migrationBuilder.AddCheckConstraint(
                name: "ck_users_keys",
                table: "users",
                sql: "jsonb_typeof(keys) = 'object' and pg_column_size(keys) < 16384");

            migrationBuilder.CreateIndex(
                name: "ix_arrivals_review",
                schema: "intake",
                table: "arrivals",
                columns: new[] { "tenant_id", "client_id", "invoice_date" },
                filter: "status = 'review'");

            migrationBuilder.Run("keys.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("keys.down");

            migrationBuilder.DropCheckConstraint(
                name: "ck_users_keys",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_arrivals_review",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropColumn(
                name: "keys",
                table: "users");
        }
    }
}
