using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A decision with all that it was made from and what became of it.</summary>
public sealed record DecisionStory(AgentDecision Decision, DecisionInput Input, ClientName Client, Guid InvoiceId, string InvoiceNumber, string Vendor, Outcome? Outcome, IReadOnlyList<PatternRow> Patterns, Grounds Grounds, Guid? EntryId);

/// <summary>Asks for one.</summary>
public static class DecisionStoryQuery
{
    /// <summary>The story of a decision; null where there is none, or it is somebody else's.</summary>
    public static async Task<DecisionStory?> DecisionStoryAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        if (await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } decision) return null;
        var about = await (from i in db.Invoices where i.Id == decision.SourceId join v in db.Vendors on i.VendorId equals v.Id select new { i.Id, i.InvoiceNumber, v.Name, i.GeneralLedgerId }).SingleOrDefaultAsync(ct);
        if (about is null) return null;
        var client = await db.Clients.Where(c => c.Id == decision.ClientId).AsNames.SingleAsync(ct);
        var outcome = await db.Outcomes.AsNoTracking().SingleOrDefaultAsync(o => o.DecisionId == id, ct);
        List<PatternRow> patterns = [];
        foreach (var used in decision.PatternsUsed)
            if (await db.Patterns.Where(p => p.Id == used).Select(p => (Guid?)p.PatternId).SingleOrDefaultAsync(ct) is { } pattern) patterns.AddRange((await db.VersionsAsync(pattern, ct)).Where(v => v.Id == used));
        var grounds = await db.GroundsAsync(client.Id, [new ChainStep(StepKind.Decided, decision.CreatedAt) { Decision = decision }], ct);
        return new(decision, DecisionInput.Of(decision), client, about.Id, about.InvoiceNumber, about.Name, outcome, patterns, grounds, about.GeneralLedgerId);
    }
}
