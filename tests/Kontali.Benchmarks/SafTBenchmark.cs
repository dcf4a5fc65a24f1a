using System.Diagnostics;
using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.SafT;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Benchmarks;

/// <summary><c>saft [--lines 500000] [--keep FOLDER] [--build]</c>: how many lines a second a client's books become a SAF-T file, against reading the same lines plainly and throwing them away.</summary>
internal static class SafTBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var lines = Ground.Asked(args, "--lines", 500_000);
        await using var ground = await Ground.OpenAsync(args);
        var (firm, client) = await ground.FirmBeforeAsync(2) is { } before ? (before, await ClientAsync(ground, before)) : await MoveInAsync(ground, lines);
        if (args.Contains("--build")) return;
        lines = (int)long.Parse(await ground.AskAsync($"select count(*) from general_ledger_lines where client_id = '{client.Id}'"), CultureInfo.InvariantCulture);
        var order = new SafTOrder(client, new("2025-01", "2025-12"));
        Console.WriteLine($"{lines} lines in {lines / 4} vouchers of one client");
        for (var time = 1; time <= 3; time++)
        {
            var plain = await PlainlyAsync(ground, firm, client.Id);
            var (took, size, written) = await WriteAsync(ground, firm, order);
            Console.WriteLine($"  {time}: SAF-T {written.Lines / took.TotalSeconds,10:N0} lines/s ({size / 1e6:N0} MB in {took.TotalSeconds:N2} s), read plainly {lines / plain.TotalSeconds,10:N0} lines/s, ratio {plain / took:N2}");
        }
    }

    private static async Task<(Guid, Client)> MoveInAsync(Ground ground, int lines)
    {
        var firm = await ground.FirmAsync(2);
        var client = new Client { Id = Ids.New(TimeProvider.System), TenantId = firm, ClientNumber = "1001", Name = "Storklienten AS", OrgNumber = OrgNumbers.Valid(90) };
        await using (var db = ground.Open(Actor.Setup(firm)))
        {
            await db.OpenBooksAsync(client);
            await db.SaveChangesAsync();
        }
        await ground.SqlAsync(Books(firm, client.Id, lines / 4));
        return (firm, client);
    }

    private static async Task<Client> ClientAsync(Ground ground, Guid firm)
    {
        await using var db = ground.Open(Actor.Setup(firm));
        return await db.Clients.AsNoTracking().SingleAsync();
    }

    private static async Task<(TimeSpan, long, SafTWritten)> WriteAsync(Ground ground, Guid firm, SafTOrder order)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using var db = ground.Open(Actor.Setup(firm));
            var clock = Stopwatch.StartNew();
            var written = await db.WriteSafTAsync(order, File.Create(path), "1.0"); // Closes it.
            return (clock.Elapsed, new FileInfo(path).Length, written);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<TimeSpan> PlainlyAsync(Ground ground, Guid firm, Guid client)
    {
        await using var connection = new NpgsqlConnection(ground.Ways.App);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select set_config('kontali.tenant', '{firm}', false)", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"select g.voucher_series, g.voucher_number, g.accounting_date, g.description, l.account_number, l.debit_amount, l.credit_amount, l.vat_code, l.vat_base_amount, l.vat_amount, l.line_description from general_ledger g join general_ledger_lines l on l.general_ledger_id = g.id where g.client_id = '{client}' order by g.voucher_series, g.fiscal_year, g.voucher_number, l.line_number";
        var clock = Stopwatch.StartNew();
        await using var rows = await command.ExecuteReaderAsync();
        var sum = 0m;
        while (await rows.ReadAsync()) sum += rows.GetDecimal(5) - rows.GetDecimal(6);
        return sum == 0 ? clock.Elapsed : throw new InvalidOperationException();
    }

    // The law's triggers are away while they are written: purchases of four lines, evenly over the year.
    private static string Books(Guid firm, Guid client, int vouchers) => $$"""
        set session_replication_role = replica;
        insert into general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_series, voucher_number, description, source_type, posting_key, content_hash, previous_hash, hash, line_count, created_by_type, created_at)
        select public.uuid_v7(), '{{firm}}', '{{client}}', d, d, to_char(d, 'YYYY-MM'), 2025, 'A', n, 'Faktura ' || n || ' Kontorlageret AS', 'manual', gen_random_uuid(), sha256('a'), sha256('a'), sha256('a'), 4, 'system', now()
          from (select n, date '2025-01-01' + (n::bigint * 365 / {{vouchers + 1}})::integer as d from generate_series(1, {{vouchers}}) n) x;
        insert into general_ledger_lines (id, tenant_id, client_id, accounting_date, created_at, general_ledger_id, line_number, account_number, debit_amount, credit_amount, vat_code, vat_amount, vat_base_amount, line_description)
        select public.uuid_v7(), g.tenant_id, g.client_id, g.accounting_date, g.created_at, g.id, l.n, l.account, l.debit, l.credit, l.code, l.vat, l.base, l.text
          from general_ledger g cross join (values (1, '6800', 800.00, 0, '1', 200.00, 800.00, 'Kontorrekvisita, 4 esker'), (2, '6540', 400.00, 0, '1', 100.00, 400.00, 'Inventar til kontoret'), (3, '2710', 300.00, 0, '1', null, null, 'Fradrag'), (4, '1920', 0, 1500.00, null, null, null, 'Betalt over bank')) l (n, account, debit, credit, code, vat, base, text)
         where g.client_id = '{{client}}';
        insert into ledger.account_balances (tenant_id, client_id, account_number, period, debit, credit)
        select tenant_id, client_id, account_number, to_char(accounting_date, 'YYYY-MM'), sum(debit_amount), sum(credit_amount) from general_ledger_lines where client_id = '{{client}}' group by 1, 2, 3, 4;
        set session_replication_role = origin;
        analyze general_ledger; analyze general_ledger_lines;
        """;
}
