using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Alike : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "amount_cap",
                table: "agent_learned_patterns",
                type: "numeric(15,2)",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "together",
                table: "agent_learned_patterns",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pattern_uses",
                schema: "learning",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pattern_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pattern_uses", x => new { x.tenant_id, x.pattern_id, x.decision_id });
                    table.ForeignKey(
                        name: "fk_pattern_uses_agent_decisions_tenant_id_decision_id",
                        columns: x => new { x.tenant_id, x.decision_id },
                        principalTable: "agent_decisions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pattern_uses_agent_learned_patterns_tenant_id_pattern_id",
                        columns: x => new { x.tenant_id, x.pattern_id },
                        principalTable: "agent_learned_patterns",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pattern_uses_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waiting_lines",
                schema: "review",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_key = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vendor_identity = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ore = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    vat_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_lines", x => new { x.tenant_id, x.item_id, x.share_key });
                    table.ForeignKey(
                        name: "fk_waiting_lines_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_waiting_lines_review_queue_tenant_id_item_id",
                        columns: x => new { x.tenant_id, x.item_id },
                        principalTable: "review_queue",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agent_learned_patterns_together",
                table: "agent_learned_patterns",
                columns: new[] { "tenant_id", "together" },
                filter: "together is not null");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_learned_patterns_amount_cap",
                table: "agent_learned_patterns",
                sql: "amount_cap > 0 and amount_cap < 10000000000");

            migrationBuilder.CreateIndex(
                name: "ix_pattern_uses_client_id",
                schema: "learning",
                table: "pattern_uses",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_pattern_uses_decision_id",
                schema: "learning",
                table: "pattern_uses",
                columns: new[] { "tenant_id", "decision_id" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_lines_client_id",
                schema: "review",
                table: "waiting_lines",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_lines_kind",
                schema: "review",
                table: "waiting_lines",
                columns: new[] { "tenant_id", "kind", "ore" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_lines_vendor_identity",
                schema: "review",
                table: "waiting_lines",
                columns: new[] { "tenant_id", "vendor_identity", "client_id" });

            migrationBuilder.Run("alike.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("alike.down");

            migrationBuilder.DropTable(
                name: "pattern_uses",
                schema: "learning");

            migrationBuilder.DropTable(
                name: "waiting_lines",
                schema: "review");

            migrationBuilder.DropIndex(
                name: "ix_agent_learned_patterns_together",
                table: "agent_learned_patterns");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_learned_patterns_amount_cap",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "amount_cap",
                table: "agent_learned_patterns");

            migrationBuilder.DropColumn(
                name: "together",
                table: "agent_learned_patterns");
        }
    }
}
