using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>
/// Thinks what waits of a vendor again, when a correction, its taking back, or a rule has made it likely that something else would be said now.
/// Only what would be coded otherwise is changed, and never posted: it waits where it waited, with a new decision.
/// </summary>
public sealed class Rescorer(InvoiceAgent agent, ISuggester suggester) : ITaskHandler
{
    private const int Most = 200;

    /// <inheritdoc/>
    public string AgentName => "lærer";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [WriteRule.Rescore];

    /// <inheritdoc/>
    public async Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        var vendor = claim.Payload.GetProperty("vendor").GetString()!;
        await suggester.WakeAsync(db, ct);
        var found = await (from r in db.ReviewQueue.Open
                           where db.WaitingLines.Any(w => w.VendorIdentity == vendor && w.ItemId == r.Id)
                           join i in db.Invoices on r.SourceId equals i.Id
                           join v in db.Vendors on i.VendorId equals v.Id
                           join c in db.Clients on r.ClientId equals c.Id
                           join d in db.Documents on i.DocumentId equals d.Id
                           orderby r.Priority, r.DueAt, r.Id
                           select new { Item = r, Invoice = i, Vendor = v, Client = c, Document = d }).AsNoTracking().Take(Most).ToListAsync(ct);
        if (found.Count == 0) return Landing.Nothing;
        var firm = await db.Tenants.AsNoTracking().SingleAsync(ct);
        Dictionary<Guid, BookingRules> books = [];
        List<(ReviewItem Item, Thought Thought)> changed = [];
        foreach (var f in found)
        {
            // What the advisor said was paid for, and is not asked for again.
            if (f.Item.AiSuggestion.Lines.Any(l => l.Evidence.Any(e => e.Source == "advisor"))) continue;
            if (!books.TryGetValue(f.Client.Id, out var rules)) books[f.Client.Id] = rules = await db.BookingRulesAsync(f.Client, ct);
            var addressee = f.Item.AiSuggestion.Flags.All(flag => flag.Code != "receiver");
            var thought = await agent.ThinkAgainAsync(db, new Question(f.Invoice, f.Vendor, rules), f.Document, firm.Settings, addressee, ct);
            if (!IsSame(f.Item.AiSuggestion, thought.Decision.Decision)) changed.Add((f.Item, thought));
        }
        return changed.Count == 0 ? Landing.Nothing : new((landing, stop) => LandAsync(landing, changed, stop));
    }

    private static bool IsSame(Suggestion was, Suggestion now) =>
        was.Lines.Select(l => (l.Share.Key, l.Account, l.VatCode, RuleOf(l))).SequenceEqual(now.Lines.Select(l => (l.Share.Key, l.Account, l.VatCode, RuleOf(l))));

    private static Guid? RuleOf(SuggestedLine line) => line.Evidence.FirstOrDefault(e => e.Source == HandRules.Source)?.Pattern;

    // What was settled or changed meanwhile is left.
    private static async Task LandAsync(KontaliContext db, List<(ReviewItem Item, Thought Thought)> changed, CancellationToken ct)
    {
        foreach (var (was, thought) in changed.OrderBy(c => c.Item.Id))
        {
            var item = (await db.Locked(was.Id).ToListAsync(ct)).SingleOrDefault();
            if (item is not { IsOpen: true } || item.RowVersion != was.RowVersion) continue;
            db.Decisions.Add(thought.Decision);
            db.Tell(Happened.SuggestionMade, item.SourceId, item.ClientId, new { decision = thought.Decision.Id, thought.Decision.Decision.ConfidencePercent });
            // What brought it here still does, unless there is another reason now.
            var stays = thought.Route.Posts || item.IssueCategory is "reversed" or "corrected_facts" or "joined";
            db.Resuggest(item, thought.Decision, stays ? new Route(false, item.IssueCategory, item.IssueDescription) : thought.Route);
        }
    }
}

/// <summary>An invoice, thought again: what would be decided, and where it would go.</summary>
/// <param name="Decision">The decision; not kept yet.</param>
/// <param name="Route">Where it would go.</param>
public sealed record Thought(AgentDecision Decision, Route Route);
