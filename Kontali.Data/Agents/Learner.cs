using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>
/// Learns from what people, samples and agents settle: lessons for the memory, outcomes for the record, patterns for people to read.
/// It reads the books as they stand and makes these agree with them, so that an event told twice, late or out of order teaches the same,
/// and what is taken back is unlearned exactly.
/// </summary>
public sealed class Learner : IEventHandler
{
    /// <inheritdoc/>
    public string Name => "lærer";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventTypes { get; } = [Happened.Posted, Happened.Approved, Happened.Corrected, Happened.Rejected, Happened.Reopened, Happened.Reversed, Learned.Audited];

    /// <inheritdoc/>
    public async Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct)
    {
        // What was refused before it became an invoice teaches nothing.
        if (await db.Invoices.SingleOrDefaultAsync(i => i.Id == told.SubjectId, ct) is not { } invoice) return;
        await db.TeachAsync(invoice.Id, ct);
        await db.JudgeAdviceAsync(invoice, ct);
        var was = await db.Outcomes.AsNoTracking().Where(o => o.InvoiceId == invoice.Id).Select(o => o.Right).SingleOrDefaultAsync(ct);
        var outcome = await db.SettleOutcomeAsync(invoice, ct);
        await db.KeepRulesAsync(outcome, isNewlyWrong: outcome?.Right == false && was != false, ct);
        if (told.EventType == Happened.Rejected) await db.OverruleAsync(invoice, ct);
        // Told when the outcome is written: whoever judges the samples counts this one too.
        if (told.EventType == Learned.Audited) db.Tell(Learned.SampleJudged, invoice.Id, invoice.ClientId);
        var client = await db.Clients.SingleAsync(c => c.Id == invoice.ClientId, ct);
        var vendor = await db.Vendors.AsNoTracking().Where(v => v.Id == invoice.VendorId).Select(v => v.Identity).SingleAsync(ct);
        await db.KeepPatternsAsync(client, vendor, ct);
        // What was learned or unlearned by a person's hand may be true of what waits.
        if (told.EventType is Happened.Corrected or Happened.Reversed or Happened.Reopened) await db.RescoreSoonAsync(vendor, ct);
    }
}

/// <summary>Looks at the samples of a client, as they come in, and switches auto-posting off where they speak against it.</summary>
public sealed class AutoPostJudge : IEventHandler
{
    /// <inheritdoc/>
    public string Name => "kontrollør";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventTypes { get; } = [Learned.SampleJudged];

    /// <inheritdoc/>
    public async Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct)
    {
        if (await db.Clients.SingleOrDefaultAsync(c => c.Id == told.ClientId, ct) is { } client) await db.JudgeAutoPostAsync(client, ct);
    }
}

internal static class Overrule
{
    // The record of rules by hand, counted anew from what became of the decisions that rested on them. A person who overrules what one posted
    // puts it on trial: it still codes, and approves nothing until somebody says so again.
    public static async Task KeepRulesAsync(this KontaliContext db, Outcome? outcome, bool isNewlyWrong, CancellationToken ct)
    {
        if (outcome?.DecisionId is not { } decision) return;
        var rules = await db.Patterns.Where(p => p.PatternType == HandRules.VendorRule && db.PatternUses.Any(u => u.PatternId == p.Id && u.DecisionId == decision)).ToListAsync(ct);
        foreach (var rule in rules)
        {
            var others = await (from u in db.PatternUses where u.PatternId == rule.Id join o in db.Outcomes on u.DecisionId equals o.DecisionId where o.InvoiceId != outcome.InvoiceId group o by 1 into g select new { All = g.Count(), Right = g.Count(o => o.Right == true), Wrong = g.Count(o => o.Right == false), Since = g.Min(o => o.InvoiceDate) }).SingleOrDefaultAsync(ct);
            (rule.TimesCorrect, rule.TimesIncorrect) = ((others?.Right ?? 0) + (outcome.Right == true ? 1 : 0), (others?.Wrong ?? 0) + (outcome.Right == false ? 1 : 0));
            (rule.TimesApplied, rule.CasesSince, rule.RightSince) = ((others?.All ?? 0) + 1, rule.TimesCorrect + rule.TimesIncorrect, rule.TimesCorrect);
            rule.Since = others is null || outcome.InvoiceDate < others.Since ? outcome.InvoiceDate : others.Since;
            rule.LowerBound = Beta.Lower(rule.TimesCorrect, rule.TimesIncorrect);
            if (!isNewlyWrong || !outcome.PostedByAgent || rule is not { State: PatternState.Active, Action.Kind: RuleKind.Approve }) continue;
            (rule.State, rule.IsProposed) = (PatternState.Trial, true);
            db.Tell(Learned.Demoted, rule.Id, rule.ClientId, new { rule.Version, says = rule.Description.ToString() });
        }
    }

    // A person refused what these patterns led to: there is no truth to learn, but their record begins anew.
    public static async Task OverruleAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct)
    {
        var used = await db.Decisions.Where(d => d.SourceId == invoice.Id).OrderByDescending(d => d.CreatedAt).Select(d => d.PatternsUsed).FirstOrDefaultAsync(ct) ?? [];
        if (used.Count == 0) return;
        var last = await db.Lessons.MaxAsync(l => (long?)l.Seq, ct) ?? 0;
        foreach (var pattern in await db.Patterns.Where(p => used.Contains(p.Id) && p.PatternType == KeepPatterns.VendorCoding && p.Scope == PatternScope.Client && p.State != PatternState.Retired).ToListAsync(ct))
            pattern.RestartedAfter = last;
    }
}
