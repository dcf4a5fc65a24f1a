using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Data.Seed;

/// <summary>
/// The world of development and tests: an accounting firm with clients of many trades, eighteen months of books up to today,
/// and a heap of fresh invoices with every case in it. Made by code from nothing but today's date; all names and numbers are invented.
/// </summary>
public static class DemoFirm
{
    /// <summary>The firm.</summary>
    public const string Name = "Fjordtall Regnskap AS";

    /// <summary>Everybody's password in it.</summary>
    public const string Password = "fjordtall-demo-2026";

    /// <summary>The key with which programs deliver to it.</summary>
    public const string ApiKey = "kontali_demo_key_for_development_only";

    /// <summary>Its people, one in each role.</summary>
    public const string Administrator = "administrator@demo.kontali.example", Accountant = "accountant@demo.kontali.example",
        Bookkeeper = "bookkeeper@demo.kontali.example", Reader = "reader@demo.kontali.example";

    /// <summary>A bakery: food, two rates of VAT.</summary>
    public const string Bakery = "Kringlebakst Bakeri AS";

    /// <summary>A builder: subcontractors, full automation.</summary>
    public const string Builder = "Tømmermannen Bygg AS";

    /// <summary>A consultant who teaches, and is not in the VAT register.</summary>
    public const string Consultant = "Sidespor Rådgivning";

    /// <summary>A restaurant: wine, fish, music.</summary>
    public const string Restaurant = "Bryggekanten Restaurant AS";

    /// <summary>A dentist: exempt, so everything is cost with VAT and all.</summary>
    public const string Dentist = "Tannklinikken Smilehullet AS";

    /// <summary>A shop on the net that imports goods and buys services abroad.</summary>
    public const string Shop = "Turglede Nettbutikk AS";

    /// <summary>An electrician: full automation.</summary>
    public const string Electrician = "Strøm og Stikk Elektro AS";

    /// <summary>A hairdresser.</summary>
    public const string Hairdresser = "Salong Krølltopp AS";

    /// <summary>A haulier: fuel, ferries, an invoice in euro.</summary>
    public const string Transport = "Langtur Transport AS";

    /// <summary>A law firm: the agents suggest only.</summary>
    public const string LawFirm = "Advokatfirmaet Paragrafen AS";

    /// <summary>A farm: files VAT once a year.</summary>
    public const string Farm = "Nedre Solbakken Gård";

    /// <summary>A gym.</summary>
    public const string Gym = "Pulsen Treningssenter AS";

    /// <summary>A café.</summary>
    public const string Cafe = "Kafé Kanelsnurren AS";

    /// <summary>A design studio: the agents are off.</summary>
    public const string Studio = "Studio Strekform AS";

    /// <summary>The firm's id.</summary>
    public static readonly Guid Id = new("0198d000-0000-7000-8000-000000000001");

    /// <summary>The firm's organisation number.</summary>
    public static OrgNumber OrgNumber => OrgNumber.Parse(DemoVendor.Of("regnskap").Party.CompanyId);

    /// <summary>The clients' names.</summary>
    public static IReadOnlyList<string> Clients => [.. DemoClients.All.Select(c => c.Name)];

    /// <summary>A client's id, by its name.</summary>
    public static Guid IdOf(string client) => DemoClients.All.Single(c => c.Name == client).Id;

    /// <summary>The actor that a person of the firm is, by her e-mail.</summary>
    public static Actor ActorOf(string email) => DemoUsers.All.Single(u => u.Email == email).AsActor();

    /// <summary>
    /// Seeds the firm and its clients' books. Each client lands whole, in one transaction, or not at all; what is there already is left alone,
    /// so a seeding that was cut off goes on where it was.
    /// </summary>
    /// <param name="open">Opens a context for an actor.</param>
    /// <param name="store">Keeps the invoices' files.</param>
    /// <param name="clock">Says what today is.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task SeedAsync(Func<Actor, KontaliContext> open, DocumentStore store, TimeProvider clock, CancellationToken ct = default)
    {
        HashSet<Guid> there;
        await using (var db = open(Actor.Setup(Id)))
        {
            if (await db.FindFirmAsync(OrgNumber, ct) is null) await AddFirmAsync(db, ct);
            there = [.. await db.Clients.Select(c => c.Id).ToListAsync(ct)];
        }
        var missing = DemoClients.All.Where(c => !there.Contains(c.Id));
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = ct }, async (client, stop) =>
        {
            await using var db = Prepared(open(Actor.Setup(Id)));
            var time = new DemoClock(clock.GetUtcNow());
            db.Clock = time;
            db.Database.AutoSavepointsEnabled = false; // all or nothing: no halfway to return to
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            // A year and a half of books takes its time on a busy machine; the limits that guard ordinary work would cut it off.
            await db.Database.ExecuteSqlRawAsync("set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0", stop);
            await new DemoBooks(db, client, store, time, clock.Today()).WriteAsync(stop);
            await transaction.CommitAsync(stop);
        });
        await StudyAsync(open, ct);
        await ProposeAsync(open, clock, ct);
    }

    // The bakery's bookkeeper has put what is due first into a payment run; it waits for the accountant.
    private static async Task ProposeAsync(Func<Actor, KontaliContext> open, TimeProvider clock, CancellationToken ct)
    {
        await using var db = open(DemoUsers.Bookkeeper.AsActor());
        db.Clock = clock;
        if (await db.PaymentRuns.AnyAsync(ct)) return;
        var client = await db.Clients.SingleAsync(c => c.Id == IdOf(Bakery), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = (await db.PayablesAsync(client.Id, ct)).Where(p => p.Hindrance is null).Take(3).Select(p => p.InvoiceId).ToList();
        if (due.Count == 0) return;
        await db.ProposeRunAsync(client.Id, due, client.ActiveBanks[0], clock.Today(), new("0198d000-0000-7000-8000-0000000000f1"), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // When all books are there, they teach: in the order of their dates over all clients, as it would have been learned.
    private static async Task StudyAsync(Func<Actor, KontaliContext> open, CancellationToken ct)
    {
        await using var db = open(Actor.Setup(Id));
        if (await db.Lessons.AnyAsync(ct)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync("set local statement_timeout = 0", ct);
        await db.TeachHistoryAsync(ct);
        await db.KeepAllPatternsAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // The same few statements, thousands of times: the server plans each of them once. The connection is closed for good after.
    private static KontaliContext Prepared(KontaliContext db)
    {
        db.Database.SetConnectionString(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, Pooling = false }.ConnectionString);
        return db;
    }

    /// <summary>The fresh invoices as their files, for a day: the same day, the same bytes.</summary>
    public static IReadOnlyList<FreshInvoice> FreshInvoices(DateOnly today) => DemoFresh.Of(today);

    /// <summary>Sends the fresh invoices to the firm's inbox, once; the worker reads them from there.</summary>
    public static async Task SendFreshInvoicesAsync(Func<Actor, KontaliContext> open, DocumentStore store, TimeProvider clock, CancellationToken ct = default)
    {
        await using var db = open(Actor.Setup(Id));
        if (await db.Documents.AnyAsync(d => d.Door == Door.Demo, ct)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var file in FreshInvoices(clock.Today()))
        {
            var kept = await store.KeepAsync(Id, new MemoryStream(file.Bytes), ct);
            var (kind, mime) = ContentType.Of(file.Bytes);
            await db.ReceiveAsync(kept, file.FileName, mime, kind, Door.Demo, null, ct);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task AddFirmAsync(KontaliContext db, CancellationToken ct)
    {
        await db.AddFirmAsync(Name, OrgNumber, ct);
        db.Users.AddRange(DemoUsers.All.Select(u => u.WithPassword()));
        db.AddApiKey("Utvikling", ApiKey);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>A file a vendor sent this morning, and where it should land.</summary>
/// <param name="FileName">Name.</param>
/// <param name="Bytes">Content.</param>
/// <param name="Case">Which case it is: "sure", "changed_account" …</param>
/// <param name="Lands">Where it lands: "posted", "duplicate", "rejected", "unassigned", or "review" and the flag's code.</param>
public sealed record FreshInvoice(string FileName, byte[] Bytes, string Case, string Lands);
