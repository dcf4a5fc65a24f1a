using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>How long something has waited.</summary>
public enum Waited
{
    /// <summary>Up to a day.</summary>
    Fresh,

    /// <summary>More than a day.</summary>
    Important,

    /// <summary>More than a week.</summary>
    Stuck,
}

/// <summary>A selection of the queue. What is not said selects nothing away.</summary>
public sealed record QueueFilter
{
    /// <summary>One client.</summary>
    public Guid? Client { get; init; }

    /// <summary>One reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Invoices or credit notes.</summary>
    public InvoiceKind? Kind { get; init; }

    /// <summary>Assigned to this person.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>Assigned to nobody.</summary>
    public bool Unassigned { get; init; }

    /// <summary>Somebody named this person in a note on it.</summary>
    public Guid? Mentioned { get; init; }

    /// <summary>Waited at least so long; fresh: not longer.</summary>
    public Waited? Age { get; init; }

    /// <summary>Total at least and at most, as written on the invoice, whatever its currency; inclusive.</summary>
    public decimal? From { get; init; }

    /// <inheritdoc cref="From"/>
    public decimal? To { get; init; }

    /// <summary>True: what is put off, instead of what waits.</summary>
    public bool Snoozed { get; init; }

    /// <summary>Whether anything is selected away but what is put off.</summary>
    public bool IsNarrow => this with { Snoozed = false } != new QueueFilter();

    /// <summary>The selection.</summary>
    public IQueryable<ReviewItem> Of(KontaliContext db, DateTimeOffset now)
    {
        var queue = Snoozed ? db.ReviewQueue.Where(r => r.Status == ReviewStatus.Snoozed) : db.ReviewQueue.Where(r => r.Status == ReviewStatus.Pending);
        if (Client is { } client) queue = queue.Where(r => r.ClientId == client);
        if (!string.IsNullOrEmpty(Reason)) queue = queue.Where(r => r.IssueCategory == Reason);
        if (AssignedTo is { } person) queue = queue.Where(r => r.AssignedToUserId == person);
        if (Unassigned) queue = queue.Where(r => r.AssignedToUserId == null);
        if (Mentioned is { } named) queue = queue.Where(r => db.ReviewNotes.Any(n => n.InvoiceId == r.SourceId && n.Mentions.Contains(named)));
        if (Age is Waited.Fresh) queue = queue.Where(r => r.CreatedAt >= now - ReviewQueries.Important);
        if (Age is Waited.Important) queue = queue.Where(r => r.CreatedAt < now - ReviewQueries.Important);
        if (Age is Waited.Stuck) queue = queue.Where(r => r.CreatedAt < now - ReviewQueries.Stuck);
        if (Kind is { } kind) queue = queue.Where(r => db.Invoices.Any(i => i.Id == r.SourceId && i.Kind == kind));
        if (From is { } from) queue = queue.Where(r => db.Invoices.Any(i => i.Id == r.SourceId && i.TotalAmount >= from));
        if (To is { } to) queue = queue.Where(r => db.Invoices.Any(i => i.Id == r.SourceId && i.TotalAmount <= to));
        return queue;
    }

    /// <summary>Whether the kept counts, by client, reason and person, can answer how many there are; else the database is asked.</summary>
    public bool IsCounted => Kind is null && Age is null && Mentioned is null && From is null && To is null;

    /// <summary>Whether a count belongs to the selection.</summary>
    public bool Takes(ReviewCount count) => count.Snoozed == Snoozed && (Client is null || count.ClientId == Client) && (string.IsNullOrEmpty(Reason) || count.Reason == Reason)
        && (AssignedTo is null || count.AssignedTo == AssignedTo) && (!Unassigned || count.AssignedTo is null);
}
