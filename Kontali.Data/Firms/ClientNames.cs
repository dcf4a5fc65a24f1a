using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>A client, as far as a heading and a filter need to know it.</summary>
public sealed record ClientName(Guid Id, string Number, string Name, OrgNumber OrgNumber, int FiscalYearStart);

/// <summary>Clients looked up by people.</summary>
public static class ClientNames
{
    extension(IQueryable<Client> clients)
    {
        /// <summary>Their names.</summary>
        public IQueryable<ClientName> AsNames => clients.Select(c => new ClientName(c.Id, c.ClientNumber, c.Name, c.OrgNumber, c.FiscalYearStart));
    }

    /// <summary>The client with this number; null where there is none, or it is somebody else's.</summary>
    public static async Task<ClientName?> ClientNumberedAsync(this KontaliContext db, string? number, CancellationToken ct = default) =>
        string.IsNullOrEmpty(number) ? null : await db.Clients.Where(c => c.ClientNumber == number).AsNames.SingleOrDefaultAsync(ct);

    /// <summary>The active clients this person sees, by name.</summary>
    public static async Task<IReadOnlyList<ClientName>> ActiveClientsAsync(this KontaliContext db, CancellationToken ct = default) =>
        await db.Clients.Where(c => c.IsActive).OrderBy(c => c.Name).AsNames.ToListAsync(ct);

    /// <summary>Clients whose number or organisation number begins so, or whose name has these letters; by name.</summary>
    public static async Task<IReadOnlyList<ClientName>> FindClientsAsync(this KontaliContext db, string text, int take = 12, CancellationToken ct = default)
    {
        var wanted = text.Trim();
        var clients = db.Clients.AsQueryable();
        if (wanted.Length > 0)
        {
            var like = Like.Within(wanted);
            if (OrgNumber.TryParse(wanted, out var number)) clients = clients.Where(c => c.OrgNumber == number);
            else clients = clients.Where(c => EF.Functions.Like(Search.Folded(c.Name), Search.Folded(like), Like.Sign) || c.ClientNumber.StartsWith(wanted));
        }
        return await clients.OrderByDescending(c => c.IsActive).ThenBy(c => c.Name).Take(take).AsNames.ToListAsync(ct);
    }
}
