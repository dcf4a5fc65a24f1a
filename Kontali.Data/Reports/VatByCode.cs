using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>What was posted under one tax code and rate in a term (bff 3-1 nr. 8). Kroner, debit positive, as posted.</summary>
/// <param name="Term">The term; null where the client files none.</param>
/// <param name="Code">Standard tax code.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsSale">Sales: the base stands in credit.</param>
/// <param name="Percent">The rate on the documents' dates.</param>
/// <param name="Base">Sum of the bases.</param>
/// <param name="Owed">What it put on the accounts of output VAT, 270.</param>
/// <param name="Deducted">What it put on the accounts of input VAT, 271.</param>
public sealed record VatCodeSum(VatDeadline? Term, string Code, string Name, bool IsSale, decimal Percent, decimal Base, decimal Owed, decimal Deducted);

/// <summary>Asks for it.</summary>
public static class VatByCode
{
    /// <summary>A cost of December whose invoice came in January counts in the books before its document's date.</summary>
    private const int MonthsAhead = 13;

    /// <summary>A client's VAT by term, code and rate, for documents dated in the span: VAT follows the document's date (mval 15-9).</summary>
    public static async Task<IReadOnlyList<VatCodeSum>> VatByCodeAsync(this KontaliContext db, ClientName client, MonthSpan span, CancellationToken ct = default)
    {
        var (first, last, booked) = (span.FirstDay, span.LastDay, span.FirstDay.AddMonths(-MonthsAhead));
        var term = await db.Clients.Where(c => c.Id == client.Id).Select(c => c.VatTerm).SingleAsync(ct);
        var days = await (
            from p in db.Postings.Where(p => p.ClientId == client.Id && p.VatCode != null && p.AccountingDate >= booked)
            join j in db.Journal on p.EntryId equals j.Id
            where j.EntryDate >= first && j.EntryDate <= last
            group p by new { j.EntryDate, p.VatCode } into g
            select new
            {
                g.Key.EntryDate,
                Code = g.Key.VatCode!,
                // A code that carries no VAT has no base of its own: what was booked under it is its base.
                Base = g.Sum(p => p.VatBaseAmount ?? (p.AccountNumber.Substring(0, 2) == "27" ? 0 : p.DebitAmount - p.CreditAmount)),
                Owed = g.Sum(p => p.AccountNumber.Substring(0, 3) == "270" ? p.DebitAmount - p.CreditAmount : 0),
                Deducted = g.Sum(p => p.AccountNumber.Substring(0, 3) == "271" ? p.DebitAmount - p.CreditAmount : 0),
            }).ToListAsync(ct);
        var tax = await db.StandardTaxAsync(ct);
        return
        [
            .. from day in days
               let code = tax.Codes[day.Code]
               group day by (Term: VatDeadline.Containing(term, day.EntryDate), day.Code, Percent: tax.Rates.PercentOn(code.RateClass, day.EntryDate) ?? 0) into g
               orderby g.Key.Term?.From, tax.Codes[g.Key.Code].SortOrder, g.Key.Percent
               select new VatCodeSum(g.Key.Term, g.Key.Code, tax.Codes[g.Key.Code].Name, tax.Codes[g.Key.Code].Side == VatSide.Sale, g.Key.Percent, g.Sum(d => d.Base), g.Sum(d => d.Owed), g.Sum(d => d.Deducted)),
        ];
    }

    /// <summary>How the VAT accounts (270 and 271) moved in the span, by accounting date, and how much of it no tax code stands on: settlements and what was moved by hand.</summary>
    public static async Task<IReadOnlyList<VatAccountMoved>> VatAccountsAsync(this KontaliContext db, ClientName client, MonthSpan span, CancellationToken ct = default)
    {
        var moved = await db.Postings.Where(p => p.ClientId == client.Id && string.Compare(p.AccountNumber, "270") >= 0 && string.Compare(p.AccountNumber, "272") < 0).Between(span.FirstDay, span.LastDay)
            .GroupBy(p => p.AccountNumber)
            .Select(g => new
            {
                Number = g.Key,
                Name = db.Accounts.Where(a => a.ClientId == client.Id && a.AccountNumber == g.Key).Select(a => a.AccountName).First(),
                Moved = g.Sum(p => p.DebitAmount - p.CreditAmount),
                Uncoded = g.Sum(p => p.VatCode == null ? p.DebitAmount - p.CreditAmount : 0),
            }).ToListAsync(ct);
        return [.. moved.OrderBy(m => m.Number, StringComparer.Ordinal).Select(m => new VatAccountMoved(new(m.Number, m.Name), m.Moved, m.Uncoded))];
    }
}

/// <summary>How a VAT account moved, debit positive, and how much of it without a tax code.</summary>
public sealed record VatAccountMoved(AccountName Account, decimal Moved, decimal Uncoded)
{
    /// <summary>Output VAT, and not deduction.</summary>
    public bool IsOwed => Account.Number[2] == '0';
}
