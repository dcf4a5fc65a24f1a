using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

/// <summary>
/// Does a part of a batch, on behalf of whoever ordered it and with her rights as they are now. The part lands whole or not at all; what has
/// moved since she saw it is left, with the reason. Done again it adds nothing: what is done is done, and the posting keys are the same.
/// </summary>
public static class CorrectPart
{
    /// <summary>Corrects the vouchers from one place up to another, those that still wait.</summary>
    public static async Task CorrectPartAsync(this KontaliContext db, Guid batchId, int from, int to, CancellationToken ct = default)
    {
        var batch = await db.Batches.SingleAsync(b => b.Id == batchId, ct);
        var rows = await db.BatchVouchers.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(v => v.BatchId == batchId && v.Place >= from && v.Place < to && v.State == BatchState.Waiting).OrderBy(v => v.Place).ToListAsync(ct);
        if (rows.Count == 0) return;
        if (!await db.ActForAsync(batch.OrderedBy, batch.Reason, ct))
        {
            foreach (var row in rows) row.LeaveIt(Phrase.Of($"Den som bestilte rettingen, har ikke lenger tilgang til å bokføre."));
            return;
        }
        foreach (var client in rows.GroupBy(r => r.ClientId)) await db.CorrectAsync(batch, [.. client], ct);
    }

    private static async Task CorrectAsync(this KontaliContext db, CorrectionBatch batch, List<BatchVoucher> rows, CancellationToken ct)
    {
        var clientId = rows[0].ClientId;
        // One part at a time of a client: two would wait for each other's counters anyway.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('correct ' || {clientId}, 0))", ct);
        var (planned, books) = batch.Undoes is { } undone
            ? await db.PlannedUndoAsync(undone, [.. rows.Select(r => r.EntryId)], ct)
            : await db.PlannedAgainAsync(batch, rows, ct);
        List<(BatchVoucher Row, PlannedAgain Now)> good = [];
        foreach (var row in rows)
        {
            if (!planned.TryGetValue(row.EntryId, out var now)) row.LeaveIt(Phrase.Of($"Klienten er ikke lenger din, så bilaget er latt være."));
            else if (now.Plan.Problem is { } problem) row.LeaveIt(problem);
            else if (now.Plan.Fingerprint != row.Fingerprint) row.LeaveIt(Phrase.Of($"Perioden eller reglene er endret siden forhåndsvisningen, så bilaget er latt være."));
            else good.Add((row, now));
        }
        if (good.Count > 0) await db.PostAsync(batch, books[clientId], good, ct);
    }

    private static async Task PostAsync(this KontaliContext db, CorrectionBatch batch, ClientBooks books, List<(BatchVoucher Row, PlannedAgain Now)> good, CancellationToken ct)
    {
        var invoices = (await db.InvoicesOfAsync([.. good.Select(g => g.Now.Booked.Entry)], ct)).ToDictionary(i => i.Id);
        var coded = await db.CodedAsync(batch, good, invoices, books, ct);
        List<(JournalEntry Entry, VendorInvoice? Invoice, Guid? Decision)> made = [.. good.Select(g =>
        {
            var entry = g.Now.Booked.Entry;
            var invoice = entry is { SourceType: EntrySource.VendorInvoice, SourceId: { } source } ? invoices.GetValueOrDefault(source) : null;
            return (entry, invoice, g.Now.Restored is { } restored ? restored.DecisionId : entry.DecisionId ?? (invoice is null ? null : db.DecisionOf(invoice, entry, g.Now.Booked.Postings).Id));
        })];
        List<Voucher> vouchers = [];
        foreach (var ((row, now), (entry, _, decision)) in good.Zip(made))
        {
            vouchers.Add(entry.Reverse(now.Booked.Postings, CorrectVoucher.KeyOf(batch.Id, entry.Id, "reversal"), now.Plan.On, batch.Reason));
            vouchers.Add(CorrectVoucher.ReplacementOf(now.Restored ?? entry, now.Plan.After, now.Plan.On, CorrectVoucher.KeyOf(batch.Id, entry.Id, "replacement"), decision));
        }
        var posted = await db.PostManyAsync(books.Rules.Client, vouchers, ct);
        List<(VendorInvoice, JournalEntry)> standing = [];
        for (var i = 0; i < good.Count; i++)
        {
            var ((row, now), (entry, invoice, decision), reversal, replacement) = (good[i], made[i], posted[2 * i], posted[2 * i + 1]);
            if (invoice is not null && now.Booked.Vendor is { } vendor) invoice.VendorId = vendor;
            if (invoice is not null && now.Vendor is { } former) invoice.VendorId = former;
            db.KeepCorrection(entry, invoice, decision, reversal.Id, replacement, coded[entry.Id].Before, coded[entry.Id].After, batch.Reason, batch.Id, batch.Vouchers - 1, now.Restores);
            row.DoneAs(reversal.Id, replacement.Id);
            if (invoice is not null) standing.Add((invoice, replacement));
        }
        await db.PointAtAsync(standing, ct);
    }

    // The lines in the words that corrections are kept in, and that teach.
    private static async Task<Dictionary<Guid, (IReadOnlyList<CodedLine> Before, IReadOnlyList<CodedLine> After)>> CodedAsync(this KontaliContext db, CorrectionBatch batch, List<(BatchVoucher Row, PlannedAgain Now)> good, Dictionary<Guid, VendorInvoice> invoices, ClientBooks books, CancellationToken ct)
    {
        var ofInvoice = good.Where(g => g.Now.Booked.Entry is { SourceType: EntrySource.VendorInvoice, SourceId: { } source } && invoices.ContainsKey(source)).Select(g => g.Now.Booked).ToList();
        var stood = await db.CodingOfAsync(ofInvoice, invoices, new Dictionary<Guid, ClientBooks> { [books.Rules.Client.Id] = books }, ct);
        return good.ToDictionary(g => g.Row.EntryId, g =>
        {
            var before = stood.GetValueOrDefault(g.Row.EntryId) ?? [.. PostedLines.Of(g.Now.Booked.Postings, books.Rules).Select(l => l.AsCoded())];
            if (g.Now.Original is { } original) return (before, original);
            if (stood.ContainsKey(g.Row.EntryId)) return (before, CorrectionPlan.Recoded(g.Now.Booked, before, batch.Change));
            return (before, (IReadOnlyList<CodedLine>)[.. before.Select(l => g.Row.Lines.Any(n => l.Share.Key == $"P{n}") ? l with { Account = batch.Change.Account ?? l.Account, VatCode = batch.Change.VatCode ?? l.VatCode, Text = batch.Change.Text ?? l.Text } : l)]);
        });
    }

    private static async Task<(IReadOnlyDictionary<Guid, PlannedAgain>, IReadOnlyDictionary<Guid, ClientBooks>)> PlannedAgainAsync(this KontaliContext db, CorrectionBatch batch, List<BatchVoucher> rows, CancellationToken ct)
    {
        var (booked, books) = await db.BookedAsync(rows.ToDictionary(r => r.EntryId, r => r.Lines), batch.Change, ct);
        var ids = booked.Select(b => (Guid?)b.Entry.Id).ToArray();
        var reversed = (await db.Journal.AsNoTracking().Where(j => ids.Contains(j.ReversalOfId)).ToListAsync(ct)).ToDictionary(j => j.ReversalOfId!.Value);
        return (booked.Select(b => reversed.TryGetValue(b.Entry.Id, out var by) ? b with { Problem = Phrase.Of($"Bilaget er allerede tilbakeført med {by.VoucherName}.") } : b)
            .ToDictionary(b => b.Entry.Id, b => new PlannedAgain(b, CorrectionPlan.Plan(b, batch.Change, batch.ChosenDate, books[b.Entry.ClientId]))), books);
    }

    // From here on she acts, not the worker: her rights, her clients, her name in the ledger and the trail; to the end of the transaction.
    internal static async Task<bool> ActForAsync(this KontaliContext db, Guid userId, string reason, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct) is not { IsActive: true } user || !user.Role.Has(Right.Post)) return false;
        (db.Actor, db.Reason) = (user.AsActor(), reason);
        await db.WriteAsync("select set_config('kontali.user', $1, true), set_config('kontali.actor', 'person', true), set_config('kontali.actor_name', $2, true), set_config('kontali.reason', $3, true)", ct, userId.ToString(), user.Name, reason);
        return true;
    }
}

/// <summary>A voucher of a batch, planned from the books as they are now.</summary>
internal sealed record PlannedAgain(Booked Booked, PlannedVoucher Plan)
{
    /// <summary>Of an undoing: the voucher that is booked again as it stood, and how it was coded.</summary>
    public JournalEntry? Restored { get; init; }

    /// <inheritdoc cref="Restored"/>
    public IReadOnlyList<CodedLine>? Original { get; init; }

    /// <summary>The voucher that it stands for again: the first, where it was restored before.</summary>
    public Guid? Restores { get; init; }

    /// <summary>The vendor it was of.</summary>
    public Guid? Vendor { get; init; }
}
