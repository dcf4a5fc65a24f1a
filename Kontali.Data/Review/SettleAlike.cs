using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>Settles an item that a correction is also true of: coded as she saw it, posted, and taken back together with the others.</summary>
public static class SettleAlike
{
    /// <summary>Settles one, and says which it was.</summary>
    /// <param name="db">The context.</param>
    /// <param name="seen">What she saw.</param>
    /// <param name="together">What it is taken back together with.</param>
    /// <param name="reason">Why it is coded so.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">It is not there or not hers, it has changed since, a person must look at it, or a rule of booking is broken.</exception>
    public static async Task<string> SettleAlikeAsync(this KontaliContext db, AlikeItem seen, Guid together, string? reason = null, CancellationToken ct = default)
    {
        // From here on the agent does not think again of it: what is looked at now is what is posted.
        await db.Locked(seen.ItemId).AsNoTracking().ToListAsync(ct);
        if (await db.ReviewCaseAsync(seen.ItemId, ct) is not { } found) throw new BrokenRule($"Saken finnes ikke.");
        var item = found.Item;
        // Thought again meanwhile it may be, as long as what is posted is what she saw.
        var coded = item.AiSuggestion.Lines.ToDictionary(l => l.Share.Key, l => l.Account);
        if (!item.IsOpen || AlikeQueries.RestOf(item.AiSuggestion, seen.Lines.Select(l => l.ShareKey)) != seen.Rest || !seen.Lines.All(l => coded.TryGetValue(l.ShareKey, out var now) && (now == l.From.Account || now == l.Account))) throw new BrokenRule($"Saken er endret siden du åpnet den. Se over den på nytt.");
        // Whatever the screen said: what a person must look at is never settled with others.
        if (!AlikeQueries.MaySettleUnseen(item.IssueCategory) || item.AiSuggestion.Flags.Any(f => f.Stops && !AlikeQueries.MaySettleUnseen(f.Code))) throw new BrokenRule($"Noe i fakturaen må ses på først.");
        if (found.Draft is not null) throw new BrokenRule($"Du har skrevet noe på den: bokfør den for seg.");
        if ((await db.Holders.Where(h => h.ItemId == item.Id && !h.IsReserved).ToListAsync(ct)) is [var holder, ..]) throw new BrokenRule($"{holder.Name} har den åpen.");
        var question = new Question(found.Invoice, found.Vendor, found.Rules);
        var changed = seen.Lines.ToDictionary(l => l.ShareKey);
        var lines = item.AiSuggestion.Lines.Select(l => changed.TryGetValue(l.Share.Key, out var to) ? new CodedLine(l.Share, to.Account, to.VatCode ?? CodeOf(l.Share, to.Account, question), l.Text) : CodedLine.From(l)).ToList();
        await db.ApproveAsync(item.Id, item.RowVersion, new Settlement(lines, found.Day, null, reason), together, ct);
        return $"{found.Invoice.InvoiceNumber}, {found.Vendor.Name}";
    }

    private static string CodeOf(InvoiceShare share, string account, Question question) =>
        VatChoice.For(share, account, question, []) is { NeedsPerson: null } choice ? choice.Code : throw new BrokenRule($"Mva-koden må ses på: «{share.Text}».");
}
