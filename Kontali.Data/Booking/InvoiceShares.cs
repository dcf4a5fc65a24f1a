using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>Cuts an invoice into the parts that are booked, so that they sum to its total exactly.</summary>
public static class InvoiceShares
{
    /// <summary>
    /// One part for each line, and for each allowance or charge on the whole. The VAT of each row of the breakdown, as the seller
    /// stated it, is divided over the parts of that category and rate; nothing is recomputed.
    /// </summary>
    public static IReadOnlyList<InvoiceShare> Of(InvoiceFacts facts)
    {
        List<InvoiceShare> shares =
        [
            .. facts.Lines.Select((l, i) => new InvoiceShare($"L{i + 1}", l.Net, 0m, l.VatCategory, l.VatPercent, l.Name)),
            .. facts.AllowancesAndCharges.Select((a, i) => new InvoiceShare($"A{i + 1}", a.Signed, 0m, a.VatCategory, a.VatPercent, a.Reason ?? (a.IsCharge ? "Gebyr" : "Rabatt"))),
        ];
        foreach (var row in facts.Vat.Where(v => v.Vat != 0))
        {
            var members = Enumerable.Range(0, shares.Count).Where(i => IsOf(shares[i], row)).ToList();
            // VAT of a row that no line has: the rules report it; here it must not vanish.
            if (members.Count == 0) members = [.. Enumerable.Range(0, shares.Count)];
            var parts = Money.Divide(row.Vat, [.. members.Select(i => shares[i].Net)]);
            for (var i = 0; i < members.Count; i++) shares[members[i]] = shares[members[i]] with { Vat = shares[members[i]].Vat + parts[i] };
        }
        return shares;
    }

    /// <summary>True when the parts sum to the invoice's total: only then can it be booked.</summary>
    public static bool SumTo(this IEnumerable<InvoiceShare> shares, decimal gross) => shares.Sum(s => s.Net + s.Vat) == gross;

    private static bool IsOf(InvoiceShare share, VatSubtotal row) =>
        share.Category == row.Category && (share.Percent ?? 0) == (row.Percent ?? 0);
}
