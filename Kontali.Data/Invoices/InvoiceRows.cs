using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices;

/// <summary>An invoice as a row.</summary>
public sealed record InvoiceRow
{
    /// <summary>The invoice.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its client's number and name.</summary>
    public required string ClientNumber { get; init; }

    /// <inheritdoc cref="ClientNumber"/>
    public required string Client { get; init; }

    /// <summary>Its vendor's name.</summary>
    public required string Vendor { get; init; }

    /// <inheritdoc cref="VendorInvoice.Kind"/>
    public required InvoiceKind Kind { get; init; }

    /// <inheritdoc cref="VendorInvoice.InvoiceNumber"/>
    public required string InvoiceNumber { get; init; }

    /// <inheritdoc cref="VendorInvoice.InvoiceDate"/>
    public required DateOnly InvoiceDate { get; init; }

    /// <inheritdoc cref="VendorInvoice.DueDate"/>
    public DateOnly? DueDate { get; init; }

    /// <inheritdoc cref="VendorInvoice.PayableAmount"/>
    public required decimal Payable { get; init; }

    /// <inheritdoc cref="VendorInvoice.Currency"/>
    public required string Currency { get; init; }

    /// <inheritdoc cref="VendorInvoice.ReviewStatus"/>
    public required InvoiceStatus Status { get; init; }

    /// <inheritdoc cref="VendorInvoice.PaymentStatus"/>
    public required PaymentStatus PaymentStatus { get; init; }

    /// <summary>The voucher it stands as.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>Its place among its vendor's invoices.</summary>
    public InvoicePlace Place => new(InvoiceDate, Id);
}

/// <summary>A place among invoices, by date.</summary>
public sealed record InvoicePlace(DateOnly Date, Guid Id);

/// <summary>Invoices looked up by people.</summary>
public static class InvoiceRows
{
    /// <summary>A vendor's invoices, newest first, from after a place on.</summary>
    public static async Task<IReadOnlyList<InvoiceRow>> InvoicesOfAsync(this KontaliContext db, Vendor vendor, InvoicePlace? after = null, int take = 100, CancellationToken ct = default)
    {
        var invoices = db.Invoices.Where(i => i.TenantId == vendor.TenantId && i.ClientId == vendor.ClientId && i.VendorId == vendor.Id);
        if (after is not null) invoices = invoices.Where(i => EF.Functions.LessThan(ValueTuple.Create(i.InvoiceDate, i.Id), ValueTuple.Create(after.Date, after.Id)));
        return await invoices.OrderByDescending(i => i.InvoiceDate).ThenByDescending(i => i.Id).Take(take).AsRows(db).ToListAsync(ct);
    }

    /// <summary>Invoices with exactly this number, however it is written, newest first: a handful.</summary>
    public static async Task<IReadOnlyList<InvoiceRow>> FindInvoicesAsync(this KontaliContext db, string number, int take = 4, CancellationToken ct = default)
    {
        var normalized = InvoiceNumber.Normalize(number);
        return normalized.Length < 2 ? [] : await db.Invoices.Where(i => i.NormalizedNumber == normalized).OrderByDescending(i => i.InvoiceDate).Take(take).AsRows(db).ToListAsync(ct);
    }

    /// <summary>Invoices of exactly this total with VAT, newest first: a handful.</summary>
    public static async Task<IReadOnlyList<InvoiceRow>> FindInvoicesOfAmountAsync(this KontaliContext db, decimal amount, int take = 4, CancellationToken ct = default)
    {
        if (db.Actor.Firm is not { } firm) return [];
        var ore = (long)(amount * 100);
        var ids = await db.Database.SqlQuery<Guid>($"""
            select id as "Value" from vendor_invoices where tenant_id = {firm} and total_ore = {ore} order by invoice_date desc limit 200
            """).ToListAsync(ct);
        return ids.Count == 0 ? [] : await db.Invoices.Where(i => ids.Contains(i.Id)).OrderByDescending(i => i.InvoiceDate).Take(take).AsRows(db).ToListAsync(ct);
    }

    private static IQueryable<InvoiceRow> AsRows(this IQueryable<VendorInvoice> invoices, KontaliContext db) => invoices.Select(i => new InvoiceRow
    {
        Id = i.Id,
        ClientNumber = db.Clients.Where(c => c.Id == i.ClientId).Select(c => c.ClientNumber).First(),
        Client = db.Clients.Where(c => c.Id == i.ClientId).Select(c => c.Name).First(),
        Vendor = db.Vendors.Where(v => v.Id == i.VendorId).Select(v => v.Name).First(),
        Kind = i.Kind,
        InvoiceNumber = i.InvoiceNumber,
        InvoiceDate = i.InvoiceDate,
        DueDate = i.DueDate,
        Payable = i.PayableAmount,
        Currency = i.Currency,
        Status = i.ReviewStatus,
        PaymentStatus = i.PaymentStatus,
        EntryId = i.GeneralLedgerId,
    });
}
