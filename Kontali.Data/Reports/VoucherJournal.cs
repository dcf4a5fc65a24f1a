using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A voucher as the posting specification shows it, with its lines.</summary>
public sealed record JournalVoucher(Guid Id, string Name, DateOnly Date, DateOnly DocumentDate, string Text, IReadOnlyList<JournalVoucherLine> Lines)
{
    /// <summary>Its place: what the next page begins after.</summary>
    public JournalPlace Place => new(Date, Id);
}

/// <summary>A line of it.</summary>
public sealed record JournalVoucherLine(Guid EntryId, int Number, string Account, string AccountName, string? VatCode, string? Text, string? Vendor, decimal Debit, decimal Credit);

/// <summary>Asks for them.</summary>
public static class VoucherJournal
{
    /// <summary>A client's vouchers in the order they count in the books, with all their lines (bokføringsspesifikasjon, bff 3-1 nr. 1), from after a place on.</summary>
    /// <param name="db">The context.</param>
    /// <param name="client">The client.</param>
    /// <param name="span">The months.</param>
    /// <param name="vatCode">Only vouchers with this tax code, then by the document's date, which VAT follows.</param>
    /// <param name="after">Where the last page ended.</param>
    /// <param name="take">How many.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<JournalVoucher>> VoucherJournalAsync(this KontaliContext db, ClientName client, MonthSpan span, string? vatCode = null, JournalPlace? after = null, int take = 100, CancellationToken ct = default)
    {
        var journal = db.Journal.For(client.Id);
        journal = vatCode is null ? journal.Between(span.FirstDay, span.LastDay)
            : journal.Where(j => j.EntryDate >= span.FirstDay && j.EntryDate <= span.LastDay && db.Postings.Any(p => p.EntryId == j.Id && p.VatCode == vatCode));
        if (after is not null) journal = journal.Where(j => EF.Functions.GreaterThan(ValueTuple.Create(j.AccountingDate, j.Id), ValueTuple.Create(after.Date, after.Id)));
        var vouchers = await journal.OrderBy(j => j.AccountingDate).ThenBy(j => j.Id).Take(take)
            .Select(j => new { j.Id, j.Series, j.FiscalYear, j.VoucherNumber, j.AccountingDate, j.EntryDate, j.Description }).ToListAsync(ct);
        var ids = vouchers.Select(v => v.Id).ToList();
        var lines = (await db.Postings.Where(p => ids.Contains(p.EntryId)).OrderBy(p => p.EntryId).ThenBy(p => p.LineNumber)
            .Select(p => new JournalVoucherLine(
                p.EntryId,
                p.LineNumber,
                p.AccountNumber,
                db.Accounts.Where(a => a.ClientId == p.ClientId && a.AccountNumber == p.AccountNumber).Select(a => a.AccountName).First(),
                p.VatCode,
                p.LineDescription,
                p.VendorId == null ? null : db.Vendors.Where(v => v.Id == p.VendorId).Select(v => v.Name).FirstOrDefault(),
                p.DebitAmount,
                p.CreditAmount)).ToListAsync(ct)).ToLookup(l => l.EntryId);
        return [.. vouchers.Select(v => new JournalVoucher(v.Id, JournalEntry.NameOf(v.Series, v.FiscalYear, v.VoucherNumber), v.AccountingDate, v.EntryDate, v.Description, [.. lines[v.Id]]))];
    }

    /// <summary>How much these clients' accounts moved in the span, all together, from the kept sums.</summary>
    public static async Task<(decimal Debit, decimal Credit)> MovementAsync(this KontaliContext db, IReadOnlyCollection<Guid> clients, MonthSpan span, CancellationToken ct = default)
    {
        var sums = await db.Balances.Where(b => clients.Contains(b.ClientId) && string.Compare(b.Period, span.From) >= 0 && string.Compare(b.Period, span.To) <= 0)
            .GroupBy(b => 1).Select(g => new { Debit = g.Sum(b => b.Debit), Credit = g.Sum(b => b.Credit) }).SingleOrDefaultAsync(ct);
        return (sums?.Debit ?? 0, sums?.Credit ?? 0);
    }
}
