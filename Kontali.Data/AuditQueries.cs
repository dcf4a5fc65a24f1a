namespace Kontali.Data;

/// <summary>Questions to the audit trail.</summary>
public static class AuditQueries
{
    extension(IQueryable<AuditEntry> trail)
    {
        /// <summary>One client's, latest first, from before a place in its chain.</summary>
        public IQueryable<AuditEntry> LatestOf(Guid clientId, long before = long.MaxValue) =>
            trail.Where(a => a.ClientId == clientId && a.Sequence < before).OrderByDescending(a => a.Sequence);

        /// <summary>The firm's own, not of any client: settings, people, keys.</summary>
        public IQueryable<AuditEntry> LatestOfFirm => trail.Where(a => a.ClientId == null).OrderByDescending(a => a.Sequence);
    }
}
