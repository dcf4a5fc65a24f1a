using System.Security.Claims;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Web;
using Kontali.Web.Inbox;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Tests.World;

/// <summary>A firm with one client, two people and nothing in its books: where a test wants to see everything that happens.</summary>
public sealed class SmallFirm(DatabaseConnections ways, DocumentStore store, TimeProvider clock)
{
    public const string Email = "berit@prove.example", Password = "prove-regnskap-2026", Name = "Berit Lund", Colleague = "Kari Vik";
    public static readonly Guid Id = new("0198d000-0000-7000-8000-0000000000a1"), ClientId = new("0198d000-0000-7000-8000-0000000000c1");
    private static readonly User Berit = Person("0198d000-0000-7000-8000-0000000000b1", Name, Email), Kari = Person("0198d000-0000-7000-8000-0000000000b2", Colleague, "kari@prove.example");

    /// <summary>Who sits before the screen, and who sits beside her.</summary>
    public static Actor Me => Berit.AsActor();

    /// <inheritdoc cref="Me"/>
    public static Actor Other => Kari.AsActor();

    /// <summary>Her, as her sign-in cookie knows her.</summary>
    public static ClaimsPrincipal Principal => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, Berit.Id.ToString()), new(ClaimTypes.Name, Name), new(CurrentUser.FirmClaim, Id.ToString())], "test"));

    public KontaliContext Open(Actor actor) => new(KontaliContext.Options(ways.App)) { Actor = actor, Clock = clock };

    /// <summary>The firm, its client and its people move in.</summary>
    public async Task<SmallFirm> MoveInAsync()
    {
        await DoAsync(Actor.Setup(Id), async db =>
        {
            await db.AddFirmAsync("Prøve Regnskap AS", OrgNumber.Parse("311000012"));
            await db.SaveChangesAsync();
            db.Users.AddRange(Berit, Kari);
            await db.OpenBooksAsync(new Client { Id = ClientId, TenantId = Id, ClientNumber = "1001", Name = "Prøvebakeriet AS", OrgNumber = OrgNumber.Parse("310645028"), Trade = "bakery" });
        });
        return this;
    }

    /// <summary>Runs a verb at a door of its own.</summary>
    public async Task DoAsync(Actor actor, Func<KontaliContext, Task> verb)
    {
        await using var db = Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await verb(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Reads.</summary>
    public async Task<T> AskAsync<T>(Func<KontaliContext, Task<T>> question)
    {
        await using var db = Open(Me);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await question(db);
    }

    /// <summary>Delivers a file and lets the agent read it at once, as the worker would.</summary>
    public async Task<Guid> DeliverAsync(byte[] bytes, string filename = "faktura.xml")
    {
        Receipt receipt;
        await using (var db = Open(Me)) receipt = await new Intake(store).TakeAsync(db, new MemoryStream(bytes), filename, Door.Browser);
        var agent = new InvoiceAgent(store, new MemorySuggester());
        await using var reading = Open(Actor.Agent(Id, InvoiceAgent.Name));
        var read = await agent.ReadAsync(reading, receipt.DocumentId);
        await DoAsync(Actor.Agent(Id, InvoiceAgent.Name), async db =>
        {
            await db.Tasks.ExecuteDeleteAsync();
            await agent.LandAsync(db, read!);
        });
        return receipt.DocumentId;
    }

    /// <summary>Delivers an invoice of these amounts without VAT, and gives back the case it became.</summary>
    public async Task<ReviewCase> DeliverCaseAsync(string number, params decimal[] nets)
    {
        var document = await DeliverAsync(Invoice(number, nets));
        return (await AskAsync(async db => await db.ReviewCaseAsync(await db.ReviewQueue.Join(db.Invoices, r => r.SourceId, i => i.Id, (r, i) => new { r.Id, i.DocumentId }).Where(r => r.DocumentId == document).Select(r => r.Id).SingleAsync())))!;
    }

    /// <summary>An invoice to the client from a vendor it has never met, 25 % VAT.</summary>
    public static byte[] Invoice(string number, params decimal[] nets) => Invoice(number, "310645028", nets);

    /// <inheritdoc cref="Invoice(string, decimal[])"/>
    public static byte[] Invoice(string number, string buyer, params decimal[] nets)
    {
        var (net, vat) = (nets.Sum(), Money.Round(nets.Sum() * 0.25m));
        return EhfWriter.Write(new InvoiceFacts
        {
            Kind = InvoiceKind.Invoice,
            TypeCode = "380",
            Number = number,
            IssueDate = new(2026, 11, 10),
            DueDate = new(2026, 12, 10),
            Currency = "NOK",
            BuyerReference = "kjøkkenet",
            Seller = Trader("Kontorlageret AS", "311000020"),
            Buyer = Trader("Prøvebakeriet AS", buyer),
            Payment = [new("30", null, "86011117947", null, null, null, null)],
            Lines = [.. nets.Select((amount, i) => new InvoiceLine { Id = $"{i + 1}", Name = $"Kontorrekvisita {i + 1}", Quantity = 1, Unit = "H87", Price = amount, Net = amount, VatCategory = "S", VatPercent = 25 })],
            Vat = [new("S", 25, net, vat, null, null)],
            LineTotal = net,
            Net = net,
            VatTotal = vat,
            Gross = net + vat,
            Payable = net + vat,
        });
    }

    private static Party Trader(string name, string number) => new()
    {
        Name = name,
        CompanyId = number,
        VatNumber = $"NO{number}MVA",
        Endpoint = number,
        EndpointScheme = "0192",
        InForetaksregisteret = true,
        Address = new(["Storgata 1"], "0155", "Oslo", null, "NO"),
    };

    private static User Person(string id, string name, string email)
    {
        var user = new User
        {
            Id = new(id),
            TenantId = Id,
            Name = name,
            Role = Role.Accountant,
            SecurityStamp = id,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
        };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        return user;
    }
}
