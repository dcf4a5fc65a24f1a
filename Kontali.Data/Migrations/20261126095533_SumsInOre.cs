using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <summary>Kept sums stand once more in whole øre, which add several times as fast.</summary>
    public partial class SumsInOre : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "credit_ore",
                schema: "ledger",
                table: "account_balances",
                type: "bigint",
                nullable: false,
                computedColumnSql: "(credit * 100)::bigint",
                stored: true);

            migrationBuilder.AddColumn<long>(
                name: "debit_ore",
                schema: "ledger",
                table: "account_balances",
                type: "bigint",
                nullable: false,
                computedColumnSql: "(debit * 100)::bigint",
                stored: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "credit_ore",
                schema: "ledger",
                table: "account_balances");

            migrationBuilder.DropColumn(
                name: "debit_ore",
                schema: "ledger",
                table: "account_balances");
        }
    }
}
