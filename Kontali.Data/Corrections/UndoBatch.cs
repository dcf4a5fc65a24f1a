using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

/// <summary>
/// Takes a batch back: what it posted is reversed, and what stood is booked again, as it stood. Every step stays in the ledger; what was
/// taught is taken back with it. What something was built on since is named, and passed over.
/// </summary>
public static class UndoBatch
{
    /// <summary>The whole undoing before it happens.</summary>
    /// <exception cref="BrokenRule">The batch is not there, is itself an undoing, has clients she does not have, or nothing of it is left to take back.</exception>
    public static async Task<CorrectionPlan> PlanUndoAsync(this KontaliContext db, Guid batchId, CancellationToken ct = default)
    {
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == batchId, ct) ?? throw new BrokenRule($"Bunken finnes ikke.");
        if (batch.Undoes is not null) throw new BrokenRule($"Dette er selv en angring. Rett bilagene på nytt i stedet.");
        if (await db.Tasks.AnyAsync(t => t.Id == batch.TaskId, ct)) throw new BrokenRule($"Bunken er ikke ferdig. Vent, eller stopp den først.");
        var done = db.BatchVouchers.AsNoTracking().Where(v => v.BatchId == batchId && v.State == BatchState.Done);
        var entries = await done.Select(v => v.ReplacementEntryId!.Value).ToListAsync(ct);
        if (entries.Count != await done.IgnoreQueryFilters([KontaliContext.AssignedFilter]).CountAsync(ct)) throw new BrokenRule($"Bunken gjelder klienter du ikke har. En som har dem alle, kan angre den.");
        if (entries.Count == 0) throw new BrokenRule($"Bunken har ikke rettet noe.");
        var (planned, books) = await db.PlannedUndoAsync(batchId, entries, ct);
        return new CorrectionPlan(batch.Search, batch.Change, null, [.. planned.Values.Select(p => p.Plan).OrderBy(p => p.AccountingDate).ThenBy(p => p.EntryId)], books) { Undoes = batchId };
    }

    /// <summary>What becomes of these replacements when the batch that made them is taken back.</summary>
    internal static async Task<(IReadOnlyDictionary<Guid, PlannedAgain>, IReadOnlyDictionary<Guid, ClientBooks>)> PlannedUndoAsync(this KontaliContext db, Guid batchId, IReadOnlyList<Guid> replacements, CancellationToken ct)
    {
        var corrections = await db.Corrections.AsNoTracking().Where(c => c.BatchId == batchId && replacements.Contains(c.ReplacementEntryId)).ToDictionaryAsync(c => c.ReplacementEntryId, ct);
        var (booked, books) = await db.BookedAsync(corrections.Keys.ToDictionary(id => id, _ => (IReadOnlyList<int>)[]), new(), ct);
        var (standing, originals) = (booked.Select(b => (Guid?)b.Entry.Id).ToArray(), corrections.Values.Select(c => c.JournalEntryId!.Value).ToArray());
        var stood = (await db.Journal.AsNoTracking().Where(j => originals.Contains(j.Id)).ToListAsync(ct)).ToDictionary(j => j.Id);
        var lines = (await db.Postings.AsNoTracking().Where(p => originals.Contains(p.EntryId)).ToListAsync(ct)).ToLookup(p => p.EntryId);
        // What a voucher stands for again is the first of its kind: taken back and corrected twice, it is still the one that taught.
        var restored = await db.Corrections.AsNoTracking().Where(c => originals.Contains(c.ReplacementEntryId) && c.RestoresEntryId != null).ToDictionaryAsync(c => c.ReplacementEntryId, c => c.RestoresEntryId!.Value, ct);
        var reversed = (await db.Journal.AsNoTracking().Where(j => standing.Contains(j.ReversalOfId)).ToListAsync(ct)).ToDictionary(j => j.ReversalOfId!.Value);
        return (booked.ToDictionary(b => b.Entry.Id, b =>
        {
            var (correction, original) = (corrections[b.Entry.Id], stood[corrections[b.Entry.Id].JournalEntryId!.Value]);
            var problem = reversed.TryGetValue(b.Entry.Id, out var by) ? Phrase.Of($"Bilaget er rettet eller tilbakeført etterpå, med {by.VoucherName}. Det hoppes over.") : null;
            var before = lines[original.Id].OrderBy(p => p.LineNumber).ToList();
            var plan = CorrectionPlan.Planned(b with { Problem = problem }, null, books[b.Entry.ClientId], () => [.. before.Select(p => p.AsLine())]);
            return new PlannedAgain(b, plan)
            {
                Restored = original,
                Original = correction.OriginalEntry,
                Restores = restored.GetValueOrDefault(original.Id, original.Id),
                Vendor = before.Find(p => p.VendorId is not null)?.VendorId,
            };
        }), books);
    }
}
