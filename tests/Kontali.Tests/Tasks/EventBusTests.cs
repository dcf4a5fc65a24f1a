using System.Collections.Concurrent;
using Kontali.Data;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kontali.Tests.Tasks;

/// <summary>What happens is told to those who listen: once in effect, in order for each subject, and never lost.</summary>
public sealed class EventBusTests(TestServer server)
{
    /// <summary>Writes down what it hears, in the books: a task for each event, which lands with the mark or not at all.</summary>
    private sealed class Listener(string name = "lytter") : IEventHandler
    {
        public string Name => name;
        public IReadOnlyCollection<string> EventTypes => [Happened.Posted, Happened.Corrected];
        public ConcurrentQueue<Guid> Heard { get; } = [];
        public Func<AgentEvent, bool> Fails { get; set; } = _ => false;

        public Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct)
        {
            Heard.Enqueue(told.Id);
            db.Enqueue(name, "heard", new { told.Id });
            return Fails(told) ? throw new InvalidOperationException("prøve") : Task.CompletedTask;
        }
    }

    private static EventMessenger Messenger(TestBooks books, params Listener[] listeners) => new(books.Contexts(), listeners, NullLogger<EventMessenger>.Instance);

    private static async Task<EventMessenger> ListenAsync(TestBooks books, params Listener[] listeners)
    {
        await using var db = books.Worker(Actor.Nobody);
        await db.ListenAsync(listeners);
        return Messenger(books, listeners);
    }

    private static Task<Guid> TellAsync(TestBooks books, Guid? subject = null, string what = Happened.Posted) => books.DoAsync(async db =>
    {
        db.Tell(what, subject ?? Ids.New(books.Clock), null);
        await db.SaveChangesAsync();
        return db.Events.Local.Single().Id;
    });

    private static async Task RoundAsync(params EventMessenger[] messengers) =>
        await Task.WhenAll(messengers.Select(m => m.RoundAsync(TestContext.Current.CancellationToken)));

    private static Task<int> EffectsAsync(TestBooks books) => books.AskAsync(db => db.Tasks.CountAsync(t => t.TaskType == "heard"));

    // Back-off waits for nobody in a test.
    private static Task<string?> HurryAsync(TestBooks books) => books.SqlStateAsync("update tasks.deliveries set run_after = now()");

    [Fact]
    public async Task A_listener_hears_what_it_wants_once_and_the_event_is_then_processed()
    {
        await using var books = await TestBooks.NewAsync(server);
        var listener = new Listener();
        var messenger = await ListenAsync(books, listener);
        var wanted = await TellAsync(books);
        var unwanted = await TellAsync(books, what: Happened.InvoiceRead);
        Assert.Equal((false, true), await books.AskAsync(async db => (
            await db.Events.Where(e => e.Id == wanted).Select(e => e.Processed).SingleAsync(), await db.Events.Where(e => e.Id == unwanted).Select(e => e.Processed).SingleAsync())));

        await RoundAsync(messenger);
        await RoundAsync(messenger);
        Assert.Equal([wanted], listener.Heard);
        Assert.Equal(0, await books.AskAsync(db => db.Events.CountAsync(e => !e.Processed)));
    }

    [Fact]
    public async Task An_event_is_processed_only_when_the_last_listener_was_told()
    {
        await using var books = await TestBooks.NewAsync(server);
        Listener quick = new("kvikk"), stubborn = new("sta") { Fails = _ => true };
        var messenger = await ListenAsync(books, quick, stubborn);
        await TellAsync(books);
        await RoundAsync(messenger);
        Assert.Equal(1, await EffectsAsync(books));
        Assert.Equal(1, await books.AskAsync(db => db.Events.CountAsync(e => !e.Processed)));

        stubborn.Fails = _ => false;
        await HurryAsync(books);
        await RoundAsync(messenger);
        Assert.Equal(2, await EffectsAsync(books));
        Assert.Equal(0, await books.AskAsync(db => db.Events.CountAsync(e => !e.Processed)));
    }

    [Fact]
    public async Task A_failing_event_holds_back_what_follows_on_its_own_subject_and_nothing_else()
    {
        await using var books = await TestBooks.NewAsync(server);
        var (sick, well) = (Ids.New(books.Clock), Ids.New(books.Clock));
        var listener = new Listener();
        var messenger = await ListenAsync(books, listener);
        var first = await TellAsync(books, sick);
        var second = await TellAsync(books, sick, Happened.Corrected);
        var other = await TellAsync(books, well);
        listener.Fails = e => e.Id == first;

        await RoundAsync(messenger);
        Assert.Equal([first, other], listener.Heard);
        Assert.Equal(1, await EffectsAsync(books)); // What it wrote before it failed was given up.
        var shown = Assert.Single(await books.AskAsync(db => db.FailingEvents().ToListAsync()));
        Assert.Equal((first, 1, "InvalidOperationException", 1), (shown.EventId, shown.Tries, shown.Error, shown.Behind));

        listener.Fails = _ => false;
        await RoundAsync(messenger);
        Assert.Equal([first, other], listener.Heard); // It waits before it is told again.
        await HurryAsync(books);
        await RoundAsync(messenger);
        Assert.Equal([first, other, first, second], listener.Heard);
        Assert.Equal(3, await EffectsAsync(books));
    }

    [Fact]
    public async Task After_eight_times_in_vain_it_waits_for_a_person()
    {
        await using var books = await TestBooks.NewAsync(server);
        var listener = new Listener { Fails = _ => true };
        var messenger = await ListenAsync(books, listener);
        var told = await TellAsync(books);
        for (var tries = 0; tries < 12; tries++)
        {
            await HurryAsync(books);
            await RoundAsync(messenger);
        }
        Assert.Equal(DeliverEvents.MaxTries, listener.Heard.Count);
        Assert.True(Assert.Single(await books.AskAsync(db => db.FailingEvents().ToListAsync())).IsDead);

        listener.Fails = _ => false;
        await using (var neighbour = await books.NextDoorAsync())
            await Assert.ThrowsAsync<BrokenRule>(() => neighbour.DoAsync(db => db.RedoDeliveryAsync(listener.Name, told)));
        await books.DoAsync(db => db.RedoDeliveryAsync(listener.Name, told));
        await RoundAsync(messenger);
        Assert.Equal(1, await EffectsAsync(books));
    }

    [Fact]
    public async Task A_worker_that_dies_between_the_effect_and_the_mark_leaves_neither()
    {
        await using var books = await TestBooks.NewAsync(server);
        var listener = new Listener();
        var messenger = await ListenAsync(books, listener);
        await TellAsync(books);

        await using (var dying = books.Worker(Actor.Agent(books.Firm, listener.Name)))
        {
            await using var transaction = await dying.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            Assert.True(await dying.TakeTurnAsync(listener));
            await listener.HandleAsync(dying, (await dying.NextForAsync(listener))!, default);
            await dying.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, await EffectsAsync(books));
        await RoundAsync(messenger);
        Assert.Equal(1, await EffectsAsync(books));
        Assert.Equal(2, listener.Heard.Count);
    }

    [Fact]
    public async Task An_event_that_is_committed_later_than_a_younger_one_is_not_passed_over()
    {
        await using var books = await TestBooks.NewAsync(server);
        var listener = new Listener();
        var messenger = await ListenAsync(books, listener);
        await using var slow = books.Open();
        await using var transaction = await slow.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        slow.Tell(Happened.Posted, Ids.New(books.Clock), null);
        await slow.SaveChangesAsync(TestContext.Current.CancellationToken);

        var younger = await TellAsync(books);
        await RoundAsync(messenger);
        Assert.Equal([younger], listener.Heard);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await RoundAsync(messenger);
        Assert.Equal([younger, slow.Events.Local.Single().Id], listener.Heard);
    }

    [Fact]
    public async Task What_is_told_in_one_breath_is_heard_in_the_order_of_telling()
    {
        await using var books = await TestBooks.NewAsync(server);
        var listener = new Listener();
        var messenger = await ListenAsync(books, listener);
        var subject = Ids.New(books.Clock);
        var told = await books.DoAsync(db =>
        {
            for (var n = 0; n < 40; n++) db.Tell(n % 2 == 0 ? Happened.Posted : Happened.Corrected, subject, null, new { n });
            return Task.FromResult(db.Events.Local.Select(e => (e.Id, N: e.Payload.GetProperty("n").GetInt32())).OrderBy(e => e.N).Select(e => e.Id).ToList());
        });
        await RoundAsync(messenger);
        Assert.Equal(told, listener.Heard);
    }

    [Fact]
    public async Task Two_nodes_at_once_tell_each_event_once_and_each_subjects_in_order()
    {
        await using var books = await TestBooks.NewAsync(server);
        await using var neighbour = await books.NextDoorAsync();
        Listener here = new(), there = new();
        var messengers = new[] { await ListenAsync(books, here), Messenger(books, there) };
        var subjects = Enumerable.Range(0, 5).Select(_ => Ids.New(books.Clock)).ToArray();
        List<Guid> told = [];
        for (var n = 0; n < 60; n++) told.Add(await TellAsync(n % 3 == 0 ? neighbour : books, subjects[n % 5]));

        for (var rounds = 0; rounds < 20 && await books.WorkerAsync(async db => (await db.DueDeliveriesAsync()).Count) > 0; rounds++) await RoundAsync(messengers);
        Assert.Equal(told.Order(), here.Heard.Concat(there.Heard).Order());
        Assert.Equal(60, await EffectsAsync(books) + await EffectsAsync(neighbour));
        Assert.All([here, there], l => Assert.Equal(l.Heard.Select(e => told.IndexOf(e)).GroupBy(n => (n % 3 == 0, n % 5)).SelectMany(g => g.Order()), l.Heard.Select(e => told.IndexOf(e)).GroupBy(n => (n % 3 == 0, n % 5)).SelectMany(g => g)));
    }

    [Fact]
    public async Task The_running_messenger_is_woken_by_the_commit_and_does_not_wait_for_its_poll()
    {
        await using var books = await TestBooks.NewAsync(server);
        var listener = new Listener();
        using var messenger = Messenger(books, listener);
        await messenger.StartAsync(TestContext.Current.CancellationToken);
        while (await books.ListAsync("select count(*) from tasks.listeners") == "0") await Task.Delay(20, TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken); // It sleeps now, for ten seconds if nobody wakes it.
        await TellAsync(books);
        for (var waited = 0; listener.Heard.IsEmpty && waited < 300; waited++) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Single(listener.Heard);
        await messenger.StopAsync(TestContext.Current.CancellationToken);
    }
}
