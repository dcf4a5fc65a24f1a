using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>A waiting item as the queue shows it.</summary>
public sealed record ReviewRow(
    Guid Id, uint Version, Guid ClientId, string Client, string Vendor, string Number, InvoiceKind Kind, decimal Total, string Currency, DateOnly? Due,
    string? Accounts, int Confidence, int Threshold, string Reason, short Priority, DateTimeOffset CreatedAt, string? HeldBy, DateTimeOffset? HeldUntil)
{
    /// <summary>The suggested accounts, each once, in the document's order.</summary>
    public IReadOnlyList<string> AccountNumbers => Accounts is null ? [] : [.. (System.Text.Json.JsonSerializer.Deserialize<string[]>(Accounts) ?? []).Where(a => a.Length > 0).Distinct()];

    /// <summary>Urgent by its reason or its due date, or waiting for more than a day.</summary>
    public bool IsImportant(DateTimeOffset now) => Priority <= 3 || now - CreatedAt > TimeSpan.FromDays(1);
}

/// <summary>How many items of a client wait for a reason, how many of them are important, and since when.</summary>
public sealed record ReviewCount(Guid ClientId, string Reason, int Count, int Important, DateTimeOffset Oldest);

/// <summary>Questions to the queue, chained like words.</summary>
public static class ReviewQueries
{
    extension(KontaliContext db)
    {
        /// <summary>Counts by client and reason: totals, filters and the clients' urgency from one question.</summary>
        public IQueryable<ReviewCount> ReviewCounts(DateTimeOffset dayAgo) =>
            from r in db.ReviewQueue.Open
            group r by new { r.ClientId, r.IssueCategory } into g
            select new ReviewCount(g.Key.ClientId, g.Key.IssueCategory, g.Count(), g.Count(r => r.Priority <= 3 || r.CreatedAt < dayAgo), g.Min(r => r.CreatedAt));
    }

    extension(IQueryable<ReviewItem> queue)
    {
        /// <summary>Those that wait for a person. The words are those of the partial index.</summary>
        public IQueryable<ReviewItem> Open => queue.Where(r => r.Status == ReviewStatus.Pending || r.Status == ReviewStatus.Snoozed);

        /// <summary>Of one client; of all where none is named.</summary>
        public IQueryable<ReviewItem> For(Guid? clientId) => clientId is { } id ? queue.Where(r => r.ClientId == id) : queue;

        /// <summary>For one reason; for any where none is named.</summary>
        public IQueryable<ReviewItem> Because(string? reason) => reason is null ? queue : queue.Where(r => r.IssueCategory == reason);

        /// <summary>Assigned to one person; to anybody or nobody where none is named.</summary>
        public IQueryable<ReviewItem> Of(Guid? userId) => userId is { } id ? queue.Where(r => r.AssignedToUserId == id) : queue;

        /// <summary>The order of work: urgency, then who has waited longest.</summary>
        public IQueryable<ReviewItem> MostUrgentFirst => queue.OrderBy(r => r.Priority).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id);

        /// <summary>Those that come after a row in that order; all where there is none.</summary>
        public IQueryable<ReviewItem> After(ReviewRow? row) => row is null ? queue : queue.Where(r =>
            EF.Functions.GreaterThan(ValueTuple.Create(r.Priority, r.CreatedAt, r.Id), ValueTuple.Create(row.Priority, row.CreatedAt, row.Id)));

        /// <summary>As rows.</summary>
        public IQueryable<ReviewRow> AsRows(KontaliContext db) =>
            from r in queue
            join c in db.Clients on r.ClientId equals c.Id
            join i in db.Invoices on r.SourceId equals i.Id
            join v in db.Vendors on i.VendorId equals v.Id
            join u in db.Users on r.LeasedByUserId equals u.Id into holders
            from u in holders.DefaultIfEmpty()
            select new ReviewRow(r.Id, r.RowVersion, r.ClientId, c.Name, v.Name, i.InvoiceNumber, i.Kind, i.TotalAmount, i.Currency, i.DueDate,
                AccountsOf(r.AiSuggestion), r.AiConfidence, c.AiConfidenceThreshold, r.IssueCategory, r.Priority, r.CreatedAt, u == null ? null : u.Name, r.LeasedUntil);
    }

    /// <summary>The accounts inside a suggestion, read by the database: a long invoice's suggestion need not travel for its row.</summary>
    internal static string? AccountsOf(Suggestion suggestion) => throw new InvalidOperationException($"The database reads {nameof(suggestion)}.");
}
