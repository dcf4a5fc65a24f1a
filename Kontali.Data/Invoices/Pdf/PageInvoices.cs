using Kontali.Data.Documents;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>Reads a kept PDF or picture as an invoice, with what the firm knows: its clients, its suppliers, what it was taught.</summary>
public sealed class PageInvoices(IPageReader pages)
{
    internal const string PictureTrouble = "KONTALI-BILDE";

    /// <summary>Reads it. Changes no row.</summary>
    /// <exception cref="ReaderDied">The file stopped its reader.</exception>
    public async Task<Reading> ReadAsync(KontaliContext db, Document document, byte[] bytes, CancellationToken ct = default)
    {
        var read = await pages.ReadAsync(bytes, document.DocumentType == FileKind.Pdf, ct);
        if (read.Text is not { } text) return new(null, read.Trouble ?? Phrase.Of($"Dokumentet kunne ikke leses."), [], []);
        var reading = PdfReader.Read(text, await WorldAsync(db, document, text, ct)) with { Text = text };
        return read.Trouble is { } trouble ? reading with { Findings = [.. reading.Findings, new Finding(PictureTrouble, Severity.Warning, trouble)] } : reading;
    }

    /// <summary>The document's words; null where there are none.</summary>
    public async Task<PageText?> TextAsync(Document document, byte[] bytes, CancellationToken ct = default) =>
        (await pages.ReadAsync(bytes, document.DocumentType == FileKind.Pdf, ct)).Text is { HasText: true } text ? text : null;

    /// <summary>What is known while it is read.</summary>
    public static async Task<ReadingWorld> WorldAsync(KontaliContext db, Document document, PageText text, CancellationToken ct = default)
    {
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).Select(c => new { c.Id, c.Name, c.OrgNumber }).ToListAsync(ct);
        List<KnownClient> known = [.. clients.Select(c => new KnownClient(c.Id, c.Name, c.OrgNumber.ToString()))];
        var marks = PdfReader.MarksOf(text, [.. known.Select(c => c.OrgNumber)]);
        var numbers = marks.Where(m => m.StartsWith("org:", StringComparison.Ordinal)).Select(m => m[4..]).ToList();
        var identities = numbers.Select(n => $"NO:{n}").ToList();
        var accounts = marks.Where(m => m.StartsWith("konto:", StringComparison.Ordinal)).Select(m => m[6..]).ToList();
        var vendors = identities.Count == 0 ? [] : await db.Vendors.AsNoTracking().Where(v => identities.Contains(v.Identity)).Select(v => new { v.Name, v.OrgNumber, v.KnownAccounts }).Take(50).ToListAsync(ct);
        if (vendors.Count == 0 && accounts.Count > 0) vendors = await db.Vendors.AsNoTracking().Where(v => v.BankAccount != null && accounts.Contains(v.BankAccount)).Select(v => new { v.Name, v.OrgNumber, v.KnownAccounts }).Take(10).ToListAsync(ct);
        return new()
        {
            Clients = known,
            Given = document.ClientId ?? await db.Arrivals.Where(a => a.DocumentId == document.Id).Select(a => a.ClientId).SingleOrDefaultAsync(ct),
            Vendors = [.. vendors.Select(v => new KnownVendor(v.Name, v.OrgNumber, v.KnownAccounts)).DistinctBy(v => (v.OrgNumber, v.Name))],
            Places = await db.PlacesAsync(marks, ct),
            Today = db.Clock.Today(),
            Stand = $"uten nr. {document.FileHash[..8]}",
        };
    }
}
