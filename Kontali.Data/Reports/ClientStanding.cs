using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>How much a client hastes, the most urgent first.</summary>
public enum Urgency
{
    /// <summary>A VAT return is past its deadline, and an invoice of its term still waits.</summary>
    Overdue,

    /// <summary>Something has waited for more than seven days.</summary>
    Stuck,

    /// <summary>Something has waited for more than a day, or is urgent by its reason.</summary>
    Important,

    /// <summary>The rest.</summary>
    Ordinary,
}

/// <summary>How a client stands: what waits, since when, and which deadline comes next or has passed.</summary>
/// <param name="Id">The client.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Waiting">Review items that wait now; what is put off does not.</param>
/// <param name="Important">Of those, older than a day or urgent by their reason.</param>
/// <param name="Stuck">Of those, older than seven days.</param>
/// <param name="Oldest">Since when the oldest waits.</param>
/// <param name="Deadline">The deadline that has passed with something waiting, else the next; null where no return is filed.</param>
/// <param name="Urgency">How much it hastes.</param>
public sealed record ClientStanding(Guid Id, string Number, string Name, int Waiting, int Important, int Stuck, DateTimeOffset? Oldest, VatDeadline? Deadline, Urgency Urgency);

/// <summary>How all clients stand, from three questions that each walk one index, however many there are.</summary>
public static class ClientStandings
{
    /// <summary>The active clients, the most urgent first.</summary>
    public static async Task<IReadOnlyList<ClientStanding>> ClientStandingsAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var (now, today) = (db.Clock.Now(), db.Clock.Today());
        var (dayAgo, weekAgo) = (now - ReviewQueries.Important, now - ReviewQueries.Stuck);
        // What is put off waits for its moment, not for her.
        var waiting = await db.ReviewQueue.Where(r => r.Status == ReviewStatus.Pending).GroupBy(r => r.ClientId).Select(g => new
        {
            g.Key,
            Count = g.Count(),
            Important = g.Count(r => r.Priority <= 3 || r.CreatedAt < dayAgo),
            Stuck = g.Count(r => r.CreatedAt < weekAgo),
            Oldest = g.Min(r => r.CreatedAt),
        }).ToDictionaryAsync(w => w.Key, ct);
        var invoices = await db.Inbox.Where(a => a.Status == ArrivalStatus.Review && a.ClientId != null && a.InvoiceDate != null)
            .GroupBy(a => a.ClientId!.Value).Select(g => new { g.Key, Oldest = g.Min(a => a.InvoiceDate!.Value) }).ToDictionaryAsync(o => o.Key, o => o.Oldest, ct);
        var clients = await db.Clients.Where(c => c.IsActive).Select(c => new { c.Id, c.ClientNumber, c.Name, c.VatTerm }).ToListAsync(ct);
        return [.. clients.Select(c =>
        {
            var its = waiting.GetValueOrDefault(c.Id);
            var deadline = DeadlineOf(c.VatTerm, invoices.TryGetValue(c.Id, out var oldest) ? oldest : null, today);
            return new ClientStanding(c.Id, c.ClientNumber, c.Name, its?.Count ?? 0, its?.Important ?? 0, its?.Stuck ?? 0, its?.Oldest, deadline,
                its is null ? Urgency.Ordinary : UrgencyOf(deadline, its.Stuck, its.Important, today));
        }).Order(MostUrgentFirst)];
    }

    /// <summary>The deadline to show: of the oldest invoice that waits, where it has passed; else the next. Pure.</summary>
    public static VatDeadline? DeadlineOf(VatTerm term, DateOnly? oldestWaiting, DateOnly today) =>
        oldestWaiting is { } day && VatDeadline.Containing(term, day) is { } its && its.Due < today ? its : VatDeadline.Next(term, today);

    /// <summary>How much what waits hastes. Pure.</summary>
    public static Urgency UrgencyOf(VatDeadline? deadline, int stuck, int important, DateOnly today) =>
        deadline?.Due < today ? Urgency.Overdue : stuck > 0 ? Urgency.Stuck : important > 0 ? Urgency.Important : Urgency.Ordinary;

    /// <summary>By urgency; among equals by deadline where one has passed, then by who has waited longest, then by how much; those with nothing waiting last, by their next deadline.</summary>
    public static readonly IComparer<ClientStanding> MostUrgentFirst = Comparer<ClientStanding>.Create((a, b) =>
        Compare(a.Urgency, b.Urgency) is not 0 and var urgency ? urgency
        : a.Urgency == Urgency.Overdue && Compare(a.Deadline!.Due, b.Deadline!.Due) is not 0 and var due ? due
        : Compare(a.Waiting == 0, b.Waiting == 0) is not 0 and var some ? some
        : Compare(a.Oldest, b.Oldest) is not 0 and var since ? since
        : Compare(b.Waiting, a.Waiting) is not 0 and var many ? many
        : Compare(a.Deadline?.Due ?? DateOnly.MaxValue, b.Deadline?.Due ?? DateOnly.MaxValue) is not 0 and var next ? next
        : string.Compare(a.Name, b.Name, StringComparison.CurrentCulture));

    private static int Compare<T>(T a, T b) => Comparer<T>.Default.Compare(a, b);
}
