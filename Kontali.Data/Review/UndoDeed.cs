using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What was undone: a short line, and where the cursor should go.</summary>
/// <param name="Says">The line.</param>
/// <param name="ItemId">The item that waits again.</param>
public sealed record Undone(Phrase Says, Guid ItemId);

/// <summary>Takes back a person's last step, for as long as nothing was built on it.</summary>
public static class UndoDeed
{
    /// <summary>How many steps back she can go.</summary>
    public const int Deep = 10;

    /// <summary>
    /// Takes back the last thing she did with the queue: a batch as one. An approval is taken back by a linked reversal, and its item waits again
    /// with what she had written.
    /// </summary>
    /// <exception cref="BrokenRule">There is nothing to take back, or something was built on it.</exception>
    public static async Task<Undone> UndoAsync(this KontaliContext db, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var me = db.Actor.User ?? throw new BrokenRule($"Bare en person kan angre.");
        // Ten steps of what she did, undone or not: going back far enough comes to an end. Their ids grow with time.
        var steps = await db.ReviewDeeds.Where(d => d.UserId == me).GroupBy(d => d.Together)
            .Select(g => new { Together = g.Key, Live = g.Count(d => d.UndoneAt == null) > 0 }).OrderByDescending(g => g.Together).Take(Deep).ToListAsync(ct);
        var step = steps.Find(s => s.Live) ?? throw new BrokenRule($"Det er ikke noe mer å angre.");
        var deeds = await db.ReviewDeeds.Where(d => d.UserId == me && d.Together == step.Together && d.UndoneAt == null).OrderByDescending(d => d.Id).ToListAsync(ct);
        Undone? last = null;
        foreach (var deed in deeds)
        {
            last = await db.TakeBackAsync(deed, ct);
            deed.UndoneAt = db.Clock.Now();
        }
        return deeds.Count == 1 ? last! : last! with { Says = Phrase.Of($"Angret: {deeds.Count} saker er som før") };
    }

    internal static async Task KeepDeedAsync(this KontaliContext db, ReviewItem item, VendorInvoice invoice, DeedKind kind, Stood before, Guid? together, Guid? entry = null, CancellationToken ct = default)
    {
        if (db.Actor.User is not { } me) return;
        var id = Ids.New(db.Clock);
        var vendor = (await db.Vendors.FindAsync([invoice.VendorId], ct))!.Name;
        db.ReviewDeeds.Add(new()
        {
            Id = id,
            TenantId = item.TenantId,
            ClientId = item.ClientId,
            ItemId = item.Id,
            UserId = me,
            Together = together ?? id,
            Kind = kind,
            Before = before,
            After = item.Stands,
            EntryId = entry,
            Subject = $"{invoice.InvoiceNumber}, {vendor}",
            CreatedAt = db.Clock.Now(),
        });
    }

    private static async Task<Undone> TakeBackAsync(this KontaliContext db, ReviewDeed deed, CancellationToken ct)
    {
        var item = (await db.ReviewQueue.FromSql($"select *, xmin from review_queue where id = {deed.ItemId} for update").ToListAsync(ct)).SingleOrDefault()
            ?? throw new BrokenRule($"Saken finnes ikke.");
        switch (deed.Kind)
        {
            case DeedKind.Approved:
                return new(Phrase.Of($"Angret: {deed.Subject} er tilbakeført og til kontroll igjen"), await db.TakeBackApprovalAsync(item, deed, ct));
            case DeedKind.Rejected:
                await db.TakeBackRejectionAsync(item, deed, ct);
                return new(Phrase.Of($"Angret: {deed.Subject} er ikke lenger avvist"), item.Id);
            case DeedKind.Assigned:
                Demand(item, deed, item.AssignedToUserId == deed.After.AssignedTo);
                item.Assign(deed.Before.AssignedTo, db.Clock.Now());
                return new(Phrase.Of($"Angret: {deed.Subject} er fordelt som før"), item.Id);
            default:
                Demand(item, deed, item.SnoozedUntil == deed.After.SnoozedUntil && item.WakesOn == deed.After.WakesOn);
                if (deed.Before.SnoozedUntil is { } until && until > db.Clock.Now()) item.Snooze(until, deed.Before.WakesOn ?? WakesOn.Moment);
                else item.Wake();
                return new(deed.Before.SnoozedUntil is null ? Phrase.Of($"Angret: {deed.Subject} er til kontroll igjen") : Phrase.Of($"Angret: {deed.Subject} er utsatt som før"), item.Id);
        }
    }

    // Settled, or changed by a colleague, since: her step is not the last any more.
    private static void Demand(ReviewItem item, ReviewDeed deed, bool asLeft)
    {
        if (!item.IsOpen || !asLeft) throw new BrokenRule($"{deed.Subject} er endret etter at du gjorde dette, så det kan ikke angres. Se over saken.");
    }

    private static async Task<Guid> TakeBackApprovalAsync(this KontaliContext db, ReviewItem item, ReviewDeed deed, CancellationToken ct)
    {
        if (item.IsAudit) throw new BrokenRule($"En stikkprøve angres ikke: svaret ditt er telt. Er bilaget feil, så tilbakefør det.");
        var invoice = await db.InvoiceOfAsync(item, ct);
        if (invoice.GeneralLedgerId != deed.EntryId) throw new BrokenRule($"Bilaget for {deed.Subject} er rettet eller tilbakeført etterpå, så godkjenningen kan ikke angres.");
        if (invoice.PaymentStatus != PaymentStatus.Unpaid) throw new BrokenRule($"{deed.Subject} er betalt, så godkjenningen kan ikke angres. Tilbakefør bilaget hvis det er feil.");
        if (await db.ReviewQueue.Open.AnyAsync(r => r.SourceId == invoice.Id, ct)) throw new BrokenRule($"{deed.Subject} er til kontroll igjen allerede.");
        var entry = await db.Journal.AsNoTracking().SingleAsync(j => j.Id == deed.EntryId, ct);
        var day = await db.FirstOpenDayAsync(entry.ClientId, entry.AccountingDate, ct);
        await db.ReverseAsync(entry.Id, day, "Angret godkjenning", Ids.New(db.Clock), ct);
        var decision = await db.Decisions.SingleAsync(d => d.Id == item.DecisionId, ct);
        var again = db.PutToReviewItem(invoice, decision, new Route(false, item.IssueCategory, item.IssueDescription, item.Priority));
        invoice.TakenBack();
        again.Assign(item.AssignedToUserId, db.Clock.Now());
        // What she had written waits in the form.
        if (await db.Corrections.AsNoTracking().SingleOrDefaultAsync(c => c.ReviewQueueId == item.Id, ct) is { } hers)
            db.ReviewDrafts.Add(new() { TenantId = item.TenantId, ClientId = item.ClientId, ItemId = again.Id, UserId = deed.UserId, Content = new(hers.CorrectedEntry, entry.AccountingDate, invoice.ExchangeRate, hers.CorrectionReason), WrittenAt = db.Clock.Now() });
        if (deed.Before.AcceptedAccount is { } account)
            (await db.Vendors.SingleAsync(v => v.Id == invoice.VendorId, ct)).Unaccept(account, deed.Before.FormerAccount);
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Review, item.IssueDescription, ct);
        db.Tell(Happened.Reversed, invoice.Id, invoice.ClientId, new { entry.VoucherName });
        return again.Id;
    }

    private static async Task TakeBackRejectionAsync(this KontaliContext db, ReviewItem item, ReviewDeed deed, CancellationToken ct)
    {
        if (item.IsAudit) throw new BrokenRule($"En stikkprøve angres ikke: svaret ditt er telt. Er bilaget feil, så tilbakefør det.");
        if (item.Status != ReviewStatus.Rejected || await db.ReviewQueue.Open.AnyAsync(r => r.SourceId == item.SourceId, ct))
            throw new BrokenRule($"{deed.Subject} er endret etter at du gjorde dette, så det kan ikke angres. Se over saken.");
        var invoice = await db.InvoiceOfAsync(item, ct);
        item.Reopen();
        invoice.TakenBack();
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Review, item.IssueDescription, ct);
        db.Tell(Happened.Reopened, invoice.Id, invoice.ClientId, new { item = item.Id });
    }
}
