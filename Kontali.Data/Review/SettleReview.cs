using System.Text.Json.Serialization;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What a person settles an item with: exactly what stood on her screen.</summary>
/// <param name="Lines">The coded lines.</param>
/// <param name="On">Accounting date.</param>
/// <param name="ExchangeRate">Kroner for one unit of the invoice's currency, where she stated it.</param>
/// <param name="Reason">Why she changed it, in her words; may be empty.</param>
public sealed record Settlement(IReadOnlyList<CodedLine> Lines, DateOnly On, decimal? ExchangeRate = null, string? Reason = null)
{
    /// <summary>Whether it stood as it was suggested: then nothing of hers waits in the form when it is taken back.</summary>
    [JsonIgnore]
    public bool IsUntouched { get; init; }
}

/// <summary>A person approves, corrects or rejects what waits for her.</summary>
public static class SettleReview
{
    /// <summary>
    /// Posts what she saw and settles the item, in the caller's transaction: approved when it is as the agent suggested,
    /// corrected when she changed account, code or amounts.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="version">The row version she was looking at.</param>
    /// <param name="with">What she saw.</param>
    /// <param name="together">What it is undone together with.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">Somebody settled or changed it meanwhile (by name), or a rule of booking is broken.</exception>
    public static async Task<JournalEntry> ApproveAsync(this KontaliContext db, Guid itemId, uint version, Settlement with, Guid? together = null, CancellationToken ct = default)
    {
        var (item, invoice, vendor, hash, books) = await db.TakePapersAsync(itemId, version, with, ct);
        // An answer to a sample is counted, and is no step to go back from.
        if (item.IsAudit) return await db.SettleAuditAsync(item, invoice, with, ct);
        var before = item.Stands with { ExchangeRate = invoice.ExchangeRate };
        if (with.ExchangeRate is { } rate && invoice.Currency != "NOK") invoice.ExchangeRate = rate;
        var voucher = InvoiceVoucher.Of(invoice, with.Lines, await db.BookingRulesAsync(books.Client, books.Chart, ct), with.On, item.Id, hash, item.DecisionId);

        before = before with { FormerAccount = vendor.BankAccount, AcceptedAccount = invoice.PaymentAccount is { Length: > 0 } account && !vendor.KnownAccounts.Contains(account) ? account : null };
        vendor.Accept(invoice.PaymentAccount);
        var entry = await db.PostAsync(voucher, books, ct);
        var suggested = item.AiSuggestion.Lines.Select(CodedLine.From).ToList();
        var corrected = !SameCoding(suggested, with.Lines);
        if (corrected) db.KeepCorrection(item, entry, suggested, with);
        item.Resolve(corrected ? ReviewStatus.Corrected : ReviewStatus.Approved, db.Actor.User, entry.CreatedAt, with.Reason);
        invoice.Posted(entry.Id, entry.CreatedAt, db.Actor.User);
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Posted, null, ct);
        await db.KeepDeedAsync(item, invoice, DeedKind.Approved, before, together, entry.Id, with.IsUntouched ? null : with, ct);
        db.Tell(corrected ? Happened.Corrected : Happened.Approved, invoice.Id, invoice.ClientId, new { entry.VoucherName, item = item.Id });
        return entry;
    }

    /// <summary>Rejects the invoice: it is kept, never booked, and its sender is told by a person.</summary>
    /// <exception cref="BrokenRule">No reason, or somebody settled it meanwhile.</exception>
    public static async Task RejectAsync(this KontaliContext db, Guid itemId, uint version, string reason, Guid? together = null, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new BrokenRule($"Skriv hvorfor fakturaen avvises: grunnen følger dokumentet.");
        var item = await db.TakeAsync(itemId, version, ct);
        var (invoice, before, now) = (await db.InvoiceOfAsync(item, ct), item.Stands, db.Clock.Now());
        if (item.IsAudit) await db.RefuseAuditAsync(invoice, reason, ct);
        item.Resolve(ReviewStatus.Rejected, db.Actor.User, now, reason.Trim());
        invoice.Reject(now, db.Actor.User);
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Rejected, Phrase.Of($"Avvist av {db.Actor.Name}: {reason.Trim()}"), ct);
        if (!item.IsAudit)
        {
            var written = await db.ReviewDrafts.AsNoTracking().Where(d => d.ItemId == item.Id && d.UserId == db.Actor.User).Select(d => d.Content).SingleOrDefaultAsync(ct);
            await db.KeepDeedAsync(item, invoice, DeedKind.Rejected, before, together, written: written, ct: ct);
        }
        db.Tell(Happened.Rejected, invoice.Id, invoice.ClientId, new { item = item.Id });
    }

    /// <summary>Takes a posted invoice's voucher back and puts the invoice before a person again, so that nothing is lost.</summary>
    public static async Task<JournalEntry> ReverseInvoiceAsync(this KontaliContext db, Guid entryId, DateOnly on, string reason, Guid key, CancellationToken ct = default)
    {
        var reversal = await db.ReverseAsync(entryId, on, reason, key, ct);
        var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.GeneralLedgerId == entryId, ct);
        if (invoice is null) return reversal;
        var why = Phrase.Of($"Bilaget er tilbakeført: {reason.Trim()}");
        var decision = await db.Decisions.Where(d => d.SourceId == invoice.Id).OrderByDescending(d => d.CreatedAt).FirstOrDefaultAsync(ct) ?? await db.DecisionOfVoucherAsync(invoice, entryId, why, ct);
        invoice.TakenBack();
        // A sample of what no longer stands has nothing to be compared with.
        foreach (var sample in await db.ReviewQueue.Open.Where(r => r.SourceId == invoice.Id && r.IssueCategory == Audits.Reason).ToListAsync(ct))
            sample.Resolve(ReviewStatus.Rejected, db.Actor.User, db.Clock.Now(), reason.Trim());
        db.PutToReviewItem(invoice, decision, new Route(false, "reversed", why, 3));
        await db.MoveArrivalAsync(invoice, ArrivalStatus.Review, why, ct);
        db.Tell(Happened.Reversed, invoice.Id, invoice.ClientId, new { reversal.VoucherName });
        return reversal;
    }

    // What came with its voucher from before Kontali has no decision: what stood in the ledger is one.
    private static async Task<AgentDecision> DecisionOfVoucherAsync(this KontaliContext db, VendorInvoice invoice, Guid entryId, Phrase why, CancellationToken ct)
    {
        var entry = await db.Journal.AsNoTracking().Include(j => j.Postings).SingleAsync(j => j.Id == entryId, ct);
        return db.Decisions.Add(CodingOfVoucher.DecisionOf(invoice, entry, why, db.Clock)).Entity;
    }

    // Locks the item first of all: of two who press at once, one finds it settled and is told by whom.
    internal static async Task<ReviewItem> TakeAsync(this KontaliContext db, Guid itemId, uint version, CancellationToken ct)
    {
        await db.DemandAsync(Right.Post, ct);
        return await db.StandsAsync((await db.Locked(itemId).ToListAsync(ct)).SingleOrDefault(), version, ct);
    }

    // One row is locked, although its id stands outside the inner text: PostgreSQL says so of FOR UPDATE in a subquery. Within the text it would be
    // part of what EF knows the statement by, which would be written anew for each item.
    internal static IQueryable<ReviewItem> Locked(this KontaliContext db, Guid itemId) => db.ReviewQueue.FromSqlRaw("select *, xmin from review_queue for update").Where(r => r.Id == itemId);

    private static async Task<ReviewItem> StandsAsync(this KontaliContext db, ReviewItem? item, uint version, CancellationToken ct)
    {
        if (item is null) throw new BrokenRule($"Saken finnes ikke.");
        if (!item.IsOpen)
        {
            var by = await db.Users.Where(u => u.Id == item.ResolvedByUserId).Select(u => u.Name).SingleOrDefaultAsync(ct) ?? "agenten";
            throw new BrokenRule($"Saken er allerede behandlet av {by}.");
        }
        if (item.RowVersion != version) throw new BrokenRule($"Saken er endret siden du åpnet den. Se over den på nytt.");
        return item;
    }

    private sealed record Papers(ReviewItem Item, VendorInvoice Invoice, Vendor Vendor, string Hash, BooksNow Books);

    // Takes it as above, with all that approving needs, in one question: this stands between her key and her next item.
    // What was read beside the lock is the same question's: where somebody held it meanwhile, the item is another, and nothing of it is used.
    private static async Task<Papers> TakePapersAsync(this KontaliContext db, Guid itemId, uint version, Settlement with, CancellationToken ct)
    {
        await db.DemandAsync(Right.Post, ct);
        var (period, touched) = (Period.Of(with.On), await db.TouchedAsync(with.Lines, ct));
        var found = await (from r in db.Locked(itemId)
                           join i in db.Invoices on r.SourceId equals i.Id
                           join v in db.Vendors on i.VendorId equals v.Id
                           join c in db.Clients on r.ClientId equals c.Id
                           join d in db.Documents on i.DocumentId equals d.Id
                           join a in db.Arrivals on i.DocumentId equals a.DocumentId into arrived
                           from a in arrived.DefaultIfEmpty()
                           select new
                           {
                               Item = r,
                               Invoice = i,
                               Vendor = v,
                               Client = c,
                               d.FileHash,
                               Arrival = a,
                               IsPosted = db.Journal.Any(j => j.ClientId == r.ClientId && j.PostingKey == r.Id),
                               Period = db.Periods.Where(p => p.ClientId == r.ClientId && p.Name == period).Select(p => (PeriodState?)p.State).SingleOrDefault(),
                               Accounts = db.Accounts.Where(k => k.ClientId == r.ClientId && touched.Contains(k.AccountNumber)).ToList(),
                           }).AsSingleQuery().SingleOrDefaultAsync(ct);
        await db.StandsAsync(found?.Item, version, ct);
        return new(found!.Item, found.Invoice, found.Vendor, found.FileHash, new(found.Client, found.IsPosted, found.Period, found.Accounts));
    }

    internal static async Task<VendorInvoice> InvoiceOfAsync(this KontaliContext db, ReviewItem item, CancellationToken ct) =>
        await db.Invoices.SingleAsync(i => i.Id == item.SourceId, ct);

    private static void KeepCorrection(this KontaliContext db, ReviewItem item, JournalEntry entry, IReadOnlyList<CodedLine> suggested, Settlement with) => db.Corrections.Add(new Correction
    {
        Id = Ids.New(db.Clock),
        TenantId = item.TenantId,
        ClientId = item.ClientId,
        ReviewQueueId = item.Id,
        DecisionId = item.DecisionId,
        ReplacementEntryId = entry.Id,
        OriginalEntry = suggested,
        CorrectedEntry = with.Lines,
        CorrectionReason = with.Reason,
        CorrectedBy = db.Actor.User,
        CreatedAt = entry.CreatedAt,
    });

    // Alike in what is posted; the texts are hers.
    internal static bool SameCoding(IReadOnlyList<CodedLine> a, IReadOnlyList<CodedLine> b) =>
        a.Select(Coding).SequenceEqual(b.Select(Coding));

    private static (string, string, decimal, decimal) Coding(CodedLine line) => (line.Account, line.VatCode, line.Share.Net, line.Share.Vat);

    internal static async Task MoveArrivalAsync(this KontaliContext db, VendorInvoice invoice, ArrivalStatus status, Phrase? reason, CancellationToken ct) =>
        (await db.Arrivals.FindAsync([invoice.DocumentId], ct))?.Now(status, db.Clock.Now(), reason);
}
