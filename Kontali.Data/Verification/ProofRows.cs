using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Verification;

/// <summary>A client, and the latest proof of its books.</summary>
/// <param name="ClientId">The client; null for what belongs to the firm itself.</param>
/// <param name="Number">The client's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Proof">The latest; null before the first.</param>
public sealed record ProofRow(Guid? ClientId, string? Number, string? Name, Proof? Proof);

/// <summary>How the firm's books were found, in a line.</summary>
/// <param name="Oldest">When the client whose proof is oldest was proven.</param>
/// <param name="Faulty">How many have faults.</param>
/// <param name="Vouchers">How many vouchers were walked.</param>
public sealed record Proven(DateTimeOffset? Oldest, int Faulty, int Vouchers);

/// <summary>What the walks found.</summary>
public static class ProofRows
{
    /// <summary>Each client's latest proof; the firm's own last.</summary>
    public static async Task<IReadOnlyList<ProofRow>> ProofsAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var latest = await db.LatestAsync(ct);
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new { c.Id, c.ClientNumber, c.Name }).ToListAsync(ct);
        return
        [
            .. clients.Select(c => new ProofRow(c.Id, c.ClientNumber, c.Name, latest.Find(p => p.ClientId == c.Id))),
            new ProofRow(null, null, null, latest.Find(p => p.ClientId == null)),
        ];
    }

    /// <summary>The sum of the latest proofs, for the home page.</summary>
    public static async Task<Proven> ProvenAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var latest = await db.LatestAsync(ct);
        return new(latest.Count == 0 ? null : latest.Min(p => p.CreatedAt), latest.Count(p => p.Faults > 0), latest.Sum(p => p.Vouchers));
    }

    private static Task<List<Proof>> LatestAsync(this KontaliContext db, CancellationToken ct) => db.Proofs.AsNoTracking()
        .Where(p => p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId && c.IsActive))
        .Where(p => !db.Proofs.Any(later => later.ClientId == p.ClientId && later.CreatedAt > p.CreatedAt))
        .ToListAsync(ct);
}
