using Kontali.Data.Booking;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What a voucher does to a line of the VAT return.</summary>
/// <param name="Code">The standard tax code.</param>
/// <param name="IsDeduction">A deduction, or VAT that the client owes.</param>
/// <param name="Base">What it is reckoned of, kroner.</param>
/// <param name="Vat">As the return counts: what is owed is positive, what is deducted negative.</param>
public sealed record VatEffect(VatCode Code, bool IsDeduction, decimal Base, decimal Vat)
{
    /// <summary>The lines of the return that these postings change, in the codes' order; none where nothing is reported. Pure.</summary>
    public static IReadOnlyList<VatEffect> Of(IEnumerable<PostingLine> postings, BookingRules rules) => Of(postings.Where(p => p.VatCode is not null).GroupBy(p => p.VatCode!).Select(g =>
        new VatSum(g.Key, g.Sum(p => p.VatBase ?? 0), g.Sum(p => p.VatAmount ?? 0), g.Where(p => p.VatBase is null).Sum(p => p.Amount))), rules.VatCodes);

    /// <inheritdoc cref="Of(IEnumerable{PostingLine}, BookingRules)"/>
    public static IReadOnlyList<VatEffect> Of(IEnumerable<VatSum> sums, IReadOnlyDictionary<string, VatCode> codes) =>
    [
        .. sums.Where(s => codes.ContainsKey(s.Code)).Select(s => (Sum: s, Code: codes[s.Code])).OrderBy(s => s.Code.SortOrder).SelectMany(s => Lines(s.Code, s.Sum)),
    ];

    private static IEnumerable<VatEffect> Lines(VatCode code, VatSum sum)
    {
        // Customs' own VAT (14, 15) has no base here: what stands on the deduction account is the VAT.
        var vat = code.Code is "14" or "15" ? sum.Legs : sum.Vat;
        if (code.ReturnsBase) yield return new(code, false, sum.Base, vat);
        if (code.ReturnsDeduction) yield return new(code, true, sum.Base, -vat);
    }
}

/// <summary>What stands under a code: bases, their VAT, and the amounts of the VAT accounts' own lines. Kroner, debit positive.</summary>
public sealed record VatSum(string Code, decimal Base, decimal Vat, decimal Legs);

/// <summary>Asks what a term holds so far.</summary>
public static class VatOfTerm
{
    /// <summary>The term that a document's date belongs to (mval 15-9), and its place in the year from 1; null where no return is filed.</summary>
    public static (VatDeadline Term, int Number)? TermOf(Firms.VatTerm term, DateOnly day) =>
        VatDeadline.Containing(term, day) is { } its ? (its, its.Number(term)) : null;

    /// <summary>What is posted in the term under these codes, by the documents' dates.</summary>
    public static async Task<IReadOnlyList<VatSum>> VatOfTermAsync(this KontaliContext db, Guid clientId, VatDeadline term, IReadOnlyCollection<string> codes, CancellationToken ct = default) =>
        await (from p in db.Postings
               where p.ClientId == clientId && codes.Contains(p.VatCode!) && p.AccountingDate >= term.From
               join j in db.Journal on p.EntryId equals j.Id
               where j.EntryDate >= term.From && j.EntryDate <= term.To
               group p by p.VatCode! into g
               select new VatSum(g.Key, g.Sum(p => p.VatBaseAmount ?? 0), g.Sum(p => p.VatAmount ?? 0), g.Sum(p => p.VatBaseAmount == null ? p.DebitAmount - p.CreditAmount : 0))).ToListAsync(ct);
}
