using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Web.Inbox;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Benchmarks;

/// <summary>A firm with fifty clients. One invoice of each goes the real way; the rest are its likenesses, written straight into the tables.</summary>
internal sealed class BigFirm
{
    public const string Email = "stor@example.no", Password = "stort-regnskap-2026";

    private const int HowManyClients = 50;

    public required Actor Actor { get; init; }
    public required string Folder { get; init; }
    public required IReadOnlyList<Guid> Clients { get; init; }

    /// <summary>The firm; where the ground was kept, the one that moved in before.</summary>
    public static async Task<BigFirm> OfAsync(Ground ground, int open, int invoices)
    {
        var papers = Path.Combine(Path.GetTempPath(), "kontali-papers");
        if (!Guid.TryParse(await ground.AskAsync($"select tenant_id from users where email = '{Email}'"), out var firm)) return await MoveInAsync(ground, open, invoices, papers);
        await using var db = ground.Open(Actor.Setup(firm));
        var user = await db.Users.SingleAsync(u => u.Email == Email);
        return new() { Actor = user.AsActor(), Folder = papers, Clients = await db.Clients.OrderBy(c => c.ClientNumber).Select(c => c.Id).ToListAsync() };
    }

    private static async Task<BigFirm> MoveInAsync(Ground ground, int open, int invoices, string papers)
    {
        var firm = await ground.FirmAsync(1);
        var clock = TimeProvider.System;
        var folder = Directory.CreateDirectory(papers).FullName;
        var store = new DocumentStore(folder);
        var user = new User { Id = Ids.New(clock), TenantId = firm, Name = "Siri Stor", Role = Role.Administrator, Email = Email, UserName = Email, NormalizedEmail = Email.ToUpperInvariant(), NormalizedUserName = Email.ToUpperInvariant(), SecurityStamp = "x", EmailConfirmed = true };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        KontaliContext Open(Actor actor) => new(KontaliContext.Options(ground.Ways.App)) { Actor = actor, Clock = clock };
        async Task DoAsync(Actor actor, Func<KontaliContext, Task> verb)
        {
            await using var db = Open(actor);
            await using var transaction = await db.Database.BeginTransactionAsync();
            await verb(db);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        List<Client> clients = [.. Enumerable.Range(0, HowManyClients).Select(i => new Client { Id = Ids.New(clock), TenantId = firm, ClientNumber = $"{1001 + i}", Name = $"Klient {i + 1:00} AS", OrgNumber = OrgNumbers.Valid(100 + i) })];
        await DoAsync(Actor.Setup(firm), db => { db.Users.Add(user); return Task.CompletedTask; });
        var agent = new InvoiceAgent(store, new MemorySuggester());
        foreach (var client in clients)
        {
            await DoAsync(Actor.Setup(firm), db => db.OpenBooksAsync(client));
            Receipt receipt;
            await using (var db = Open(user.AsActor())) receipt = await new Intake(store).TakeAsync(db, new MemoryStream(Invoice(client)), "faktura.xml", Door.Browser);
            await using var reading = Open(Actor.Agent(firm, InvoiceAgent.Name));
            var read = await agent.ReadAsync(reading, receipt.DocumentId);
            await DoAsync(Actor.Agent(firm, InvoiceAgent.Name), async db => { await db.Tasks.ExecuteDeleteAsync(); await agent.LandAsync(db, read!); });
        }
        await ground.SqlAsync(Likenesses(firm, open / HowManyClients, invoices / HowManyClients));
        return new() { Actor = user.AsActor(), Folder = folder, Clients = [.. clients.Select(c => c.Id)] };
    }

    // The law's triggers and keys are away while the likenesses are written: they are copies of rows that passed them.
    private static string Likenesses(Guid firm, int open, int all) => $$"""
        set session_replication_role = replica;
        create temp table likeness as
          select i.client_id, i.id as of_invoice, i.document_id as of_document, r.id as of_item, n,
                 public.uuid_v7() as invoice, public.uuid_v7() as document, public.uuid_v7() as item
            from vendor_invoices i join review_queue r on r.source_id = i.id cross join generate_series(2, {{all}}) n where i.tenant_id = '{{firm}}';
        create function pg_temp.columns_of(t regclass) returns text language sql as
          $$ select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = t and attnum > 0 and not attisdropped and attgenerated = '' $$;
        do $body$
        begin
          execute format('insert into documents (%1$s) select %2$s from likeness l join documents t on t.id = l.of_document,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', l.document, ''file_hash'', encode(sha256(l.document::text::bytea), ''hex''))) x',
              pg_temp.columns_of('documents'), replace('x.' || pg_temp.columns_of('documents'), ', ', ', x.'));
          execute format('insert into vendor_invoices (%1$s) select %2$s from likeness l join vendor_invoices t on t.id = l.of_invoice,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', l.invoice, ''document_id'', l.document, ''invoice_number'', ''F-'' || l.n, ''normalized_number'', ''F'' || l.n, ''ehf_message_id'', null,
                  ''review_status'', case when l.n <= {{open}} then ''review'' else ''rejected'' end, ''facts'', jsonb_set(t.facts, ''{number}'', to_jsonb(''F-'' || l.n)))) x',
              pg_temp.columns_of('vendor_invoices'), replace('x.' || pg_temp.columns_of('vendor_invoices'), ', ', ', x.'));
          execute format('insert into review_queue (%1$s) select %2$s from likeness l join review_queue t on t.id = l.of_item,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', l.item, ''source_id'', l.invoice, ''created_at'', t.created_at - l.n * interval ''20 seconds'', ''due_at'', t.due_at + (l.n %% 60) * interval ''1 day'')) x where l.n <= {{open}}',
              pg_temp.columns_of('review_queue'), replace('x.' || pg_temp.columns_of('review_queue'), ', ', ', x.'));
        end $body$;
        insert into intake.arrivals select (jsonb_populate_record(t, jsonb_build_object('document_id', l.document, 'status', case when l.n <= {{open}} then 'review' else 'rejected' end))).*
          from likeness l join intake.arrivals t on t.document_id = l.of_document;
        drop table likeness;
        set session_replication_role = origin;
        """;

    private static byte[] Invoice(Client buyer) => EhfWriter.Write(new InvoiceFacts
    {
        Kind = InvoiceKind.Invoice,
        TypeCode = "380",
        Number = "F-1",
        IssueDate = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Days - 9)),
        DueDate = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Days + 5)),
        Currency = "NOK",
        BuyerReference = "kontoret",
        Seller = Trader("Kontorlageret AS", OrgNumbers.Valid(2).ToString()),
        Buyer = Trader(buyer.Name, buyer.OrgNumber.ToString()),
        Payment = [new("30", null, "86011117947", null, null, null, null)],
        Lines = [.. Enumerable.Range(1, 4).Select(i => new InvoiceLine { Id = $"{i}", Name = $"Kontorrekvisita {i}", Quantity = 1, Unit = "H87", Price = 100 * i, Net = 100 * i, VatCategory = "S", VatPercent = 25 })],
        Vat = [new("S", 25, 1000, 250, null, null)],
        LineTotal = 1000,
        Net = 1000,
        VatTotal = 250,
        Gross = 1250,
        Payable = 1250,
    });

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
}
