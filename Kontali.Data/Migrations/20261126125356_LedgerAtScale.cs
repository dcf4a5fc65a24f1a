using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <summary>Trial balances of many clients are summed in one pass over whole øre; who posts into one series waits in a line, and what runs at every voucher is planned once a connection.</summary>
    public partial class LedgerAtScale : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("trial.up");
            migrationBuilder.Run("turn.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("turn.down");
            migrationBuilder.Run("trial.down");
        }
    }
}
