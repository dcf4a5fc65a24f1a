using Kontali.Data.Booking;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>What a chain points at, by name.</summary>
/// <param name="Accounts">Account names by number.</param>
/// <param name="Vouchers">Vouchers by the ledger line that is evidence.</param>
public sealed record Grounds(IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<Guid, VoucherLink> Vouchers)
{
    /// <summary>The vouchers behind these ledger lines, each once, in the order given.</summary>
    public IEnumerable<VoucherLink> Behind(IEnumerable<Guid> postings) => postings.Select(p => Vouchers.GetValueOrDefault(p)).OfType<VoucherLink>().Distinct();
}

internal static class GroundsQuery
{
    public static async Task<Grounds> GroundsAsync(this KontaliContext db, Guid client, IReadOnlyList<ChainStep> chain, CancellationToken ct)
    {
        var suggested = chain.Select(s => s.Decision).OfType<AgentDecision>().SelectMany(d => d.Decision.Lines).ToList();
        var corrected = chain.Select(s => s.Correction).OfType<Correction>().SelectMany(c => c.OriginalEntry.Concat(c.CorrectedEntry));
        var numbers = suggested.Select(l => l.Account).Concat(corrected.Select(l => l.Account)).Distinct().ToList();
        var names = numbers.Count == 0 ? [] : await db.Accounts.Where(a => a.ClientId == client && numbers.Contains(a.AccountNumber)).ToDictionaryAsync(a => a.AccountNumber, a => a.AccountName, ct);
        var lines = suggested.SelectMany(l => l.Evidence).SelectMany(e => e.Postings).Distinct().Take(200).ToList();
        // Evidence from another client's ledger is shown as a sentence only to those who may not see that client: the filter leaves its voucher out.
        var vouchers = lines.Count == 0 ? [] : await db.Postings.Where(p => lines.Contains(p.Id)).Join(db.Journal, p => p.EntryId, j => j.Id, (p, j) => new { p.Id, Entry = j.Id, j.Series, j.FiscalYear, j.VoucherNumber })
            .ToDictionaryAsync(v => v.Id, v => new VoucherLink(v.Entry, JournalEntry.NameOf(v.Series, v.FiscalYear, v.VoucherNumber)), ct);
        return new(names, vouchers);
    }
}
