using System.Security.Cryptography;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

/// <summary>What is to stand instead of a posted voucher.</summary>
/// <param name="Reason">Why; stands in the ledger.</param>
/// <param name="Key">Made before the click: pressed twice, it is corrected once.</param>
public sealed record VoucherCorrection(string Reason, Guid Key)
{
    /// <summary>The coded lines, of a voucher that was made from an invoice: together they are the invoice's parts, to the øre.</summary>
    public IReadOnlyList<CodedLine>? Coded { get; init; }

    /// <summary>The lines, of a voucher by hand.</summary>
    public IReadOnlyList<PostedLine>? Lines { get; init; }

    /// <summary>Accounting date of the reversal; the first open day from the voucher's own where none is chosen.</summary>
    public DateOnly? ReversedOn { get; init; }

    /// <summary>Accounting date of the replacement, where the voucher belongs in another period; the reversal's where none is chosen.</summary>
    public DateOnly? BookedOn { get; init; }

    /// <summary>The vendor it belongs to.</summary>
    public Guid? Vendor { get; init; }

    /// <summary>The voucher's text.</summary>
    public string? Description { get; init; }
}

/// <summary>A correction that was made.</summary>
public sealed record Corrected(JournalEntry Reversal, JournalEntry Replacement);

/// <summary>Corrects a posted voucher: a reversal and a replacement, linked to it, in one transaction (bfl 9). The voucher itself stands.</summary>
public static class CorrectVoucher
{
    /// <summary>Corrects it, on behalf of a person or an agent.</summary>
    /// <exception cref="BrokenRule">The reason is missing, nothing is changed, it is taken back already, a month is not open, or a rule of booking is broken.</exception>
    public static async Task<Corrected> CorrectVoucherAsync(this KontaliContext db, Guid entryId, VoucherCorrection with, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var entry = await db.Journal.Include(j => j.Postings).SingleOrDefaultAsync(j => j.Id == entryId, ct) ?? throw new BrokenRule($"Bilaget finnes ikke.");
        if (string.IsNullOrWhiteSpace(with.Reason)) throw new BrokenRule($"Skriv hvorfor bilag {entry.VoucherName} rettes: grunnen står i regnskapet.");
        if (entry.ReversalOfId is not null) throw new BrokenRule($"Bilag {entry.VoucherName} er selv en tilbakeføring. Rett bilaget som gjelder.");
        var invoice = await db.LockedInvoiceAsync(entry, ct);
        if (await db.DoneBeforeAsync(entry, with, ct) is { } first) return first;
        if (invoice is not null && invoice.GeneralLedgerId != entry.Id) throw new BrokenRule($"Bilag {entry.VoucherName} gjelder ikke for fakturaen lenger. Åpne fakturaen og rett bilaget den står med nå.");
        var books = (await db.ClientBooksAsync([entry.ClientId], ct))[entry.ClientId];
        var booked = new Booked(entry, entry.Postings, []);
        var original = await db.OriginalAsync(booked, invoice, books, ct);
        var before = invoice?.VendorId;
        if (with.Coded is { } coded) with = with with { Coded = Carried(original, coded) };
        await db.GiveVendorAsync(entry, invoice, with.Vendor, ct);

        var decision = entry.DecisionId ?? (invoice is null ? null : db.DecisionOf(invoice, entry).Id);
        var reverseOn = with.ReversedOn ?? books.OpenFrom(entry.AccountingDate);
        var replacement = Replacement(booked, invoice, original, books, with, decision, with.BookedOn ?? reverseOn);
        if (IsAlike(entry, replacement) && before == invoice?.VendorId) throw new BrokenRule($"Ingenting er endret i bilag {entry.VoucherName}.");
        var reversal = await db.ReverseAsync(entry.Id, reverseOn, with.Reason, KeyOf(with.Key, entry.Id, "reversal"), ct);
        var posted = await db.PostAsync(replacement, ct: ct);
        db.KeepCorrection(entry, invoice, decision, reversal.Id, posted, original, with.Coded ?? [.. (with.Lines ?? PostedLines.Of(entry.Postings, books.Rules)).Select(l => l.AsCoded())], with.Reason);
        if (invoice is not null) await db.PointAtAsync([(invoice, posted)], ct);
        return new(reversal, posted);
    }

    /// <summary>A key that is the same however often it is asked for.</summary>
    internal static Guid KeyOf(Guid of, Guid entry, string what) => new(SHA256.HashData([.. of.ToByteArray(), .. entry.ToByteArray(), .. System.Text.Encoding.ASCII.GetBytes(what)]).AsSpan(0, 16));

    /// <summary>The replacement of a voucher: the same in all but its lines and its date.</summary>
    internal static Voucher ReplacementOf(JournalEntry entry, IReadOnlyList<PostingLine> lines, DateOnly on, Guid key, Guid? decision, string? description = null) => new(entry.TenantId, entry.ClientId, lines)
    {
        PostingKey = key,
        Series = entry.Series,
        DocumentDate = entry.EntryDate,
        AccountingDate = on,
        Description = description is { Length: > 0 } said ? said : entry.Description,
        SourceType = entry.SourceType,
        SourceId = entry.SourceId,
        DocumentId = entry.DocumentId,
        DocumentHash = entry.DocumentHash,
        DecisionId = decision,
    };

    /// <summary>The decision that a voucher from before Kontali has none of: how it stood. Without one nothing of its invoice could be taught.</summary>
    internal static AgentDecision DecisionOf(this KontaliContext db, VendorInvoice invoice, JournalEntry entry, IReadOnlyList<Posting>? postings = null) =>
        db.Decisions.Add(CodingOfVoucher.DecisionOf(invoice, entry, postings ?? entry.Postings, Phrase.Of($"Slik sto bilaget da det ble rettet."), db.Clock)).Entity;

    /// <summary>Keeps what stood and what stands.</summary>
    internal static void KeepCorrection(this KontaliContext db, JournalEntry entry, VendorInvoice? invoice, Guid? decision, Guid reversal, JournalEntry replacement, IReadOnlyList<CodedLine> before, IReadOnlyList<CodedLine> after, string reason, Guid? batch = null, int similar = 0, Guid? restores = null) => db.Corrections.Add(new()
    {
        Id = Ids.New(db.Clock),
        TenantId = entry.TenantId,
        ClientId = entry.ClientId,
        DecisionId = invoice is null ? null : decision,
        JournalEntryId = entry.Id,
        ReversalEntryId = reversal,
        ReplacementEntryId = replacement.Id,
        RestoresEntryId = restores,
        OriginalEntry = before,
        CorrectedEntry = after,
        CorrectionReason = reason.Trim(),
        BatchId = batch,
        SimilarCorrected = similar,
        CorrectedBy = db.Actor.User,
        CreatedAt = replacement.CreatedAt,
    });

    /// <summary>The invoices stand with these vouchers now. Samples of what no longer stands have nothing to be compared with; whoever learns is told.</summary>
    internal static async Task PointAtAsync(this KontaliContext db, IReadOnlyList<(VendorInvoice Invoice, JournalEntry Entry)> pairs, CancellationToken ct)
    {
        var ids = pairs.Select(p => p.Invoice.Id).ToArray();
        foreach (var sample in await db.ReviewQueue.Open.Where(r => ids.Contains(r.SourceId) && r.IssueCategory == Audits.Reason).ToListAsync(ct))
            sample.Resolve(ReviewStatus.Rejected, db.Actor.User, db.Clock.Now(), "Bilaget er rettet");
        foreach (var (invoice, entry) in pairs)
        {
            invoice.Posted(entry.Id, entry.CreatedAt, db.Actor.User);
            db.Tell(Happened.Corrected, invoice.Id, invoice.ClientId, new { entry.VoucherName });
        }
    }

    // Of two who correct the same invoice at once, one waits here and then finds it corrected.
    private static async Task<VendorInvoice?> LockedInvoiceAsync(this KontaliContext db, JournalEntry entry, CancellationToken ct) =>
        entry is { SourceType: EntrySource.VendorInvoice, SourceId: { } id } ? (await db.Invoices.FromSql($"select * from vendor_invoices where id = {id} for update").ToListAsync(ct)).SingleOrDefault() : null;

    private static async Task<Corrected?> DoneBeforeAsync(this KontaliContext db, JournalEntry entry, VoucherCorrection with, CancellationToken ct)
    {
        var (back, anew) = (KeyOf(with.Key, entry.Id, "reversal"), KeyOf(with.Key, entry.Id, "replacement"));
        var found = await db.Journal.AsNoTracking().Include(j => j.Postings).Where(j => j.ClientId == entry.ClientId && (j.PostingKey == back || j.PostingKey == anew)).ToListAsync(ct);
        return found.Count < 2 ? null : new(found.Single(j => j.PostingKey == back), found.Single(j => j.PostingKey == anew));
    }

    private static async Task<IReadOnlyList<CodedLine>> OriginalAsync(this KontaliContext db, Booked booked, VendorInvoice? invoice, ClientBooks books, CancellationToken ct) => invoice is null
        ? [.. PostedLines.Of(booked.Postings, books.Rules).Select(l => l.AsCoded())]
        : (await db.CodingOfAsync([booked], new Dictionary<Guid, VendorInvoice> { [invoice.Id] = invoice }, new Dictionary<Guid, ClientBooks> { [booked.Entry.ClientId] = books }, ct))[booked.Entry.Id];

    private static async Task GiveVendorAsync(this KontaliContext db, JournalEntry entry, VendorInvoice? invoice, Guid? vendor, CancellationToken ct)
    {
        if (vendor is not { } id || invoice?.VendorId == id) return;
        if (!await db.Vendors.AnyAsync(v => v.Id == id && v.ClientId == entry.ClientId, ct)) throw new BrokenRule($"Leverandøren finnes ikke hos klienten.");
        if (invoice is null) return;
        if (await db.Invoices.AnyAsync(o => o.ClientId == entry.ClientId && o.VendorId == id && o.NormalizedNumber == invoice.NormalizedNumber && o.Kind == invoice.Kind && o.Id != invoice.Id, ct))
            throw new BrokenRule($"Leverandøren har allerede en faktura med dette nummeret hos klienten.");
        invoice.VendorId = id;
    }

    private static Voucher Replacement(Booked booked, VendorInvoice? invoice, IReadOnlyList<CodedLine> original, ClientBooks books, VoucherCorrection with, Guid? decision, DateOnly on)
    {
        var (entry, key) = (booked.Entry, KeyOf(with.Key, booked.Entry.Id, "replacement"));
        if (invoice is not null) return ReplacementOf(entry, InvoiceVoucher.Of(invoice, with.Coded ?? original, books.Rules, on, key).Lines, on, key, decision, with.Description);
        var lines = with.Lines ?? PostedLines.Of(booked.Postings, books.Rules);
        if (with.Vendor is { } vendor) lines = [.. lines.Select(l => l.VendorId is null ? l : l with { VendorId = vendor })];
        return ReplacementOf(entry, PostedLines.Postings(booked.Postings, lines, books.Rules), on, key, decision, with.Description);
    }

    // A line she left as it was is still whose it was: the agent's per cent and sentence go with it.
    private static IReadOnlyList<CodedLine> Carried(IReadOnlyList<CodedLine> original, IReadOnlyList<CodedLine> lines) =>
        [.. lines.Select(l => original.FirstOrDefault(o => (o.Share.Key, o.Account, o.VatCode) == (l.Share.Key, l.Account, l.VatCode)) is { } as_ ? l with { Confidence = as_.Confidence, Reasoning = as_.Reasoning } : l with { Confidence = null, Reasoning = null })];

    private static bool IsAlike(JournalEntry entry, Voucher replacement) =>
        entry.AccountingDate == replacement.AccountingDate && entry.Description == replacement.Description
        && entry.Postings.Select(p => Key(p.AsLine())).Order(StringComparer.Ordinal).SequenceEqual(replacement.Lines.Select(Key).Order(StringComparer.Ordinal));

    private static string Key(PostingLine l) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{l.Account}|{l.Amount:0.00}|{l.VatCode}|{l.VatBase:0.00}|{l.VatAmount:0.00}|{l.VendorId}|{l.Text}");
}
