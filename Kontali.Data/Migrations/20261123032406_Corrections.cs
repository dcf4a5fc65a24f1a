using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kontali.Data.Migrations
{
    /// <inheritdoc />
    public partial class Corrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "uq_lessons_retracts",
                schema: "learning",
                table: "lessons");

            migrationBuilder.EnsureSchema(
                name: "corrections");

            migrationBuilder.AlterColumn<Guid>(
                name: "corrected_by",
                table: "corrections",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "restores_entry_id",
                table: "corrections",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "batches",
                schema: "corrections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    undoes = table.Column<Guid>(type: "uuid", nullable: true),
                    search = table.Column<string>(type: "jsonb", nullable: false),
                    change = table.Column<string>(type: "jsonb", nullable: false),
                    chosen_date = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    plan_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    vouchers = table.Column<int>(type: "integer", nullable: false),
                    left_out = table.Column<int>(type: "integer", nullable: false),
                    ordered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batches", x => x.id);
                    table.UniqueConstraint("ak_batches_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_batches_vouchers", "vouchers > 0 and left_out >= 0");
                    table.ForeignKey(
                        name: "fk_batches_batches_tenant_id_undoes",
                        columns: x => new { x.tenant_id, x.undoes },
                        principalSchema: "corrections",
                        principalTable: "batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batches_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batches_users_tenant_id_ordered_by",
                        columns: x => new { x.tenant_id, x.ordered_by },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batch_vouchers",
                schema: "corrections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lines = table.Column<int[]>(type: "integer[]", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    why = table.Column<string>(type: "jsonb", nullable: true),
                    reversal_entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    replacement_entry_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_vouchers", x => new { x.tenant_id, x.batch_id, x.place });
                    table.CheckConstraint("ck_batch_vouchers_done", "(state = 'done') = (replacement_entry_id is not null) and (state = 'left') = (why is not null)");
                    table.CheckConstraint("ck_batch_vouchers_state", "state in ('waiting', 'done', 'left')");
                    table.ForeignKey(
                        name: "fk_batch_vouchers_batches_tenant_id_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "corrections",
                        principalTable: "batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batch_vouchers_clients_tenant_id_client_id",
                        columns: x => new { x.tenant_id, x.client_id },
                        principalTable: "clients",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batch_vouchers_general_ledger_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batch_vouchers_general_ledger_tenant_id_replacement_entry_id",
                        columns: x => new { x.tenant_id, x.replacement_entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batch_vouchers_general_ledger_tenant_id_reversal_entry_id",
                        columns: x => new { x.tenant_id, x.reversal_entry_id },
                        principalTable: "general_ledger",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lessons_retracts",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "retracts" },
                filter: "retracts is not null");

            migrationBuilder.CreateIndex(
                name: "ix_corrections_restores_entry_id",
                table: "corrections",
                columns: new[] { "tenant_id", "restores_entry_id" },
                filter: "restores_entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_client_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_entry_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_replacement_entry_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "replacement_entry_id" },
                filter: "replacement_entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_batch_vouchers_reversal_entry_id",
                schema: "corrections",
                table: "batch_vouchers",
                columns: new[] { "tenant_id", "reversal_entry_id" },
                filter: "reversal_entry_id is not null");

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

            migrationBuilder.CreateIndex(
                name: "ix_batches_created_at",
                schema: "corrections",
                table: "batches",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_batches_ordered_by",
                schema: "corrections",
                table: "batches",
                columns: new[] { "tenant_id", "ordered_by" });

            migrationBuilder.CreateIndex(
                name: "ix_batches_undoes",
                schema: "corrections",
                table: "batches",
                columns: new[] { "tenant_id", "undoes" },
                filter: "undoes is not null");

            migrationBuilder.AddForeignKey(
                name: "fk_corrections_general_ledger_tenant_id_restores_entry_id",
                table: "corrections",
                columns: new[] { "tenant_id", "restores_entry_id" },
                principalTable: "general_ledger",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Run("corrections.up");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Run("corrections.down");

            migrationBuilder.DropForeignKey(
                name: "fk_corrections_general_ledger_tenant_id_restores_entry_id",
                table: "corrections");

            migrationBuilder.DropTable(
                name: "batch_vouchers",
                schema: "corrections");

            migrationBuilder.DropTable(
                name: "batches",
                schema: "corrections");

            migrationBuilder.DropIndex(
                name: "ix_lessons_retracts",
                schema: "learning",
                table: "lessons");

            migrationBuilder.DropIndex(
                name: "ix_corrections_restores_entry_id",
                table: "corrections");

            migrationBuilder.DropColumn(
                name: "restores_entry_id",
                table: "corrections");

            migrationBuilder.AlterColumn<Guid>(
                name: "corrected_by",
                table: "corrections",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "uq_lessons_retracts",
                schema: "learning",
                table: "lessons",
                columns: new[] { "tenant_id", "retracts" },
                unique: true,
                filter: "retracts is not null");
        }
    }
}
