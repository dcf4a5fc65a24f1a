using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Queue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_finished_tasks_tenants_tenant_id",
                schema: "tasks",
                table: "finished_tasks");

            migrationBuilder.DropIndex(
                name: "ix_agent_tasks_claim",
                table: "agent_tasks");

            migrationBuilder.DropIndex(
                name: "ix_agent_tasks_status",
                table: "agent_tasks");

            migrationBuilder.DropIndex(
                name: "ix_agent_tasks_tenant_id",
                table: "agent_tasks");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_tasks_status",
                table: "agent_tasks");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "run_after",
                table: "agent_tasks",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone");

            migrationBuilder.AddColumn<bool>(
                name: "cancel_requested",
                table: "agent_tasks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "done",
                table: "agent_tasks",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "total",
                table: "agent_tasks",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "tasks",
                columns: table => new
                {
                    handler = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    run_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    error = table.Column<string>(type: "text", nullable: true),
                    is_dead = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => new { x.handler, x.event_id });
                    table.ForeignKey(
                        name: "fk_deliveries_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_finished_tasks_parent_task_id",
                schema: "tasks",
                table: "finished_tasks",
                columns: new[] { "parent_task_id", "completed_at" },
                filter: "parent_task_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_claim",
                table: "agent_tasks",
                columns: new[] { "tenant_id", "priority", "run_after", "id" },
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_retry",
                table: "agent_tasks",
                columns: new[] { "tenant_id", "run_after" },
                filter: "status = 'pending' and retry_count > 0");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_status",
                table: "agent_tasks",
                columns: new[] { "tenant_id", "created_at" },
                filter: "status in ('dead', 'waiting')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_tasks_status",
                table: "agent_tasks",
                sql: "status in ('pending', 'running', 'waiting', 'dead')");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_event_id",
                schema: "tasks",
                table: "deliveries",
                column: "event_id");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_failed",
                schema: "tasks",
                table: "deliveries",
                columns: new[] { "tenant_id", "place" },
                filter: "tries > 0");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_place",
                schema: "tasks",
                table: "deliveries",
                columns: new[] { "tenant_id", "handler", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_subject_id",
                schema: "tasks",
                table: "deliveries",
                columns: new[] { "handler", "subject_id", "place" });

            migrationBuilder.Run("queue.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("queue.down");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "tasks");

            migrationBuilder.DropIndex(
                name: "ix_finished_tasks_parent_task_id",
                schema: "tasks",
                table: "finished_tasks");

            migrationBuilder.DropIndex(
                name: "ix_agent_tasks_claim",
                table: "agent_tasks");

            migrationBuilder.DropIndex(
                name: "ix_agent_tasks_retry",
                table: "agent_tasks");

            migrationBuilder.DropIndex(
                name: "ix_agent_tasks_status",
                table: "agent_tasks");

            migrationBuilder.DropCheckConstraint(
                name: "ck_agent_tasks_status",
                table: "agent_tasks");

            migrationBuilder.DropColumn(
                name: "cancel_requested",
                table: "agent_tasks");

            migrationBuilder.DropColumn(
                name: "done",
                table: "agent_tasks");

            migrationBuilder.DropColumn(
                name: "total",
                table: "agent_tasks");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "run_after",
                table: "agent_tasks",
                type: "timestamp with time zone",
                nullable: false,
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_claim",
                table: "agent_tasks",
                columns: new[] { "priority", "run_after", "id" },
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_status",
                table: "agent_tasks",
                columns: new[] { "tenant_id", "created_at" },
                filter: "status = 'dead'");

            migrationBuilder.CreateIndex(
                name: "ix_agent_tasks_tenant_id",
                table: "agent_tasks",
                column: "tenant_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_agent_tasks_status",
                table: "agent_tasks",
                sql: "status in ('pending', 'running', 'dead')");

            migrationBuilder.AddForeignKey(
                name: "fk_finished_tasks_tenants_tenant_id",
                schema: "tasks",
                table: "finished_tasks",
                column: "tenant_id",
                principalTable: "tenants",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            // The default that the law gives it stands outside the model of that day.
            migrationBuilder.Sql("alter table agent_tasks alter run_after set default now()");
        }
    }
}
