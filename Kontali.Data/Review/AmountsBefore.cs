using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>An earlier invoice by its total.</summary>
public sealed record AmountSeen(Guid InvoiceId, string Number, DateOnly Date, decimal Amount);

/// <summary>What the vendor usually asks for: the very invoices that the check looked at, newest first.</summary>
public sealed record AmountsBefore(IReadOnlyList<AmountSeen> Seen)
{
    /// <summary>The mean of them.</summary>
    public decimal Mean => Seen.Count == 0 ? 0 : Money.Round(Seen.Average(a => a.Amount));

    /// <summary>How far they spread about it: the standard deviation of these.</summary>
    public decimal Spread => Seen.Count == 0 ? 0 : Money.Round((decimal)Math.Sqrt((double)Seen.Average(a => (a.Amount - Seen.Average(b => b.Amount)) * (a.Amount - Seen.Average(b => b.Amount)))));

    /// <summary>The smallest and the largest.</summary>
    public decimal Least => Seen.Count == 0 ? 0 : Seen.Min(a => a.Amount);

    /// <inheritdoc cref="Least"/>
    public decimal Most => Seen.Count == 0 ? 0 : Seen.Max(a => a.Amount);
}

/// <summary>Fetches them.</summary>
public static class AmountsBeforeQuery
{
    /// <summary>The vendor's posted totals here in the same kind and currency.</summary>
    public static async Task<AmountsBefore> AmountsBeforeAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct = default) =>
        new(await db.PostedOfVendor(invoice).Comparable(invoice).Select(i => new AmountSeen(i.Id, i.InvoiceNumber, i.InvoiceDate, i.TotalAmount)).ToListAsync(ct));
}
