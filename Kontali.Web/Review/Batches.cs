using Kontali.Data;
using Kontali.Data.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

/// <summary>One item of a batch. What a person must look at is never approved without her having looked, and nobody's work is run over.</summary>
public static class Batches
{
    /// <summary>Whether an item that is here for this reason may be approved as one of many.</summary>
    public static bool MayBeApprovedUnseen(string reason) => reason != "no_account" && AlikeQueries.MaySettleUnseen(reason);

    /// <summary>Does one, and says which it was.</summary>
    /// <exception cref="BrokenRule">It is gone, a colleague has it open, or the deed itself is refused.</exception>
    public static async Task<string> DoOneAsync(KontaliContext db, Guid id, Func<KontaliContext, ReviewCase, Task> act)
    {
        if (await db.ReviewCaseAsync(id) is not { } found) throw new BrokenRule($"Saken finnes ikke.");
        if ((await db.Holders.ToListAsync()).Find(h => h.ItemId == id && !h.IsReserved) is { } holder) throw new BrokenRule($"{holder.Name} har den åpen.");
        await act(db, found);
        return $"{found.Invoice.InvoiceNumber}, {found.Vendor.Name}";
    }

    /// <summary>Approves as suggested, where nothing in the invoice asks for a person and she has written nothing on it.</summary>
    public static Func<KontaliContext, ReviewCase, Task> ApproveUnseenAsync(Guid together) => async (db, found) =>
    {
        var item = found.Item;
        if (!MayBeApprovedUnseen(item.IssueCategory) || item.AiSuggestion.Flags.Any(f => f.Stops && !MayBeApprovedUnseen(f.Code))) throw new BrokenRule($"Noe i fakturaen må ses på først.");
        if (found.Draft is not null) throw new BrokenRule($"Du har skrevet noe på den: bokfør den for seg.");
        var draft = new BookingDraft(found);
        if (draft.Preview().Problem is { } problem) throw new BrokenRule(problem);
        await db.ApproveAsync(item.Id, item.RowVersion, draft.Settlement(), together);
    };
}
