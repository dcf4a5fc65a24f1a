using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>A new accounting firm moves in. The context must act as set-up for the new firm's own id.</summary>
public static class AddFirm
{
    /// <summary>Adds the firm whose id the actor bears.</summary>
    /// <exception cref="BrokenRule">No name, or the organisation number is taken.</exception>
    public static async Task<Tenant> AddFirmAsync(this KontaliContext db, string name, OrgNumber number, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new BrokenRule($"Byrået må ha et navn.");
        if (name.Trim().Length > 255) throw new BrokenRule($"Navnet kan ha høyst 255 tegn.");
        if (await db.FindFirmAsync(number, ct) is not null) throw new BrokenRule($"Et byrå med organisasjonsnummer {number.Spaced} finnes allerede.");
        var firm = new Tenant { Id = db.Actor.RequiredFirm, Name = name.Trim(), OrgNumber = number };
        db.Tenants.Add(firm);
        return firm;
    }

    /// <summary>The firm with this organisation number, whoever asks: for set-up from the command line.</summary>
    public static async Task<Guid?> FindFirmAsync(this KontaliContext db, OrgNumber number, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<Guid?>($"select firms.find({number.ToString()}) as \"Value\"").ToListAsync(ct))[0];

    /// <summary>True on a fresh database: the first-run page is open exactly as long.</summary>
    public static async Task<bool> HasNoFirmAsync(this KontaliContext db, CancellationToken ct = default) =>
        (await db.Database.SqlQuery<bool>($"select firms.is_empty() as \"Value\"").ToListAsync(ct))[0];

    /// <summary>Every firm's id, whoever asks: the wall shows nothing more of them.</summary>
    public static Task<List<Guid>> EveryFirmAsync(this KontaliContext db, CancellationToken ct = default) =>
        db.Database.SqlQuery<Guid>($"select firms.every() as \"Value\"").ToListAsync(ct);

    /// <summary>
    /// Waits for whoever is making the first firm on this database, and holds others back until this transaction ends:
    /// two people at two browsers must not both become its administrator.
    /// </summary>
    public static Task<int> AloneAsFirstAsync(this KontaliContext db, CancellationToken ct = default) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('kontali first firm', 0))", ct);
}
