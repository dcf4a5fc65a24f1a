using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vouchers;

/// <summary>Posts a voucher written by hand.</summary>
public static class WriteVoucher
{
    /// <summary>Posts it once for a key, however often it is asked.</summary>
    /// <param name="db">The context.</param>
    /// <param name="clientId">Whose.</param>
    /// <param name="draft">What she wrote.</param>
    /// <param name="key">Posting key, made before the click.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">It does not balance, a line is wrong, the receipt is missing, or the period is not open.</exception>
    public static async Task<JournalEntry> WriteVoucherAsync(this KontaliContext db, Guid clientId, VoucherDraft draft, Guid key, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, ct) ?? throw new BrokenRule($"Klienten finnes ikke.");
        var rules = await db.BookingRulesAsync(client, ct);
        var document = draft.DocumentId is { } id ? await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.ClientId == clientId, ct) ?? throw new BrokenRule($"Dokumentet finnes ikke hos klienten. Legg det ved på nytt.") : null;
        var voucher = Of(client, draft, rules, key, document);
        var vendors = voucher.Lines.Select(l => l.VendorId).OfType<Guid>().Distinct().ToList();
        if (vendors.Count > 0 && await db.Vendors.CountAsync(v => v.ClientId == clientId && vendors.Contains(v.Id), ct) != vendors.Count) throw new BrokenRule($"Leverandøren finnes ikke hos klienten.");
        return await db.PostAsync(voucher, rules.Accounts, ct);
    }

    /// <summary>The voucher that would be posted; pure.</summary>
    public static Voucher Of(Client client, VoucherDraft draft, BookingRules rules, Guid key, Document? document = null)
    {
        if (string.IsNullOrWhiteSpace(draft.Description)) throw new BrokenRule($"Skriv hva bilaget gjelder.");
        if (draft.Kind == VoucherKind.Expense && document is null) throw new BrokenRule($"Et utlegg trenger kvitteringen (bokføringsloven § 10). Legg den ved.");
        if (draft.AccountingDate < draft.DocumentDate && draft.Kind != VoucherKind.Opening && draft.AccountingDate.AddMonths(2) < draft.DocumentDate) throw new BrokenRule($"Bilagsdatoen {draft.DocumentDate:dd.MM.yyyy} er lenge etter bokføringsdatoen {draft.AccountingDate:dd.MM.yyyy}. Rett en av dem.");
        return new Voucher(client.TenantId, client.Id, TypedLines.Postings(draft, rules))
        {
            PostingKey = key,
            Series = draft.Series,
            DocumentDate = draft.DocumentDate,
            AccountingDate = draft.AccountingDate,
            Description = draft.Description.Trim(),
            SourceType = draft.Source,
            DocumentId = document?.Id,
            DocumentHash = document?.FileHash,
        };
    }
}
