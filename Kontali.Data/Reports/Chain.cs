using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>What happened on the way from a document to the ledger, and back; in the order things happen within one moment.</summary>
public enum StepKind
{
    /// <summary>The document came.</summary>
    Received,

    /// <summary>An invoice was read from it.</summary>
    Read,

    /// <summary>The agent decided.</summary>
    Decided,

    /// <summary>A person approved the suggestion.</summary>
    Approved,

    /// <summary>A person corrected it.</summary>
    Corrected,

    /// <summary>A person rejected the invoice.</summary>
    Rejected,

    /// <summary>A voucher was posted.</summary>
    Posted,

    /// <summary>A voucher was posted that takes another one back.</summary>
    Reversed,
}

/// <summary>One link of the chain that an auditor follows: what, when, by whom, on what grounds.</summary>
public sealed record ChainStep(StepKind Kind, DateTimeOffset At)
{
    /// <summary>Who.</summary>
    public ActorKind? ByKind { get; init; }

    /// <summary>The person's name, where it was one.</summary>
    public string? By { get; init; }

    /// <summary>The voucher, on the steps that post one, and its name.</summary>
    public Guid? EntryId { get; init; }

    /// <inheritdoc cref="EntryId"/>
    public string? EntryName { get; init; }

    /// <summary>The reason in a person's words.</summary>
    public string? Note { get; init; }

    /// <summary>By which door it came, on the first step.</summary>
    public Door? Door { get; init; }

    /// <summary>The decision, with its evidence.</summary>
    public AgentDecision? Decision { get; init; }

    /// <summary>The correction, with the lines before and after.</summary>
    public Correction? Correction { get; init; }
}

/// <summary>Gathers the chain. A document's life is a few rows in each room, each found by an index.</summary>
internal static class Chain
{
    public static async Task<IReadOnlyList<ChainStep>> ChainAsync(this KontaliContext db, DocumentCopy? document, VendorInvoice? invoice, JournalEntry? entry, CancellationToken ct)
    {
        List<ChainStep> steps = [];
        if (document is not null) steps.Add(new(StepKind.Received, document.UploadedAt) { Door = document.Door, By = document.UploadedBy, Note = document.Filename });
        if (invoice is not null)
        {
            await db.AddDecisionsAsync(steps, invoice, ct);
            // Rows that land together bear moments of the same hand: what was decided from the reading was not decided before it.
            var read = steps.Where(s => s.Kind > StepKind.Read).Select(s => s.At).Append(invoice.CreatedAt).Min();
            steps.Add(new(StepKind.Read, read) { ByKind = ActorKind.Agent });
        }
        var entries = await db.EntriesAsync(invoice, entry, ct);
        steps.AddRange(entries);
        await db.AddCorrectionsAsync(steps, [.. entries.Select(e => e.EntryId!.Value)], ct);
        // Vouchers of one moment stay in the order of their numbers: the original, its reversal, what stands instead.
        return [.. steps.OrderBy(s => s.At).ThenBy(s => s.Kind is StepKind.Reversed ? StepKind.Posted : s.Kind)];
    }

    private static async Task AddDecisionsAsync(this KontaliContext db, List<ChainStep> steps, VendorInvoice invoice, CancellationToken ct)
    {
        var decisions = await db.Decisions.Where(d => d.SourceId == invoice.Id).OrderBy(d => d.CreatedAt).Take(20).ToListAsync(ct);
        steps.AddRange(decisions.Select(d => new ChainStep(StepKind.Decided, d.CreatedAt) { ByKind = ActorKind.Agent, Decision = d }));
        var items = await (
            from r in db.ReviewQueue
            where r.SourceId == invoice.Id && r.ResolvedAt != null
            select new
            {
                r.Status,
                At = r.ResolvedAt!.Value,
                r.ResolutionNotes,
                By = db.Users.Where(u => u.Id == r.ResolvedByUserId).Select(u => u.Name).FirstOrDefault(),
                Correction = db.Corrections.FirstOrDefault(c => c.ReviewQueueId == r.Id),
            }).Take(20).ToListAsync(ct);
        steps.AddRange(items.Select(i => new ChainStep(Kind(i.Status), i.At) { ByKind = ActorKind.Person, By = i.By, Note = i.ResolutionNotes, Correction = i.Correction }));
    }

    private static StepKind Kind(ReviewStatus status) => status switch
    {
        ReviewStatus.Corrected => StepKind.Corrected,
        ReviewStatus.Rejected => StepKind.Rejected,
        _ => StepKind.Approved,
    };

    // What was corrected after posting: the correction stands before the vouchers it posted.
    private static async Task AddCorrectionsAsync(this KontaliContext db, List<ChainStep> steps, IReadOnlyList<Guid> entries, CancellationToken ct)
    {
        var made = await db.Corrections.Where(c => c.ReviewQueueId == null && c.JournalEntryId != null && entries.Contains(c.JournalEntryId.Value)).OrderBy(c => c.CreatedAt).Take(40)
            .Select(c => new { Correction = c, By = db.Users.Where(u => u.Id == c.CorrectedBy).Select(u => u.Name).FirstOrDefault() }).ToListAsync(ct);
        steps.AddRange(made.Select(m => new ChainStep(StepKind.Corrected, m.Correction.CreatedAt) { ByKind = m.Correction.CorrectedBy is null ? ActorKind.Agent : ActorKind.Person, By = m.By, Note = m.Correction.CorrectionReason, Correction = m.Correction }));
    }

    /// <summary>A voucher's family: all vouchers of its invoice, or what it corrects and is corrected by, as far as that goes.</summary>
    internal static async Task<IReadOnlyList<Guid>> FamilyAsync(this KontaliContext db, Guid? invoice, JournalEntry? entry, CancellationToken ct)
    {
        if (invoice is { } source) return await db.Journal.Where(j => j.SourceId == source).OrderBy(j => j.CreatedAt).Take(40).Select(j => j.Id).ToListAsync(ct);
        if (entry is null) return [];
        HashSet<Guid> family = [entry.Id, .. entry.ReversalOfId is { } original ? [original] : Array.Empty<Guid>()];
        for (var known = 0; known < family.Count && family.Count < 40;)
        {
            known = family.Count;
            var ids = family.ToArray();
            family.UnionWith(await db.Journal.Where(j => j.ReversalOfId != null && ids.Contains(j.ReversalOfId.Value)).Select(j => j.Id).ToListAsync(ct));
            foreach (var link in await db.Corrections.Where(c => c.JournalEntryId != null && (ids.Contains(c.JournalEntryId.Value) || ids.Contains(c.ReplacementEntryId) || ids.Contains(c.ReversalEntryId!.Value))).Select(c => new { c.JournalEntryId, c.ReversalEntryId, c.ReplacementEntryId }).ToListAsync(ct))
                family.UnionWith(new[] { link.JournalEntryId, link.ReversalEntryId, link.ReplacementEntryId }.OfType<Guid>());
        }
        return [.. family];
    }

    // All vouchers of the invoice; of a voucher without one, itself and its family.
    private static async Task<IReadOnlyList<ChainStep>> EntriesAsync(this KontaliContext db, VendorInvoice? invoice, JournalEntry? entry, CancellationToken ct)
    {
        var family = await db.FamilyAsync(invoice?.Id, entry, ct);
        var entries = await db.Journal.Where(j => family.Contains(j.Id)).OrderBy(j => j.CreatedAt).ThenBy(j => j.VoucherNumber).ThenBy(j => j.Id).Take(40)
            .Select(j => new { Entry = j, By = db.Users.Where(u => u.Id == j.CreatedById).Select(u => u.Name).FirstOrDefault() }).ToListAsync(ct);
        return [.. entries.Select(e => new ChainStep(e.Entry.ReversalOfId is null ? StepKind.Posted : StepKind.Reversed, e.Entry.CreatedAt)
        {
            ByKind = e.Entry.CreatedByType,
            By = e.By,
            EntryId = e.Entry.Id,
            EntryName = e.Entry.VoucherName,
            Note = e.Entry.ReversalReason,
        })];
    }
}
