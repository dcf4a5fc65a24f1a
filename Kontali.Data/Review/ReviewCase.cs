using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>An item with all that its screen shows, read in one go.</summary>
/// <param name="Item">The item, as it stood.</param>
/// <param name="Invoice">The invoice.</param>
/// <param name="Vendor">Its vendor.</param>
/// <param name="Rules">The client's books.</param>
/// <param name="Shut">The client's periods that are not open, from a year before the invoice on.</param>
/// <param name="Document">The document, and the files that lie inside it.</param>
/// <param name="Inside"><inheritdoc cref="Document" path="/node()"/></param>
/// <param name="SettledBy">Who settled it, where it waits no longer.</param>
/// <param name="Draft">What the reader wrote on it before, and has not posted.</param>
public sealed record ReviewCase(ReviewItem Item, VendorInvoice Invoice, Vendor Vendor, BookingRules Rules, IReadOnlyDictionary<string, Period> Shut, Document Document, IReadOnlyList<Document> Inside, string? SettledBy, Settlement? Draft = null)
{
    /// <summary>The client.</summary>
    public Client Client => Rules.Client;

    /// <summary>The accounting date to begin with: the invoice's, or the first open day after it.</summary>
    public DateOnly Day { get; } = FirstOpen(Shut, Invoice.InvoiceDate);

    /// <summary>The first day, from this one on, whose period is open.</summary>
    public DateOnly OpenFrom(DateOnly day) => FirstOpen(Shut, day);

    private static DateOnly FirstOpen(IReadOnlyDictionary<string, Period> shut, DateOnly day)
    {
        while (shut.ContainsKey(Period.Of(day))) day = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        return day;
    }
}

/// <summary>An earlier ledger line that a suggestion rests on.</summary>
public sealed record EvidenceLine(Guid PostingId, Guid EntryId, string Voucher, DateOnly Date, Guid ClientId, string Client, string Account, string? VatCode, decimal Amount, string? Text, string? By);

/// <summary>Fetches cases and their evidence.</summary>
public static class ReviewCases
{
    /// <summary>An item's case; null where it is not there, or not hers to see.</summary>
    public static async Task<ReviewCase?> ReviewCaseAsync(this KontaliContext db, Guid itemId, CancellationToken ct = default)
    {
        var found = await (from r in db.ReviewQueue
                           where r.Id == itemId
                           join i in db.Invoices on r.SourceId equals i.Id
                           join v in db.Vendors on i.VendorId equals v.Id
                           join c in db.Clients on r.ClientId equals c.Id
                           join d in db.Documents on i.DocumentId equals d.Id
                           join u in db.Users on r.ResolvedByUserId equals u.Id into settlers
                           from u in settlers.DefaultIfEmpty()
                           select new { Item = r, Invoice = i, Vendor = v, Client = c, Document = d, By = u == null ? null : u.Name, Draft = db.ReviewDrafts.Where(w => w.ItemId == r.Id && w.UserId == db.Actor.User).Select(w => w.Content).SingleOrDefault() }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var (inside, rules, shut) = await db.AroundAsync(found.Document.Id, found.Invoice.Id, found.Client, found.Invoice.InvoiceDate, ct);
        return new(found.Item, found.Invoice, found.Vendor, rules, shut, found.Document, inside, found.By, found.Draft);
    }

    private static async Task<(List<Document> Inside, BookingRules Rules, Dictionary<string, Period> Shut)> AroundAsync(this KontaliContext db, Guid document, Guid invoice, Client client, DateOnly day, CancellationToken ct)
    {
        var from = Period.Of(day.AddYears(-1));
        return (await db.Inside(document, db.JoinedDocuments.Where(j => j.InvoiceId == invoice)).AsNoTracking().OrderBy(d => d.UploadedAt).ToListAsync(ct),
            await db.BookingRulesAsync(client, ct),
            await db.Periods.AsNoTracking().Where(p => p.ClientId == client.Id && p.State != PeriodState.Open && string.Compare(p.Name, from) >= 0).ToDictionaryAsync(p => p.Name, ct));
    }

    /// <summary>Asks what the review screen asks, of nobody's books, so that no person is the first to ask it.</summary>
    public static async Task RehearseAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var now = db.Clock.Now();
        await db.ReviewCaseAsync(Guid.Empty, ct);
        await db.AroundAsync(Guid.Empty, Guid.Empty, new Client { TenantId = Guid.Empty, Name = "", ClientNumber = "", OrgNumber = OrgNumber.Parse("974760673") }, DateOnly.FromDateTime(now.UtcDateTime), ct);
        await new QueueFilter().Of(db, now).InOrder(false).Take(1).AsRows(db).ToListAsync(ct);
        await db.ReviewCounts(now).ToListAsync(ct);
        await db.Holders.ToListAsync(ct);
        try
        {
            await db.ApproveAsync(Guid.Empty, 0, new([], DateOnly.FromDateTime(now.UtcDateTime)), ct: ct);
        }
        catch (BrokenRule) { } // There is no such item.
    }

    /// <summary>The ledger lines with these ids, newest first, with who stands behind them.</summary>
    public static async Task<IReadOnlyList<EvidenceLine>> EvidenceAsync(this KontaliContext db, IReadOnlyCollection<Guid> postings, CancellationToken ct = default) => postings.Count == 0 ? [] :
        await (from p in db.Postings
               where postings.Contains(p.Id)
               join j in db.Journal on p.EntryId equals j.Id
               join c in db.Clients on p.ClientId equals c.Id
               join u in db.Users on j.CreatedById equals u.Id into people
               from u in people.DefaultIfEmpty()
               orderby p.AccountingDate descending, j.Id descending
               select new EvidenceLine(p.Id, j.Id, JournalEntry.NameOf(j.Series, j.FiscalYear, j.VoucherNumber), p.AccountingDate, c.Id, c.Name, p.AccountNumber, p.VatCode, p.DebitAmount - p.CreditAmount, p.LineDescription, u == null ? null : u.Name)).ToListAsync(ct);
}
