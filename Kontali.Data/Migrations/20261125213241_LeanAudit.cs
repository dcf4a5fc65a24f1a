using Microsoft.EntityFrameworkCore.Migrations;

namespace Kontali.Data.Migrations;

/// <summary>The audit trail tells the same at a lower cost.</summary>
public partial class LeanAudit : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("audit.up");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("audit.down");
}
