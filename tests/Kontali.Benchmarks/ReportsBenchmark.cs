using System.Diagnostics;
using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Benchmarks;

/// <summary>
/// Reports over a ledger of millions of lines and two hundred clients: the trial balance of one and of all, and pages of an account, each beside
/// plain SQL that sums the lines themselves, as the pages' role asks it and behind the same wall.
/// </summary>
internal static class ReportsBenchmark
{
    private const int HowManyClients = 200, LinesEach = 20, Months = 24;

    public static async Task RunAsync(string[] args)
    {
        var (all, rounds) = (Ground.Asked(args, "--lines", 5_000_000), Ground.Asked(args, "--rounds", 20));
        await using var ground = await Ground.OpenAsync(args);
        var watch = Stopwatch.StartNew();
        var me = await ground.FirmBeforeAsync(1) is { } before ? Actor.Setup(before) : await MoveInAsync(ground, all);
        if (args.Contains("--build")) return;
        Say($"{long.Parse(await ground.AskAsync($"select count(*) from general_ledger_lines where tenant_id = '{me.Firm}'"), CultureInfo.InvariantCulture):N0} lines over {HowManyClients} clients in {watch.Elapsed.TotalSeconds:N0} s, {long.Parse(await ground.AskAsync("select count(*) from ledger.account_balances"), CultureInfo.InvariantCulture):N0} kept sums, {Environment.ProcessorCount} cores, load {(File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "?")}\n");
        var clients = await AskAsync(ground, me, db => db.ActiveClientsAsync());
        var (one, span) = (clients[HowManyClients / 2], new MonthSpan(Period.Of(Today.AddMonths(-Months / 2)), Period.Of(Today)));

        var kept = await TimeAsync("Trial balance of one client", rounds, () => AskAsync(ground, me, db => db.TrialBalanceAsync(one, span)));
        await BesideAsync(ground, me, rounds, kept, $"select account_number, sum(debit_amount), sum(credit_amount) from general_ledger_lines where client_id = '{one.Id}' and accounting_date <= '{span.LastDay:yyyy-MM-dd}' group by 1");
        kept = await TimeAsync($"Trial balance of {HowManyClients} clients", Math.Max(rounds / 4, 3), () => AskAsync(ground, me, db => db.TrialBalancesAsync(clients, span)));
        await BesideAsync(ground, me, 2, kept, $"select client_id, account_number, sum(debit_amount), sum(credit_amount) from general_ledger_lines where accounting_date <= '{span.LastDay:yyyy-MM-dd}' group by 1, 2");

        AccountStatement? statement = null;
        StatementPlace? middle = null;
        kept = await TimeAsync("Account page, first", rounds, () => AskAsync(ground, me, async db => { statement = (await db.AccountStatementAsync(one, "1920", span))!; return await db.StatementLinesAsync(one, statement); }));
        for (var page = 0; page < 5; page++) middle = (await AskAsync(ground, me, db => db.StatementLinesAsync(one, statement!, middle))) is [.., var last] ? last.Place : middle;
        kept = await TimeAsync("Account page, deep in", rounds, () => AskAsync(ground, me, db => db.StatementLinesAsync(one, statement!, middle)));
        await BesideAsync(ground, me, rounds, kept, $"select * from general_ledger_lines where client_id = '{one.Id}' and account_number = '1920' and accounting_date between '{span.FirstDay:yyyy-MM-dd}' and '{span.LastDay:yyyy-MM-dd}' order by accounting_date, id offset 1000 limit 200");
        await TimeAsync("General ledger: heads of all accounts of one client", rounds, () => AskAsync(ground, me, db => db.AccountStatementsAsync(one, span)));
        await TimeAsync("Posting specification: a page of 100 vouchers", rounds, () => AskAsync(ground, me, db => db.VoucherJournalAsync(one, span)));
        Say($"Sizes: lines {await ground.AskAsync("select pg_size_pretty(pg_total_relation_size('general_ledger_lines'))")}, of them the account's index {await ground.AskAsync("select pg_size_pretty(pg_relation_size('ix_general_ledger_lines_account_number'))")}; kept sums {await ground.AskAsync("select pg_size_pretty(pg_total_relation_size('ledger.account_balances'))")}");
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static async Task<Actor> MoveInAsync(Ground ground, int all)
    {
        var (firm, clock) = (await ground.FirmAsync(1), TimeProvider.System);
        await using (var db = ground.Open(Actor.Setup(firm)))
        {
            for (var i = 0; i < HowManyClients; i++)
                await db.OpenBooksAsync(new Client { Id = Ids.New(clock), TenantId = firm, ClientNumber = $"{1001 + i}", Name = $"Klient {i + 1:000} AS", OrgNumber = OrgNumbers.Valid(100 + i) });
            await db.SaveChangesAsync();
        }
        await ground.SqlAsync(Books(firm, Math.Max(all / HowManyClients / LinesEach, 1)));
        await ground.SqlAsync("vacuum analyze");
        return Actor.Setup(firm);
    }

    // The law's triggers and keys are away while the books are written; the sums they keep are made of the lines afterwards.
    private static string Books(Guid firm, int vouchers) => $$"""
        set session_replication_role = replica;
        insert into general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_series, voucher_number, description, source_type, posting_key, content_hash, previous_hash, hash, line_count, created_by_type, created_at)
        select ('018f0000-0000-7000-8000-' || lpad(to_hex(c.place * 1000000 + n), 12, '0'))::uuid, '{{firm}}', c.id, d.day, d.day, to_char(d.day, 'YYYY-MM'), extract(year from d.day)::integer, 'A', n, 'Månedsbilag ' || n, 'manual',
               gen_random_uuid(), sha256('x'), sha256('x'), sha256('x'), {{LinesEach}}, 'person', now()
          from (select id, row_number() over (order by client_number) as place from clients where tenant_id = '{{firm}}') c,
               generate_series(1, {{vouchers}}) n, lateral (select current_date - (n % ({{Months}} * 30)) as day) d;
        create temp table numbers as select account_number as number, row_number() over (order by account_number) - 1 as place from chart_of_accounts where client_id = (select id from clients where tenant_id = '{{firm}}' limit 1) and account_number <> '2400';
        insert into general_ledger_lines (id, tenant_id, client_id, general_ledger_id, accounting_date, line_number, account_number, debit_amount, credit_amount, line_description, created_at)
        select ('018f0001-0000-7000-8000-' || lpad(to_hex(row_number() over ()), 12, '0'))::uuid, g.tenant_id, g.client_id, g.id, g.accounting_date, l, case when l % 4 = 0 then '1920' else a.number end,
               case when l % 2 = 0 then 100 + l / 2 else 0 end, case when l % 2 = 1 then 100 + (l + 1) / 2 else 0 end, 'Linje ' || l, g.created_at
          from general_ledger g cross join generate_series(1, {{LinesEach}}) l join numbers a on a.place = (g.voucher_number * 7 + l * 13) % (select count(*) from numbers) where g.tenant_id = '{{firm}}';
        insert into ledger.account_balances (tenant_id, client_id, account_number, period, debit, credit)
        select tenant_id, client_id, account_number, to_char(accounting_date, 'YYYY-MM'), sum(debit_amount), sum(credit_amount) from general_ledger_lines where tenant_id = '{{firm}}' group by 1, 2, 3, 4;
        set session_replication_role = origin;
        """;

    private static async Task<double> TimeAsync<T>(string what, int rounds, Func<Task<T>> act)
    {
        await act();
        List<double> times = [];
        for (var i = 0; i < rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await act();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Say($"{what}: median {times[times.Count / 2]:N1} ms, worst {times[^1]:N1} ms");
        return times[times.Count / 2];
    }

    private static async Task BesideAsync(Ground ground, Actor me, int rounds, double kept, string sql)
    {
        var plain = await TimeAsync("  plain SQL on the lines", rounds, () => AskAsync(ground, me, async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync();
            var rows = 0;
            while (await reader.ReadAsync()) rows++;
            return rows;
        }));
        Say($"  ratio: {plain / kept:N1} times as fast as plain SQL");
    }

    private static async Task<T> AskAsync<T>(Ground ground, Actor actor, Func<KontaliContext, Task<T>> question)
    {
        await using var db = ground.Open(actor);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await question(db);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
