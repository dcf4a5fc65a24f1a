using Microsoft.EntityFrameworkCore.Migrations;

namespace Kontali.Data.Migrations;

/// <inheritdoc />
public partial class Law : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("law.up");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("law.down");
}
