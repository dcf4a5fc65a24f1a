using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>A line of a vendor's subledger, with what of it is open. Kroner, debit positive: what is owed is negative.</summary>
public sealed record SubledgerItem
{
    /// <summary>The line, its voucher and its vendor.</summary>
    public required Guid LineId { get; init; }

    /// <inheritdoc cref="LineId"/>
    public required Guid EntryId { get; init; }

    /// <inheritdoc cref="LineId"/>
    public required Guid VendorId { get; init; }

    /// <summary>Accounting date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The voucher's name.</summary>
    public required string VoucherName { get; init; }

    /// <summary>The line's text, or the voucher's.</summary>
    public required string Text { get; init; }

    /// <summary>The invoice it was made from, where it was one, its number, KID and due date.</summary>
    public Guid? InvoiceId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public string? InvoiceNumber { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public string? Kid { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public DateOnly? DueDate { get; init; }

    /// <summary>What it is, and what no match has taken.</summary>
    public required decimal Amount { get; init; }

    /// <inheritdoc cref="Amount"/>
    public required decimal Open { get; init; }

    /// <summary>From when it is late: its due date, or its own.</summary>
    public DateOnly Due => DueDate ?? Date;
}

/// <summary>What a vendor is owed, by how late it is on a day. Kroner, owed is positive.</summary>
/// <param name="NotDue">Not due yet.</param>
/// <param name="To30">1 to 30 days late; and so on.</param>
/// <param name="To60"><inheritdoc cref="To30" path="/node()"/></param>
/// <param name="To90"><inheritdoc cref="To30" path="/node()"/></param>
/// <param name="Older">More than 90 days late.</param>
public sealed record Ageing(decimal NotDue, decimal To30, decimal To60, decimal To90, decimal Older)
{
    /// <summary>All of it.</summary>
    public decimal Sum => NotDue + To30 + To60 + To90 + Older;

    /// <summary>Of these items, on a day.</summary>
    public static Ageing Of(IEnumerable<SubledgerItem> items, DateOnly on)
    {
        var sums = items.GroupBy(i => (on.DayNumber - i.Due.DayNumber) switch { <= 0 => 0, <= 30 => 1, <= 60 => 2, <= 90 => 3, _ => 4 }).ToDictionary(g => g.Key, g => -g.Sum(i => i.Open));
        return new(sums.GetValueOrDefault(0), sums.GetValueOrDefault(1), sums.GetValueOrDefault(2), sums.GetValueOrDefault(3), sums.GetValueOrDefault(4));
    }

    /// <summary>Both together.</summary>
    public static Ageing operator +(Ageing a, Ageing b) => new(a.NotDue + b.NotDue, a.To30 + b.To30, a.To60 + b.To60, a.To90 + b.To90, a.Older + b.Older);
}

/// <summary>Asks for them.</summary>
public static class OpenItems
{
    /// <summary>The last day the books can have: what is open now, whatever date it has.</summary>
    public static readonly DateOnly Always = new(2200, 12, 31);

    /// <summary>The lines of a client's vendors up to a day, with what was open on it, oldest first.</summary>
    /// <param name="db">The context.</param>
    /// <param name="client">The client.</param>
    /// <param name="on">The day.</param>
    /// <param name="vendor">Of one vendor; of all where none is named.</param>
    /// <param name="onlyOpen">Only what is open.</param>
    /// <param name="from">The first day of the lines.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<SubledgerItem>> SubledgerAsync(this KontaliContext db, Guid client, DateOnly on, Guid? vendor = null, bool onlyOpen = true, DateOnly? from = null, CancellationToken ct = default)
    {
        var lines = db.Postings.Where(p => p.ClientId == client && p.VendorId != null && p.AccountingDate <= on);
        if (vendor is { } one) lines = lines.Where(p => p.VendorId == one);
        if (from is { } first) lines = lines.Where(p => p.AccountingDate >= first);
        var day = on; // "on" is a word of its own in a query
        var found = await (
            from p in lines
            join v in db.Vendors on p.VendorId equals v.Id
            where p.AccountNumber == v.AccountNumber
            select new
            {
                p.Id,
                p.EntryId,
                p.AccountingDate,
                VendorId = v.Id,
                p.LineDescription,
                Amount = p.DebitAmount - p.CreditAmount,
                Taken = db.Matches.Where(m => m.CreditLineId == p.Id && m.MatchedOn <= day).Sum(m => m.Amount) - db.Matches.Where(m => m.DebitLineId == p.Id && m.MatchedOn <= day).Sum(m => m.Amount),
            }).Where(l => !onlyOpen || l.Amount + l.Taken != 0).OrderBy(l => l.AccountingDate).ThenBy(l => l.Id).ToListAsync(ct);
        var ids = found.Select(f => f.EntryId).Distinct().ToList();
        var entries = await db.Journal.Where(j => ids.Contains(j.Id)).Select(j => new
        {
            j.Id,
            j.Series,
            j.FiscalYear,
            j.VoucherNumber,
            j.Description,
            Invoice = db.Invoices.Where(i => i.Id == j.SourceId).Select(i => new { i.Id, i.InvoiceNumber, i.Kid, i.DueDate }).FirstOrDefault(),
        }).ToDictionaryAsync(j => j.Id, ct);
        return [.. found.Select(f => (Line: f, Entry: entries[f.EntryId])).Select(x => new SubledgerItem
        {
            LineId = x.Line.Id,
            EntryId = x.Line.EntryId,
            VendorId = x.Line.VendorId,
            Date = x.Line.AccountingDate,
            VoucherName = JournalEntry.NameOf(x.Entry.Series, x.Entry.FiscalYear, x.Entry.VoucherNumber),
            Text = x.Line.LineDescription ?? x.Entry.Description,
            InvoiceId = x.Entry.Invoice?.Id,
            InvoiceNumber = x.Entry.Invoice?.InvoiceNumber,
            Kid = x.Entry.Invoice?.Kid,
            DueDate = x.Entry.Invoice?.DueDate,
            Amount = x.Line.Amount,
            Open = x.Line.Amount + x.Line.Taken,
        })];
    }
}
