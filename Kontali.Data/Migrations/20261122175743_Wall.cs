using Microsoft.EntityFrameworkCore.Migrations;

namespace Kontali.Data.Migrations;

/// <inheritdoc />
public partial class Wall : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("wall.up");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("wall.down");
}
