using Kontali.Data;
using Kontali.Data.Review;

namespace Kontali.Web.Review;

/// <summary>One item of a batch. What a person must look at is never approved without her having looked.</summary>
public static class Batches
{
    // Reasons that are about how sure the agent is, or what may post itself, and not about the invoice.
    private static readonly HashSet<string> Unseen = ["unsure", "unsure_vat", "not_earned", "automation", "firm", "amount_cap", "switched_off", "warning"];

    /// <summary>Whether an item that is here for this reason may be approved as one of many.</summary>
    public static bool MayBeApprovedUnseen(string reason) => Unseen.Contains(reason);

    /// <summary>Does one, and says which it was.</summary>
    public static async Task<string> DoOneAsync(KontaliContext db, Guid id, Func<KontaliContext, ReviewItem, Task> act)
    {
        if (await db.ReviewCaseAsync(id) is not { } found) throw new BrokenRule($"Saken finnes ikke.");
        await act(db, found.Item);
        return $"{found.Invoice.InvoiceNumber}, {found.Vendor.Name}";
    }

    /// <summary>Approves as suggested, where nothing in the invoice asks for a person.</summary>
    public static Func<KontaliContext, ReviewItem, Task> ApproveUnseenAsync(Guid together) => async (db, item) =>
    {
        if (!MayBeApprovedUnseen(item.IssueCategory) || item.AiSuggestion.Flags.Any(f => f.Stops && !MayBeApprovedUnseen(f.Code))) throw new BrokenRule($"Noe i fakturaen må ses på først.");
        var found = (await db.ReviewCaseAsync(item.Id))!;
        var draft = new BookingDraft(found with { Draft = null });
        if (draft.Preview().Problem is { } problem) throw new BrokenRule(problem);
        await db.ApproveAsync(item.Id, item.RowVersion, draft.Settlement(), together);
    };
}
