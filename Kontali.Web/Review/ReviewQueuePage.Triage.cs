using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

// What she does with an item, or with many, beside settling it.
public sealed partial class ReviewQueuePage
{
    private readonly HashSet<Guid> marked = [];
    private Guid? markedLast;
    private Phrase? deed;
    private bool mayUndo;

    private Dictionary<string, Func<Task>> Keys() => new()
    {
        ["j"] = () => MoveAsync(1),
        ["k"] = () => MoveAsync(-1),
        ["ArrowDown"] = () => MoveAsync(1),
        ["ArrowUp"] = () => MoveAsync(-1),
        ["x"] = MarkAsync,
        ["X"] = MarkRangeAsync,
        ["b"] = BatchAsync,
        ["s"] = SnoozeAsync,
        ["q"] = AskClientAsync,
        ["g"] = GiveAsync,
        ["z"] = UndoAsync,
        ["t"] = SettleAlikeAsync,
    };

    // What was just corrected, and how many wait that it may also be true of.
    private (Taught Of, AlikeCount Count)? alike;

    private string? Offer => alike is { Count: { Items: > 0 } count } ? (count.Items, count.Clients) switch
    {
        (1, _) => L["Gjelder også 1 annen"],
        (var n, 1) => L["Gjelder også {0} andre hos 1 klient", Figures.Count(n)],
        var (n, c) => L["Gjelder også {0} andre hos {1} klienter", Figures.Count(n), c],
    } : alike is null || !frame.May(Right.Close) ? null : L["La det gjelde alltid"];

    // She is at her next item already: the offer comes beside what she did, and takes no focus.
    private async Task OfferAlikeAsync(Guid item)
    {
        var found = await books.AskAsync(async db => await db.TaughtInQueueAsync(item) is { } taught ? (taught, await db.CountAlikeAsync(taught)) : ((Taught, AlikeCount)?)null);
        if (found is null) return;
        alike = found;
        await InvokeAsync(StateHasChanged);
    }

    private async Task SettleAlikeAsync()
    {
        if (alike is not { } offered || !frame.May(Right.Post)) return;
        var done = await AlikeDialog.AskAsync(dialogs, offered.Of);
        if (done is not null)
        {
            alike = null;
            (deed, mayUndo) = ((done.Rule, done.Done) switch
            {
                (true, 0) => Phrase.Of($"Regelen er laget"),
                (true, _) => Phrase.Of($"Regelen er laget, og {done.Done} saker er ført om og bokført"),
                (_, 1) => Phrase.Of($"1 sak til er ført om og bokført"),
                _ => Phrase.Of($"{done.Done} saker til er ført om og bokført"),
            }, done.Done > 0 || done.Rule);
            foreach (var untouched in drafts.Where(d => !d.Value.IsTouched).Select(d => d.Key).ToList()) drafts.Remove(untouched);
            await LoadAsync(0, PageSize);
            if ((rows!.Find(r => r.Id == at) ?? rows!.FirstOrDefault()) is { } after) await SelectAsync(after, byHer: false);
            else Clear();
            await RedrawAsync();
        }
        await BackAsync();
    }

    private async Task MarkAsync()
    {
        if (at is not { } id) return;
        if (!marked.Remove(id)) marked.Add(id);
        markedLast = id;
        await RedrawAsync();
    }

    // From the last one she marked to the cursor, as far as the list is read.
    private async Task MarkRangeAsync()
    {
        var (from, to) = (Index(markedLast ?? at), Index(at));
        if (from < 0 || to < 0) return;
        foreach (var one in rows!.Take(Math.Max(from, to) + 1).Skip(Math.Min(from, to))) marked.Add(one.Id);
        await RedrawAsync();
    }

    private async Task SnoozeAsync()
    {
        if (Chosen() is not { } item) return;
        if (await SnoozeDialog.AskAsync(dialogs) is not { } until) { await BackAsync(); return; }
        await ActAsync(db => db.SnoozeAsync(item.Id, item.RowVersion, until.Until, until.On, until.Why), Phrase.Of($"Utsatt til {Figures.Day(until.Until)}: {Subject}"), stays: filter!.Snoozed);
    }

    private async Task WakeAsync()
    {
        if (Current is not { Item: { Status: ReviewStatus.Snoozed } item }) return;
        await ActAsync(db => db.WakeAsync(item.Id, item.RowVersion), Phrase.Of($"Tatt opp igjen: {Subject}"), stays: !filter!.Snoozed);
    }

    private async Task GiveAsync()
    {
        if (Chosen() is not { } item) return;
        var people = await books.AskAsync(db => db.ColleaguesOf(item.ClientId).ToListAsync());
        if (await GiveDialog.AskAsync(dialogs, people, me, item.AssignedToUserId) is not { } given) { await BackAsync(); return; }
        var name = people.Find(p => p.Id == given.To)?.Name;
        // It leaves the list where the list is of those that are hers, or nobody's.
        var stays = (filter!.AssignedTo is null || filter.AssignedTo == given.To) && (!filter.Unassigned || given.To is null);
        await ActAsync(db => db.AssignAsync(item.Id, item.RowVersion, given.To, given.Why), name is null ? Phrase.Of($"Ikke lenger tildelt noen: {Subject}") : Phrase.Of($"Tildelt {name}: {Subject}"), stays);
    }

    private async Task AskClientAsync()
    {
        if (Current is not { } asked || Chosen() is not { } item) return;
        if (await QuestionDialog.AskAsync(dialogs, asked) is { WaitUntil: { } until })
            await ActAsync(async db => { var fresh = await db.ReviewQueue.SingleAsync(r => r.Id == item.Id); await db.SnoozeAsync(item.Id, fresh.RowVersion, until, WakesOn.Answer); },
                Phrase.Of($"Venter på svar fra klienten: {Subject}"), stays: filter!.Snoozed);
        else
        {
            notesTold++;
            await BackAsync();
        }
    }

    private async Task BatchAsync()
    {
        if (filter is null || Total == 0) return;
        var done = await BatchDialog.AskAsync(dialogs, new(filter, Total, [.. marked], colleagues));
        if (done is { Done: > 0 }) (deed, mayUndo) = (Phrase.Of($"{done.Done} saker er behandlet"), true);
        if (done is not null)
        {
            marked.Clear();
            foreach (var untouched in drafts.Where(d => !d.Value.IsTouched).Select(d => d.Key).ToList()) drafts.Remove(untouched);
            await LoadAsync(0, PageSize);
            if ((rows!.Find(r => r.Id == at) ?? rows!.FirstOrDefault()) is { } after) await SelectAsync(after, byHer: false);
            else Clear();
            await RedrawAsync();
        }
        await BackAsync();
    }

    /// <summary>Takes back the last thing she did, and puts the cursor there.</summary>
    private async Task UndoAsync()
    {
        var (done, undone) = await books.DoAsync(db => db.UndoAsync());
        if (!done || undone is null) return;
        (deed, mayUndo, alike) = (undone.Says, false, null);
        if (undone.ItemId is not { } item)
        {
            await RedrawAsync();
            return;
        }
        drafts.Remove(item);
        await LoadAsync(0, PageSize);
        if (Index(item) < 0) await BringAsync(item);
        if (rows!.Find(r => r.Id == item) is { } back) await SelectAsync(back, byHer: true);
        else await RedrawAsync();
    }

    // Does something to the item under the cursor, says so, and goes on to the next where it leaves the list.
    private async Task ActAsync(Func<KontaliContext, Task> verb, Phrase says, bool stays)
    {
        if (at is not { } item) return;
        leaving = item;
        bool done;
        try
        {
            done = await books.DoAsync(verb);
        }
        finally
        {
            leaving = null;
        }
        if (done) (deed, mayUndo) = (says, true);
        if (done && !stays) await GoneAsync(item);
        else
        {
            if (done) await AskAgainAsync();
            await BackAsync();
        }
    }

    private ReviewItem? Chosen() => Current is { Item.IsOpen: true, SettledBy: null } open && MayAct() && frame.May(Right.Post) ? open.Item : null;

    private string Subject => Current is null ? "" : $"{Current.Invoice.InvoiceNumber}, {Current.Vendor.Name}";

    private static Phrase Told(SettledItem settled) => settled.How switch
    {
        ReviewStatus.Rejected => Phrase.Of($"Avvist: {settled.Subject}"),
        ReviewStatus.Corrected => Phrase.Of($"Rettet og bokført: {settled.Subject}"),
        _ => Phrase.Of($"Bokført: {settled.Subject}"),
    };

    // What was read is another now: the item is read anew, and the row with it.
    private async Task FactsCorrectedAsync()
    {
        if (Current is not { } shown) return;
        (unkept, deed, mayUndo) = (null, Data.Phrase.Of($"Rettet det som var lest: {shown.Invoice.InvoiceNumber}"), true);
        drafts.Remove(shown.Item.Id);
        await AskAgainAsync();
    }

    /// <summary>The agent's suggestion again, without what she has written.</summary>
    private async Task ForgetAsync()
    {
        if (Current is not { } shown || row is not { } to) return;
        unkept = null;
        drafts.Remove(shown.Item.Id);
        await books.DoAsync(async db => { await db.ForgetDraftAsync(shown.Item.Id); });
        await ReadAsync(to);
        await BackAsync();
    }
}
