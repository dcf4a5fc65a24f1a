using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>An open line that a movement may have settled.</summary>
/// <param name="Line">The line.</param>
/// <param name="Vendor">Whose.</param>
/// <param name="Kind">Why it comes into question: the reference or the amount.</param>
public sealed record BankCandidate(VendorLine Line, string Vendor, MatchKind Kind);

/// <summary>Says what a movement was that no order asked for.</summary>
public static class SettleBankEntry
{
    /// <summary>Open lines that a movement may have settled: those whose KID it names, then those of its amount.</summary>
    public static async Task<IReadOnlyList<BankCandidate>> CandidatesAsync(this KontaliContext db, BankEntry entry, CancellationToken ct = default)
    {
        var open = (await db.VendorStatementsAsync(entry.ClientId, ct: ct)).Values.SelectMany(s => s.Lines).Where(l => l.Open != 0 && l.Amount > 0 == entry.Amount > 0).ToList();
        var fit = open.Where(l => l.Kid is { Length: >= 3 } kid && kid == entry.Kid).Select(l => (Line: l, Kind: MatchKind.Reference))
            .Concat(open.Where(l => l.Open == entry.Amount).Select(l => (Line: l, Kind: MatchKind.Amount))).DistinctBy(c => c.Line.Id).Take(20).ToList();
        var ids = fit.Select(c => c.Line.VendorId).Distinct().ToList();
        var names = await db.Vendors.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Name, ct);
        return [.. fit.Select(c => new BankCandidate(c.Line, names[c.Line.VendorId], c.Kind))];
    }

    /// <summary>It was a payment to a vendor, or back from one: it is booked, and settles these lines, oldest first, as far as it reaches.</summary>
    public static async Task<JournalEntry> SettleWithVendorAsync(this KontaliContext db, Guid id, Guid vendor, IReadOnlyCollection<Guid> lines, CancellationToken ct = default)
    {
        var entry = await db.UnsettledAsync(id, ct);
        var its = await db.Vendors.AsNoTracking().SingleOrDefaultAsync(v => v.Id == vendor && v.ClientId == entry.ClientId, ct) ?? throw new BrokenRule($"Leverandøren finnes ikke.");
        var chosen = (await db.VendorStatementAsync(entry.ClientId, vendor, ct)).Lines.Where(l => lines.Contains(l.Id)).ToList();
        if (chosen.Count < lines.Count || chosen.Exists(l => l.Unmatched == 0 || l.Amount > 0 != entry.Amount > 0)) throw new BrokenRule($"Minst én av postene er allerede oppgjort. Se på listen en gang til.");
        var voucher = await db.BookAsync(entry, new(its.AccountNumber, -entry.Amount) { VendorId = vendor, Text = TextOf(entry, its.Name) }, ct);
        var posted = SettleOrders.AsLine(voucher.Postings.Single(p => p.VendorId == vendor), voucher);
        db.AddMatches(entry.ClientId, posted.Amount > 0 ? [posted] : chosen, posted.Amount > 0 ? chosen : [posted], MatchKind.ByHand);
        return voucher;
    }

    /// <summary>It was something else: it is booked on an account, without VAT.</summary>
    public static async Task<JournalEntry> SettleWithAccountAsync(this KontaliContext db, Guid id, string account, string text, CancellationToken ct = default)
    {
        var entry = await db.UnsettledAsync(id, ct);
        if (account.StartsWith("19", StringComparison.Ordinal) && account == await db.LedgerAccountOfAsync(entry.ClientId, entry.Account, ct)) throw new BrokenRule($"Konto {account} er bankkontoen selv. Velg motkontoen.");
        return await db.BookAsync(entry, new(account, -entry.Amount) { Text = ReceiveBankFile.Cut(text.Trim() is { Length: > 0 } said ? said : TextOf(entry, null), 255) }, ct);
    }

    /// <summary>Settles what is sure of a client's: money out whose KID and amount are those of one open invoice. Says how many.</summary>
    public static async Task<int> SettleSureAsync(this KontaliContext db, Guid client, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var settled = 0;
        var waiting = await db.BankEntries.AsNoTracking().Where(b => b.ClientId == client && b.State == BankEntryState.Waiting && b.Kid != null && !b.LooksTwice).OrderBy(b => b.BookedOn).ThenBy(b => b.Id).Take(200).ToListAsync(ct);
        var named = (await db.VendorStatementsAsync(client, ct: ct)).Values.SelectMany(s => s.Lines).Where(l => l is { Kid.Length: >= 3, Open: < 0 }).ToLookup(l => l.Kid!);
        var taken = new HashSet<Guid>();
        foreach (var entry in waiting)
        {
            if (named[entry.Kid!].ToList() is not [var line] || line.Unmatched != entry.Amount || line.Open != entry.Amount || !taken.Add(line.Id)) continue;
            await db.SettleWithVendorAsync(entry.Id, line.VendorId, [line.Id], ct);
            settled++;
        }
        return settled;
    }

    /// <summary>It is left alone: booked elsewhere, or nothing of ours. It may be taken up again.</summary>
    public static async Task LeaveAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        var entry = await db.UnsettledAsync(id, ct);
        (entry.State, entry.SettledBy) = (BankEntryState.Left, db.Actor.User);
    }

    private static async Task<BankEntry> UnsettledAsync(this KontaliContext db, Guid id, CancellationToken ct)
    {
        await db.DemandAsync(Right.Post, ct);
        var entry = await db.BankEntries.FromSql($"select * from payments.bank_entries where id = {id} for update").SingleOrDefaultAsync(ct) ?? throw new BrokenRule($"Bevegelsen finnes ikke.");
        return entry.State is BankEntryState.Waiting or BankEntryState.Left ? entry : throw new BrokenRule($"Bevegelsen er allerede gjort opp.");
    }

    // Its id is the posting key: said twice, it is booked once.
    private static async Task<JournalEntry> BookAsync(this KontaliContext db, BankEntry entry, PostingLine against, CancellationToken ct)
    {
        var hash = entry.DocumentId is { } file ? await db.Documents.Where(d => d.Id == file).Select(d => d.FileHash).SingleAsync(ct) : null;
        var voucher = await db.PostAsync(new Voucher(entry.TenantId, entry.ClientId, [against, new(await db.LedgerAccountOfAsync(entry.ClientId, entry.Account, ct), entry.Amount) { Text = against.Text }])
        {
            PostingKey = entry.Id,
            Series = "B",
            DocumentDate = entry.BookedOn,
            AccountingDate = await db.FirstOpenDayAsync(entry.ClientId, entry.BookedOn, ct),
            Description = against.Text ?? entry.Reference,
            SourceType = EntrySource.Bank,
            DocumentId = entry.DocumentId,
            DocumentHash = hash,
        }, ct: ct);
        (entry.State, entry.EntryId, entry.SettledBy) = (BankEntryState.Settled, voucher.Id, db.Actor.User);
        return voucher;
    }

    private static string TextOf(BankEntry entry, string? vendor)
    {
        var said = entry.Text ?? entry.Kid ?? entry.Reference;
        return ReceiveBankFile.Cut((vendor ?? entry.Counterparty) is { } whom ? $"{whom}: {said}" : said, 255)!;
    }
}
