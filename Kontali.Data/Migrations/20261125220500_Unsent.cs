using Microsoft.EntityFrameworkCore.Migrations;

namespace Kontali.Data.Migrations;

/// <summary>What is written and not yet sent.</summary>
public partial class Unsent : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "unsent",
            schema: "review",
            columns: table => new
            {
                tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                item_id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                client_id = table.Column<Guid>(type: "uuid", nullable: false),
                body = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                recipient = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_unsent", x => new { x.tenant_id, x.item_id, x.user_id, x.kind });
                table.CheckConstraint("ck_unsent_kind", "kind in ('comment', 'assignment', 'snooze', 'question', 'sent', 'not_sent', 'answer', 'request')");
                table.ForeignKey("fk_unsent_clients_tenant_id_client_id", x => new { x.tenant_id, x.client_id }, "clients", ["tenant_id", "id"], onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_unsent_review_queue_tenant_id_item_id", x => new { x.tenant_id, x.item_id }, "review_queue", ["tenant_id", "id"], onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_unsent_users_tenant_id_user_id", x => new { x.tenant_id, x.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_unsent_client_id", "unsent", ["tenant_id", "client_id"], "review");
        migrationBuilder.CreateIndex("ix_unsent_user_id", "unsent", ["tenant_id", "user_id"], "review");
        migrationBuilder.Run("unsent.up");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Run("unsent.down");
        migrationBuilder.DropTable(name: "unsent", schema: "review");
    }
}
