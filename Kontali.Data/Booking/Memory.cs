using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>An earlier line that was booked and stands: not reversed.</summary>
/// <param name="PostingId">The ledger line.</param>
/// <param name="Account">Account number, in its own client's chart.</param>
/// <param name="VatCode">Tax code.</param>
/// <param name="Text">Text of the line.</param>
/// <param name="Date">Accounting date.</param>
/// <param name="Amount">Kroner, debit positive.</param>
/// <param name="ByPerson">True where a person posted or approved it.</param>
public sealed record EarlierLine(Guid PostingId, string Account, string? VatCode, string? Text, DateOnly Date, decimal Amount, bool ByPerson);

/// <summary>What is remembered when an invoice is to be coded: lines the ledger itself holds.</summary>
/// <param name="Here">This client's lines with this vendor, newest first.</param>
/// <param name="Elsewhere">The same vendor's lines at the firm's other clients, newest first.</param>
/// <param name="Habits">This client's latest purchase lines from anyone, newest first.</param>
public sealed record Memory(IReadOnlyList<EarlierLine> Here, IReadOnlyList<EarlierLine> Elsewhere, IReadOnlyList<EarlierLine> Habits)
{
    /// <summary>How many lines are looked back at, of each sort.</summary>
    public const int Depth = 120;
}

/// <summary>Recalls it: three short queries, each on its index.</summary>
public static class Recall
{
    /// <summary>What the ledger remembers for a question.</summary>
    public static async Task<Memory> RecallAsync(this KontaliContext db, Question q, CancellationToken ct = default)
    {
        var here = await db.RecallHereAsync(q, ct);
        // The same vendor at the firm's other clients; the identity, not the client's own id, is what they share.
        var twins = db.Vendors.Where(v => v.Identity == q.Vendor.Identity && v.ClientId != q.Client.Id);
        var elsewhere = await db.LinesOf(db.Postings.Where(p => twins.Any(v => v.ClientId == p.ClientId && v.Id == p.VendorId))).ToListAsync(ct);
        var habits = await db.Lines(db.Journal.Where(j => j.ClientId == q.Client.Id && j.SourceType == EntrySource.VendorInvoice).OrderByDescending(j => j.CreatedAt).Take(Memory.Depth)).ToListAsync(ct);
        return new(here, elsewhere, habits);
    }

    /// <summary>Of that, only this client's lines with this vendor, newest first.</summary>
    public static Task<List<EarlierLine>> RecallHereAsync(this KontaliContext db, Question q, CancellationToken ct = default) =>
        db.LinesOf(db.Postings.Where(p => p.TenantId == q.Client.TenantId && p.ClientId == q.Client.Id && p.VendorId == q.Vendor.Id)).ToListAsync(ct);

    private static IQueryable<EarlierLine> LinesOf(this KontaliContext db, IQueryable<Posting> vendorLines)
    {
        var latest = vendorLines.OrderByDescending(p => p.AccountingDate).Take(Memory.Depth).Select(p => p.EntryId);
        return db.Lines(db.Journal.Where(j => latest.Contains(j.Id)));
    }

    private static IQueryable<EarlierLine> Lines(this KontaliContext db, IQueryable<JournalEntry> entries) =>
        from j in entries
        where j.SourceType == EntrySource.VendorInvoice && !db.Journal.Any(r => r.ReversalOfId == j.Id)
        join p in db.Postings on j.Id equals p.EntryId
        where p.VendorId == null && p.AccountNumber != AccountNumber.Rounding && !p.AccountNumber.StartsWith("27")
        orderby j.AccountingDate descending, p.LineNumber
        select new EarlierLine(p.Id, p.AccountNumber, p.VatCode, p.LineDescription, j.AccountingDate, p.DebitAmount - p.CreditAmount, j.CreatedByType == ActorKind.Person);
}
