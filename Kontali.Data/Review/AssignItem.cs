using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>A colleague who can be given an item or named in a comment.</summary>
public sealed record Colleague(Guid Id, string Name);

/// <summary>Gives an item to somebody.</summary>
public static class AssignItem
{
    /// <summary>Assigns it, with a word if there is one; to nobody where nobody is named.</summary>
    /// <exception cref="BrokenRule">The colleague does not exist, may not post, or does not have this client.</exception>
    public static async Task AssignAsync(this KontaliContext db, Guid itemId, uint version, Guid? to, string? why = null, Guid? together = null, CancellationToken ct = default)
    {
        if (why?.Length > WriteNote.Longest) throw new BrokenRule($"Teksten er på {why.Length} tegn. Den kan være på høyst {WriteNote.Longest}.");
        var item = await db.TakeAsync(itemId, version, ct);
        if (to is { } id && !await db.MaySettleFor(item.ClientId).AnyAsync(u => u.Id == id, ct))
            throw new BrokenRule($"Denne kollegaen har ikke klienten eller kan ikke bokføre. Velg en annen, eller gi tilgang under Oppsett.");
        if (item.AssignedToUserId == to) return;
        var before = item.Stands;
        item.Assign(to, db.Clock.Now());
        if (to is { } whose && (whose != db.Actor.User || !string.IsNullOrWhiteSpace(why))) db.Note(item, NoteKind.Assignment, why ?? "", [whose]);
        await db.KeepDeedAsync(item, await db.InvoiceOfAsync(item, ct), DeedKind.Assigned, before, together, ct: ct);
    }

    extension(KontaliContext db)
    {
        /// <summary>Who may settle a client's items.</summary>
        public IQueryable<User> MaySettleFor(Guid clientId) => db.Users.Where(u => u.IsActive && u.Role != Role.Reader
            && (u.Role != Role.Bookkeeper || db.ClientAccess.Any(a => a.UserId == u.Id && a.ClientId == clientId)));

        /// <summary>The same as colleagues, by name.</summary>
        public IQueryable<Colleague> ColleaguesOf(Guid clientId) => db.MaySettleFor(clientId).AsColleagues;

        /// <summary>Who may settle anything, by name.</summary>
        public IQueryable<Colleague> Colleagues => db.Users.Where(u => u.IsActive && u.Role != Role.Reader).AsColleagues;
    }

    extension(IQueryable<User> people)
    {
        private IQueryable<Colleague> AsColleagues => people.OrderBy(u => u.Name).Select(u => new Colleague(u.Id, u.Name));
    }
}
