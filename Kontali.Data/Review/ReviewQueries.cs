using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>A waiting item as the queue shows it.</summary>
public sealed record ReviewRow(
    Guid Id, uint Version, Guid ClientId, string Client, Guid VendorId, string Vendor, string Number, InvoiceKind Kind, decimal Total, string Currency, DateOnly? Due,
    string? Accounts, int Confidence, int Threshold, string Reason, short Priority, DateTimeOffset CreatedAt, DateTimeOffset DueAt, Guid? AssignedTo, DateTimeOffset? SnoozedUntil, bool HasNotes)
{
    /// <summary>The suggested accounts, each once, in the document's order.</summary>
    public IReadOnlyList<string> AccountNumbers => Accounts is null ? [] : [.. (System.Text.Json.JsonSerializer.Deserialize<string[]>(Accounts) ?? []).Where(a => a.Length > 0).Distinct()];

    /// <summary>Urgent by its reason, or waiting for more than a day.</summary>
    public bool IsImportant(DateTimeOffset now) => Priority <= 3 || now - CreatedAt > ReviewQueries.Important;

    /// <summary>Waiting for more than a week: somebody must do something else than look at it.</summary>
    public bool IsStuck(DateTimeOffset now) => now - CreatedAt > ReviewQueries.Stuck;
}

/// <summary>How many items of a client wait for a reason, in whose hands, how many of them are important or stuck, and since when.</summary>
public sealed record ReviewCount(Guid ClientId, string Reason, Guid? AssignedTo, bool Snoozed, int Count, int Important, int Stuck, DateTimeOffset Oldest);

/// <summary>Questions to the queue, chained like words.</summary>
public static class ReviewQueries
{
    /// <summary>After this long something is important.</summary>
    public static readonly TimeSpan Important = TimeSpan.FromHours(24);

    /// <summary>After this long it is stuck.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromDays(7);

    extension(KontaliContext db)
    {
        /// <summary>Counts by client, reason and person: totals, filters and the clients' urgency from one question, answered from one index.</summary>
        public IQueryable<ReviewCount> ReviewCounts(DateTimeOffset now) =>
            from r in db.ReviewQueue.Open
            group r by new { r.ClientId, r.IssueCategory, r.AssignedToUserId, r.Status } into g
            select new ReviewCount(g.Key.ClientId, g.Key.IssueCategory, g.Key.AssignedToUserId, g.Key.Status == ReviewStatus.Snoozed, g.Count(),
                g.Count(r => r.Priority <= 3 || r.CreatedAt < now - Important), g.Count(r => r.CreatedAt < now - Stuck), g.Min(r => r.CreatedAt));
    }

    extension(IQueryable<ReviewItem> queue)
    {
        /// <summary>Those that are not settled: waiting or put off. The words are those of the partial index.</summary>
        public IQueryable<ReviewItem> Open => queue.Where(r => r.Status == ReviewStatus.Pending || r.Status == ReviewStatus.Snoozed);

        /// <summary>The order of work: urgency, then what is due first, then what has waited longest.</summary>
        public IQueryable<ReviewItem> MostUrgentFirst => queue.OrderBy(r => r.Priority).ThenBy(r => r.DueAt).ThenBy(r => r.Id);

        /// <summary>A list's order: what waits by urgency, what is put off by when it comes back.</summary>
        public IQueryable<ReviewItem> InOrder(bool putOff) => putOff ? queue.OrderBy(r => r.SnoozedUntil).ThenBy(r => r.Id) : queue.MostUrgentFirst;

        /// <summary>Those that come after a row in that order; all where there is none.</summary>
        public IQueryable<ReviewItem> After(ReviewRow? row, bool putOff = false) => row is null ? queue
            : putOff ? queue.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(r.SnoozedUntil!.Value, r.Id), ValueTuple.Create(row.SnoozedUntil!.Value, row.Id)))
            : queue.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(r.Priority, r.DueAt, r.Id), ValueTuple.Create(row.Priority, row.DueAt, row.Id)));

        /// <summary>Those that come before a row in that order.</summary>
        public IQueryable<ReviewItem> Before(ReviewRow row, bool putOff = false) => putOff
            ? queue.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.SnoozedUntil!.Value, r.Id), ValueTuple.Create(row.SnoozedUntil!.Value, row.Id)))
            : queue.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.Priority, r.DueAt, r.Id), ValueTuple.Create(row.Priority, row.DueAt, row.Id)));

        /// <summary>As rows.</summary>
        public IQueryable<ReviewRow> AsRows(KontaliContext db) =>
            from r in queue
            join c in db.Clients on r.ClientId equals c.Id
            join i in db.Invoices on r.SourceId equals i.Id
            join v in db.Vendors on i.VendorId equals v.Id
            select new ReviewRow(r.Id, r.RowVersion, r.ClientId, c.Name, v.Id, v.Name, i.InvoiceNumber, i.Kind, i.TotalAmount, i.Currency, i.DueDate,
                EF.Property<string?>(r, ReviewMapping.SuggestedAccounts), r.AiConfidence, c.AiConfidenceThreshold, r.IssueCategory, r.Priority, r.CreatedAt, r.DueAt, r.AssignedToUserId, r.SnoozedUntil,
                db.ReviewNotes.Any(n => n.InvoiceId == i.Id));
    }
}
