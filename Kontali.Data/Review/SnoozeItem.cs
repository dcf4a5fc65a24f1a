using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>Puts an item off until a moment, or until something happens; it always comes back.</summary>
public static class SnoozeItem
{
    /// <summary>The task that brings an item back at its moment.</summary>
    public const string Wake = "wake_item";

    /// <summary>The longest it may be put off: nothing is to be forgotten behind a date.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(120);

    // Letters in a reason.
    private const int Longer = 400;

    /// <summary>Puts it off.</summary>
    /// <param name="db">The context.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="version">The row version she was looking at.</param>
    /// <param name="until">At the latest until then, UTC.</param>
    /// <param name="on">What else brings it back.</param>
    /// <param name="why">Why, in her words; may be empty.</param>
    /// <param name="together">What it is undone together with.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">The moment is past or too far away, or somebody settled the item meanwhile.</exception>
    public static async Task SnoozeAsync(this KontaliContext db, Guid itemId, uint version, DateTimeOffset until, WakesOn on = WakesOn.Moment, string? why = null, Guid? together = null, CancellationToken ct = default)
    {
        var now = db.Clock.Now();
        if (until <= now) throw new BrokenRule($"Velg et tidspunkt som ikke er passert.");
        if (until > now + Longest) throw new BrokenRule($"En sak kan utsettes i høyst {Longest.Days} dager. Velg en nærmere dato.");
        if (why?.Length > Longer) throw new BrokenRule($"Grunnen er på {why.Length} tegn. Den kan være på høyst {Longer}.");
        var item = await db.TakeAsync(itemId, version, ct);
        var invoice = await db.InvoiceOfAsync(item, ct);
        var before = item.Stands;
        // As exact as the database keeps it, for undoing compares the two.
        until = new(until.UtcTicks / 10 * 10, TimeSpan.Zero);
        item.Snooze(until, on);
        // Without a key: put off to the same moment twice, it is woken twice, and the second finds nothing to do.
        db.Enqueue("kø", Wake, new { item_id = item.Id, until }, item.ClientId, notBefore: until);
        if (!string.IsNullOrWhiteSpace(why)) db.Note(item, NoteKind.Snooze, why);
        await db.KeepDeedAsync(item, invoice, DeedKind.Snoozed, before, together, ct: ct);
    }

    /// <summary>Takes it up again before its time.</summary>
    public static async Task WakeAsync(this KontaliContext db, Guid itemId, uint version, CancellationToken ct = default)
    {
        var item = await db.TakeAsync(itemId, version, ct);
        if (item.Status != ReviewStatus.Snoozed) return;
        var before = item.Stands;
        item.Wake();
        await db.KeepDeedAsync(item, await db.InvoiceOfAsync(item, ct), DeedKind.Woken, before, null, ct: ct);
    }

    /// <summary>Its moment has come; nothing where it was put off anew, taken up or settled meanwhile.</summary>
    internal static async Task WakeAtAsync(this KontaliContext db, Guid itemId, DateTimeOffset until, CancellationToken ct)
    {
        var item = await db.ReviewQueue.SingleOrDefaultAsync(r => r.Id == itemId && r.Status == ReviewStatus.Snoozed, ct);
        if (item?.SnoozedUntil is { } at && at <= until) item.Wake();
    }

    /// <summary>What waited for a vendor's next invoice comes back with it.</summary>
    internal static async Task WakeForInvoiceAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct)
    {
        foreach (var item in await db.ReviewQueue.Where(r => r.ClientId == invoice.ClientId && r.Status == ReviewStatus.Snoozed && r.WakesOn == WakesOn.NextInvoice
                     && r.SourceId != invoice.Id && db.Invoices.Any(i => i.Id == r.SourceId && i.VendorId == invoice.VendorId)).ToListAsync(ct)) item.Wake();
    }
}
