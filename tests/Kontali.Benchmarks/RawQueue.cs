using Npgsql;

namespace Kontali.Benchmarks;

/// <summary>The same SKIP LOCKED statements, run raw from C#: one firm, one index, no wall, no turns to take. The bound that the queue is measured against.</summary>
internal sealed class RawQueue(Ground ground)
{
    private const string Columns = "id, tenant_id, client_id, agent_type, task_type, payload, retry_count, parent_task_id, created_at, started_at";
    internal const string Claim = """
        update raw.tasks t set status = 'running', lease_owner = 'raw', lease_token = gen_random_uuid(), lease_until = clock_timestamp() + interval '60 s', started_at = clock_timestamp(), retry_count = retry_count + 1
         where id = any (array(select id from raw.tasks where status = 'pending' and run_after <= now() order by priority, run_after, id limit $1 for update skip locked))
        returning id, tenant_id, client_id, task_type, payload, lease_token, retry_count, max_retries, parent_task_id
        """;
    private const string Finish = $"""
        with done as (delete from raw.tasks t using unnest($1::uuid[], $2::uuid[]) held (id, token) where t.id = held.id and t.lease_token = held.token returning t.*)
        insert into raw.finished ({Columns}, outcome, completed_at) select {Columns}, 'done', clock_timestamp() from done
        """;

    public Task MakeAsync() => ground.SqlAsync("""
        drop schema if exists raw cascade;
        create schema raw;
        create table raw.tasks (like public.agent_tasks including defaults);
        alter table raw.tasks add primary key (id);
        create index on raw.tasks (priority, run_after, id) where status = 'pending';
        alter table raw.tasks set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
        create table raw.finished (like tasks.finished_tasks including defaults);
        alter table raw.finished add primary key (id);
        create index on raw.finished (tenant_id, completed_at);
        grant usage on schema raw to kontali_worker;
        grant all on all tables in schema raw to kontali_worker;
        """);

    public Task FillAsync(int howMany, Guid firm) => ground.SqlAsync($$"""
        insert into raw.tasks (id, tenant_id, agent_type, task_type, payload, created_at, run_after)
        select public.uuid_v7(), '{{firm}}', 'måler', 'nothing', '{"n": 1}', now(), now() from generate_series(1, {{howMany}})
        """);

    /// <summary>Works until the queue is empty, or so many are done; returns how many.</summary>
    public async Task<int> WorkAsync(int batch, int atMost)
    {
        await using var connection = new NpgsqlConnection(ground.Ways.Worker);
        await connection.OpenAsync();
        await using var claim = new NpgsqlCommand(Claim, connection) { Parameters = { new() { Value = batch } } };
        await using var finish = new NpgsqlCommand(Finish, connection) { Parameters = { new() { Value = Array.Empty<Guid>() }, new() { Value = Array.Empty<Guid>() } } };
        await claim.PrepareAsync();
        await finish.PrepareAsync();
        var done = 0;
        while (done < atMost)
        {
            List<Guid> ids = [], tokens = [];
            await using (var rows = await claim.ExecuteReaderAsync())
                while (await rows.ReadAsync())
                {
                    ids.Add(rows.GetGuid(0));
                    tokens.Add(rows.GetGuid(5));
                }
            if (ids.Count == 0) break;
            (finish.Parameters[0].Value, finish.Parameters[1].Value) = (ids.ToArray(), tokens.ToArray());
            done += await finish.ExecuteNonQueryAsync();
        }
        return done;
    }
}
