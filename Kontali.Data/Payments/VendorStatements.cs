using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Asks for what a client's vendors are owed, line by line.</summary>
public static class VendorStatements
{
    /// <summary>The statements of a client's vendors up to a day, or of one of them; a vendor that never had a line has none.</summary>
    public static async Task<IReadOnlyDictionary<Guid, VendorStatement>> VendorStatementsAsync(this KontaliContext db, Guid client, DateOnly? day = null, Guid? vendor = null, CancellationToken ct = default)
    {
        var last = day ?? DateOnly.MaxValue;
        var postings = db.Postings.Where(p => p.ClientId == client && p.VendorId != null);
        var matches = db.Matches.AsNoTracking().Where(m => m.ClientId == client);
        if (day is not null) (postings, matches) = (postings.Where(p => p.AccountingDate <= last), matches.Where(m => m.MatchedOn <= last));
        if (vendor is { } one) (postings, matches) = (postings.Where(p => p.VendorId == one), matches.Where(m => m.VendorId == one));
        var found = await (
            from p in postings
            join v in db.Vendors on p.VendorId equals v.Id
            join j in db.Journal on p.EntryId equals j.Id
            where p.AccountNumber == v.AccountNumber
            orderby p.AccountingDate, p.Id
            select new { p.Id, p.EntryId, VendorId = v.Id, p.AccountingDate, p.LineDescription, Amount = p.DebitAmount - p.CreditAmount, j.Series, j.FiscalYear, j.VoucherNumber, j.Description, j.ReversalOfId, j.SourceId }).ToListAsync(ct);
        var kept = await matches.ToListAsync(ct);
        var taken = kept.SelectMany(m => new[] { (Line: m.DebitLineId, Amount: -m.Amount), (Line: m.CreditLineId, m.Amount) }).GroupBy(t => t.Line).ToDictionary(g => g.Key, g => g.Sum(t => t.Amount));
        var asked = db.Invoices.Where(i => i.ClientId == client && i.GeneralLedgerId != null);
        if (vendor is { } its) asked = asked.Where(i => i.VendorId == its);
        var invoices = await asked.Select(i => new { i.Id, i.InvoiceNumber, i.Kid, i.DueDate }).ToDictionaryAsync(i => i.Id, ct);
        var byVendor = kept.ToLookup(m => m.VendorId);
        return found.GroupBy(l => l.VendorId).ToDictionary(g => g.Key, g => VendorStatement.Of(
        [
            .. g.Select(l =>
            {
                // A reversal and an invoice's voucher have the same source, but only the voucher is the invoice's debt.
                var invoice = l is { SourceId: { } source, ReversalOfId: null } ? invoices.GetValueOrDefault(source) : null;
                return new VendorLine
                {
                    Id = l.Id,
                    EntryId = l.EntryId,
                    VendorId = l.VendorId,
                    Date = l.AccountingDate,
                    VoucherName = JournalEntry.NameOf(l.Series, l.FiscalYear, l.VoucherNumber),
                    Text = l.LineDescription ?? l.Description,
                    ReversalOf = l.ReversalOfId,
                    InvoiceId = invoice?.Id,
                    InvoiceNumber = invoice?.InvoiceNumber,
                    Kid = invoice?.Kid,
                    DueDate = invoice?.DueDate,
                    Amount = l.Amount,
                    Unmatched = l.Amount + taken.GetValueOrDefault(l.Id),
                };
            }),
        ], [.. byVendor[g.Key]]));
    }

    /// <summary>One vendor's statement as it stands now.</summary>
    public static async Task<VendorStatement> VendorStatementAsync(this KontaliContext db, Guid client, Guid vendor, CancellationToken ct = default) =>
        (await db.VendorStatementsAsync(client, vendor: vendor, ct: ct)).GetValueOrDefault(vendor) ?? new([], [], []);
}
