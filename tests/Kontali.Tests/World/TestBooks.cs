using System.Globalization;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Tests.World;

/// <summary>
/// The tests' door to the books: a database of its own, a client, somebody who acts. Every verb runs as it does behind the screens:
/// a context, a transaction, the verb, save, commit.
/// </summary>
public sealed class TestBooks : IAsyncDisposable
{
    private readonly DatabaseConnections _ways;
    private readonly DocumentStore _store;
    private readonly HashSet<Guid> _told = [];
    private Guid? _vendor;

    private TestBooks(DatabaseConnections ways, DocumentStore store, Actor actor, Guid client) => (_ways, _store, Actor, Client) = (ways, store, actor, client);

    /// <summary>Who acts.</summary>
    public Actor Actor { get; set; }

    /// <summary>Whose books they are.</summary>
    public Guid Client { get; }

    public Guid Firm => Actor.RequiredFirm;
    public FakeClock Clock { get; } = new(FakeClock.Noon);
    public DateOnly Today => Clock.Today();
    public DatabaseConnections Ways => _ways;

    /// <summary>A client of the demo firm, with its eighteen months of books; its accountant acts.</summary>
    public static async Task<TestBooks> OpenAsync(TestServer server, string client) =>
        new(await server.CreateDemoAsync(), server.Store, DemoFirm.ActorOf(DemoFirm.Accountant), DemoFirm.IdOf(client));

    /// <summary>Books that somebody else has opened: a running program's.</summary>
    public static TestBooks Of(DatabaseConnections ways, DocumentStore store, Actor actor, Guid client) => new(ways, store, actor, client);

    /// <summary>A new firm with one client and empty books; its administrator acts.</summary>
    public static async Task<TestBooks> NewAsync(TestServer server, VatStatus status = VatStatus.Registered)
    {
        var (firm, client) = (Guid.CreateVersion7(FakeClock.Noon), Guid.CreateVersion7(FakeClock.Noon));
        var books = new TestBooks(await server.CreateDatabaseAsync(), server.Store, Actor.Setup(firm), client);
        books.Actor = (await books.AddFirmAsync(firm, client, status, 1)).AsActor();
        return books;
    }

    /// <summary>Another firm in the same database, with a client of its own.</summary>
    public async Task<TestBooks> NextDoorAsync()
    {
        var (firm, client) = (Guid.CreateVersion7(FakeClock.Noon), Guid.CreateVersion7(FakeClock.Noon));
        var books = new TestBooks(_ways, _store, Actor.Setup(firm), client);
        books.Actor = (await books.AddFirmAsync(firm, client, VatStatus.Registered, 50)).AsActor();
        return books;
    }

    /// <summary>A context on somebody's behalf.</summary>
    public KontaliContext Open(Actor? actor = null) => new(KontaliContext.Options(_ways.App)) { Actor = actor ?? Actor, Clock = Clock };

    /// <summary>Runs a verb, saves and commits.</summary>
    public async Task<T> DoAsync<T>(Func<KontaliContext, Task<T>> verb, Actor? actor = null)
    {
        await using var db = Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await verb(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    public Task DoAsync(Func<KontaliContext, Task> verb, Actor? actor = null) => DoAsync(async db => { await verb(db); return 0; }, actor);

    public async Task<T> AskAsync<T>(Func<KontaliContext, Task<T>> question, Actor? actor = null)
    {
        await using var db = Open(actor);
        return await question(db);
    }

    /// <summary>Posts lines written as people say them: "6300 12000, 2400 -12000".</summary>
    public Task<JournalEntry> PostAsync(string lines, DateOnly? on = null, Guid? key = null, string series = "A") =>
        DoAsync(async db => await db.PostAsync(await VoucherAsync(db, lines, on ?? Today, key ?? Ids.New(Clock), series)));

    public async Task<Voucher> VoucherAsync(KontaliContext db, string lines, DateOnly on, Guid key, string series = "A")
    {
        if (lines.Contains(AccountNumber.Payables, StringComparison.Ordinal)) _vendor ??= await VendorAsync(db);
        return new Voucher(Firm, Client, [.. lines.Split(',', StringSplitOptions.TrimEntries).Select(Line)])
        { PostingKey = key, Series = series, DocumentDate = on, AccountingDate = on, Description = "Prøvebilag" };
    }

    private PostingLine Line(string text) => text.Split(' ') is [var account, var amount]
        ? new PostingLine(account, decimal.Parse(amount, CultureInfo.InvariantCulture)) { VendorId = account == AccountNumber.Payables ? _vendor : null }
        : throw new ArgumentException(text);

    private async Task<Guid> VendorAsync(KontaliContext db)
    {
        var client = await db.Clients.SingleAsync(c => c.Id == Client);
        var vendor = db.AddVendor(client, new Party { Name = "Prøveleverandøren AS" }, "29999");
        await db.SaveChangesAsync();
        return vendor.Id;
    }

    /// <summary>Balances of all accounts that are not zero, from the lines themselves, as a table.</summary>
    public async Task<string> TrialBalanceAsync()
    {
        var sums = await AskAsync(db => db.Postings.Where(p => p.ClientId == Client).GroupBy(p => p.AccountNumber)
            .Select(g => new { Account = g.Key, Sum = g.Sum(p => p.DebitAmount - p.CreditAmount) }).Where(a => a.Sum != 0).OrderBy(a => a.Account).ToListAsync());
        return string.Concat(sums.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Account} {a.Sum,14:0.00}\n")));
    }

    /// <summary>Runs SQL by hand, for this firm, as the app or by another way in: null when it was taken, else the state it was refused with.</summary>
    public async Task<string?> SqlStateAsync(string sql, string? way = null)
    {
        try
        {
            await SqlAsync(sql, Firm, way ?? _ways.App);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    /// <summary>The first column of what SQL by hand answers, joined by commas; with no firm, for a session that has said none.</summary>
    public Task<string> ListAsync(string sql, Guid? firm) => SqlAsync(sql, firm, _ways.App);

    public Task<string> ListAsync(string sql) => SqlAsync(sql, Firm, _ways.App);

    private static async Task<string> SqlAsync(string sql, Guid? firm, string way)
    {
        await using var connection = new NpgsqlConnection(way);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select set_config('kontali.tenant', '{firm}', false); {sql}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.GetValue(0).ToString()!);
        return string.Join(", ", rows);
    }

    /// <summary>A file comes in and goes the whole way: kept, received, claimed, read, landed.</summary>
    public async Task<Arrival> ReceiveAsync(byte[] bytes, string name = "faktura.xml", bool giveClient = false)
    {
        var kept = await _store.KeepAsync(Firm, new MemoryStream(bytes));
        var (kind, mime) = ContentType.Of(bytes);
        var receipt = await DoAsync(db => db.ReceiveAsync(kept, name, mime, kind, Door.Browser, giveClient ? Client : null));
        await WorkAsync();
        return await AskAsync(db => db.Arrivals.SingleAsync(a => a.DocumentId == receipt.DocumentId));
    }

    public Task<Arrival> ReceiveAsync(InvoiceFacts facts) => ReceiveAsync(EhfWriter.Write(facts));

    /// <summary>The door that the program's own services open contexts by.</summary>
    public Contexts Contexts()
    {
        var contexts = new Contexts(Clock, NullLoggerFactory.Instance);
        contexts.Use(_ways);
        return contexts;
    }

    /// <summary>The agent, with a reader of pages that is no other process.</summary>
    public InvoiceAgent Agent => new(_store, _suggester, Advisor, new PageInvoices(new ReaderHere()));

    private readonly MemorySuggester _suggester = new();

    /// <summary>The language model it may ask, where the test has one.</summary>
    public IAdvisor? Advisor { get; set; }

    /// <summary>Does what waits in the queue, as the worker does it.</summary>
    public async Task WorkAsync()
    {
        var agent = Agent;
        while (await ClaimAsync() is { } claim)
        {
            var actor = Actor.Agent(claim.TenantId, InvoiceAgent.Name);
            await using var reading = Worker(actor);
            if (claim.TaskType == WriteRule.Rescore)
            {
                using var suggester = new MemorySuggester();
                var rethought = await new Rescorer(agent, suggester).ThinkAsync(reading, claim, default);
                await using var rescoring = Worker(actor);
                await using var rescored = await rescoring.Database.BeginTransactionAsync();
                Assert.True(await rescoring.FinishAsync(claim));
                await rethought.LandAsync(rescoring, default);
                await rescoring.SaveChangesAsync();
                await rescored.CommitAsync();
                continue;
            }
            var read = await agent.ReadAsync(reading, claim.Payload.GetProperty("document_id").GetGuid());
            if (read is not null) read = await agent.ConsultAsync(reading, read);
            await using var landing = Worker(actor);
            await using var transaction = await landing.Database.BeginTransactionAsync();
            Assert.True(await landing.FinishAsync(claim));
            if (read is not null) await agent.LandAsync(landing, read);
            await landing.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    /// <summary>Tells the listeners what has happened since the last time, in its order, until all is told.</summary>
    public async Task TellAsync(params IReadOnlyList<IEventHandler> listeners)
    {
        if (listeners.Count == 0) listeners = [new Learner(), new AutoPostJudge()];
        for (var all = false; !all;)
        {
            var waiting = (await AskAsync(db => db.Events.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).ToListAsync(), Actor.Setup(Firm))).Where(e => _told.Add(e.Id)).ToList();
            all = waiting.Count == 0;
            foreach (var told in waiting)
                foreach (var listener in listeners.Where(l => l.EventTypes.Contains(told.EventType)))
                    await DoAsync(db => listener.HandleAsync(db, told, default), Actor.Agent(Firm, listener.Name));
        }
    }

    /// <summary>Does a task of this kind, as the worker does it.</summary>
    public async Task DoTaskAsync(ITaskHandler agent)
    {
        var actor = Actor.Agent(Firm, agent.AgentName);
        var claim = new Claim(Guid.NewGuid(), Firm, null, agent.TaskTypes.First(), default, Guid.NewGuid(), 1, 3);
        await using var thinking = Worker(actor);
        var landing = await agent.ThinkAsync(thinking, claim, default);
        await using var db = Worker(actor);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await landing.LandAsync(db, default);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task<Claim?> ClaimAsync()
    {
        await using var db = Worker(Actor.Nobody);
        return (await db.ClaimAsync("test", 1, TimeSpan.FromMinutes(1))).SingleOrDefault();
    }

    /// <summary>A context as the worker opens it: the role that may claim across firms.</summary>
    public KontaliContext Worker(Actor actor) => new(KontaliContext.Options(_ways.Worker)) { Actor = actor, Clock = Clock };

    private async Task<User> AddFirmAsync(Guid firm, Guid client, VatStatus status, int place)
    {
        var user = new User { Id = Guid.CreateVersion7(FakeClock.Noon), TenantId = firm, Name = $"Kari Prøve {place}", Email = $"kari{place}@example.no", UserName = $"kari{place}@example.no", NormalizedEmail = $"KARI{place}@EXAMPLE.NO", NormalizedUserName = $"KARI{place}@EXAMPLE.NO", Role = Role.Administrator };
        await DoAsync(async db =>
        {
            await db.AddFirmAsync($"Prøvebyrået {place} AS", DemoNumbers.Org(500 + place));
            db.Users.Add(user);
            await db.SaveChangesAsync();
            await db.OpenBooksAsync(new Client { Id = client, TenantId = firm, ClientNumber = "1001", Name = $"Prøveklienten {place} AS", OrgNumber = DemoNumbers.Org(600 + place), VatStatus = status });
        });
        return user;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var way in new[] { _ways.App, _ways.Worker, _ways.Owner }) NpgsqlConnection.ClearPool(new NpgsqlConnection(way));
        return ValueTask.CompletedTask;
    }
}
