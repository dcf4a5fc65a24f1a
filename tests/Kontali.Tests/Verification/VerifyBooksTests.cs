using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Seed;
using Kontali.Data.Verification;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Tests.Verification;

/// <summary>Whoever changes a posted figure, and however: the walk finds it, and names where.</summary>
public sealed class VerifyBooksTests(TestServer server)
{
    private static readonly string[] Tables = ["general_ledger", "general_ledger_lines", "audit_trail", "documents"];

    [Fact]
    public async Task The_demo_firms_books_are_proven_client_by_client()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var db = books.Open(Actor.Setup(books.Firm));
        var proofs = await db.VerifyFirmAsync(server.Store, new Anchors(Folder()));

        Assert.Equal("", string.Join('\n', proofs.SelectMany(p => p.Found.Select(f => $"{f.Check} {f.Where}: {f.Says}"))));
        Assert.Equal(await db.Journal.CountAsync(), proofs.Sum(p => p.Vouchers));
        Assert.Equal(await db.Postings.CountAsync(), proofs.Sum(p => p.Lines));
        Assert.Equal(await db.AuditTrail.CountAsync(), proofs.Sum(p => p.TrailRows));
        Assert.Equal(await db.Documents.CountAsync(), proofs.Sum(p => p.Documents));
    }

    [Fact]
    public async Task Every_column_that_a_superuser_changes_with_the_law_switched_off_is_found()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var hand = new NpgsqlConnection(books.Ways.Superuser);
        await hand.OpenAsync();
        await RunAsync(hand, "set session_replication_role = replica");
        List<string> missed = [];
        var tried = 0;
        foreach (var table in Tables)
            foreach (var (column, type) in await ColumnsAsync(hand, table))
            {
                var where = $"from {table} where client_id = '{books.Client}'";
                var row = await ScalarAsync(hand, $"select id {where} and ({column} is not null or not exists (select {where} and {column} is not null)) order by id limit 1");
                // Checks hold whoever writes: those that stand in the way go too.
                await DropChecksAsync(hand, table);
                await RunAsync(hand, $"drop table if exists was; create temp table was as select {column} as it from {table} where id = '{row}'");
                var changed = await ScalarAsync(hand, $"update {table} set {column} = {Another(column, type)} where id = '{row}' returning id");
                tried++;
                if (!await IsFoundAsync(books)) missed.Add($"{table}.{column}");
                await RunAsync(hand, $"update {table} set {column} = (select it from was) where id = '{changed}'");
            }
        Assert.Equal("", string.Join('\n', missed));
        Assert.True(tried >= 70, $"Tried {tried}.");
        Assert.False(await IsFoundAsync(books));
    }

    [Fact]
    public async Task A_chain_that_is_cut_off_and_made_again_shows_against_the_anchor_of_an_earlier_day()
    {
        await using var books = await TestBooks.NewAsync(server);
        for (var i = 1; i <= 4; i++) await books.PostAsync($"6300 {i * 100}, 1920 -{i * 100}");
        var anchors = new Anchors(Folder());
        await using var db = books.Open(Actor.Setup(books.Firm));
        var before = await db.VerifyFirmAsync(null, anchors);
        Assert.True(await anchors.WriteAsync(books.Firm, books.Clock.GetUtcNow(), [.. before.SelectMany(p => p.Heads)]));
        Assert.False(await anchors.WriteAsync(books.Firm, books.Clock.GetUtcNow(), [.. before.SelectMany(p => p.Heads)]));
        Assert.All(await db.VerifyFirmAsync(null, anchors), p => Assert.Equal(0, p.Faults));

        // The last two vouchers go, the counter and the sums with them, and other ones are posted by the program itself.
        await using (var hand = new NpgsqlConnection(books.Ways.Superuser))
        {
            await hand.OpenAsync();
            await RunAsync(hand, """
                set session_replication_role = replica;
                delete from general_ledger_lines where general_ledger_id in (select id from general_ledger where voucher_number > 2);
                delete from general_ledger where voucher_number > 2;
                update ledger.voucher_series set last_number = 2, last_hash = (select hash from general_ledger where voucher_number = 2);
                update ledger.account_balances b set debit = case account_number when '6300' then 300 else 0 end, credit = case account_number when '1920' then 300 else 0 end;
                """);
        }
        var cut = (await db.VerifyAsync(books.Client, null, (await anchors.ReadAsync(books.Firm)).Anchors)).Found;
        Assert.Equal(["anchor A-2026: Et tidligere anker går til nummer 4, men serien slutter på 2: kjeden er kuttet."], cut.Select(f => $"{f.Check} {f.Where}: {f.Says}"));

        await books.PostAsync("6300 7, 1920 -7");
        await books.PostAsync("6300 8, 1920 -8");
        var made = (await db.VerifyAsync(books.Client, null, (await anchors.ReadAsync(books.Firm)).Anchors)).Found;
        Assert.Equal(["anchor A-2026-4: Et tidligere anker har et annet segl for bilaget: kjeden er laget på nytt."], made.Select(f => $"{f.Check} {f.Where}: {f.Says}"));
        Assert.Empty((await db.VerifyAsync(books.Client, null, [])).Found);
    }

    [Fact]
    public async Task An_anchor_that_was_changed_or_taken_away_shows()
    {
        var (firm, folder) = (Guid.NewGuid(), Folder());
        var anchors = new Anchors(folder);
        for (var day = 1; day <= 3; day++) await anchors.WriteAsync(firm, new(2026, 11, day, 2, 0, 0, TimeSpan.Zero), [new(null, ChainHead.Trail, day, "ab")]);
        Assert.Empty((await anchors.ReadAsync(firm)).Faults);
        File.Delete(Path.Combine(folder, firm.ToString("N"), "2026-11-02.json"));
        Assert.Equal("2026-11-03.json", Assert.Single((await anchors.ReadAsync(firm)).Faults).Where);
    }

    [Fact]
    public async Task The_night_proves_every_client_and_writes_the_anchor_and_the_first_bad_voucher_is_named()
    {
        await using var books = await TestBooks.NewAsync(server);
        var first = await books.PostAsync("6300 100, 1920 -100");
        await books.PostAsync("6300 200, 1920 -200");
        var anchors = new Anchors(Folder());
        await books.DoTaskAsync(new Verifier(server.Store, anchors));
        Assert.Equal([0, 0], (await books.AskAsync(db => db.ProofsAsync())).Select(p => p.Proof!.Faults));
        Assert.Equal(2, (await anchors.ReadAsync(books.Firm)).Anchors.Single().Heads.Count(h => h.ClientId == books.Client));

        await using (var hand = new NpgsqlConnection(books.Ways.Superuser))
        {
            await hand.OpenAsync();
            await RunAsync(hand, $"set session_replication_role = replica; update general_ledger set description = 'noe annet' where id = '{first.Id}'");
        }
        books.Clock.Advance(TimeSpan.FromDays(1));
        await books.DoTaskAsync(new Verifier(server.Store, anchors));
        var found = (await books.AskAsync(db => db.ProofsAsync()))[0].Proof!;
        var fault = Assert.Single(found.Found);
        Assert.Equal(("A-2026-1", first.Id), (fault.Where, fault.EntryId!.Value));
        Assert.Equal("Innholdet er ikke det som ble bokført: seglet stemmer ikke. «description» er noe annet, men var Prøvebilag da det ble bokført.", fault.Says.ToString());
        Assert.Equal(1, (await books.AskAsync(db => db.ProvenAsync())).Faulty);
    }

    [Fact]
    public async Task A_file_that_was_changed_or_taken_from_the_store_is_found()
    {
        using var folder = new TestFolder();
        var store = new DocumentStore(folder.Path);
        await using var books = await TestBooks.NewAsync(server);
        var kept = await store.KeepAsync(books.Firm, new MemoryStream("kvittering"u8.ToArray()));
        await books.DoAsync(db => db.ReceiveFileAsync(kept, "kvittering.txt", "text/plain", FileKind.Other, Door.Browser, books.Client));
        await using var db = books.Open(Actor.Setup(books.Firm));
        Assert.Empty((await db.VerifyAsync(books.Client, store, [])).Found);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, kept.Key), "kvitterinG");
        Assert.Equal("documents", Assert.Single((await db.VerifyAsync(books.Client, store, [])).Found).Check);
        File.Delete(Path.Combine(folder.Path, kept.Key));
        Assert.Equal("documents", Assert.Single((await db.VerifyAsync(books.Client, store, [])).Found).Check);
    }

    private static string Folder() => Directory.CreateTempSubdirectory("ankere-").FullName;

    private static async Task<bool> IsFoundAsync(TestBooks books)
    {
        await using var db = books.Open(Actor.Setup(books.Firm));
        if ((await db.VerifyAsync(books.Client, null, [])).Faults > 0) return true;
        return (await db.VerifyAsync(null, null, [])).Faults > 0;
    }

    private static async Task<List<(string Column, string Type)>> ColumnsAsync(NpgsqlConnection hand, string table)
    {
        await using var ask = new NpgsqlCommand($"select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = '{table}' and is_generated = 'NEVER' order by ordinal_position", hand);
        await using var reader = await ask.ExecuteReaderAsync();
        List<(string, string)> columns = [];
        while (await reader.ReadAsync()) columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    private static string Another(string column, string type) => type switch
    {
        "uuid" => "gen_random_uuid()",
        "integer" or "bigint" or "smallint" => $"coalesce({column}, 0) + 10000",
        "numeric" => $"coalesce({column}, 0) + 0.01",
        "date" => $"{column} + 1",
        "bytea" => $"sha256(coalesce({column}, ''))",
        "jsonb" => $"coalesce({column}, '{{}}') || '{{\"x\": 1}}'",
        _ when type.StartsWith("timestamp", StringComparison.Ordinal) => $"{column} + interval '1 microsecond'",
        _ => $"case when {column} is null then 'x' else overlay({column} placing case when left({column}, 1) = '1' then '2' else '1' end from 1 for 1) end",
    };

    private static async Task DropChecksAsync(NpgsqlConnection hand, string table)
    {
        var drops = await ScalarAsync(hand, $"select string_agg(format('alter table {table} drop constraint %I', conname), '; ') from pg_constraint where conrelid = '{table}'::regclass and contype = 'c'");
        if (drops is string sql) await RunAsync(hand, sql);
    }

    private static async Task RunAsync(NpgsqlConnection hand, string sql)
    {
        await using var command = new NpgsqlCommand(sql, hand);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection hand, string sql)
    {
        await using var command = new NpgsqlCommand(sql, hand);
        return await command.ExecuteScalarAsync() is { } it and not DBNull ? it : null;
    }
}
