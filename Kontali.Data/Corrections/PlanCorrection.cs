using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

/// <summary>A posted line that was found.</summary>
public sealed record FoundLine(Guid PostingId, Guid EntryId, string Series, int Year, int Number, Guid ClientId, string Client, DateOnly Date, string Account, string? VatCode, decimal Amount, string? Text, string Description)
{
    /// <inheritdoc cref="JournalEntry.VoucherName"/>
    public string Voucher => JournalEntry.NameOf(Series, Year, Number);
}

/// <summary>Finds posted lines, and plans what a change makes of them.</summary>
public static class PlanCorrection
{
    /// <summary>No batch is larger: whoever finds more has searched too widely.</summary>
    public const int Most = 20_000;

    /// <summary>How many are shown at a time.</summary>
    public const int Page = 200;

    /// <summary>One page of what fits, newest first.</summary>
    public static async Task<IReadOnlyList<FoundLine>> FindLinesAsync(this KontaliContext db, LineSearch search, int skip = 0, CancellationToken ct = default) => await (
        from p in (await db.MatchingAsync(search, ct)).OrderByDescending(p => p.AccountingDate).ThenByDescending(p => p.Id).Skip(skip).Take(Page)
        join j in db.Journal on p.EntryId equals j.Id
        join c in db.Clients on p.ClientId equals c.Id
        orderby p.AccountingDate descending, p.Id descending
        select new FoundLine(p.Id, j.Id, j.Series, j.FiscalYear, j.VoucherNumber, c.Id, c.Name, p.AccountingDate, p.AccountNumber, p.VatCode, p.DebitAmount - p.CreditAmount, p.LineDescription, j.Description)).ToListAsync(ct);

    /// <summary>How many fit, counted no further than one above <see cref="Most"/>.</summary>
    public static async Task<int> CountLinesAsync(this KontaliContext db, LineSearch search, CancellationToken ct = default) => await (await db.MatchingAsync(search, ct)).Take(Most + 1).CountAsync(ct);

    /// <summary>The whole batch before it happens.</summary>
    /// <exception cref="BrokenRule">Nothing is searched for, nothing is changed, nothing fits, or too much does.</exception>
    public static async Task<CorrectionPlan> PlanCorrectionAsync(this KontaliContext db, LineSearch search, LineChange change, DateOnly? chosen = null, CancellationToken ct = default)
    {
        if (change.IsEmpty) throw new BrokenRule($"Velg hva som skal stå i stedet: konto, mva-kode, tekst eller leverandør.");
        var found = await (await db.MatchingAsync(search, ct)).OrderBy(p => p.AccountingDate).ThenBy(p => p.EntryId).ThenBy(p => p.LineNumber).Take(Most + 1).Select(p => new { p.Id, p.EntryId, p.LineNumber }).ToListAsync(ct);
        if (found.Count == 0) throw new BrokenRule($"Ingen bokførte linjer passer søket.");
        if (found.Count > Most) throw new BrokenRule($"Søket treffer mer enn {Most} linjer. Snevre det inn.");
        var without = search.Without.ToHashSet();
        var lines = found.Where(f => !without.Contains(f.Id)).GroupBy(f => f.EntryId).ToDictionary(g => g.Key, g => (IReadOnlyList<int>)[.. g.Select(l => l.LineNumber)]);
        if (lines.Count == 0) throw new BrokenRule($"Alle linjene er tatt ut. Merk minst én.");
        var (booked, books) = await db.BookedAsync(lines, change, ct);
        return CorrectionPlan.Of(search, change, chosen, booked, books);
    }

    /// <summary>These vouchers with what planning needs of them, in the order of their dates; those she may not see are not among them.</summary>
    internal static async Task<(IReadOnlyList<Booked> Booked, IReadOnlyDictionary<Guid, ClientBooks> Books)> BookedAsync(this KontaliContext db, IReadOnlyDictionary<Guid, IReadOnlyList<int>> lines, LineChange change, CancellationToken ct)
    {
        var ids = lines.Keys.ToArray();
        var entries = await db.Journal.AsNoTracking().Where(j => ids.Contains(j.Id)).ToListAsync(ct);
        var postings = (await db.Postings.AsNoTracking().Where(p => ids.Contains(p.EntryId)).ToListAsync(ct)).ToLookup(p => p.EntryId);
        var books = await db.ClientBooksAsync([.. entries.Select(e => e.ClientId).Distinct()], ct);
        var booked = entries.OrderBy(e => e.AccountingDate).ThenBy(e => e.Id).Select(e => new Booked(e, [.. postings[e.Id]], lines[e.Id])).ToList();
        // Another code is booked from the document; another account, text or vendor needs only the ledger.
        if (change.VatCode is not null) booked = await db.WithInvoicesAsync(booked, books, ct);
        if (change.Vendor is not null) booked = await db.WithVendorsAsync(booked, change.Vendor, ct);
        return (booked, books);
    }

    internal static async Task<IReadOnlyDictionary<Guid, ClientBooks>> ClientBooksAsync(this KontaliContext db, IReadOnlyList<Guid> clients, CancellationToken ct)
    {
        var accounts = (await db.Accounts.AsNoTracking().Where(a => clients.Contains(a.ClientId)).ToListAsync(ct)).ToLookup(a => a.ClientId);
        var tax = await db.StandardTaxAsync(ct);
        var shut = (await db.Periods.AsNoTracking().Where(p => clients.Contains(p.ClientId) && p.State != PeriodState.Open).ToListAsync(ct)).ToLookup(p => p.ClientId);
        return await db.Clients.AsNoTracking().Where(c => clients.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c =>
            new ClientBooks(new(c, accounts[c.Id].ToDictionary(a => a.AccountNumber), tax.Codes, tax.Rates), shut[c.Id].ToDictionary(p => p.Name, p => p.State)), ct);
    }

    private static async Task<List<Booked>> WithInvoicesAsync(this KontaliContext db, List<Booked> booked, IReadOnlyDictionary<Guid, ClientBooks> books, CancellationToken ct)
    {
        var entries = booked.Select(b => b.Entry).Where(e => e.SourceType == EntrySource.VendorInvoice).ToList();
        var invoices = (await db.InvoicesOfAsync(entries, ct)).ToDictionary(i => i.Id);
        var coded = await db.CodingOfAsync([.. booked.Where(b => b.Entry.SourceId is { } id && invoices.ContainsKey(id))], invoices, books, ct);
        return [.. booked.Select(b => b.Entry.SourceId is { } id && coded.TryGetValue(b.Entry.Id, out var lines) ? b with { Invoice = invoices[id], Coded = lines } : b)];
    }

    internal static async Task<List<VendorInvoice>> InvoicesOfAsync(this KontaliContext db, IReadOnlyList<JournalEntry> entries, CancellationToken ct)
    {
        var ids = entries.Where(e => e.SourceType == EntrySource.VendorInvoice).Select(e => e.SourceId).OfType<Guid>().Distinct().ToArray();
        return ids.Length == 0 ? [] : await db.Invoices.Where(i => ids.Contains(i.Id)).ToListAsync(ct);
    }

    /// <summary>How posted invoices are coded: as a person corrected it, else as it was decided, else as the ledger says.</summary>
    internal static async Task<Dictionary<Guid, IReadOnlyList<CodedLine>>> CodingOfAsync(this KontaliContext db, IReadOnlyList<Booked> booked, IReadOnlyDictionary<Guid, VendorInvoice> invoices, IReadOnlyDictionary<Guid, ClientBooks> books, CancellationToken ct)
    {
        var ids = booked.Select(b => b.Entry.Id).ToArray();
        var corrected = await db.Corrections.AsNoTracking().Where(c => ids.Contains(c.ReplacementEntryId)).Select(c => new { c.ReplacementEntryId, c.CorrectedEntry }).ToDictionaryAsync(c => c.ReplacementEntryId, c => c.CorrectedEntry, ct);
        var wanted = booked.Where(b => !corrected.ContainsKey(b.Entry.Id)).Select(b => b.Entry.DecisionId).OfType<Guid>().ToArray();
        var decided = wanted.Length == 0 ? [] : await db.Decisions.AsNoTracking().Where(d => wanted.Contains(d.Id)).Select(d => new { d.Id, d.Decision }).ToDictionaryAsync(d => d.Id, d => d.Decision, ct);
        return booked.ToDictionary(b => b.Entry.Id, b => corrected.TryGetValue(b.Entry.Id, out var lines) ? lines
            : b.Entry.DecisionId is { } decision && decided.TryGetValue(decision, out var made) && made.Lines.All(l => l.Account.Length > 0) ? [.. made.Lines.Select(CodedLine.From)]
            : [.. CodingOfVoucher.LinesOf(invoices[b.Entry.SourceId!.Value], b.Entry.VoucherName, b.Postings).Select(CodedLine.From)]);
    }

    // The same vendor has a row of its own at each client, and no invoice of that number there already.
    private static async Task<List<Booked>> WithVendorsAsync(this KontaliContext db, List<Booked> booked, string identity, CancellationToken ct)
    {
        var clients = booked.Select(b => b.Entry.ClientId).Distinct().ToArray();
        var vendors = (await db.Vendors.AsNoTracking().Where(v => clients.Contains(v.ClientId) && v.Identity == identity).Select(v => new { v.ClientId, v.Id }).ToListAsync(ct)).GroupBy(v => v.ClientId).ToDictionary(g => g.Key, g => g.Min(v => v.Id));
        var taken = await db.TakenNumbersAsync([.. booked.Select(b => b.Entry)], [.. vendors.Values], ct);
        return [.. booked.Select(b => !vendors.TryGetValue(b.Entry.ClientId, out var vendor) ? b with { Problem = Phrase.Of($"Klienten har ikke leverandøren.") }
            : b.Entry.SourceId is { } source && taken.Contains(source) ? b with { Problem = Phrase.Of($"Leverandøren har allerede en faktura med dette nummeret hos klienten.") } : b with { Vendor = vendor })];
    }

    private static async Task<HashSet<Guid>> TakenNumbersAsync(this KontaliContext db, IReadOnlyList<JournalEntry> entries, IReadOnlyList<Guid> vendors, CancellationToken ct)
    {
        var ids = entries.Select(e => e.SourceId).OfType<Guid>().ToArray();
        return [.. await db.Invoices.Where(i => ids.Contains(i.Id) && db.Invoices.Any(o => o.TenantId == i.TenantId && o.ClientId == i.ClientId && vendors.Contains(o.VendorId) && o.NormalizedNumber == i.NormalizedNumber && o.Kind == i.Kind && o.Id != i.Id)).Select(i => i.Id).ToListAsync(ct)];
    }

    // The clients are always named, for the ledger's indexes lead with them; and only what stands is found.
    private static async Task<IQueryable<Posting>> MatchingAsync(this KontaliContext db, LineSearch search, CancellationToken ct)
    {
        if (!search.IsEnough) throw new BrokenRule($"Si noe om linjene du leter etter: leverandør, konto, mva-kode, eller klient og tidsrom.");
        var firm = db.Actor.RequiredFirm;
        var clients = await db.Clients.Where(c => search.Clients.Count == 0 || search.Clients.Contains(c.Id)).Select(c => c.Id).ToArrayAsync(ct);
        var found = db.Postings.AsNoTracking().Where(p => clients.Contains(p.ClientId));
        // What follows from other lines, the vendor's own account and the VAT accounts, is found only where it is asked for by name.
        found = search.Account is { } account ? found.Where(p => p.AccountNumber == account)
            : found.Where(p => p.VendorId == null && !(p.VatCode != null && p.VatBaseAmount == null && p.AccountNumber.StartsWith("27")));
        if (search.VatCode is { } code) found = found.Where(p => p.VatCode == code);
        if (Months.FirstDay(search.From) is { } first) found = found.Where(p => p.AccountingDate >= first);
        if (Months.LastDay(search.To) is { } last) found = found.Where(p => p.AccountingDate <= last);
        if (search.AtLeast is { } least) found = found.Where(p => p.DebitAmount + p.CreditAmount >= least);
        if (search.AtMost is { } most) found = found.Where(p => p.DebitAmount + p.CreditAmount <= most);
        if (search.Vendor is { Length: > 0 } name)
        {
            var vendors = await db.Vendors.Matching(null, name).Where(v => clients.Contains(v.ClientId)).Select(v => (Guid?)v.Id).Take(5_000).ToArrayAsync(ct);
            var theirs = db.Postings.Where(v => v.TenantId == firm && clients.Contains(v.ClientId) && vendors.Contains(v.VendorId)).Select(v => v.EntryId);
            found = found.Where(p => theirs.Contains(p.EntryId));
        }
        if (search.Text is { Length: > 0 } text)
        {
            var like = Like.Within(text);
            found = found.Where(p => EF.Functions.ILike(p.LineDescription!, like, Like.Sign) || db.Journal.Any(j => j.Id == p.EntryId && EF.Functions.ILike(j.Description, like, Like.Sign)));
        }
        IReadOnlyCollection<Guid>? decisions = search.Decision is { } one ? [one] : null;
        if (search.Pattern is { } pattern) decisions = [.. await db.DecisionsOfAsync(pattern, ct)];
        if (decisions is not null) found = found.Where(p => db.Journal.Any(j => j.Id == p.EntryId && decisions.Contains(j.DecisionId!.Value)));
        return found.Where(p => db.Journal.Any(j => j.Id == p.EntryId && j.ReversalOfId == null) && !db.Journal.Any(r => r.ReversalOfId == p.EntryId));
    }

    private static Task<List<Guid>> DecisionsOfAsync(this KontaliContext db, Guid pattern, CancellationToken ct) =>
        db.PatternUses.Where(u => u.PatternId == pattern).Select(u => u.DecisionId).ToListAsync(ct);
}
