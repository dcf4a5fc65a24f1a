using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Documents;

/// <summary>A received document as the inbox shows it.</summary>
public sealed record ArrivalRow(
    Guid DocumentId, string Filename, Door Door, string? Seller, string? Number, DateOnly? InvoiceDate, decimal? Total, string? Currency,
    Guid? ClientId, string? Client, ArrivalStatus Status, Phrase? Reason, DateTimeOffset ReceivedAt, DateTimeOffset ChangedAt);

/// <summary>How many documents of a client, or of nobody yet, came by a door and stand where. What was received is always the sum of the rest.</summary>
public sealed record ArrivalCount(Guid? ClientId, Door Door, ArrivalStatus Status, int Count);

/// <summary>Questions to the inbox, chained like words.</summary>
public static class ArrivalQueries
{
    /// <summary>States that mean an agent is at work, or will be.</summary>
    public static readonly IReadOnlyList<ArrivalStatus> AtWork = [ArrivalStatus.Received, ArrivalStatus.Reading];

    extension(KontaliContext db)
    {
        /// <summary>
        /// What came in, as far as this person may see: unassigned documents, and those of her clients. An e-mail or ZIP that is no client's may hold
        /// what is other clients', and shows itself to those alone who see all.
        /// </summary>
        public IQueryable<Arrival> Inbox => db.Actor.SeesAllClients ? db.Arrivals
            : db.Arrivals.Where(a => (a.ClientId == null && a.Status != ArrivalStatus.Unpacked) || db.Clients.Any(c => c.Id == a.ClientId));

        /// <summary>Counts by client, door and state: one walk along the index of sums answers every table of them.</summary>
        public IQueryable<ArrivalCount> InboxCounts =>
            from a in db.Inbox
            group a by new { a.ClientId, a.Door, a.Status } into g
            select new ArrivalCount(g.Key.ClientId, g.Key.Door, g.Key.Status, g.Count());
    }

    extension(IQueryable<Arrival> arrivals)
    {
        /// <summary>In one of these states; in any where none is named.</summary>
        public IQueryable<Arrival> In(params IReadOnlyList<ArrivalStatus> states) => states.Count == 0 ? arrivals : arrivals.Where(a => states.Contains(a.Status));

        /// <summary>Of one client; of all where none is named.</summary>
        public IQueryable<Arrival> For(Guid? clientId) => clientId is { } id ? arrivals.Where(a => a.ClientId == id) : arrivals;

        /// <summary>Those that are nobody's yet.</summary>
        public IQueryable<Arrival> OfNobody => arrivals.Where(a => a.ClientId == null);

        /// <summary>By one door; by any where none is named.</summary>
        public IQueryable<Arrival> By(Door? door) => door is { } by ? arrivals.Where(a => a.Door == by) : arrivals;

        /// <summary>Newest first.</summary>
        public IQueryable<Arrival> NewestFirst => arrivals.OrderByDescending(a => a.ReceivedAt).ThenByDescending(a => a.DocumentId);

        /// <summary>Those that come after a row in that order; all where there is none.</summary>
        public IQueryable<Arrival> After(ArrivalRow? row) => row is null ? arrivals : arrivals.Where(a =>
            EF.Functions.LessThan(ValueTuple.Create(a.ReceivedAt, a.DocumentId), ValueTuple.Create(row.ReceivedAt, row.DocumentId)));

        /// <summary>As rows.</summary>
        public IQueryable<ArrivalRow> AsRows(KontaliContext db) =>
            from a in arrivals
            join d in db.Documents on a.DocumentId equals d.Id
            join c in db.Clients on a.ClientId equals c.Id into clients
            from c in clients.DefaultIfEmpty()
            select new ArrivalRow(a.DocumentId, d.Filename, d.Door, a.SellerName, a.InvoiceNumber, a.InvoiceDate, a.Total, a.Currency,
                a.ClientId, c == null ? null : c.Name, a.Status, a.Reason, a.ReceivedAt, a.ChangedAt);
    }
}
