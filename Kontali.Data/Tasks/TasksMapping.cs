using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Tasks;

internal static class TasksMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<AgentTask>(e =>
        {
            e.InFirm("agent_tasks");
            e.ToTable(t =>
            {
                t.HasCheckConstraint("ck_agent_tasks_retry_count", "retry_count between 0 and 1000 and max_retries between 1 and 1000");
                t.HasCheckConstraint("ck_agent_tasks_lease", "(status = 'running') = (lease_token is not null) and (status = 'running') = (lease_until is not null)");
            });
            e.Property(t => t.AgentType).HasMaxLength(50);
            e.Property(t => t.TaskType).HasMaxLength(100);
            e.Property(t => t.Payload).HasColumnType("jsonb");
            e.Property(t => t.LeaseOwner).HasMaxLength(100);
            e.Property(t => t.DedupeKey).HasMaxLength(200);
            e.HasOne<AgentTask>().WithMany().HasForeignKey(t => t.ParentTaskId).OnDelete(DeleteBehavior.NoAction);
            e.Property(t => t.RunAfter).HasDefaultValueSql("now()");
            // Each index here is paid on every claim. An ordinary task is in two: the one to claim by, where each firm has its lane, and
            // the one to sweep by. The others hold only what is out of the ordinary.
            e.Index("ix_agent_tasks_claim", t => new { t.TenantId, t.Priority, t.RunAfter, t.Id }, "status = 'pending'");
            e.Index("ix_agent_tasks_lease", t => t.LeaseUntil, "status = 'running'");
            e.Index("ix_agent_tasks_retry", t => new { t.TenantId, t.RunAfter }, "status = 'pending' and retry_count > 0");
            e.Index("ix_agent_tasks_status", t => new { t.TenantId, t.CreatedAt }, "status in ('dead', 'waiting')");
            e.Index("ix_agent_tasks_parent_task_id", t => t.ParentTaskId, "parent_task_id is not null");
            e.Index("uq_agent_tasks_dedupe_key", t => new { t.TenantId, t.DedupeKey }, "dedupe_key is not null").IsUnique();
        });
        builder.Entity<FinishedTask>(e =>
        {
            // No key to the firm: the task had one, and looking it up for every task that ends would make all workers queue for the firm's one row.
            e.ToTable("finished_tasks", "tasks");
            e.Property(t => t.AgentType).HasMaxLength(50);
            e.Property(t => t.TaskType).HasMaxLength(100);
            e.Property(t => t.Payload).HasColumnType("jsonb");
            e.HasIndex(t => new { t.TenantId, t.CompletedAt });
            e.Index("ix_finished_tasks_parent_task_id", t => new { t.ParentTaskId, t.CompletedAt }, "parent_task_id is not null");
        });
        builder.Entity<EventDelivery>(e =>
        {
            e.InFirm("deliveries", "tasks");
            e.HasKey(d => new { d.Handler, d.EventId });
            e.Property(d => d.Handler).HasMaxLength(100);
            e.Property(d => d.Place).UseIdentityAlwaysColumn();
            e.Property(d => d.RunAfter).HasDefaultValueSql("now()");
            // No key to the event: events are never deleted, and a trigger alone writes here.
            e.Index("ix_deliveries_place", d => new { d.TenantId, d.Handler, d.Place });
            e.Index("ix_deliveries_subject_id", d => new { d.Handler, d.SubjectId, d.Place });
            e.Index("ix_deliveries_event_id", d => d.EventId);
            e.Index("ix_deliveries_failed", d => new { d.TenantId, d.Place }, "tries > 0");
        });
        builder.Entity<AgentEvent>(e =>
        {
            e.InFirm("agent_events");
            e.Property(v => v.EventType).HasMaxLength(100);
            e.Property(v => v.Payload).HasColumnType("jsonb");
            e.HasOne<Client>().WithMany().HasForeignKey(v => new { v.TenantId, v.ClientId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
            e.Index("ix_agent_events_unprocessed", v => new { v.CreatedAt, v.Id }, "not processed");
            e.Index("ix_agent_events_created_at", v => new { v.TenantId, v.CreatedAt });
            e.Index("ix_agent_events_event_type", v => new { v.TenantId, v.EventType, v.CreatedAt });
            e.Index("ix_agent_events_client_id", v => new { v.TenantId, v.ClientId, v.CreatedAt });
            e.Index("ix_agent_events_subject_id", v => new { v.SubjectId, v.CreatedAt });
        });
    }
}
