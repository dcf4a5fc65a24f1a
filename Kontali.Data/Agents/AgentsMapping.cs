using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

internal static class AgentsMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<Reconciliation>(e =>
    {
        e.InFirm("reconciliations", "ledger");
        e.Property(r => r.Found).AsJson();
        e.Index("ix_reconciliations_created_at", r => new { r.TenantId, r.CreatedAt });
    });
}
