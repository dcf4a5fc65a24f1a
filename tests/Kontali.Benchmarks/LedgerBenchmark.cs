using System.Diagnostics;
using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Verification;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Kontali.Benchmarks;

/// <summary>
/// The ledger itself: posting one after the other beside a hand-written multi-row insert into the same tables under the same law; fifty
/// posters to one series; and the proof of a ledger of a million vouchers beside plain reading of the same rows.
/// </summary>
internal static class LedgerBenchmark
{
    private const string Series = "A";

    public static async Task RunAsync(string[] args)
    {
        var (vouchers, posters, each, alone) = (Ground.Asked(args, "--vouchers", 1_000_000), Ground.Asked(args, "--posters", 50), Ground.Asked(args, "--each", 20), Ground.Asked(args, "--alone", 300));
        await using var ground = await Ground.OpenAsync(args);
        if (await ground.FirmBeforeAsync(3) is { } before)
        {
            // Of a kept firm only the proof is asked: who posts, posts into a new one.
            if (!args.Contains("--build")) await ProveAsync(ground, Actor.Setup(before), new(await ground.AskAsync($"select id from clients where tenant_id = '{before}' and client_number = '1003'")));
            return;
        }
        var firm = await ground.FirmAsync(3);
        var clock = TimeProvider.System;
        var user = new User { Id = Ids.New(clock), TenantId = firm, Name = "Siri Stor", Role = Role.Administrator, Email = "stor@example.no", UserName = "stor@example.no", NormalizedEmail = "STOR@EXAMPLE.NO", NormalizedUserName = "STOR@EXAMPLE.NO" };
        await DoAsync(ground, Actor.Setup(firm), db => { db.Users.Add(user); return Task.FromResult(0); });
        List<Client> clients = [.. Enumerable.Range(0, 3).Select(i => new Client { Id = Ids.New(clock), TenantId = firm, ClientNumber = $"{1001 + i}", Name = $"Klient {i + 1} AS", OrgNumber = OrgNumbers.Valid(80 + i) })];
        foreach (var client in clients) await DoAsync(ground, Actor.Setup(firm), async db => { await db.OpenBooksAsync(client); return 0; });
        Say($"{Environment.ProcessorCount} cores\n");
        if (alone > 0) await PostAloneAsync(ground, user.AsActor(), clients[0], alone);
        if (args.Contains("--functions")) await ground.WatchFunctionsAsync();
        if (posters > 0) await PostTogetherAsync(ground, user.AsActor(), clients[1], posters, each);
        if (args.Contains("--functions")) Console.WriteLine(await ground.FunctionsAsync());
        if (vouchers == 0) return;
        var watch = Stopwatch.StartNew();
        await FillAsync(ground, clients[2], vouchers);
        Say($"{vouchers:N0} sealed vouchers of three lines, and their rows of the trail, written in {watch.Elapsed.TotalSeconds:N0} s");
        if (!args.Contains("--build")) await ProveAsync(ground, Actor.Setup(firm), clients[2].Id);
    }

    // ------------------------------------------------------------------------------------------------ posting

    private static async Task PostAloneAsync(Ground ground, Actor me, Client client, int times)
    {
        var (ours, byHand) = (new List<double>(), new List<double>());
        for (var i = -20; i < times; i++)
        {
            // In turns, so that what disturbs one disturbs the other.
            var (our, hand) = (await TimeAsync(() => PostAsync(ground, me, client)), await TimeAsync(() => ByHandAsync(ground, me, client)));
            if (i < 0) continue;
            ours.Add(our);
            byHand.Add(hand);
        }
        Say($"Posting a voucher of three lines: {Of(ours, 0.5):N1} ms (p95 {Of(ours, 0.95):N1}); a hand-written multi-row insert under the same triggers: {Of(byHand, 0.5):N1} ms; speed ratio {Of(byHand, 0.5) / Of(ours, 0.5):N2}");
        // Many at once go by one pipeline.
        var watch = Stopwatch.StartNew();
        await DoAsync(ground, me, db => db.PostManyAsync(client, [.. Enumerable.Range(0, 1000).Select(_ => Voucher(client))]));
        var many = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        await ByHandManyAsync(ground, me, client, 1000);
        Say($"A thousand vouchers in one transaction: {many:N0} ms; hand-written: {watch.Elapsed.TotalMilliseconds:N0} ms; speed ratio {watch.Elapsed.TotalMilliseconds / many:N2}");
    }

    private static async Task PostTogetherAsync(Ground ground, Actor me, Client client, int posters, int each)
    {
        // Warm on both sides: every connection has planned, and the program is compiled to its end, which takes its compiler some seconds of one core.
        for (var warm = 0; warm < 60; warm++) await Task.WhenAll(Enumerable.Range(0, posters).Select(_ => PostAsync(ground, me, client)));
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, posters).Select(async _ =>
        {
            for (var i = 0; i < each; i++) times.Add(await TimeAsync(() => PostAsync(ground, me, client)));
        }));
        var seconds = watch.Elapsed.TotalSeconds;
        var sound = await ground.AskAsync($"select count(*) || ' vouchers, numbers ' || min(voucher_number) || '–' || max(voucher_number) || ', ' || count(distinct voucher_number) || ' different' from general_ledger where client_id = '{client.Id}'");
        List<double> all = [.. times];
        Say($"{posters} posters to one series, {each} vouchers each: p50 {Of(all, 0.5):N0} ms, p95 {Of(all, 0.95):N0} ms, {all.Count / seconds:N0} vouchers/s; {sound}");
        await using var db = ground.Open(me);
        var proof = await db.VerifyAsync(client.Id, null, []);
        Say($"Proof of them: {proof.Vouchers:N0} vouchers, {proof.Faults} faults\n");
    }

    private static Voucher Voucher(Client client)
    {
        var day = new DateOnly(2026, 3, 10);
        return new Voucher(client.TenantId, client.Id, [new("6540", 1000m) { VatCode = "1", VatBase = 1000m, VatAmount = 250m, Text = "Kontorstol" }, new("2710", 250m) { VatCode = "1", Text = "Inngående mva" }, new("1920", -1250m) { Text = "Bank" }])
        { PostingKey = Ids.New(TimeProvider.System), DocumentDate = day, AccountingDate = day, Description = "Kontorstol til resepsjonen" };
    }

    private static Task<JournalEntry> PostAsync(Ground ground, Actor me, Client client) => DoAsync(ground, me, db => db.PostAsync(Voucher(client)));

    private static Task ByHandAsync(Ground ground, Actor me, Client client) => ByHandManyAsync(ground, me, client, 1);

    // What somebody would write who knows the tables: the number drawn, a voucher and its lines in two statements, committed.
    private static async Task ByHandManyAsync(Ground ground, Actor me, Client client, int count)
    {
        await using var connection = new NpgsqlConnection(ground.Ways.App);
        await connection.OpenAsync();
        await using (var who = new NpgsqlCommand($"select set_config('kontali.tenant', '{me.Firm}', false), set_config('kontali.user', '{me.User}', false), set_config('kontali.actor', 'person', false), set_config('kontali.actor_name', 'Siri Stor', false)", connection)) await who.ExecuteNonQueryAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        for (var i = 0; i < count; i++)
        {
            var voucher = Voucher(client);
            var genesis = EntryHash.Genesis(client.Id, Series, 2026);
            var (number, previous) = (0, Array.Empty<byte>());
            await using (var draw = new NpgsqlCommand("select number, previous_hash from ledger.next_number($1, $2, $3, $4)", connection) { Parameters = { new() { Value = client.Id }, new() { Value = Series }, new() { Value = 2026 }, new() { Value = genesis } } })
            await using (var reader = await draw.ExecuteReaderAsync())
            {
                await reader.ReadAsync();
                (number, previous) = (reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
            }
            var entry = new JournalEntry(Ids.New(TimeProvider.System), voucher, 2026, ActorKind.Person, me.User, TimeProvider.System.Now());
            entry.TakePlace(number, previous);
            await using var insert = new NpgsqlCommand("""
                with g as (insert into general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_series, voucher_number, description, source_type, posting_key, content_hash, previous_hash, hash, line_count, created_by_type, created_by_id, created_at)
                  values ($1, $2, $3, $4, $4, '2026-03', 2026, 'A', $5, $6, 'manual', $7, $8, $9, $10, 3, 'person', $11, $12) returning id)
                select 1 from g
                """, connection)
            {
                Parameters = { new() { Value = entry.Id }, new() { Value = client.TenantId }, new() { Value = client.Id }, new() { Value = entry.AccountingDate }, new() { Value = number }, new() { Value = entry.Description }, new() { Value = entry.PostingKey }, new() { Value = entry.ContentHash }, new() { Value = previous }, new() { Value = entry.Hash }, new() { Value = me.User }, new() { Value = entry.CreatedAt } },
            };
            await insert.ExecuteNonQueryAsync();
            await using var lines = new NpgsqlCommand("""
                insert into general_ledger_lines (id, tenant_id, client_id, general_ledger_id, accounting_date, line_number, account_number, debit_amount, credit_amount, vat_code, vat_amount, vat_base_amount, line_description, created_at)
                values ($1, $4, $5, $6, $7, 1, '6540', 1000, 0, '1', 250, 1000, 'Kontorstol', $8), ($2, $4, $5, $6, $7, 2, '2710', 250, 0, '1', null, null, 'Inngående mva', $8), ($3, $4, $5, $6, $7, 3, '1920', 0, 1250, null, null, null, 'Bank', $8)
                """, connection)
            {
                Parameters = { new() { Value = entry.Postings[0].Id }, new() { Value = entry.Postings[1].Id }, new() { Value = entry.Postings[2].Id }, new() { Value = client.TenantId }, new() { Value = client.Id }, new() { Value = entry.Id }, new() { Value = entry.AccountingDate }, new() { Value = entry.CreatedAt } },
            };
            await lines.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    // ------------------------------------------------------------------------------------------------ proof

    private static async Task ProveAsync(Ground ground, Actor me, Guid client)
    {
        var watch = new Stopwatch();
        await using var db = ground.Open(me);
        for (var time = 1; time <= 2; time++)
        {
            watch.Restart();
            await PlainAsync(ground, client);
            var plain = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var proof = await db.VerifyAsync(client, null, []);
            var proven = watch.Elapsed.TotalSeconds;
            Say($"Proof: {proof.Vouchers:N0} vouchers, {proof.Lines:N0} lines, {proof.TrailRows:N0} rows of the trail in {proven:N1} s, {proof.Faults} faults{(proof.Found.Count > 0 ? $" ({proof.Found[0].Where}: {proof.Found[0].Says})" : "")}; plain reading of all their columns {plain:N1} s; ratio {proven / plain:N2}");
        }
    }

    // The same rows, read and thrown away.
    private static async Task PlainAsync(Ground ground, Guid client)
    {
        await using var connection = new NpgsqlConnection(ground.Ways.Superuser);
        await connection.OpenAsync();
        foreach (var table in new[] { "general_ledger", "general_ledger_lines", "audit_trail" })
        {
            await using var stream = await connection.BeginRawBinaryCopyAsync($"copy (select * from {table} where client_id = '{client}') to stdout (format binary)");
            var buffer = new byte[1 << 16];
            while (await stream.ReadAsync(buffer.AsMemory(), default) > 0) { }
        }
    }

    // The law's triggers are away while they are written; their seals are real.
    private static async Task FillAsync(Ground ground, Client client, int vouchers)
    {
        await using var connection = new NpgsqlConnection(ground.Ways.Superuser);
        await connection.OpenAsync();
        await using (var off = new NpgsqlCommand("set session_replication_role = replica", connection)) await off.ExecuteNonQueryAsync();
        var previous = EntryHash.Genesis(client.Id, Series, 2026);
        const int Batch = 20_000;
        var began = TimeProvider.System.Now();
        for (var from = 0; from < vouchers; from += Batch)
        {
            List<JournalEntry> entries = [];
            for (var n = from + 1; n <= Math.Min(from + Batch, vouchers); n++)
            {
                // Ids grow with the vouchers, as they do in life.
                var at = began.AddMilliseconds(n);
                at = new(at.Ticks / 10 * 10, TimeSpan.Zero);
                var entry = new JournalEntry(Ids.At(at, 0), Voucher(client), 2026, ActorKind.System, null, at);
                entry.TakePlace(n, previous);
                previous = entry.Hash;
                entries.Add(entry);
            }
            await using (var heads = await connection.BeginBinaryImportAsync("copy general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_series, voucher_number, description, source_type, posting_key, content_hash, previous_hash, hash, line_count, created_by_type, created_at) from stdin (format binary)"))
            {
                foreach (var e in entries)
                {
                    await heads.StartRowAsync();
                    await heads.WriteAsync(e.Id); await heads.WriteAsync(e.TenantId); await heads.WriteAsync(e.ClientId); await heads.WriteAsync(e.EntryDate); await heads.WriteAsync(e.AccountingDate); await heads.WriteAsync(e.Period); await heads.WriteAsync(e.FiscalYear); await heads.WriteAsync(e.Series); await heads.WriteAsync(e.VoucherNumber); await heads.WriteAsync(e.Description); await heads.WriteAsync("manual");
                    await heads.WriteAsync(e.PostingKey); await heads.WriteAsync(e.ContentHash); await heads.WriteAsync(e.PreviousHash); await heads.WriteAsync(e.Hash); await heads.WriteAsync(e.LineCount); await heads.WriteAsync("system"); await heads.WriteAsync(e.CreatedAt, NpgsqlDbType.TimestampTz);
                }
                await heads.CompleteAsync();
            }
            await using var lines = await connection.BeginBinaryImportAsync("copy general_ledger_lines (id, tenant_id, client_id, general_ledger_id, accounting_date, line_number, account_number, debit_amount, credit_amount, vat_code, vat_amount, vat_base_amount, line_description, created_at) from stdin (format binary)");
            foreach (var l in entries.SelectMany(e => e.Postings))
            {
                await lines.StartRowAsync();
                await lines.WriteAsync(l.Id); await lines.WriteAsync(l.TenantId); await lines.WriteAsync(l.ClientId); await lines.WriteAsync(l.EntryId); await lines.WriteAsync(l.AccountingDate); await lines.WriteAsync(l.LineNumber); await lines.WriteAsync(l.AccountNumber); await lines.WriteAsync(l.DebitAmount); await lines.WriteAsync(l.CreditAmount);
                await WriteAsync(lines, l.VatCode); await WriteAsync(lines, l.VatAmount); await WriteAsync(lines, l.VatBaseAmount); await WriteAsync(lines, l.LineDescription); await lines.WriteAsync(l.CreatedAt, NpgsqlDbType.TimestampTz);
            }
            await lines.CompleteAsync();
        }
        await using var rest = new NpgsqlCommand($"""
            insert into ledger.voucher_series (tenant_id, client_id, series, fiscal_year, last_number, last_hash) values ('{client.TenantId}', '{client.Id}', '{Series}', 2026, {vouchers}, '\x{Convert.ToHexStringLower(previous)}');
            insert into ledger.account_balances (tenant_id, client_id, account_number, period, debit, credit)
              select tenant_id, client_id, account_number, to_char(accounting_date, 'YYYY-MM'), sum(debit_amount), sum(credit_amount) from general_ledger_lines where client_id = '{client.Id}' group by 1, 2, 3, 4;
            do $$
            declare g record; a audit_trail; head record;
            begin
                select * into head from audit.heads where subject = '{client.Id}';
                a.sequence := coalesce(head.last_sequence, 0);
                a.previous_hash := coalesce(head.last_hash, sha256(convert_to('kontali audit {client.Id}', 'UTF8')));
                for g in select * from general_ledger where client_id = '{client.Id}' order by id loop
                    a.id := gen_random_uuid(); a.tenant_id := g.tenant_id; a.client_id := g.client_id; a.sequence := a.sequence + 1; a.table_name := 'general_ledger'; a.record_id := g.id; a.action := 'insert';
                    a.new_value := to_jsonb(g) - 'created_at'; a.changed_by_type := 'system'; a.changed_by_name := 'Kontali'; a.timestamp := g.created_at;
                    a.hash := audit.hash_of(a);
                    insert into audit_trail select a.*;
                    a.previous_hash := a.hash;
                end loop;
                insert into audit.heads (subject, tenant_id, last_sequence, last_hash) values ('{client.Id}', '{client.TenantId}', a.sequence, a.hash)
                on conflict (subject) do update set last_sequence = excluded.last_sequence, last_hash = excluded.last_hash;
            end $$;
            """, connection) { CommandTimeout = 0 };
        await rest.ExecuteNonQueryAsync();
        await ground.SqlAsync("vacuum analyze general_ledger");
        await ground.SqlAsync("vacuum analyze general_ledger_lines");
        await ground.SqlAsync("vacuum analyze audit_trail");
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter into, T? value) => value is null ? into.WriteNullAsync() : into.WriteAsync(value);

    // ------------------------------------------------------------------------------------------------ words they share

    private static async Task<T> DoAsync<T>(Ground ground, Actor actor, Func<KontaliContext, Task<T>> verb)
    {
        await using var db = ground.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Database.AutoSavepointsEnabled = false; // As the screens' door does it.
        var result = await verb(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    private static double Of(List<double> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
