using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>An invoice and everything about it.</summary>
public sealed record InvoiceStory
{
    /// <summary>The invoice.</summary>
    public required VendorInvoice Invoice { get; init; }

    /// <summary>Its client.</summary>
    public required ClientName Client { get; init; }

    /// <summary>Its vendor.</summary>
    public required Vendor Vendor { get; init; }

    /// <summary>Its document.</summary>
    public DocumentCopy? Document { get; init; }

    /// <summary>The voucher it stands as.</summary>
    public VoucherLink? Voucher { get; init; }

    /// <summary>The review item that waits for a person, where one does.</summary>
    public Guid? OpenReview { get; init; }

    /// <summary>Why it waits there.</summary>
    public Phrase? WaitsBecause { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<ChainStep> Chain { get; init; }

    /// <inheritdoc cref="VoucherStory.Grounds"/>
    public required Grounds Grounds { get; init; }
}

/// <summary>Asks for one.</summary>
public static class InvoiceStoryQuery
{
    /// <summary>The story of an invoice; null where there is none, or it is somebody else's.</summary>
    public static async Task<InvoiceStory?> InvoiceStoryAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        if (await db.Invoices.SingleOrDefaultAsync(i => i.Id == id, ct) is not { } invoice) return null;
        if (await db.Clients.Where(c => c.Id == invoice.ClientId).AsNames.SingleOrDefaultAsync(ct) is not { } client) return null;
        var document = await db.DocumentCopyAsync(invoice.DocumentId, ct);
        var chain = await db.ChainAsync(document, invoice, null, ct);
        var open = await db.ReviewQueue.Where(r => r.SourceId == id && r.ResolvedAt == null).Select(r => new { r.Id, r.IssueDescription }).FirstOrDefaultAsync(ct);
        return new InvoiceStory
        {
            Invoice = invoice,
            Client = client,
            Vendor = await db.Vendors.SingleAsync(v => v.Id == invoice.VendorId, ct),
            Document = document,
            Voucher = await VoucherStoryQuery.LinkAsync(db.Journal.Where(j => j.Id == invoice.GeneralLedgerId), ct),
            OpenReview = open?.Id,
            WaitsBecause = open?.IssueDescription,
            Chain = chain,
            Grounds = await db.GroundsAsync(client.Id, chain, ct),
        };
    }
}
