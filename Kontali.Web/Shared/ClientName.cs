using Kontali.Data;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Shared;

/// <summary>A client to choose among.</summary>
public sealed record ClientName(Guid Id, string Number, string Name, string OrgNumber)
{
    /// <summary>The active clients this person sees, by name.</summary>
    public static async Task<List<ClientName>> AllAsync(KontaliContext db) =>
        [.. (await db.Clients.Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new { c.Id, c.ClientNumber, c.Name, c.OrgNumber }).ToListAsync())
            .Select(c => new ClientName(c.Id, c.ClientNumber, c.Name, c.OrgNumber.ToString()))];
}
