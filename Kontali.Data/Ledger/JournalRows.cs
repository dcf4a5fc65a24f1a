using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>A voucher as one row of the journal.</summary>
public sealed record JournalRow
{
    /// <summary>The voucher.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its client's number and name.</summary>
    public required string ClientNumber { get; init; }

    /// <inheritdoc cref="ClientNumber"/>
    public required string Client { get; init; }

    /// <inheritdoc cref="JournalEntry.Series"/>
    public required string Series { get; init; }

    /// <inheritdoc cref="JournalEntry.FiscalYear"/>
    public required int FiscalYear { get; init; }

    /// <inheritdoc cref="JournalEntry.VoucherNumber"/>
    public required int VoucherNumber { get; init; }

    /// <inheritdoc cref="JournalEntry.EntryDate"/>
    public required DateOnly EntryDate { get; init; }

    /// <inheritdoc cref="JournalEntry.AccountingDate"/>
    public required DateOnly AccountingDate { get; init; }

    /// <inheritdoc cref="JournalEntry.Description"/>
    public required string Description { get; init; }

    /// <summary>Sum of its debits, kroner.</summary>
    public required decimal Sum { get; init; }

    /// <inheritdoc cref="JournalEntry.SourceType"/>
    public required EntrySource Source { get; init; }

    /// <inheritdoc cref="JournalEntry.CreatedByType"/>
    public required ActorKind ByKind { get; init; }

    /// <summary>The person's name, where it was one.</summary>
    public string? By { get; init; }

    /// <summary>True when another voucher has taken it back.</summary>
    public required bool IsReversed { get; init; }

    /// <inheritdoc cref="JournalEntry.VoucherName"/>
    public string VoucherName => JournalEntry.NameOf(Series, FiscalYear, VoucherNumber);

    /// <summary>Its place in the journal: what an older or newer page begins after.</summary>
    public JournalPlace Place => new(AccountingDate, Id);
}

/// <summary>A place in the journal, between two vouchers; as text it stands in an address.</summary>
public sealed record JournalPlace(DateOnly Date, Guid Id)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Date:yyyyMMdd}-{Id:N}");

    /// <summary>Reads it back; null where it is not one.</summary>
    public static JournalPlace? Parse(string? text) =>
        text?.Split('-') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && Guid.TryParseExact(id, "N", out var guid)
            ? new(date, guid)
            : null;
}

/// <summary>Which vouchers are wanted.</summary>
public sealed record JournalFilter
{
    /// <summary>Of one client; of all where none is named.</summary>
    public Guid? Client { get; init; }

    /// <summary>First and last month of accounting date, yyyy-MM, both inclusive.</summary>
    public string? From { get; init; }

    /// <inheritdoc cref="From"/>
    public string? To { get; init; }

    /// <summary>A voucher's name (L-2026-14), its number, or part of its text.</summary>
    public string? Text { get; init; }
}

/// <summary>One page of the journal, newest first.</summary>
/// <param name="Rows">The vouchers.</param>
/// <param name="HasNewer">Whether there are newer ones than these, and older.</param>
/// <param name="HasOlder"><inheritdoc cref="HasNewer" path="/node()"/></param>
public sealed record JournalSheet(IReadOnlyList<JournalRow> Rows, bool HasNewer, bool HasOlder);

/// <summary>The journal, page by page: each page is a walk along an index from where the last one ended, however long the journal is.</summary>
public static class JournalRows
{
    /// <summary>Above this nobody needs the exact number, and counting on would cost more than it tells.</summary>
    public const int CountedTo = 10_000;

    /// <summary>The vouchers after a place (older), or before it (newer); from the newest where no place is given.</summary>
    public static async Task<JournalSheet> JournalSheetAsync(this KontaliContext db, JournalFilter filter, JournalPlace? after = null, JournalPlace? before = null, int take = 100, CancellationToken ct = default)
    {
        var wanted = db.Journal.Where(filter);
        if (before is not null)
        {
            var newer = await wanted.NewerThan(before).OrderBy(j => j.AccountingDate).ThenBy(j => j.Id).Take(take + 1).AsRows(db).ToListAsync(ct);
            var enough = newer.Count > take;
            return new([.. newer.Take(take).Reverse()], enough, true);
        }
        var rows = await (after is null ? wanted : wanted.OlderThan(after)).NewestFirst.Take(take + 1).AsRows(db).ToListAsync(ct);
        return new([.. rows.Take(take)], after is not null, rows.Count > take);
    }

    /// <summary>How many there are, counted no further than one above <see cref="CountedTo"/>.</summary>
    public static Task<int> CountJournalAsync(this KontaliContext db, JournalFilter filter, CancellationToken ct = default) =>
        db.Journal.Where(filter).Take(CountedTo + 1).CountAsync(ct);

    /// <summary>Vouchers by name or number, newest first: a handful.</summary>
    public static async Task<IReadOnlyList<JournalRow>> FindVouchersAsync(this KontaliContext db, string text, int take = 4, CancellationToken ct = default) =>
        VoucherWord.Read(text) is { } word ? await db.Journal.Named(word).NewestFirst.Take(take).AsRows(db).ToListAsync(ct) : [];

    /// <summary>These vouchers, newest first.</summary>
    internal static async Task<IReadOnlyList<JournalRow>> VouchersAsync(this KontaliContext db, Guid[] ids, int take, CancellationToken ct) =>
        await db.Journal.Where(j => ids.Contains(j.Id)).NewestFirst.Take(take).AsRows(db).ToListAsync(ct);

    extension(IQueryable<JournalEntry> journal)
    {
        private IQueryable<JournalEntry> Where(JournalFilter filter)
        {
            var found = journal.For(filter.Client);
            // Months are spans of dates: the one index that gives the order also finds them.
            if (Months.FirstDay(filter.From) is { } first) found = found.Where(j => j.AccountingDate >= first);
            if (Months.LastDay(filter.To) is { } last) found = found.Where(j => j.AccountingDate <= last);
            if (string.IsNullOrWhiteSpace(filter.Text)) return found;
            if (VoucherWord.Read(filter.Text) is { } word) return found.Named(word);
            var like = Like.Within(filter.Text);
            return found.Where(j => EF.Functions.ILike(j.Description, like, Like.Sign));
        }

        private IQueryable<JournalEntry> Named(VoucherWord word)
        {
            var found = journal.Where(j => j.VoucherNumber == word.Number);
            if (word.Series is { } series) found = found.Where(j => j.Series == series);
            return word.Year is { } year ? found.Where(j => j.FiscalYear == year) : found;
        }

        private IQueryable<JournalEntry> OlderThan(JournalPlace place) =>
            journal.Where(j => EF.Functions.LessThan(ValueTuple.Create(j.AccountingDate, j.Id), ValueTuple.Create(place.Date, place.Id)));

        private IQueryable<JournalEntry> NewerThan(JournalPlace place) =>
            journal.Where(j => EF.Functions.GreaterThan(ValueTuple.Create(j.AccountingDate, j.Id), ValueTuple.Create(place.Date, place.Id)));

        private IQueryable<JournalRow> AsRows(KontaliContext db) => journal.Select(j => new JournalRow
        {
            Id = j.Id,
            ClientNumber = db.Clients.Where(c => c.Id == j.ClientId).Select(c => c.ClientNumber).First(),
            Client = db.Clients.Where(c => c.Id == j.ClientId).Select(c => c.Name).First(),
            Series = j.Series,
            FiscalYear = j.FiscalYear,
            VoucherNumber = j.VoucherNumber,
            EntryDate = j.EntryDate,
            AccountingDate = j.AccountingDate,
            Description = j.Description,
            Sum = j.Postings.Sum(p => p.DebitAmount),
            Source = j.SourceType,
            ByKind = j.CreatedByType,
            By = db.Users.Where(u => u.Id == j.CreatedById).Select(u => u.Name).FirstOrDefault(),
            IsReversed = db.Journal.Any(r => r.ReversalOfId == j.Id),
        });
    }

}
