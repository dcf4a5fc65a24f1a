using Kontali.Data.Firms;
using Kontali.Data.Seed;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>A firm takes on a client, and the client gets a chart of accounts of its own.</summary>
public static class OpenBooks
{
    /// <summary>Adds the client and its chart.</summary>
    /// <exception cref="BrokenRule">The number or the organisation number is taken, or the firm has no room for more clients.</exception>
    public static async Task<Client> OpenBooksAsync(this KontaliContext db, Client client, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        client.Check();
        if (await db.Clients.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(c => c.OrgNumber == client.OrgNumber || c.ClientNumber == client.ClientNumber).Select(c => c.Name).FirstOrDefaultAsync(ct) is { } taken)
            throw new BrokenRule($"{taken} har allerede dette organisasjonsnummeret eller klientnummeret.");
        var firm = await db.Tenants.SingleAsync(ct);
        if (firm.MaxClients is { } max && await db.Clients.CountAsync(c => c.IsActive, ct) >= max)
            throw new BrokenRule($"Avtalen deres har plass til {max} klienter.");
        db.Clients.Add(client);
        db.Accounts.AddRange(BaseChart.For(client));
        return client;
    }

    /// <summary>The next free client number: one above the highest, from 1001.</summary>
    public static async Task<string> NextClientNumberAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var numbers = await db.Clients.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Select(c => c.ClientNumber).ToListAsync(ct);
        var highest = numbers.Select(n => int.TryParse(n, out var number) ? number : 0).DefaultIfEmpty(0).Max();
        return $"{Math.Max(highest, 1000) + 1}";
    }
}
