drop function tasks.claim(text, integer, interval);
drop function tasks.lanes();

create function tasks.lanes() returns table (tenant_id uuid, priority smallint, due timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, public
    as $$
#variable_conflict use_column
begin
    return query
    with recursive lane as (
        (select t.tenant_id, t.priority, t.run_after from public.agent_tasks t
          where t.status = 'pending' order by t.tenant_id, t.priority, t.run_after limit 1)
        union all
        select next.* from lane cross join lateral (
            select t.tenant_id, t.priority, t.run_after from public.agent_tasks t
             where t.status = 'pending' and (t.tenant_id, t.priority) > (lane.tenant_id, lane.priority)
             order by t.tenant_id, t.priority, t.run_after limit 1) next)
    select * from lane;
end $$;

-- Firms take turns in an order drawn anew at each claim, and share what is claimed; priority and age decide within a firm.
-- A claim that is lost with the server was never made, and its token finishes nothing; so its commit need not wait for the disk.
create function tasks.claim(worker text, how_many integer, lease interval)
    returns table (id uuid, tenant_id uuid, client_id uuid, task_type text, payload jsonb, lease_token uuid, retry_count integer, max_retries integer, parent_task_id uuid)
    language plpgsql security definer set search_path = pg_catalog, public
    set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
    as $$
#variable_conflict use_column
declare
    moment timestamptz := clock_timestamp();
    taken integer := 0;
    share integer;
    got integer;
    lane smallint;
    firm record;
begin
    perform set_config('synchronous_commit', 'off', true);
    for firm in
        select f.tenant_id, f.lanes, count(*) over () as firms, row_number() over (order by f.draw) as turn
          from (select l.tenant_id, array_agg(l.priority order by l.priority) as lanes, random() as draw
                  from tasks.lanes() l where l.due <= moment group by l.tenant_id) f
         order by turn
    loop
        exit when taken >= how_many;
        share := ceil((how_many - taken)::numeric / (firm.firms - firm.turn + 1));
        foreach lane in array firm.lanes loop
            return query
            update public.agent_tasks t
               set status = 'running', lease_owner = worker, lease_token = gen_random_uuid(), lease_until = moment + lease,
                   started_at = clock_timestamp(), retry_count = t.retry_count + 1
             where t.id = any (array(
                select c.id from public.agent_tasks c
                 where c.tenant_id = firm.tenant_id and c.priority = lane and c.status = 'pending' and c.run_after <= moment
                 order by c.run_after, c.id limit share for update skip locked))
            returning t.id, t.tenant_id, t.client_id, t.task_type::text, t.payload, t.lease_token, t.retry_count, t.max_retries, t.parent_task_id;
            get diagnostics got = row_count;
            taken := taken + got;
            share := share - got;
            exit when share = 0;
        end loop;
    end loop;
end $$;

revoke all on function tasks.lanes(), tasks.claim(text, integer, interval) from public;
grant execute on function tasks.claim(text, integer, interval) to kontali_worker;
