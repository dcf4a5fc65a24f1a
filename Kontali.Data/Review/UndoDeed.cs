using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What became of undoing: a short line, and where the cursor should go.</summary>
/// <param name="Says">The line.</param>
/// <param name="ItemId">The item that waits again; null where nothing was taken back.</param>
public sealed record Undone(Phrase Says, Guid? ItemId);

/// <summary>Takes back a person's last step, for as long as nothing was built on it.</summary>
public static class UndoDeed
{
    /// <summary>How many steps back she can go.</summary>
    public const int Deep = 10;

    // A rule of yesterday is stopped from its page: z takes back what she has just done.
    private static readonly TimeSpan RuleRests = TimeSpan.FromHours(12);

    /// <summary>
    /// Takes back the last thing she did with the queue: a batch as one. An approval is taken back by a linked reversal, and its item waits again
    /// with what she had written. What something was built on since is left, told, and passed over the next time.
    /// </summary>
    /// <exception cref="BrokenRule">There is nothing to take back.</exception>
    public static async Task<Undone> UndoAsync(this KontaliContext db, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var me = db.Actor.User ?? throw new BrokenRule($"Bare en person kan angre.");
        // Ten steps of what she did, undone or not: going back far enough comes to an end. Their ids grow with time. A client she no longer
        // has is among them, or an older step would be taken for the last.
        var hers = db.ReviewDeeds.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(d => d.UserId == me);
        var steps = await hers.GroupBy(d => d.Together).Select(g => new { Together = g.Key, Live = g.Count(d => d.UndoneAt == null) > 0 })
            .OrderByDescending(g => g.Together).Take(Deep).ToListAsync(ct);
        var step = steps.Find(s => s.Live);
        // A rule that she wrote together with a step, or after it, goes first.
        var rules = await db.Patterns.Where(p => p.LearnedFromUserId == me && p.Together != null && p.StoppedAt == null && p.State != PatternState.Retired).ToListAsync(ct);
        if (rules.OrderByDescending(r => r.Together!.Value.ToString(), StringComparer.Ordinal).FirstOrDefault() is { } rule
            && (step is null || string.CompareOrdinal(rule.Together!.Value.ToString(), step.Together.ToString()) >= 0) && rule.CreatedAt > db.Clock.Now() - RuleRests)
        {
            foreach (var one in rules.Where(r => r.Together == rule.Together)) await db.StopPatternAsync(one, ct);
            if (rule.Together != step?.Together) return new(Phrase.Of($"Angret: regelen er stoppet. {rule.Description}"), null);
        }
        if (step is null) throw new BrokenRule($"Det er ikke noe mer å angre.");
        var deeds = await hers.Where(d => d.Together == step.Together && d.UndoneAt == null).OrderByDescending(d => d.Id).ToListAsync(ct);
        List<Undone> done = [], left = [];
        foreach (var deed in deeds)
        {
            deed.UndoneAt = db.Clock.Now();
            var undone = await db.TakeBackAsync(deed, ct);
            (undone.ItemId is null ? left : done).Add(undone);
        }
        return (done, left) switch
        {
            ([var one], []) => one,
            ([], [var one]) => one,
            ([], _) => new(Phrase.Of($"Ingen av de {left.Count} sakene kan angres lenger"), null),
            (_, []) => new(Phrase.Of($"Angret: {done.Count} saker er som før"), done[0].ItemId),
            _ => new(Phrase.Of($"Angret: {done.Count} saker er som før, {left.Count} kan ikke angres lenger"), done[0].ItemId),
        };
    }

    internal static async Task KeepDeedAsync(this KontaliContext db, ReviewItem item, VendorInvoice invoice, DeedKind kind, Stood before, Guid? together, Guid? entry = null, Settlement? written = null, CancellationToken ct = default)
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
            Written = written,
            EntryId = entry,
            Subject = $"{invoice.InvoiceNumber}, {vendor}",
            CreatedAt = db.Clock.Now(),
        });
    }

    private static async Task<Undone> TakeBackAsync(this KontaliContext db, ReviewDeed deed, CancellationToken ct)
    {
        static Undone Left(Phrase why) => new(why, null);
        if ((await db.Locked(deed.ItemId).ToListAsync(ct)).SingleOrDefault() is not { } item)
            return Left(Phrase.Of($"{deed.Subject} gjelder en klient du ikke har lenger, så det kan ikke angres."));
        // An approval that was undone before left the invoice waiting as another item.
        var waits = item.IsOpen ? item : await db.ReviewQueue.Open.SingleOrDefaultAsync(r => r.SourceId == item.SourceId, ct);
        switch (deed.Kind)
        {
            case DeedKind.Approved:
                return await db.WhyNotApprovalAsync(item, waits, deed, ct) is { } why ? Left(why)
                    : new(Phrase.Of($"Angret: {deed.Subject} er tilbakeført og til kontroll igjen"), await db.TakeBackApprovalAsync(item, deed, ct));
            case DeedKind.Rejected:
                if (waits is not null || item.Status != ReviewStatus.Rejected) return Left(Changed(deed));
                await db.TakeBackRejectionAsync(item, deed, ct);
                return new(Phrase.Of($"Angret: {deed.Subject} er ikke lenger avvist"), item.Id);
            case DeedKind.FactsCorrected:
                return await db.TakeBackFactsAsync(waits, deed, ct) ? new(Phrase.Of($"Angret: {deed.Subject} står som den ble lest"), waits!.Id) : Left(Changed(deed));
            case DeedKind.Assigned:
                if (waits?.AssignedToUserId != deed.After.AssignedTo || waits is null) return Left(Changed(deed));
                waits.Assign(deed.Before.AssignedTo, db.Clock.Now());
                return new(Phrase.Of($"Angret: {deed.Subject} er fordelt som før"), waits.Id);
            default:
                if (waits is null || waits.SnoozedUntil != deed.After.SnoozedUntil || waits.WakesOn != deed.After.WakesOn) return Left(Changed(deed));
                var until = deed.Before.SnoozedUntil > db.Clock.Now() ? deed.Before.SnoozedUntil : null;
                if (until is { } later) waits.Snooze(later, deed.Before.WakesOn ?? WakesOn.Moment);
                else waits.Wake();
                return new(until is null ? Phrase.Of($"Angret: {deed.Subject} er til kontroll igjen") : Phrase.Of($"Angret: {deed.Subject} er utsatt som før"), waits.Id);
        }
    }

    // Settled, or changed by a colleague or by time, since: her step is not the last any more.
    private static Phrase Changed(ReviewDeed deed) => Phrase.Of($"{deed.Subject} er endret etter at du gjorde dette, så det kan ikke angres. Se over saken.");

    private static async Task<Phrase?> WhyNotApprovalAsync(this KontaliContext db, ReviewItem item, ReviewItem? waits, ReviewDeed deed, CancellationToken ct)
    {
        var invoice = await db.InvoiceOfAsync(item, ct);
        return waits is not null ? Phrase.Of($"{deed.Subject} er til kontroll igjen allerede.")
            : invoice.GeneralLedgerId != deed.EntryId ? Phrase.Of($"Bilaget for {deed.Subject} er rettet eller tilbakeført etterpå, så godkjenningen kan ikke angres.")
            : invoice.PaymentStatus != PaymentStatus.Unpaid ? Phrase.Of($"{deed.Subject} er betalt, så godkjenningen kan ikke angres. Tilbakefør bilaget hvis det er feil.")
            : null;
    }

    private static async Task<Guid> TakeBackApprovalAsync(this KontaliContext db, ReviewItem item, ReviewDeed deed, CancellationToken ct)
    {
        var invoice = await db.InvoiceOfAsync(item, ct);
        var entry = await db.Journal.AsNoTracking().SingleAsync(j => j.Id == deed.EntryId, ct);
        var day = await db.FirstOpenDayAsync(entry.ClientId, entry.AccountingDate, ct);
        await db.ReverseAsync(entry.Id, day, "Angret godkjenning", Ids.New(db.Clock), ct);
        var decision = await db.Decisions.SingleAsync(d => d.Id == item.DecisionId, ct);
        var again = db.PutToReviewItem(invoice, decision, new Route(false, item.IssueCategory, item.IssueDescription, item.Priority));
        invoice.TakenBack();
        invoice.ExchangeRate = deed.Before.ExchangeRate;
        again.Assign(item.AssignedToUserId, db.Clock.Now());
        if (invoice.PaymentAccount is { Length: > 0 })
            (await db.Vendors.SingleAsync(v => v.Id == invoice.VendorId, ct)).Unaccept(deed.Before.AcceptedAccount, deed.Before.FormerAccount);
        db.PutBackDraft(again, deed);
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Review, item.IssueDescription, ct);
        db.Tell(Happened.Reversed, invoice.Id, invoice.ClientId, new { entry.VoucherName });
        return again.Id;
    }

    private static async Task TakeBackRejectionAsync(this KontaliContext db, ReviewItem item, ReviewDeed deed, CancellationToken ct)
    {
        var invoice = await db.InvoiceOfAsync(item, ct);
        item.Reopen();
        if (deed.Before.SnoozedUntil is { } until && until > db.Clock.Now()) item.Snooze(until, deed.Before.WakesOn ?? WakesOn.Moment);
        invoice.TakenBack();
        db.PutBackDraft(item, deed);
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Review, item.IssueDescription, ct);
        db.Tell(Happened.Reopened, invoice.Id, invoice.ClientId, new { item = item.Id });
    }

    // What was read stands again, and what she taught by correcting it is taken back.
    private static async Task<bool> TakeBackFactsAsync(this KontaliContext db, ReviewItem? waits, ReviewDeed deed, CancellationToken ct)
    {
        if (waits is null || deed.Before.Read is not { } read) return false;
        var invoice = await db.InvoiceOfAsync(waits, ct);
        if (await db.Decisions.SingleOrDefaultAsync(d => d.Id == read.DecisionId, ct) is not { } decision) return false;
        db.Rewrite(invoice, read.VendorId, read.Facts, read.Findings);
        db.Resuggest(waits, decision, new Route(false, read.Category, read.Why, waits.Priority));
        await db.UnteachAsync(invoice.DocumentId, deed.CreatedAt, ct);
        await db.ForgetDraftAsync(waits.Id, ct);
        return true;
    }

    // What she had written waits in the form.
    private static void PutBackDraft(this KontaliContext db, ReviewItem item, ReviewDeed deed)
    {
        if (deed.Written is not null)
            db.ReviewDrafts.Add(new() { TenantId = item.TenantId, ClientId = item.ClientId, ItemId = item.Id, UserId = deed.UserId, Content = deed.Written, WrittenAt = db.Clock.Now() });
    }
}
