using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>What a version of a pattern led to at a client.</summary>
/// <param name="Version">The version.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Client"><inheritdoc cref="ClientId" path="/node()"/></param>
/// <param name="Vouchers">Vouchers that rested on it.</param>
/// <param name="ByAgent">Of them: posted by the agent alone.</param>
/// <param name="TakenBack">Of them: taken back since.</param>
/// <param name="Kroner">What their lines cost, debit positive.</param>
/// <param name="Vat">The VAT of those lines.</param>
public sealed record ReachRow(int Version, Guid ClientId, string Client, int Vouchers, int ByAgent, int TakenBack, decimal Kroner, decimal Vat);

/// <summary>A voucher that rested on a pattern.</summary>
public sealed record ReachLine(Guid EntryId, string Voucher, DateOnly Date, string Client, int Version, decimal Kroner, decimal Vat, bool ByAgent, bool TakenBack);

/// <summary>All that a pattern led to: every voucher that any of its versions coded a line of, at every client she has.</summary>
/// <param name="Rows">By version and client, the newest version first.</param>
/// <param name="Latest">The newest vouchers.</param>
public sealed record Reach(IReadOnlyList<ReachRow> Rows, IReadOnlyList<ReachLine> Latest)
{
    /// <summary>All vouchers.</summary>
    public int Vouchers => Rows.Sum(r => r.Vouchers);

    /// <summary>All kroner, and their VAT.</summary>
    public decimal Kroner => Rows.Sum(r => r.Kroner);

    /// <inheritdoc cref="Kroner"/>
    public decimal Vat => Rows.Sum(r => r.Vat);
}

/// <summary>Asks for it: from the decisions that named the pattern to what they became.</summary>
public static class PatternReach
{
    /// <summary>What a pattern led to.</summary>
    /// <param name="db">The context.</param>
    /// <param name="patternId">What its versions share.</param>
    /// <param name="take">How many of the newest vouchers.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Reach> ReachAsync(this KontaliContext db, Guid patternId, int take = 30, CancellationToken ct = default)
    {
        var versions = await db.Patterns.AsNoTracking().Where(p => p.PatternId == patternId && (p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId))).ToListAsync(ct);
        Guid[] ids = [.. versions.Select(v => v.Id)];
        var version = versions.ToDictionary(v => v.Id, v => v.Version);
        // Of a pattern at one client its own account is meant; a rule for all clients finds its account in each chart.
        string[] accounts = versions.TrueForAll(v => v.ClientId is not null && v.Action.Account.Length > 0) ? [.. versions.Select(v => v.Action.Account).Distinct()] : [];
        var lines = from u in db.PatternUses
                    where ids.Contains(u.PatternId)
                    join j in db.Journal on new { u.TenantId, Decision = (Guid?)u.DecisionId } equals new { j.TenantId, Decision = j.DecisionId }
                    // What a person made of it afterwards is hers.
                    where j.ReversalOfId == null && !db.Corrections.Any(c => c.ReplacementEntryId == j.Id && c.JournalEntryId != null)
                    join p in db.Postings on j.Id equals p.EntryId
                    where p.VendorId == null && !(p.VatCode != null && p.VatBaseAmount == null && p.AccountNumber.StartsWith("27")) && (accounts.Length == 0 || accounts.Contains(p.AccountNumber))
                    select new { u.PatternId, j.ClientId, Entry = j.Id, j.Series, j.FiscalYear, j.VoucherNumber, j.AccountingDate, ByAgent = j.CreatedByType == ActorKind.Agent, Back = db.Journal.Any(r => r.ReversalOfId == j.Id), Kroner = p.DebitAmount - p.CreditAmount, Vat = p.VatAmount ?? 0m };
        var entries = lines.GroupBy(l => new { l.PatternId, l.ClientId, l.Entry, l.Series, l.FiscalYear, l.VoucherNumber, l.AccountingDate, l.ByAgent, l.Back })
            .Select(g => new { g.Key.PatternId, g.Key.ClientId, g.Key.Entry, g.Key.Series, g.Key.FiscalYear, g.Key.VoucherNumber, g.Key.AccountingDate, g.Key.ByAgent, g.Key.Back, Kroner = g.Sum(l => l.Kroner), Vat = g.Sum(l => l.Vat) });
        var sums = await entries.GroupBy(e => new { e.PatternId, e.ClientId }).Select(g => new { g.Key.PatternId, g.Key.ClientId, Vouchers = g.Count(), ByAgent = g.Count(e => e.ByAgent), Back = g.Count(e => e.Back), Kroner = g.Sum(e => e.Kroner), Vat = g.Sum(e => e.Vat) }).ToListAsync(ct);
        var latest = await entries.OrderByDescending(e => e.AccountingDate).ThenByDescending(e => e.Entry).Take(take).ToListAsync(ct);
        Guid[] clients = [.. sums.Select(s => s.ClientId).Distinct()];
        var names = await db.Clients.AsNoTracking().Where(c => clients.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        return new(
            [.. sums.Where(s => names.ContainsKey(s.ClientId)).Select(s => new ReachRow(version[s.PatternId], s.ClientId, names[s.ClientId], s.Vouchers, s.ByAgent, s.Back, s.Kroner, s.Vat)).OrderByDescending(r => r.Version).ThenBy(r => r.Client, StringComparer.Ordinal)],
            [.. latest.Where(e => names.ContainsKey(e.ClientId)).Select(e => new ReachLine(e.Entry, JournalEntry.NameOf(e.Series, e.FiscalYear, e.VoucherNumber), e.AccountingDate, names[e.ClientId], version[e.PatternId], e.Kroner, e.Vat, e.ByAgent, e.Back))]);
    }
}
