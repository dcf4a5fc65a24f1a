using System.Globalization;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>Where a correction was made.</summary>
public enum CorrectionKind
{
    /// <summary>In the queue, before it was posted.</summary>
    InQueue,

    /// <summary>Of a posted voucher, by itself.</summary>
    Posted,

    /// <summary>Of a posted voucher, in a batch.</summary>
    Batch,

    /// <summary>One that took another back.</summary>
    Undone,
}

/// <summary>A correction in the record.</summary>
public sealed record CorrectionRow
{
    /// <summary>The correction.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, and who; nobody's name where an agent did.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc cref="At"/>
    public string? By { get; init; }

    /// <summary>The client.</summary>
    public required Guid ClientId { get; init; }

    /// <inheritdoc cref="ClientId"/>
    public required string Client { get; init; }

    /// <summary>What it is of: the voucher's text.</summary>
    public required string Description { get; init; }

    /// <summary>The voucher that was wrong, where it was posted; what took it back; what stands.</summary>
    public VoucherLink? Original { get; init; }

    /// <inheritdoc cref="Original"/>
    public VoucherLink? Reversal { get; init; }

    /// <inheritdoc cref="Original"/>
    public required VoucherLink Replacement { get; init; }

    /// <summary>The lines before and after.</summary>
    public required IReadOnlyList<CodedLine> Before { get; init; }

    /// <inheritdoc cref="Before"/>
    public required IReadOnlyList<CodedLine> After { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The batch, where it was one.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Where it was made.</summary>
    public required CorrectionKind Kind { get; init; }

    /// <summary>The invoice, where there is one, and its vendor's identity.</summary>
    public Guid? InvoiceId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public string? Vendor { get; init; }

    /// <summary>Lessons that stand because of it.</summary>
    public int Taught { get; init; }

    /// <summary>Suggestions for the same vendor at the same client that were settled since, and how many of them were right.</summary>
    public int Since { get; init; }

    /// <inheritdoc cref="Since"/>
    public int RightSince { get; init; }

    /// <summary>Its place in the record.</summary>
    public CorrectionPlace Place => new(At, Id);
}

/// <summary>A place in the record, by time; as it stands in an address.</summary>
public sealed record CorrectionPlace(DateTimeOffset At, Guid Id)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}_{Id:N}");

    /// <summary>Reads one; null where it is none.</summary>
    public static CorrectionPlace? Parse(string? text) => DecisionPlace.Parse(text) is { } place ? new(place.At, place.Id) : null;
}

/// <summary>Which corrections to show.</summary>
/// <param name="Client">The client.</param>
/// <param name="By">Who corrected.</param>
/// <param name="Kind">Where it was made.</param>
/// <param name="Batch">The batch.</param>
/// <param name="From">Days, both ends inclusive.</param>
/// <param name="To"><inheritdoc cref="From" path="/node()"/></param>
/// <param name="Text">Part of the reason or of the voucher's text.</param>
/// <param name="Account">An account that was corrected from or to.</param>
public sealed record CorrectionFilter(Guid? Client = null, Guid? By = null, CorrectionKind? Kind = null, Guid? Batch = null, DateOnly? From = null, DateOnly? To = null, string? Text = null, string? Account = null);

/// <summary>A batch in a list: how far it is, and what became of it.</summary>
public sealed record BatchRow(Guid Id, DateTimeOffset At, string? By, string Reason, LineSearch Search, LineChange Change, Guid? Undoes, Guid? UndoneBy, int Vouchers, int LeftOut, int Done, int Left, Guid TaskId, bool IsRunning)
{
    /// <summary>What was never done, for it was stopped.</summary>
    public int Never => IsRunning ? 0 : Vouchers - Done - Left;
}

/// <summary>A voucher of a batch on its page.</summary>
public sealed record BatchVoucherRow(Guid EntryId, VoucherLink Voucher, string Client, BatchState State, Phrase? Why, VoucherLink? Reversal, VoucherLink? Replacement);

/// <summary>The record of corrections: who changed what, why, what it taught, and how it went since.</summary>
public static class CorrectionRows
{
    /// <summary>So many at a time.</summary>
    public const int PageSize = 50;

    /// <summary>Corrections after a place, newest first.</summary>
    public static async Task<IReadOnlyList<CorrectionRow>> CorrectionRowsAsync(this KontaliContext db, CorrectionFilter filter, CorrectionPlace? after = null, int take = PageSize, CancellationToken ct = default)
    {
        var shown = db.Corrections.AsNoTracking().Matching(db, filter);
        if (after is not null) shown = shown.Where(c => EF.Functions.LessThan(ValueTuple.Create(c.CreatedAt, c.Id), ValueTuple.Create(after.At, after.Id)));
        var found = await (from c in shown.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(take)
                           join j in db.Journal on c.ReplacementEntryId equals j.Id
                           join client in db.Clients on c.ClientId equals client.Id
                           orderby c.CreatedAt descending, c.Id descending
                           select new
                           {
                               Correction = c,
                               Client = client.Name,
                               j.Description,
                               j.SourceId,
                               j.SourceType,
                               Replacement = new { j.Id, j.Series, j.FiscalYear, j.VoucherNumber },
                               Original = db.Journal.Where(o => o.Id == c.JournalEntryId).Select(o => new { o.Id, o.Series, o.FiscalYear, o.VoucherNumber }).FirstOrDefault(),
                               Reversal = db.Journal.Where(o => o.Id == c.ReversalEntryId).Select(o => new { o.Id, o.Series, o.FiscalYear, o.VoucherNumber }).FirstOrDefault(),
                               By = db.Users.Where(u => u.Id == c.CorrectedBy).Select(u => u.Name).FirstOrDefault(),
                               Vendor = db.Invoices.Where(i => i.Id == j.SourceId).Join(db.Vendors, i => i.VendorId, v => v.Id, (_, v) => v.Identity).FirstOrDefault(),
                           }).ToListAsync(ct);
        var (clients, vendors, replacements) = (found.Select(f => f.Correction.ClientId).Distinct().ToArray(), found.Select(f => f.Vendor).OfType<string>().Distinct().ToArray(), found.Select(f => f.Correction.ReplacementEntryId).ToArray());
        // A voucher that stands again taught the first time; what it taught then is what it teaches.
        var taught = await db.Lessons.AsNoTracking().Live.Where(l => db.Postings.Any(p => p.Id == l.PostingId && replacements.Contains(p.EntryId))).Select(l => db.Postings.Where(p => p.Id == l.PostingId).Select(p => p.EntryId).First()).ToListAsync(ct);
        var settled = await db.Outcomes.AsNoTracking().Where(o => o.Right != null && clients.Contains(o.ClientId) && vendors.Contains(o.VendorIdentity)).Select(o => new { o.ClientId, o.VendorIdentity, o.SettledAt, o.InvoiceId, Right = o.Right!.Value }).ToListAsync(ct);
        return
        [
            .. found.Select(f =>
            {
                var since = settled.Where(o => o.ClientId == f.Correction.ClientId && o.VendorIdentity == f.Vendor && o.SettledAt > f.Correction.CreatedAt && o.InvoiceId != f.SourceId).ToList();
                return new CorrectionRow
                {
                    Id = f.Correction.Id, At = f.Correction.CreatedAt, By = f.By, ClientId = f.Correction.ClientId, Client = f.Client, Description = f.Description,
                    Original = f.Original is { } o ? new(o.Id, JournalEntry.NameOf(o.Series, o.FiscalYear, o.VoucherNumber)) : null,
                    Reversal = f.Reversal is { } r ? new(r.Id, JournalEntry.NameOf(r.Series, r.FiscalYear, r.VoucherNumber)) : null,
                    Replacement = new(f.Replacement.Id, JournalEntry.NameOf(f.Replacement.Series, f.Replacement.FiscalYear, f.Replacement.VoucherNumber)),
                    Before = f.Correction.OriginalEntry, After = f.Correction.CorrectedEntry, Reason = f.Correction.CorrectionReason, BatchId = f.Correction.BatchId, Kind = KindOf(f.Correction),
                    InvoiceId = f.SourceType == EntrySource.VendorInvoice ? f.SourceId : null, Vendor = f.Vendor,
                    Taught = taught.Count(e => e == f.Correction.ReplacementEntryId), Since = since.Count, RightSince = since.Count(o => o.Right),
                };
            }),
        ];
    }

    /// <summary>Everybody who has corrected something, by name.</summary>
    public static async Task<IReadOnlyList<Colleague>> CorrectorsAsync(this KontaliContext db, CancellationToken ct = default) =>
        await db.Users.Where(u => db.Corrections.Any(c => c.CorrectedBy == u.Id)).OrderBy(u => u.Name).Select(u => new Colleague(u.Id, u.Name)).ToListAsync(ct);

    /// <summary>The latest batches; or one.</summary>
    public static async Task<IReadOnlyList<BatchRow>> BatchRowsAsync(this KontaliContext db, Guid? one = null, int take = 10, CancellationToken ct = default) => await (
        from b in db.Batches.AsNoTracking().Where(b => one == null || b.Id == one).OrderByDescending(b => b.CreatedAt).Take(take)
        orderby b.CreatedAt descending
        select new BatchRow(b.Id, b.CreatedAt, db.Users.Where(u => u.Id == b.OrderedBy).Select(u => u.Name).FirstOrDefault(), b.Reason, b.Search, b.Change, b.Undoes,
            db.Batches.Where(u => u.Undoes == b.Id).OrderByDescending(u => u.CreatedAt).Select(u => (Guid?)u.Id).FirstOrDefault(), b.Vouchers, b.LeftOut,
            db.BatchVouchers.Count(v => v.BatchId == b.Id && v.State == BatchState.Done), db.BatchVouchers.Count(v => v.BatchId == b.Id && v.State == BatchState.Left), b.TaskId, db.Tasks.Any(t => t.Id == b.TaskId))).ToListAsync(ct);

    /// <summary>The vouchers of a batch: what was left first, then by place.</summary>
    public static async Task<IReadOnlyList<BatchVoucherRow>> BatchVoucherRowsAsync(this KontaliContext db, Guid batch, int skip = 0, int take = 200, CancellationToken ct = default)
    {
        var rows = await (from v in db.BatchVouchers.AsNoTracking().Where(v => v.BatchId == batch).OrderByDescending(v => v.State == BatchState.Left).ThenBy(v => v.Place).Skip(skip).Take(take)
                          join j in db.Journal on v.EntryId equals j.Id
                          join c in db.Clients on v.ClientId equals c.Id
                          orderby v.State == BatchState.Left descending, v.Place
                          select new
                          {
                              Voucher = v,
                              Entry = new { j.Id, j.Series, j.FiscalYear, j.VoucherNumber },
                              Client = c.Name,
                              Reversal = db.Journal.Where(o => o.Id == v.ReversalEntryId).Select(o => new { o.Id, o.Series, o.FiscalYear, o.VoucherNumber }).FirstOrDefault(),
                              Replacement = db.Journal.Where(o => o.Id == v.ReplacementEntryId).Select(o => new { o.Id, o.Series, o.FiscalYear, o.VoucherNumber }).FirstOrDefault()
                          }).ToListAsync(ct);
        return [.. rows.Select(r => new BatchVoucherRow(r.Entry.Id, new(r.Entry.Id, JournalEntry.NameOf(r.Entry.Series, r.Entry.FiscalYear, r.Entry.VoucherNumber)), r.Client, r.Voucher.State, r.Voucher.Why,
            r.Reversal is { } back ? new(back.Id, JournalEntry.NameOf(back.Series, back.FiscalYear, back.VoucherNumber)) : null, r.Replacement is { } now ? new(now.Id, JournalEntry.NameOf(now.Series, now.FiscalYear, now.VoucherNumber)) : null))];
    }

    private static CorrectionKind KindOf(Correction c) => c.RestoresEntryId is not null ? CorrectionKind.Undone : c.BatchId is not null ? CorrectionKind.Batch : c.JournalEntryId is not null ? CorrectionKind.Posted : CorrectionKind.InQueue;

    private static IQueryable<Correction> Matching(this IQueryable<Correction> corrections, KontaliContext db, CorrectionFilter filter)
    {
        if (filter.Client is { } client) corrections = corrections.Where(c => c.ClientId == client);
        if (filter.By is { } by) corrections = corrections.Where(c => c.CorrectedBy == by);
        if (filter.Batch is { } batch) corrections = corrections.Where(c => c.BatchId == batch);
        if (filter.From is { } from && new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) is var first) corrections = corrections.Where(c => c.CreatedAt >= first);
        if (filter.To is { } to && new DateTimeOffset(to.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) is var end) corrections = corrections.Where(c => c.CreatedAt < end);
        corrections = filter.Kind switch
        {
            CorrectionKind.InQueue => corrections.Where(c => c.JournalEntryId == null),
            CorrectionKind.Posted => corrections.Where(c => c.JournalEntryId != null && c.BatchId == null),
            CorrectionKind.Batch => corrections.Where(c => c.BatchId != null && c.RestoresEntryId == null),
            CorrectionKind.Undone => corrections.Where(c => c.RestoresEntryId != null),
            _ => corrections,
        };
        if (filter.Account is { Length: > 0 } account)
        {
            var named = $$"""[{"account":"{{account.Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)}}"}]""";
            corrections = corrections.Where(c => EF.Functions.JsonContains(c.OriginalEntry, named) || EF.Functions.JsonContains(c.CorrectedEntry, named));
        }
        if (filter.Text is not { Length: > 0 } text) return corrections;
        var like = Like.Within(text);
        return corrections.Where(c => EF.Functions.ILike(c.CorrectionReason!, like, Like.Sign) || db.Journal.Any(j => j.Id == c.ReplacementEntryId && EF.Functions.ILike(j.Description, like, Like.Sign)));
    }
}
