using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Web;
using Kontali.Web.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Door = Kontali.Data.Documents.Door;

namespace Kontali.Benchmarks;

/// <summary>
/// Corrections in a ledger of millions of lines: how long a search and a preview of ten thousand lines take, and how many vouchers a second
/// the batch corrects and takes back, each by a reversal and a replacement with everything the law asks of them.
/// </summary>
internal static class CorrectionsBenchmark
{
    private const int HowManyClients = 50, Wrong = 10, LinesEach = 20;

    public static async Task RunAsync(string[] args)
    {
        int Asked(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;
        var (all, vouchers, workers) = (Asked("--lines", 5_000_000), Asked("--vouchers", 10_000), Asked("--workers", 4));
        await using var ground = await Ground.OpenAsync();
        var watch = Stopwatch.StartNew();
        var me = await MoveInAsync(ground, all, vouchers);
        Say($"{long.Parse(await ground.AskAsync("select count(*) from general_ledger_lines"), CultureInfo.InvariantCulture):N0} lines in {watch.Elapsed.TotalSeconds:N0} s, {Environment.ProcessorCount} cores\n");

        var search = new LineSearch { Account = "6540" };
        await TimeAsync("Search: the first 200 of them, and how many they are", 5, () => AskAsync(ground, me, async db => { await db.FindLinesAsync(search); return await db.CountLinesAsync(search); }));
        await TimeAsync("Search: by vendor and text", 3, () => AskAsync(ground, me, async db => (await db.FindLinesAsync(new() { Vendor = "Kontorlageret", Text = "rekvisita" })).Count));
        var plan = await TimeAsync($"Preview of {vouchers:N0} lines, another account", 5, () => AskAsync(ground, me, async db =>
        {
            var made = await db.PlanCorrectionAsync(search, new(Account: "6800"));
            _ = (made.Accounts.Count, made.Vat.Count, made.Clients.Count, made.Dates.Count);
            return made;
        }));
        await TimeAsync($"Preview of {vouchers:N0} lines, another code, from the documents", 3, () => AskAsync(ground, me, db => db.PlanCorrectionAsync(search, new(VatCode: "0"))));
        if (plan.LeftOut.Count > 0) Say($"{plan.LeftOut.Count} left out: {plan.LeftOut[0].Problem}");

        if (args.Contains("--functions")) await ground.WatchFunctionsAsync();
        watch.Restart();
        var batch = await DoAsync(ground, me, db => db.OrderAsync(plan, "Feil konto", Ids.New(TimeProvider.System)));
        Say($"Ordered, previewed once more and kept: {watch.Elapsed.TotalSeconds:N2} s");
        await WorkAsync(ground, batch, workers, "corrected");
        var undo = await AskAsync(ground, me, db => db.PlanUndoAsync(batch.Id));
        await WorkAsync(ground, await DoAsync(ground, me, db => db.OrderAsync(undo, "Angret", Ids.New(TimeProvider.System))), workers, "taken back");
        if (args.Contains("--functions")) Say($"{await ground.FunctionsAsync()}");
        Say($"Left over on 6800: {await ground.AskAsync("select sum(debit_amount - credit_amount) from general_ledger_lines where account_number = '6800'")}");
    }

    private static async Task WorkAsync(Ground ground, CorrectionBatch batch, int workers, string what)
    {
        var contexts = new Contexts(TimeProvider.System, NullLoggerFactory.Instance);
        contexts.Use(ground.Ways);
        var runner = new TaskRunner(contexts, [new BatchCorrector()], NullLogger<TaskRunner>.Instance);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async n =>
        {
            while (true)
            {
                Claim? claim;
                await using (var db = ground.Worker(Actor.Nobody)) claim = (await db.ClaimAsync($"bench{n}", 1, TimeSpan.FromMinutes(1))).SingleOrDefault();
                if (claim is null) return;
                await runner.RunAsync(claim, default);
            }
        }));
        var done = int.Parse(await ground.AskAsync($"select count(*) from corrections.batch_vouchers where batch_id = '{batch.Id}' and state = 'done'"), CultureInfo.InvariantCulture);
        Say($"{done:N0} of {batch.Vouchers:N0} vouchers {what} in {watch.Elapsed.TotalSeconds:N1} s: {done / watch.Elapsed.TotalSeconds:N0} a second, {2 * done / watch.Elapsed.TotalSeconds:N0} postings of vouchers a second, {workers} workers");
    }

    private static async Task<T> TimeAsync<T>(string what, int rounds, Func<Task<T>> act)
    {
        List<double> times = [];
        var result = await act();
        for (var i = 0; i < rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            result = await act();
            times.Add(watch.Elapsed.TotalSeconds);
        }
        times.Sort();
        Say($"{what}: median {times[times.Count / 2]:N2} s, worst {times[^1]:N2} s");
        return result;
    }

    private static async Task<Actor> MoveInAsync(Ground ground, int all, int vouchers)
    {
        var (firm, clock) = (await ground.FirmAsync(1), TimeProvider.System);
        var user = new User { Id = Ids.New(clock), TenantId = firm, Name = "Siri Stor", Role = Role.Administrator, Email = "stor@example.no", UserName = "stor@example.no", NormalizedEmail = "STOR@EXAMPLE.NO", NormalizedUserName = "STOR@EXAMPLE.NO" };
        await DoAsync(ground, Actor.Setup(firm), db => { db.Users.Add(user); return Task.FromResult(0); });
        for (var i = 0; i < HowManyClients; i++)
        {
            var client = new Client { Id = Ids.New(clock), TenantId = firm, ClientNumber = $"{1001 + i}", Name = $"Klient {i + 1:00} AS", OrgNumber = OrgNumbers.Valid(100 + i) };
            await DoAsync(ground, Actor.Setup(firm), async db => { await db.OpenBooksAsync(client); return 0; });
            if (i < Wrong) await DoAsync(ground, Actor.Agent(firm, InvoiceAgent.Name), async db => { await PostAsync(db, client); return 0; });
        }
        await ground.SqlAsync(Likenesses(firm, vouchers / Wrong));
        await ground.SqlAsync(Others(firm, all - 3 * vouchers));
        await ground.SqlAsync("vacuum analyze");
        return user.AsActor();
    }

    // One invoice goes the real way; its likenesses are written beside it.
    private static async Task PostAsync(KontaliContext db, Client client)
    {
        var id = Ids.New(db.Clock);
        var document = new Document { Id = id, TenantId = client.TenantId, StoreKey = $"x/{id}", FileHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(id.ToByteArray())), FileSize = 1, Filename = "x.xml", MimeType = "text/xml", DocumentType = FileKind.Ehf, Door = Door.Browser, UploadedAt = db.Clock.Now() };
        document.BelongsTo(client.Id);
        db.Documents.Add(document);
        var facts = new InvoiceFacts
        {
            Kind = InvoiceKind.Invoice,
            Number = "F-1",
            IssueDate = db.Clock.Today().AddDays(-20),
            Currency = "NOK",
            Seller = new Party { Name = "Kontorlageret AS", CompanyId = OrgNumbers.Valid(2).ToString(), Address = new(["Storgata 1"], "0155", "Oslo", null, "NO") },
            Buyer = new Party { Name = client.Name, CompanyId = client.OrgNumber.ToString() },
            Lines = [.. Enumerable.Range(1, 4).Select(i => new InvoiceLine { Id = $"{i}", Name = $"Kontorrekvisita {i}", Quantity = 1, Unit = "H87", Price = 100 * i, Net = 100 * i, VatCategory = "S", VatPercent = 25 })],
            Vat = [new("S", 25, 1000, 250, null, null)],
            LineTotal = 1000,
            Net = 1000,
            VatTotal = 250,
            Gross = 1250,
            Payable = 1250,
        };
        var invoice = (await db.RegisterInvoiceAsync(document, client, facts, [])).Invoice;
        List<CodedLine> coded = [.. InvoiceShares.Of(facts).Select(s => new CodedLine(s, "6540", "1", s.Text))];
        var suggestion = new Suggestion { Lines = [.. coded.Select(l => new SuggestedLine { Share = l.Share, Account = l.Account, VatCode = l.VatCode, Text = l.Text, Confidence = 0.97, Evidence = [], Alternatives = [] })], Confidence = 0.97, Flags = [], Model = "x" };
        var decision = new AgentDecision { Id = Ids.New(db.Clock), TenantId = client.TenantId, ClientId = client.Id, AgentType = InvoiceAgent.Name, DecisionType = "post", SourceType = PutToReview.VendorInvoiceSource, SourceId = invoice.Id, InputData = JsonSerializer.SerializeToElement(new { }), Decision = suggestion, ConfidenceScore = 97, Reasoning = Phrase.Of($"97 % sikker."), ModelUsed = "x", CreatedAt = db.Clock.Now() };
        db.Decisions.Add(decision);
        await db.SaveChangesAsync();
        var entry = await db.PostAsync(InvoiceVoucher.Of(invoice, coded, await db.BookingRulesAsync(client), facts.IssueDate, invoice.Id, document.FileHash, decision.Id));
        invoice.Posted(entry.Id, entry.CreatedAt, null);
    }

    // The law's triggers and keys are away while the likenesses are written: they are copies of rows that passed them.
    private static string Likenesses(Guid firm, int each) => $$"""
        set session_replication_role = replica;
        create temp table likeness as
          select g.id as of_entry, i.id as of_invoice, g.decision_id as of_decision, g.client_id, n, public.uuid_v7() as entry, public.uuid_v7() as invoice, public.uuid_v7() as decision
            from general_ledger g join vendor_invoices i on i.general_ledger_id = g.id cross join generate_series(2, {{each}}) n where g.tenant_id = '{{firm}}';
        create function pg_temp.columns_of(t regclass) returns text language sql as
          $$ select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = t and attnum > 0 and not attisdropped and attgenerated = '' $$;
        do $body$
        begin
          execute format('insert into agent_decisions (%1$s) select %2$s from likeness l join agent_decisions t on t.id = l.of_decision,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', l.decision, ''source_id'', l.invoice)) x', pg_temp.columns_of('agent_decisions'), replace('x.' || pg_temp.columns_of('agent_decisions'), ', ', ', x.'));
          execute format('insert into vendor_invoices (%1$s) select %2$s from likeness l join vendor_invoices t on t.id = l.of_invoice,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', l.invoice, ''general_ledger_id'', l.entry, ''invoice_number'', ''F-'' || l.n, ''normalized_number'', ''F'' || l.n, ''facts'', jsonb_set(t.facts, ''{number}'', to_jsonb(''F-'' || l.n)))) x',
              pg_temp.columns_of('vendor_invoices'), replace('x.' || pg_temp.columns_of('vendor_invoices'), ', ', ', x.'));
          execute format('insert into general_ledger (%1$s) select %2$s from likeness l join general_ledger t on t.id = l.of_entry,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', l.entry, ''source_id'', l.invoice, ''decision_id'', l.decision, ''voucher_number'', l.n, ''posting_key'', l.invoice)) x',
              pg_temp.columns_of('general_ledger'), replace('x.' || pg_temp.columns_of('general_ledger'), ', ', ', x.'));
          execute format('insert into general_ledger_lines (%1$s) select %2$s from likeness l join general_ledger_lines t on t.general_ledger_id = l.of_entry,
              lateral jsonb_populate_record(t, jsonb_build_object(''id'', gen_random_uuid(), ''general_ledger_id'', l.entry)) x',
              pg_temp.columns_of('general_ledger_lines'), replace('x.' || pg_temp.columns_of('general_ledger_lines'), ', ', ', x.'));
        end $body$;
        update ledger.voucher_series s set last_number = {{each}} where tenant_id = '{{firm}}' and series = 'L';
        drop table likeness;
        set session_replication_role = origin;
        """;

    // Everything else in the ledger: large vouchers on other accounts.
    private static string Others(Guid firm, int lines) => $$"""
        set session_replication_role = replica;
        insert into general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_series, voucher_number, description, source_type, posting_key, content_hash, previous_hash, hash, line_count, created_by_type, created_at)
        select ('018f0000-0000-7000-8000-' || lpad(to_hex(c.place * 1000000 + n), 12, '0'))::uuid, '{{firm}}', c.id, d.day, d.day, to_char(d.day, 'YYYY-MM'), extract(year from d.day)::integer, 'A', n, 'Månedsbilag ' || n, 'manual',
               gen_random_uuid(), sha256('x'), sha256('x'), sha256('x'), {{LinesEach}}, 'person', now()
          from (select id, row_number() over (order by client_number) as place from clients where tenant_id = '{{firm}}') c,
               generate_series(1, {{Math.Max(lines / HowManyClients / LinesEach, 1)}}) n, lateral (select current_date - (n % 700) as day) d;
        insert into general_ledger_lines (id, tenant_id, client_id, general_ledger_id, accounting_date, line_number, account_number, debit_amount, credit_amount, line_description, created_at)
        select ('018f0001-0000-7000-8000-' || lpad(to_hex(row_number() over ()), 12, '0'))::uuid, g.tenant_id, g.client_id, g.id, g.accounting_date, l, (array['6300', '6340', '6800', '6860', '1920', '7140', '5000', '1500', '3000', '6900'])[1 + l % 10],
               case when l % 2 = 0 then 100 else 0 end, case when l % 2 = 1 then 100 else 0 end, 'Linje ' || l, g.created_at
          from general_ledger g, generate_series(1, {{LinesEach}}) l where g.tenant_id = '{{firm}}' and g.voucher_series = 'A';
        set session_replication_role = origin;
        """;

    private static KontaliContext Open(Ground ground, Actor actor) => new(KontaliContext.Options(ground.Ways.App)) { Actor = actor };

    private static async Task<T> AskAsync<T>(Ground ground, Actor actor, Func<KontaliContext, Task<T>> question)
    {
        await using var db = Open(ground, actor);
        return await question(db);
    }

    private static async Task<T> DoAsync<T>(Ground ground, Actor actor, Func<KontaliContext, Task<T>> verb)
    {
        await using var db = Open(ground, actor);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await verb(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
