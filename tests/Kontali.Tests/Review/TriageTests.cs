using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Kontali.Web.Review;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Review;

/// <summary>What people do with the queue beside settling: put off, give away, talk, and take back.</summary>
public sealed class TriageTests(TestServer server) : BooksScreenTest(server)
{
    private static Settlement Coded(ReviewItem item, string account = "6800") => new([.. item.AiSuggestion.Lines.Select(l => CodedLine.From(l) with { Account = account, VatCode = "1" })], new(2026, 11, 10));

    private async Task<T> DoAsync<T>(Actor actor, Func<KontaliContext, Task<T>> verb)
    {
        T result = default!;
        await Firm.DoAsync(actor, async db => result = await verb(db));
        Clock.Advance(TimeSpan.FromSeconds(1));
        return result;
    }

    private Task<ReviewItem> ItemAsync(Guid id) => Firm.AskAsync(db => db.ReviewQueue.SingleAsync(r => r.Id == id));

    [Fact]
    public async Task What_is_put_off_leaves_the_list_and_comes_back_at_its_moment()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        var until = Clock.GetUtcNow().AddDays(3);
        await Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(item.Id, item.RowVersion, until, why: "Venter på kontrakten"));

        Assert.Empty(await Firm.AskAsync(db => new QueueFilter().Of(db, Clock.GetUtcNow()).ToListAsync()));
        Assert.Equal([item.Id], await Firm.AskAsync(db => new QueueFilter { Snoozed = true }.Of(db, Clock.GetUtcNow()).Select(r => r.Id).ToListAsync()));
        var task = await Firm.AskAsync(db => db.Tasks.SingleAsync());
        Assert.Equal((SnoozeItem.Wake, until), (task.TaskType, task.RunAfter));

        var landing = await new Waker().ThinkAsync(Firm.Open(SmallFirm.Me), new(task.Id, SmallFirm.Id, item.ClientId, task.TaskType, task.Payload, Guid.NewGuid(), 1, 3), default);
        await Firm.DoAsync(Actor.Agent(SmallFirm.Id, "kø"), db => landing.LandAsync(db, default));
        Assert.Equal((ReviewStatus.Pending, null), ((await ItemAsync(item.Id)).Status, (await ItemAsync(item.Id)).SnoozedUntil));
        Assert.Equal("Venter på kontrakten", await Firm.AskAsync(db => db.NotesOf(item.SourceId).Select(n => n.Body).SingleAsync()));
    }

    [Fact]
    public async Task A_moment_that_is_past_or_too_far_away_is_refused_and_nothing_is_put_off()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(item.Id, item.RowVersion, Clock.GetUtcNow())));
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(item.Id, item.RowVersion, Clock.GetUtcNow().AddDays(200))));
        Assert.Equal(ReviewStatus.Pending, (await ItemAsync(item.Id)).Status);
    }

    [Fact]
    public async Task What_waits_for_the_vendors_next_invoice_comes_back_with_it()
    {
        var first = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(first.Id, first.RowVersion, Clock.GetUtcNow().AddDays(30), WakesOn.NextInvoice));
        var next = await Firm.DeliverCaseAsync("F2", 200m);
        var told = await Firm.AskAsync(db => db.Events.SingleAsync(e => e.EventType == Data.Tasks.Happened.PutToReview && e.SubjectId == next.Invoice.Id));
        await Firm.DoAsync(Actor.Agent(SmallFirm.Id, "kø"), db => new Waker().HandleAsync(db, told, default));
        Assert.Equal(ReviewStatus.Pending, (await ItemAsync(first.Id)).Status);
    }

    [Fact]
    public async Task The_clients_answer_takes_up_what_waited_for_it_and_is_kept_with_the_invoice()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(SmallFirm.Me, db => db.AskClientAsync(item.Id, "Hva gjelder dette?", "kunde@example.no", send: false));
        await Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(item.Id, item.RowVersion, Clock.GetUtcNow().AddDays(7), WakesOn.Answer));
        Clock.Advance(TimeSpan.FromHours(1));
        await Firm.DoAsync(SmallFirm.Other, db => db.AnswerAsync(item.Id, "Det er til kjøkkenet."));

        Assert.Equal(ReviewStatus.Pending, (await ItemAsync(item.Id)).Status);
        var notes = await Firm.AskAsync(db => db.NotesOf(item.SourceId).ToListAsync());
        Assert.Equal([(NoteKind.Question, SmallFirm.Name), (NoteKind.Answer, SmallFirm.Colleague)], notes.Select(n => (n.Kind, n.Author)));
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.AskClientAsync(item.Id, "Hei", "ikke en adresse", send: false)));
    }

    [Fact]
    public async Task A_colleague_is_named_by_her_first_name_or_her_whole_name()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        var note = await DoAsync(SmallFirm.Me, db => db.CommentAsync(item.Id, "Kan du se på denne, @kari? Det gjelder @Kari Vik."));
        Assert.Equal([SmallFirm.Other.User!.Value], note.Mentions);
        Assert.Equal([item.Id], await Firm.AskAsync(db => new QueueFilter { Mentioned = SmallFirm.Other.User }.Of(db, Clock.GetUtcNow()).Select(r => r.Id).ToListAsync()));
        Assert.Empty((await DoAsync(SmallFirm.Me, db => db.CommentAsync(item.Id, "Skriv til post@kari.no, eller @Karianne"))).Mentions);
    }

    [Fact]
    public async Task Given_to_a_colleague_it_is_in_her_hands_and_the_filters_and_counts_agree()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DeliverCaseAsync("F2", 5000m);
        await Firm.DoAsync(SmallFirm.Me, db => db.AssignAsync(item.Id, item.RowVersion, SmallFirm.Other.User, "Din klient"));

        QueueFilter hers = new() { AssignedTo = SmallFirm.Other.User }, nobodys = new() { Unassigned = true }, dear = new() { From = 6000m };
        Assert.Equal([item.Id], await Firm.AskAsync(db => hers.Of(db, Clock.GetUtcNow()).Select(r => r.Id).ToListAsync()));
        Assert.DoesNotContain(item.Id, await Firm.AskAsync(db => nobodys.Of(db, Clock.GetUtcNow()).Select(r => r.Id).ToListAsync()));
        Assert.Equal(1, await Firm.AskAsync(db => dear.Of(db, Clock.GetUtcNow()).CountAsync()));
        var counts = await Firm.AskAsync(db => db.ReviewCounts(Clock.GetUtcNow()).ToListAsync());
        foreach (var filter in new[] { hers, nobodys, new QueueFilter() })
            Assert.Equal(await Firm.AskAsync(db => filter.Of(db, Clock.GetUtcNow()).CountAsync()), counts.Where(filter.Takes).Sum(c => c.Count));
    }

    [Fact]
    public async Task Undoing_an_approval_reverses_the_voucher_and_brings_the_item_back_with_what_she_wrote()
    {
        var found = await Firm.DeliverCaseAsync("F1", 100m);
        var entry = await DoAsync(SmallFirm.Me, db => db.ApproveAsync(found.Item.Id, found.Item.RowVersion, Coded(found.Item, "7320")));
        var undone = await DoAsync(SmallFirm.Me, db => db.UndoAsync());

        var reversal = await Firm.AskAsync(db => db.Journal.Include(j => j.Postings).SingleAsync(j => j.ReversalOfId == entry.Id));
        Assert.Equal(0m, await Firm.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "7320").SumAsync(p => p.DebitAmount - p.CreditAmount)));
        Assert.NotEmpty(reversal.Postings);
        var back = (await Firm.AskAsync(db => db.ReviewCaseAsync(undone.ItemId!.Value)))!;
        Assert.Equal((found.Item.IssueCategory, InvoiceStatus.Review), (back.Item.IssueCategory, back.Invoice.ReviewStatus));
        Assert.Equal("7320", new BookingDraft(back).Lines[0].Account);
        // The payment account that approving made known is a stranger again.
        Assert.Empty(back.Vendor.KnownAccounts);
        Assert.Equal("Angret: F1, Kontorlageret AS er tilbakeført og til kontroll igjen", undone.Says.ToString());
    }

    [Fact]
    public async Task What_was_approved_as_suggested_comes_back_as_suggested_and_is_not_said_to_be_changed_by_her()
    {
        var found = await Firm.DeliverCaseAsync("F1", 100m);
        var form = new BookingDraft(found);
        await DoAsync(SmallFirm.Me, db => db.ApproveAsync(found.Item.Id, found.Item.RowVersion, form.Settlement()));
        var undone = await DoAsync(SmallFirm.Me, db => db.UndoAsync());
        var back = (await Firm.AskAsync(db => db.ReviewCaseAsync(undone.ItemId!.Value)))!;
        Assert.False(new BookingDraft(back).IsTouched);
        Assert.Null(back.Draft);
    }

    [Fact]
    public async Task What_is_put_off_is_listed_by_when_it_comes_back_also_page_by_page()
    {
        List<Guid> comesBack = [];
        foreach (var (number, days) in new[] { ("F1", 5), ("F2", 1), ("F3", 3) })
        {
            var item = (await Firm.DeliverCaseAsync(number, 100m)).Item;
            await Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(item.Id, item.RowVersion, Clock.GetUtcNow().AddDays(days)));
            comesBack.Add(item.Id);
        }
        Guid[] expected = [comesBack[1], comesBack[2], comesBack[0]];
        var off = new QueueFilter { Snoozed = true };
        var rows = await Firm.AskAsync(db => off.Of(db, Clock.GetUtcNow()).InOrder(putOff: true).AsRows(db).ToListAsync());
        Assert.Equal(expected, rows.Select(r => r.Id));
        Assert.Equal(expected[1..], await Firm.AskAsync(db => off.Of(db, Clock.GetUtcNow()).After(rows[0], putOff: true).InOrder(putOff: true).Select(r => r.Id).ToListAsync()));
        Assert.Equal(2, await Firm.AskAsync(db => off.Of(db, Clock.GetUtcNow()).Before(rows[2], putOff: true).CountAsync()));
    }

    [Fact]
    public async Task Snooze_assignment_and_rejection_are_taken_back_one_by_one_in_the_opposite_order()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(SmallFirm.Me, async db => await db.AssignAsync(item.Id, (await db.ReviewQueue.SingleAsync()).RowVersion, SmallFirm.Other.User));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Firm.DoAsync(SmallFirm.Me, async db => await db.SnoozeAsync(item.Id, (await db.ReviewQueue.AsNoTracking().SingleAsync()).RowVersion, Clock.GetUtcNow().AddDays(2)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Firm.DoAsync(SmallFirm.Me, async db => await db.RejectAsync(item.Id, (await db.ReviewQueue.AsNoTracking().SingleAsync()).RowVersion, "Ikke vår"));

        Task<Undone> UndoAsync() => DoAsync(SmallFirm.Me, db => db.UndoAsync());
        await UndoAsync();
        var back = await ItemAsync(item.Id);
        Assert.Equal((ReviewStatus.Snoozed, SmallFirm.Other.User, InvoiceStatus.Review), (back.Status, back.AssignedToUserId, await Firm.AskAsync(db => db.Invoices.Select(i => i.ReviewStatus).SingleAsync())));
        await UndoAsync();
        Assert.Equal((ReviewStatus.Pending, null), ((await ItemAsync(item.Id)).Status, (await ItemAsync(item.Id)).SnoozedUntil));
        await UndoAsync();
        Assert.Null((await ItemAsync(item.Id)).AssignedToUserId);
        await Assert.ThrowsAsync<BrokenRule>(UndoAsync);
    }

    [Fact]
    public async Task Put_off_regretted_and_put_off_to_the_same_moment_again()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        var until = Clock.GetUtcNow().AddDays(2).AddTicks(7); // Finer than the database keeps.
        await Firm.DoAsync(SmallFirm.Me, db => db.SnoozeAsync(item.Id, item.RowVersion, until));
        Assert.NotNull((await DoAsync(SmallFirm.Me, db => db.UndoAsync())).ItemId);
        await Firm.DoAsync(SmallFirm.Me, async db => await db.SnoozeAsync(item.Id, (await db.ReviewQueue.AsNoTracking().SingleAsync()).RowVersion, until));
        Assert.Equal(ReviewStatus.Snoozed, (await ItemAsync(item.Id)).Status);
    }

    [Fact]
    public async Task A_reader_can_neither_hold_nor_write_on_an_item()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(Actor.Setup(SmallFirm.Id), async db => (await db.Users.SingleAsync(u => u.Id == SmallFirm.Other.User)).Role = Data.Firms.Role.Reader);
        foreach (var verb in new Func<KontaliContext, Task>[]
                 {
                     db => db.HoldAsync(Guid.NewGuid(), item.Id), db => db.KeepDraftAsync(item, Coded(item)), db => db.SnoozeAsync(item.Id, item.RowVersion, Clock.GetUtcNow().AddDays(1)),
                     db => db.AssignAsync(item.Id, item.RowVersion, null), db => db.CommentAsync(item.Id, "Hei"), db => db.UndoAsync(),
                 })
            await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Other, verb));
    }

    [Fact]
    public async Task A_bookkeeper_without_the_client_neither_holds_its_items_nor_is_given_them()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(Actor.Setup(SmallFirm.Id), async db => (await db.Users.SingleAsync(u => u.Id == SmallFirm.Other.User)).Role = Data.Firms.Role.Bookkeeper);
        var stranger = SmallFirm.Other with { SeesAllClients = false };
        await Firm.DoAsync(stranger, db => db.HoldAsync(Guid.NewGuid(), item.Id, takeOver: true));
        Assert.Equal(0, await Firm.AskAsync(db => db.ReviewLeases.CountAsync()));
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(stranger, db => db.CommentAsync(item.Id, "Hei")));
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.AssignAsync(item.Id, item.RowVersion, stranger.User)));
    }

    [Fact]
    public async Task A_batch_approves_what_is_only_unsure_and_leaves_what_a_person_must_look_at()
    {
        var stranger = await Firm.DeliverCaseAsync("F1", 100m); // A vendor nobody has met.
        var refused = await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, async db => await Web.Review.Batches.DoOneAsync(db, stranger.Item.Id, Web.Review.Batches.ApproveUnseenAsync(Guid.NewGuid()))));
        Assert.Contains("må ses på", refused.Message, StringComparison.Ordinal);
        await Firm.DoAsync(SmallFirm.Me, db => db.ApproveAsync(stranger.Item.Id, stranger.Item.RowVersion, Coded(stranger.Item)));

        var known = await Firm.DeliverCaseAsync("F2", 350m);
        Assert.True(Web.Review.Batches.MayBeApprovedUnseen(known.Item.IssueCategory), known.Item.IssueCategory);
        await Firm.DoAsync(SmallFirm.Other, db => db.HoldAsync(Guid.NewGuid(), known.Item.Id));
        var held = await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, async db => await Web.Review.Batches.DoOneAsync(db, known.Item.Id, Web.Review.Batches.ApproveUnseenAsync(Guid.NewGuid()))));
        Assert.Contains(SmallFirm.Colleague, held.Message, StringComparison.Ordinal);
        await Firm.DoAsync(SmallFirm.Me, db => db.ReviewLeases.ExecuteDeleteAsync());
        await Firm.DoAsync(SmallFirm.Me, async db => await Web.Review.Batches.DoOneAsync(db, known.Item.Id, Web.Review.Batches.ApproveUnseenAsync(Guid.NewGuid())));
        Assert.Equal(ReviewStatus.Approved, (await ItemAsync(known.Item.Id)).Status);
    }

    [Fact]
    public async Task What_something_was_built_on_is_not_undone_and_the_sentence_says_why()
    {
        var found = await Firm.DeliverCaseAsync("F1", 100m);
        var entry = await DoAsync(SmallFirm.Me, db => db.ApproveAsync(found.Item.Id, found.Item.RowVersion, Coded(found.Item)));
        await Firm.DoAsync(SmallFirm.Other, db => db.ReverseInvoiceAsync(entry.Id, new(2026, 11, 20), "Feil", Ids.New(Clock)));
        var left = await DoAsync(SmallFirm.Me, db => db.UndoAsync());
        Assert.Null(left.ItemId);
        Assert.Contains("til kontroll igjen allerede", left.Says.ToString(), StringComparison.Ordinal);
        // Passed over: the step before it is hers to undo the next time.
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.UndoAsync()));
    }

    [Fact]
    public async Task Only_her_own_steps_are_undone_and_ten_of_them()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        for (var i = 0; i < 12; i++, Clock.Advance(TimeSpan.FromSeconds(1)))
            await Firm.DoAsync(SmallFirm.Me, async db => await db.AssignAsync(item.Id, (await db.ReviewQueue.AsNoTracking().SingleAsync()).RowVersion, i % 2 == 0 ? SmallFirm.Other.User : null));
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Other, db => db.UndoAsync()));
        for (var i = 0; i < 10; i++) await Firm.DoAsync(SmallFirm.Me, db => db.UndoAsync());
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.UndoAsync()));
    }

    [Fact]
    public async Task Whoever_opens_an_item_first_holds_it_until_she_moves_on_or_a_colleague_takes_over()
    {
        var (first, second) = ((await Firm.DeliverCaseAsync("F1", 100m)).Item.Id, (await Firm.DeliverCaseAsync("F2", 100m)).Item.Id);
        var (mine, hers) = (Guid.NewGuid(), Guid.NewGuid());
        Task<List<Guid>> SeenBy(Actor actor) => DoAsync(actor, async db => (await db.Holders.ToListAsync()).Where(h => !h.IsReserved).Select(h => h.ItemId).ToList());

        await Firm.DoAsync(SmallFirm.Me, db => db.HoldAsync(mine, first, second));
        Assert.Equal([first], await SeenBy(SmallFirm.Other)); // The next is only reserved.
        await Firm.DoAsync(SmallFirm.Other, db => db.HoldAsync(hers, first));
        Assert.Empty(await SeenBy(SmallFirm.Me));
        await Firm.DoAsync(SmallFirm.Other, db => db.HoldAsync(hers, second));
        Assert.Equal([second], await SeenBy(SmallFirm.Me)); // Whoever opens takes it from one who merely reserved it.
        await Firm.DoAsync(SmallFirm.Other, db => db.HoldAsync(hers, first, takeOver: true));
        Assert.Equal([first], await SeenBy(SmallFirm.Me));
        await Firm.DoAsync(SmallFirm.Other, db => db.LetGoAsync(hers));
        Assert.Empty(await SeenBy(SmallFirm.Me));
    }

    [Fact]
    public async Task A_lease_changes_neither_the_items_version_nor_its_trail_and_ends_when_it_is_settled()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        var trail = await Firm.AskAsync(db => db.AuditTrail.CountAsync());
        await Firm.DoAsync(SmallFirm.Other, db => db.HoldAsync(Guid.NewGuid(), item.Id));
        Assert.Equal((item.RowVersion, trail), ((await ItemAsync(item.Id)).RowVersion, await Firm.AskAsync(db => db.AuditTrail.CountAsync())));
        await Firm.DoAsync(SmallFirm.Me, db => db.ApproveAsync(item.Id, item.RowVersion, Coded(item)));
        Assert.Equal(0, await Firm.AskAsync(db => db.ReviewLeases.CountAsync()));
    }

    [Fact]
    public async Task The_loser_keeps_what_she_typed_and_the_winners_draft_is_gone()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(SmallFirm.Me, db => db.KeepDraftAsync(item, Coded(item, "7320")));
        await Firm.DoAsync(SmallFirm.Other, db => db.KeepDraftAsync(item, Coded(item, "6540")));
        await Firm.DoAsync(SmallFirm.Other, db => db.ApproveAsync(item.Id, item.RowVersion, Coded(item, "6540")));
        Assert.Equal([SmallFirm.Me.User!.Value], await Firm.AskAsync(db => db.ReviewDrafts.Select(d => d.UserId).ToListAsync()));
    }

    [Fact]
    public async Task Words_not_yet_sent_are_kept_for_her_alone_and_go_with_the_item_she_settles()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(SmallFirm.Me, db => db.KeepUnsentAsync(item, NoteKind.Comment, "Hvem"));
        await Firm.DoAsync(SmallFirm.Me, db => db.KeepUnsentAsync(item, NoteKind.Comment, "Hvem kjøpte dette?"));
        await Firm.DoAsync(SmallFirm.Other, db => db.KeepUnsentAsync(item, NoteKind.Question, "Hei", "kari@kunde.example"));
        Assert.Equal(["Hvem kjøpte dette?"], await Firm.AskAsync(db => db.UnsentOn(item.Id).Select(u => u.Body).ToListAsync()));
        await Firm.DoAsync(SmallFirm.Me, db => db.ApproveAsync(item.Id, item.RowVersion, Coded(item)));
        Assert.Equal([("Hei", "kari@kunde.example")], (await Firm.AskAsync(db => db.Unsent.Select(u => new { u.Body, u.Recipient }).ToListAsync())).Select(u => (u.Body, u.Recipient!)));
        await Firm.DoAsync(SmallFirm.Other, db => db.KeepUnsentAsync(item, NoteKind.Question, " "));
        Assert.Equal(0, await Firm.AskAsync(db => db.Unsent.CountAsync()));
    }

    [Fact]
    public async Task A_split_line_comes_back_split()
    {
        var found = await Firm.DeliverCaseAsync("F1", 100m, 60m);
        var draft = new BookingDraft(found);
        draft.Split(draft.Lines[0], 30m);
        draft.Code([draft.Lines[1]], "7320");
        await Firm.DoAsync(SmallFirm.Me, db => db.KeepDraftAsync(found.Item, draft.Settlement()));
        var again = new BookingDraft((await Firm.AskAsync(db => db.ReviewCaseAsync(found.Item.Id)))!);
        Assert.Equal(draft.Lines.Select(l => (l.Share.Key, l.Share.Net, l.Share.Vat, l.Account)), again.Lines.Select(l => (l.Share.Key, l.Share.Net, l.Share.Vat, l.Account)));
        Assert.True(again.IsTouched);
    }

    [Fact]
    public async Task What_was_said_is_never_changed()
    {
        var item = (await Firm.DeliverCaseAsync("F1", 100m)).Item;
        await Firm.DoAsync(SmallFirm.Me, db => db.CommentAsync(item.Id, "Se her"));
        await Assert.ThrowsAnyAsync<Exception>(() => Firm.DoAsync(SmallFirm.Me, db => db.ReviewNotes.ExecuteUpdateAsync(n => n.SetProperty(x => x.Body, "Noe annet"))));
        await Assert.ThrowsAnyAsync<Exception>(() => Firm.DoAsync(SmallFirm.Me, db => db.ReviewNotes.ExecuteDeleteAsync()));
    }
}
