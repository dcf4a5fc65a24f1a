using Kontali.Data;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Firms;

/// <summary>Between two firms stands a wall, in the database, whatever the code above it forgets.</summary>
public sealed class TenantWallTests(TestServer server)
{
    private const string OurTables = "n.nspname in ('public', 'identity', 'firms', 'intake', 'ledger', 'tasks', 'audit', 'advisor', 'learning') and c.relkind = 'r'";

    // No tenant_id in the key, and why that is right.
    private static readonly HashSet<string> KeysWithoutFirm =
    [
        "agent_tasks.fk_agent_tasks_agent_tasks_parent_task_id", // the queue itself knows no firms; a parent is never read through the key
    ];

    [Fact]
    public async Task Every_table_of_a_firm_is_walled_for_everyone_even_its_owner()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Equal("", await books.ListAsync($"""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where {OurTables} and (c.relname = 'tenants' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))
              and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_wall'
                       and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null))
            order by 1
            """));
    }

    [Fact]
    public async Task Every_table_without_a_firm_is_known()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Equal("__EFMigrationsHistory, data_protection_keys, listeners, vat_codes, vat_rates", await books.ListAsync($"""
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where {OurTables} and not c.relrowsecurity order by 1
            """));
    }

    [Fact]
    public async Task A_key_between_two_tables_of_a_firm_carries_the_firm()
    {
        await using var books = await TestBooks.NewAsync(server);
        var without = await books.ListAsync($"""
            select c.relname || '.' || k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where {OurTables} and k.contype = 'f'
              and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id')
              and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id')
              and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any(k.conkey))
            order by 1
            """);
        Assert.Equal(string.Join(", ", KeysWithoutFirm.Order()), without);
    }

    // A key is looked up from both sides: an index must begin with its columns, whatever their order.
    [Fact]
    public async Task Every_key_has_an_index_that_begins_with_its_columns()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Equal("", await books.ListAsync($"""
            select c.relname || '.' || k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where {OurTables} and k.contype = 'f'
              and not exists (select from pg_index i where i.indrelid = k.conrelid
                  and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] <@ k.conkey)
            order by 1
            """));
    }

    [Fact]
    public async Task A_session_without_a_firm_sees_no_row_and_one_firm_never_sees_anothers()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await using var nextDoor = await books.NextDoorAsync();
        var tables = (await books.ListAsync($"""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where {OurTables} and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1
            """)).Split(", ");
        foreach (var table in tables)
        {
            Assert.Equal((table, "0"), (table, await books.ListAsync($"select count(*)::text from {table}", firm: null)));
            Assert.Equal((table, "0"), (table, await nextDoor.ListAsync($"select count(*)::text from {table} where tenant_id <> '{nextDoor.Firm}'", nextDoor.Firm)));
        }
        Assert.Equal("0", await books.ListAsync("select count(*)::text from tenants", firm: null));
    }

    [Fact]
    public async Task A_row_cannot_be_given_to_another_firm()
    {
        await using var books = await TestBooks.NewAsync(server);
        await using var nextDoor = await books.NextDoorAsync();
        Assert.Equal("42501", await books.SqlStateAsync($"update clients set tenant_id = '{nextDoor.Firm}'"));
        Assert.Equal("42501", await books.SqlStateAsync($"insert into clients (tenant_id, client_number, name, org_number) values ('{nextDoor.Firm}', '9', 'Fremmed', '310645028')"));
    }

    [Fact]
    public async Task What_another_firm_has_answers_as_what_nobody_has()
    {
        await using var books = await TestBooks.NewAsync(server);
        await using var nextDoor = await books.NextDoorAsync();
        var theirs = await nextDoor.PostAsync("6300 100, 1920 -100");
        Assert.Null(await books.AskAsync(db => db.Journal.SingleOrDefaultAsync(j => j.Id == theirs.Id)));
        Assert.Null(await books.AskAsync(db => db.Journal.IgnoreQueryFilters([KontaliContext.FirmFilter]).SingleOrDefaultAsync(j => j.Id == theirs.Id)));
    }
}
