using Kontali.Data.Booking;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>What stands behind a suggestion beyond the suggestion itself.</summary>
/// <param name="Patterns">The vendor's patterns at this client and in the firm that stand, by what they say.</param>
/// <param name="Earned">What the suggestion has earned by now.</param>
/// <param name="Single">The one thing that keeps the agent from posting it, where it is one.</param>
public sealed record WhyStory(IReadOnlyList<LearnedPattern> Patterns, Earned Earned, SingleReason? Single);

/// <summary>Asks for it.</summary>
public static class WhyStoryQuery
{
    /// <summary>The story behind a case's suggestion, as the books and the memory stand now.</summary>
    public static async Task<WhyStory> WhyAsync(this KontaliContext db, ReviewCase of, CancellationToken ct = default)
    {
        var identity = of.Vendor.Identity;
        var patterns = await db.Patterns.AsNoTracking().Where(p => p.VendorIdentity == identity && (p.ClientId == of.Client.Id || p.ClientId == null) && p.State != PatternState.Retired).ToListAsync(ct);
        var question = new Question(of.Invoice, of.Vendor, of.Rules);
        var earned = await db.EarnedAsync(question, of.Item.AiSuggestion.Lines, ct);
        var (_, ruling) = await db.RuledAsync(question, of.Item.AiSuggestion.Lines, ct);
        var firm = await db.Tenants.AsNoTracking().Where(t => t.Id == of.Client.TenantId).Select(t => t.Settings).SingleAsync(ct);
        return new(patterns, earned, SingleReason.Of(new(of.Client, firm, of.Invoice, of.Item.AiSuggestion, earned, db.Clock.Today()) { Ruling = ruling }));
    }
}
