using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A line of a vendor's account. Kroner, debit positive: what is owed is negative.</summary>
/// <param name="EntryId">The voucher.</param>
/// <param name="Date">Accounting date.</param>
/// <param name="VoucherName">The voucher's name.</param>
/// <param name="Text">The line's text, or the voucher's.</param>
/// <param name="ReversalOf">The voucher that this one takes back.</param>
/// <param name="InvoiceNumber">The number of the invoice it was made from.</param>
/// <param name="DueDate">When that is due.</param>
/// <param name="Amount">What it is.</param>
public sealed record VendorLine(Guid EntryId, DateOnly Date, string VoucherName, string Text, Guid? ReversalOf, string? InvoiceNumber, DateOnly? DueDate, decimal Amount)
{
    /// <summary>What of it no other line settles.</summary>
    public decimal Open { get; init; }

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
    /// <summary>Nothing.</summary>
    public static readonly Ageing None = new(0, 0, 0, 0, 0);

    /// <summary>All of it.</summary>
    public decimal Sum => NotDue + To30 + To60 + To90 + Older;

    /// <summary>Of these lines, on a day.</summary>
    public static Ageing Of(IEnumerable<VendorLine> lines, DateOnly day)
    {
        var sums = lines.GroupBy(l => (day.DayNumber - l.Due.DayNumber) switch { <= 0 => 0, <= 30 => 1, <= 60 => 2, <= 90 => 3, _ => 4 }).ToDictionary(g => g.Key, g => -g.Sum(l => l.Open));
        return new(sums.GetValueOrDefault(0), sums.GetValueOrDefault(1), sums.GetValueOrDefault(2), sums.GetValueOrDefault(3), sums.GetValueOrDefault(4));
    }

    /// <summary>Both together.</summary>
    public Ageing And(Ageing other) => new(NotDue + other.NotDue, To30 + other.To30, To60 + other.To60, To90 + other.To90, Older + other.Older);
}

/// <summary>A vendor's account up to a day, oldest line first.</summary>
public sealed record VendorAccount(Guid Id, string Number, string Name, string? OrgNumber, IReadOnlyList<VendorLine> Lines)
{
    /// <summary>The balance before a day, debit positive.</summary>
    public decimal Before(DateOnly day) => Lines.Where(l => l.Date < day).Sum(l => l.Amount);

    /// <summary>The balance after the last line.</summary>
    public decimal Closing => Lines.Sum(l => l.Amount);

    /// <summary>
    /// What of each line is open: a voucher and the one that takes it back settle each other; then a line the invoice whose number stands in its
    /// text; then lines of the same amount; and what is left, the oldest first. Their sum is the balance, whatever settles what. Pure.
    /// </summary>
    public static IReadOnlyList<VendorLine> Settle(IReadOnlyList<VendorLine> lines)
    {
        var open = lines.Select(l => l.Amount).ToArray();
        var debits = Enumerable.Range(0, lines.Count).Where(i => lines[i].Amount > 0).ToList();
        var credits = Enumerable.Range(0, lines.Count).Where(i => lines[i].Amount < 0).ToList();
        void Take(int debit, int credit)
        {
            var amount = Math.Min(open[debit], -open[credit]);
            if (amount <= 0) return;
            (open[debit], open[credit]) = (open[debit] - amount, open[credit] + amount);
        }
        var creditsOf = credits.ToLookup(c => lines[c].EntryId);
        var debitsOf = debits.ToLookup(d => lines[d].EntryId);
        foreach (var debit in debits)
            if (lines[debit].ReversalOf is { } original)
                foreach (var credit in creditsOf[original]) Take(debit, credit);
        foreach (var credit in credits)
            if (lines[credit].ReversalOf is { } original)
                foreach (var debit in debitsOf[original]) Take(debit, credit);
        var numbered = credits.Where(c => lines[c].InvoiceNumber is { Length: >= 3 }).ToLookup(c => lines[c].InvoiceNumber!, StringComparer.OrdinalIgnoreCase);
        foreach (var debit in debits)
            foreach (var word in lines[debit].Text.Split(' ', ',', ';', ':'))
                foreach (var credit in numbered[word]) Take(debit, credit);
        var alike = credits.Where(c => open[c] < 0).GroupBy(c => -open[c]).ToDictionary(g => g.Key, g => new Queue<int>(g));
        foreach (var debit in debits)
            if (open[debit] > 0 && alike.TryGetValue(open[debit], out var waiting) && waiting.TryDequeue(out var credit)) Take(debit, credit);
        var next = 0;
        foreach (var debit in debits)
            for (; open[debit] > 0 && next < credits.Count; next++)
            {
                Take(debit, credits[next]);
                if (open[credits[next]] < 0) break;
            }
        return [.. lines.Select((line, i) => line with { Open = open[i] })];
    }
}

/// <summary>A client's vendors up to a day, by name, held against its ledger.</summary>
/// <param name="Vendors">Those that have ever had a line.</param>
/// <param name="OnAccounts">What stands on their ledger accounts by the kept sums; debit positive.</param>
public sealed record VendorLedger(IReadOnlyList<VendorAccount> Vendors, decimal OnAccounts)
{
    /// <summary>What the accounts say that the vendors do not: zero, or the books are wrong.</summary>
    public decimal Off => OnAccounts - Vendors.Sum(v => v.Closing);
}

/// <summary>Asks for it.</summary>
public static class VendorLedgerQuery
{
    /// <summary>The client's vendors with all their lines up to the end of a month, and what of each was open then.</summary>
    public static async Task<VendorLedger> VendorLedgerAsync(this KontaliContext db, ClientName client, string month, CancellationToken ct = default)
    {
        var last = Months.LastDay(month) ?? throw new ArgumentException("Not a month: " + month, nameof(month));
        var vendors = await db.Vendors.AsNoTracking().Where(v => v.ClientId == client.Id).OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(ct);
        var lines = await (
            from p in db.Postings.Where(p => p.ClientId == client.Id && p.VendorId != null && p.AccountingDate <= last)
            join v in db.Vendors on p.VendorId equals v.Id
            join j in db.Journal on p.EntryId equals j.Id
            where p.AccountNumber == v.AccountNumber
            orderby p.AccountingDate, p.Id
            select new
            {
                VendorId = v.Id,
                p.AccountingDate,
                p.LineDescription,
                Amount = p.DebitAmount - p.CreditAmount,
                j.Id,
                j.Series,
                j.FiscalYear,
                j.VoucherNumber,
                j.Description,
                j.ReversalOfId,
                j.SourceId,
            }).ToListAsync(ct);
        var invoices = await db.Invoices.Where(i => i.ClientId == client.Id && i.GeneralLedgerId != null).Select(i => new { i.Id, i.InvoiceNumber, i.DueDate }).ToDictionaryAsync(i => i.Id, ct);
        var byVendor = lines.ToLookup(l => l.VendorId, l =>
        {
            var invoice = l.SourceId is { } source ? invoices.GetValueOrDefault(source) : null;
            return new VendorLine(l.Id, l.AccountingDate, JournalEntry.NameOf(l.Series, l.FiscalYear, l.VoucherNumber), l.LineDescription ?? l.Description, l.ReversalOfId, invoice?.InvoiceNumber, invoice?.DueDate, l.Amount);
        });
        var accounts = vendors.Select(v => v.AccountNumber).Distinct().ToList();
        var kept = await db.Balances.Where(b => b.ClientId == client.Id && accounts.Contains(b.AccountNumber) && string.Compare(b.Period, month) <= 0).SumAsync(b => b.Debit - b.Credit, ct);
        return new([.. vendors.Where(v => byVendor.Contains(v.Id)).Select(v => new VendorAccount(v.Id, v.VendorNumber, v.Name, v.OrgNumber, VendorAccount.Settle([.. byVendor[v.Id]])))], kept);
    }
}
