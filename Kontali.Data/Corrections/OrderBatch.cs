using System.Text.Json;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Corrections;

/// <summary>Orders what a person has seen before it happens: it is done by tasks, a part at a time, and only as long as nothing has moved.</summary>
public static class OrderBatch
{
    /// <summary>The whole, its parts, and who does them.</summary>
    public const string Whole = "correct_batch", Part = "correct_part", Agent = "retter";

    /// <summary>So many vouchers are one part, and one transaction.</summary>
    public const int PartSize = 50;

    private const int MostMoved = 3, Patience = 60;

    /// <summary>Orders it, where the books are as they were when she saw it.</summary>
    /// <param name="db">The context.</param>
    /// <param name="seen">What she saw.</param>
    /// <param name="reason">Why; stands in the ledger.</param>
    /// <param name="key">Made before the click; the batch's id. Pressed twice, it is ordered once.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">Something moved, and which; nothing can be done; the reason is missing.</exception>
    public static async Task<CorrectionBatch> OrderAsync(this KontaliContext db, CorrectionPlan seen, string reason, Guid key, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        if (string.IsNullOrWhiteSpace(reason)) throw new BrokenRule($"Skriv hvorfor bilagene rettes: grunnen står i regnskapet.");
        if (await db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == key, ct) is { } before) return before;
        var plan = seen.Undoes is { } undoes ? await db.PlanUndoAsync(undoes, ct) : await db.PlanCorrectionAsync(seen.Search, seen.Change, seen.ChosenDate, ct);
        if (plan.Hash != seen.Hash) throw new BrokenRule(Moved(seen, plan));
        if (plan.Doable.Count == 0) throw new BrokenRule($"Ingen av bilagene kan rettes. Se grunnen ved hvert av dem.");
        var vouchers = plan.Doable.OrderBy(v => v.ClientId).ThenBy(v => v.AccountingDate).ThenBy(v => v.EntryId).ToList();
        var batch = new CorrectionBatch
        {
            Id = key,
            TenantId = db.Actor.RequiredFirm,
            Undoes = plan.Undoes,
            Search = plan.Search,
            Change = plan.Change,
            ChosenDate = plan.ChosenDate,
            Reason = reason.Trim(),
            PlanHash = plan.Hash,
            Vouchers = vouchers.Count,
            LeftOut = plan.LeftOut.Count,
            OrderedBy = db.Actor.User ?? throw new BrokenRule($"Bare en person kan bestille en bunke."),
            TaskId = await db.EnqueueBatchAsync(Agent, Whole, Part, [.. Parts(key, vouchers)], ct: ct),
            CreatedAt = db.Clock.Now(),
        };
        await db.WriteBatchAsync(batch, vouchers, ct);
        // A worker that dies says nothing of the part it had in hand: done again it adds nothing, so it is not laid aside after ten deaths.
        await db.WriteAsync("update agent_tasks set max_retries = $2 where parent_task_id = $1", ct, batch.TaskId, Patience);
        return batch;
    }

    // A part is of one client: its counters are then locked by one at a time.
    private static IEnumerable<NewTask> Parts(Guid batch, List<PlannedVoucher> vouchers)
    {
        for (var from = 0; from < vouchers.Count;)
        {
            var to = from;
            while (to < vouchers.Count && to - from < PartSize && vouchers[to].ClientId == vouchers[from].ClientId) to++;
            yield return new(new { batch, from, to }, vouchers[from].ClientId, $"correct:{batch}:{from}");
            from = to;
        }
    }

    // Thousands of rows are two statements. They are of the schema's own, and no screen waits for them.
    private static async Task WriteBatchAsync(this KontaliContext db, CorrectionBatch b, List<PlannedVoucher> vouchers, CancellationToken ct)
    {
        await db.WriteAsync("""
            insert into corrections.batches (id, tenant_id, undoes, search, change, chosen_date, reason, plan_hash, vouchers, left_out, ordered_by, task_id, created_at)
            values ($1, $2, nullif($3, '00000000-0000-0000-0000-000000000000'::uuid), $4::jsonb, $5::jsonb, nullif($6, '')::date, $7, $8, $9, $10, $11, $12, $13)
            """, ct, b.Id, b.TenantId, b.Undoes ?? Guid.Empty, JsonSerializer.Serialize(b.Search, Mapping.Json), JsonSerializer.Serialize(b.Change, Mapping.Json),
            b.ChosenDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "", b.Reason, b.PlanHash, b.Vouchers, b.LeftOut, b.OrderedBy, b.TaskId, b.CreatedAt);
        await db.WriteAsync("""
            insert into corrections.batch_vouchers (tenant_id, batch_id, client_id, entry_id, place, lines, fingerprint, state)
            select $1, $2, v.client, v.entry, v.place - 1, v.lines::integer[], v.fingerprint, 'waiting'
              from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) with ordinality as v (client, entry, lines, fingerprint, place)
            """, ct, b.TenantId, b.Id, vouchers.Select(v => v.ClientId).ToArray(), vouchers.Select(v => v.EntryId).ToArray(),
            vouchers.Select(v => $"{{{string.Join(',', v.Lines)}}}").ToArray(), vouchers.Select(v => v.Fingerprint).ToArray());
    }

    // Which, and how: she need not find it herself.
    private static Phrase Moved(CorrectionPlan seen, CorrectionPlan now)
    {
        var (before, after) = (seen.Vouchers.ToDictionary(v => v.EntryId), now.Vouchers.ToDictionary(v => v.EntryId));
        List<Phrase> moved =
        [
            .. seen.Vouchers.Where(v => !after.ContainsKey(v.EntryId)).Select(v => Phrase.Of($"bilag {v.Name} er rettet eller tilbakeført")),
            .. now.Vouchers.Where(v => !before.ContainsKey(v.EntryId)).Select(v => Phrase.Of($"bilag {v.Name} er kommet til")),
            .. now.Vouchers.Where(v => before.TryGetValue(v.EntryId, out var b) && b.Fingerprint != v.Fingerprint).Select(v => How(before[v.EntryId], v)),
        ];
        return moved.Count switch
        {
            0 => Phrase.Of($"Noe er endret siden forhåndsvisningen. Vis den på nytt."),
            1 => Phrase.Of($"Endret siden forhåndsvisningen: {moved[0]}. Vis den på nytt."),
            2 => Phrase.Of($"Endret siden forhåndsvisningen: {moved[0]}, {moved[1]}. Vis den på nytt."),
            <= MostMoved => Phrase.Of($"Endret siden forhåndsvisningen: {moved[0]}, {moved[1]}, {moved[2]}. Vis den på nytt."),
            _ => Phrase.Of($"Endret siden forhåndsvisningen: {moved[0]}, {moved[1]}, {moved[2]} og {moved.Count - MostMoved} til. Vis den på nytt."),
        };
    }

    internal static Phrase How(PlannedVoucher before, PlannedVoucher now) =>
        before.State != now.State || before.On != now.On ? Phrase.Of($"perioden {Period.Of(now.AccountingDate)} til bilag {now.Name} er åpnet eller lukket")
        : now.Problem is { } problem ? Phrase.Of($"bilag {now.Name} kan ikke rettes lenger ({problem})")
        : Phrase.Of($"det bilag {now.Name} skal bli, er et annet");
}
