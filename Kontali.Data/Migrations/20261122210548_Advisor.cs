using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Advisor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "advisor");

            migrationBuilder.AddColumn<string>(
                name: "door",
                schema: "intake",
                table: "arrivals",
                type: "character varying(30)",
                maxLength: 30,
                nullable: true);

            migrationBuilder.Run("arrivals_door");

            migrationBuilder.AlterColumn<string>(
                name: "door",
                schema: "intake",
                table: "arrivals",
                type: "character varying(30)",
                maxLength: 30,
                nullable: false,
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "calls",
                schema: "advisor",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    outcome = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    reserved = table.Column<decimal>(type: "numeric(12,4)", nullable: false),
                    cost = table.Column<decimal>(type: "numeric(12,4)", nullable: false),
                    tokens_in = table.Column<int>(type: "integer", nullable: false),
                    tokens_out = table.Column<int>(type: "integer", nullable: false),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calls", x => x.id);
                    table.UniqueConstraint("ak_calls_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_calls_finished", "(outcome = 'asked') = (finished_at is null)");
                    table.CheckConstraint("ck_calls_kroner", "reserved between 0 and 9999999.9999 and cost between 0 and 9999999.9999");
                    table.CheckConstraint("ck_calls_month", "extract(day from month) = 1");
                    table.CheckConstraint("ck_calls_outcome", "outcome in ('asked', 'answered', 'nothing_valid', 'malformed', 'slow', 'failed', 'cancelled', 'over_budget', 'lost', 'off', 'resting')");
                    table.CheckConstraint("ck_calls_use", "tokens_in >= 0 and tokens_out >= 0 and milliseconds >= 0");
                    table.ForeignKey(
                        name: "fk_calls_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_calls_documents_tenant_id_document_id",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "months",
                schema: "advisor",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    reserved = table.Column<decimal>(type: "numeric(12,4)", nullable: false, defaultValue: 0m),
                    spent = table.Column<decimal>(type: "numeric(12,4)", nullable: false, defaultValue: 0m)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_months", x => new { x.tenant_id, x.month });
                    table.CheckConstraint("ck_months_kroner", "reserved between 0 and 9999999.9999 and spent between 0 and 9999999.9999 and extract(day from month) = 1");
                    table.ForeignKey(
                        name: "fk_months_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "answers",
                schema: "advisor",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_key = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    account = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    vat_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    is_right = table.Column<bool>(type: "boolean", nullable: true),
                    vat_is_right = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answers", x => x.id);
                    table.ForeignKey(
                        name: "fk_answers_calls_tenant_id_call_id",
                        columns: x => new { x.tenant_id, x.call_id },
                        principalSchema: "advisor",
                        principalTable: "calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_answers_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_arrivals_sums",
                schema: "intake",
                table: "arrivals",
                columns: new[] { "tenant_id", "client_id", "door", "status" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_arrivals_door",
                schema: "intake",
                table: "arrivals",
                sql: "door in ('browser', 'api', 'folder', 'inside', 'demo')");

            migrationBuilder.CreateIndex(
                name: "ix_answers_tenant_id_call_id_share_key",
                schema: "advisor",
                table: "answers",
                columns: new[] { "tenant_id", "call_id", "share_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calls_tenant_id_asked_at",
                schema: "advisor",
                table: "calls",
                columns: new[] { "tenant_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_calls_tenant_id_client_id_asked_at",
                schema: "advisor",
                table: "calls",
                columns: new[] { "tenant_id", "client_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_calls_tenant_id_document_id",
                schema: "advisor",
                table: "calls",
                columns: new[] { "tenant_id", "document_id" });

            migrationBuilder.Run("advisor.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("advisor.down");

            migrationBuilder.DropTable(
                name: "answers",
                schema: "advisor");

            migrationBuilder.DropTable(
                name: "months",
                schema: "advisor");

            migrationBuilder.DropTable(
                name: "calls",
                schema: "advisor");

            migrationBuilder.DropIndex(
                name: "ix_arrivals_sums",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropCheckConstraint(
                name: "ck_arrivals_door",
                schema: "intake",
                table: "arrivals");

            migrationBuilder.DropColumn(
                name: "door",
                schema: "intake",
                table: "arrivals");
        }
    }
}
