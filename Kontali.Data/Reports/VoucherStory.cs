using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A line of a voucher with the words that belong to its numbers.</summary>
/// <param name="Posting">The line.</param>
/// <param name="AccountName">The account's name.</param>
/// <param name="Vendor">The vendor's name, on subledger lines.</param>
public sealed record VoucherLine(Posting Posting, string AccountName, string? Vendor);

/// <summary>What a voucher and everything that corrects it come to on an account, kroner, debit positive.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name"><inheritdoc cref="Account" path="/node()"/></param>
/// <param name="Here">What this voucher put there.</param>
/// <param name="Net">What stands there when all of them are counted.</param>
public sealed record NetLine(string Account, string Name, decimal Here, decimal Net);

/// <summary>A voucher another voucher or page points at.</summary>
public sealed record VoucherLink(Guid Id, string Name);

/// <summary>A voucher and everything it rests on: lines, document, invoice, and the chain of who did what and why.</summary>
public sealed record VoucherStory
{
    /// <summary>The voucher.</summary>
    public required JournalEntry Entry { get; init; }

    /// <summary>Its client.</summary>
    public required ClientName Client { get; init; }

    /// <summary>Its lines in order.</summary>
    public required IReadOnlyList<VoucherLine> Lines { get; init; }

    /// <summary>The document that shows why.</summary>
    public DocumentCopy? Document { get; init; }

    /// <summary>The invoice it was made from.</summary>
    public VendorInvoice? Invoice { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<ChainStep> Chain { get; init; }

    /// <summary>Names of the accounts the chain speaks of, and the vouchers behind its evidence by ledger line.</summary>
    public required Grounds Grounds { get; init; }

    /// <summary>The voucher that takes this one back; the one this takes back.</summary>
    public VoucherLink? ReversedBy { get; init; }

    /// <inheritdoc cref="ReversedBy"/>
    public VoucherLink? ReversalOf { get; init; }

    /// <summary>What it and all that corrects it come to, account by account; none where it stands alone.</summary>
    public IReadOnlyList<NetLine> Net { get; init; } = [];

    /// <summary>What stands instead of it, where it was corrected; and what it stands instead of.</summary>
    public VoucherLink? ReplacedBy { get; init; }

    /// <inheritdoc cref="ReplacedBy"/>
    public VoucherLink? Replaces { get; init; }

    /// <summary>The vouchers after and before it in its client's series.</summary>
    public VoucherLink? Next { get; init; }

    /// <inheritdoc cref="Next"/>
    public VoucherLink? Previous { get; init; }

    /// <summary>The first day it can be reversed on: its own date or today, whichever is later, in an open month.</summary>
    public required DateOnly FirstReversalDay { get; init; }
}

/// <summary>Asks for one.</summary>
public static class VoucherStoryQuery
{
    /// <summary>The story of a voucher; null where there is none, or it is somebody else's.</summary>
    public static async Task<VoucherStory?> VoucherStoryAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        if (await db.Journal.SingleOrDefaultAsync(j => j.Id == id, ct) is not { } entry) return null;
        if (await db.Clients.Where(c => c.Id == entry.ClientId).AsNames.SingleOrDefaultAsync(ct) is not { } client) return null;
        var invoice = entry.SourceId is { } source ? await db.Invoices.SingleOrDefaultAsync(i => i.Id == source, ct) : null;
        var document = await db.DocumentCopyAsync(entry.DocumentId, ct);
        var chain = await db.ChainAsync(document, invoice, entry, ct);
        var today = db.Clock.Today();
        return new VoucherStory
        {
            Entry = entry,
            Client = client,
            Lines = await db.VoucherLinesAsync(entry, ct),
            Document = document,
            Invoice = invoice,
            Chain = chain,
            Grounds = await db.GroundsAsync(client.Id, chain, ct),
            Net = await db.NetAsync(entry, await db.FamilyAsync(invoice?.Id, entry, ct), ct),
            ReplacedBy = await LinkAsync(db.Journal.Where(j => db.Corrections.Any(c => c.JournalEntryId == id && c.ReplacementEntryId == j.Id)), ct),
            Replaces = await LinkAsync(db.Journal.Where(j => db.Corrections.Any(c => c.ReplacementEntryId == id && c.JournalEntryId == j.Id)), ct),
            ReversedBy = await LinkAsync(db.Journal.Where(j => j.ReversalOfId == id), ct),
            ReversalOf = await LinkAsync(db.Journal.Where(j => j.Id == entry.ReversalOfId), ct),
            Next = await LinkAsync(db.Journal.InSeriesOf(entry).Where(j => EF.Functions.GreaterThan(ValueTuple.Create(j.FiscalYear, j.VoucherNumber), ValueTuple.Create(entry.FiscalYear, entry.VoucherNumber)))
                .OrderBy(j => j.FiscalYear).ThenBy(j => j.VoucherNumber), ct),
            Previous = await LinkAsync(db.Journal.InSeriesOf(entry).Where(j => EF.Functions.LessThan(ValueTuple.Create(j.FiscalYear, j.VoucherNumber), ValueTuple.Create(entry.FiscalYear, entry.VoucherNumber)))
                .OrderByDescending(j => j.FiscalYear).ThenByDescending(j => j.VoucherNumber), ct),
            FirstReversalDay = await db.FirstOpenDayAsync(entry.ClientId, entry.AccountingDate > today ? entry.AccountingDate : today, ct),
        };
    }

    private static async Task<IReadOnlyList<VoucherLine>> VoucherLinesAsync(this KontaliContext db, JournalEntry entry, CancellationToken ct) =>
        await db.Postings.Where(p => p.EntryId == entry.Id).OrderBy(p => p.LineNumber)
            .Select(p => new VoucherLine(p,
                db.Accounts.Where(a => a.ClientId == entry.ClientId && a.AccountNumber == p.AccountNumber).Select(a => a.AccountName).First(),
                db.Vendors.Where(v => v.Id == p.VendorId).Select(v => v.Name).FirstOrDefault()))
            .ToListAsync(ct);

    private static async Task<IReadOnlyList<NetLine>> NetAsync(this KontaliContext db, JournalEntry entry, IReadOnlyList<Guid> family, CancellationToken ct)
    {
        if (family.Count < 2) return [];
        var sums = await db.Postings.Where(p => family.Contains(p.EntryId)).GroupBy(p => p.AccountNumber)
            .Select(g => new { Account = g.Key, Here = g.Sum(p => p.EntryId == entry.Id ? p.DebitAmount - p.CreditAmount : 0), Net = g.Sum(p => p.DebitAmount - p.CreditAmount) }).OrderBy(g => g.Account).ToListAsync(ct);
        var numbers = sums.Select(s => s.Account).ToArray();
        var names = await db.Accounts.Where(a => a.ClientId == entry.ClientId && numbers.Contains(a.AccountNumber)).ToDictionaryAsync(a => a.AccountNumber, a => a.AccountName, ct);
        return [.. sums.Select(s => new NetLine(s.Account, names.GetValueOrDefault(s.Account, ""), s.Here, s.Net))];
    }

    private static IQueryable<JournalEntry> InSeriesOf(this IQueryable<JournalEntry> journal, JournalEntry entry) =>
        journal.Where(j => j.ClientId == entry.ClientId && j.Series == entry.Series);

    internal static async Task<VoucherLink?> LinkAsync(IQueryable<JournalEntry> which, CancellationToken ct)
    {
        var found = await which.Take(1).Select(j => new { j.Id, j.Series, j.FiscalYear, j.VoucherNumber }).ToListAsync(ct);
        return found is [var j] ? new(j.Id, JournalEntry.NameOf(j.Series, j.FiscalYear, j.VoucherNumber)) : null;
    }
}
