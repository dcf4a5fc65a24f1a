using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Asks the advisor, where our own memory is unsure and a client is known. Outside any transaction, for it may take its time.</summary>
internal static class SeekAdvice
{
    public static async Task<Advice?> SeekAdviceAsync(this KontaliContext db, IAdvisor advisor, ISuggester suggester, Document document, InvoiceFacts facts, CancellationToken ct)
    {
        if (advisor.Model.Length == 0 || await db.AdvisedClientAsync(document, facts, ct) is not { AiAutomationLevel: not AutomationLevel.Off } client) return null;
        var sure = await suggester.SurenessAsync(db, client.Id, facts, ct);
        if (Suggestion.Percent(sure) >= client.AiConfidenceThreshold) return null;
        var rules = await db.BookingRulesAsync(client, ct);
        return await advisor.AdviseAsync(new()
        {
            Firm = client.TenantId,
            Client = client.Id,
            Document = document.Id,
            Trade = client.Trade,
            VendorName = facts.Seller.Name,
            Lines = [.. InvoiceShares.Of(facts).Select(s => new AdviceLine(s.Key, s.Text, s.Net, facts.Currency, EarnedQuery.VatSaid(s)))],
            Accounts = [.. rules.Accounts.Values.Where(a => a.IsActive && AccountNumber.TakesPurchases(a.AccountNumber)).OrderBy(a => a.AccountNumber, StringComparer.Ordinal).Select(a => new AdviceChoice(a.AccountNumber, a.AccountName))],
            VatCodes = [.. rules.VatCodes.Values.Where(c => c.Side == VatSide.Purchase).OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => new AdviceChoice(c.Code, c.Name))],
        }, ct);
    }

    /// <summary>Whose invoice it will be, as far as is known before it lands.</summary>
    internal static async Task<Client?> AdvisedClientAsync(this KontaliContext db, Document document, InvoiceFacts facts, CancellationToken ct) =>
        await db.Arrivals.Where(a => a.DocumentId == document.Id).Select(a => a.ClientId).SingleOrDefaultAsync(ct) is { } given
            ? await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == given, ct)
            : await db.FindReceiverAsync(facts.Buyer, ct);
}
