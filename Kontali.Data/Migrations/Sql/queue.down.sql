drop trigger is_wanted on agent_events;
drop trigger owe on agent_events;
drop function tasks.claim(text, integer, interval), tasks.beat(uuid[], interval), tasks.finish(uuid[], uuid[]), tasks.settle(uuid[]), tasks.lanes(),
    tasks.ring_screens(uuid[]), tasks.listen(text[], text[]), tasks.is_wanted(), tasks.owe(), tasks.due_deliveries(), tasks.next_delivery(), tasks.sweep(), tasks.next_due();
drop table tasks.listeners;
drop policy gate on tasks.finished_tasks;
alter table agent_tasks reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay);
-- What the earlier version did not know goes on as an ordinary task.
update agent_tasks set status = 'dead' where status = 'waiting';

create function tasks.claim(worker text, how_many integer, lease interval)
    returns table (id uuid, tenant_id uuid, client_id uuid, task_type text, payload jsonb, lease_token uuid, retry_count integer, max_retries integer)
    language sql security definer set search_path = pg_catalog, public
    as $$
    update public.agent_tasks t
       set status = 'running', lease_owner = worker, lease_token = gen_random_uuid(), lease_until = clock_timestamp() + lease,
           started_at = clock_timestamp(), retry_count = t.retry_count + 1
      from (select c.id from public.agent_tasks c
             where c.status = 'pending' and c.run_after <= clock_timestamp()
             order by c.priority, c.run_after, c.id
             limit how_many for update skip locked) next
     where t.id = next.id
    returning t.id, t.tenant_id, t.client_id, t.task_type, t.payload, t.lease_token, t.retry_count, t.max_retries
    $$;

create function tasks.beat(tokens uuid[], lease interval) returns integer
    language sql security definer set search_path = pg_catalog, public
    as $$
    with beaten as (update public.agent_tasks set lease_until = clock_timestamp() + lease
                     where lease_token = any(tokens) and status = 'running' returning 1)
    select count(*)::integer from beaten
    $$;

create function tasks.sweep() returns integer
    language sql security definer set search_path = pg_catalog, public
    as $$
    with late as (select id from public.agent_tasks where status = 'running' and lease_until < clock_timestamp() for update skip locked),
    swept as (update public.agent_tasks t
                 set status = case when t.retry_count >= greatest(10, t.max_retries) then 'dead' else 'pending' end,
                     lease_owner = null, lease_token = null, lease_until = null, run_after = clock_timestamp(),
                     error_message = 'the worker was gone before the task was done'
                from late where late.id = t.id returning 1)
    select count(*)::integer from swept
    $$;

create function tasks.next_due() returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select min(run_after) from public.agent_tasks where status = 'pending' $$;

revoke all on function tasks.claim(text, integer, interval), tasks.beat(uuid[], interval), tasks.sweep(), tasks.next_due() from public;
grant execute on function tasks.claim(text, integer, interval), tasks.beat(uuid[], interval), tasks.sweep(), tasks.next_due() to kontali_worker;
