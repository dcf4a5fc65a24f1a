-- The queue, fair between firms, with wholes and parts; and the event bus. Functions that see more than one firm run as the owner.

alter table tasks.deliveries alter tries set default 0, alter is_dead set default false;
alter table tasks.deliveries enable row level security;
alter table tasks.deliveries force row level security;
create policy tenant_wall on tasks.deliveries
    using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid));
create policy gate on tasks.finished_tasks for insert to current_user with check (true);
create policy gate on tasks.deliveries for select to current_user using (true);

-- Every task passes here twice; the table is short, and swept often.
alter table agent_tasks set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

drop function tasks.claim(text, integer, interval), tasks.beat(uuid[], interval);

-- These functions run at every claim, so they are plpgsql, which keeps its plans; and the plans must be the index's, also when the table was
-- empty as they were made.

-- Each firm's waiting tasks of one priority are a lane of the index; this hops from lane to lane without looking into them.
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

create or replace function tasks.next_due() returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public set enable_seqscan = off set enable_bitmapscan = off
    as $$ select min(due) from tasks.lanes() $$;

-- Renews, and answers which work should stop: its lease was lost, or somebody cancelled it.
create function tasks.beat(tokens uuid[], lease interval) returns setof uuid
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off
    as $$
begin
    perform set_config('synchronous_commit', 'off', true);
    return query
    with beaten as (update public.agent_tasks set lease_until = clock_timestamp() + lease
                     where lease_token = any (tokens) and status = 'running' returning lease_token, cancel_requested)
    select token from unnest(tokens) token
     where not exists (select from beaten where beaten.lease_token = token and not beaten.cancel_requested);
end $$;

create function tasks.finish(ids uuid[], tokens uuid[]) returns setof uuid
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off set plan_cache_mode = force_generic_plan
    as $$
begin
    return query
    with done as (
        delete from public.agent_tasks t using unnest(ids, tokens) as held (id, token)
         where t.id = held.id and t.lease_token = held.token and not t.cancel_requested returning t.*),
    kept as (
        insert into tasks.finished_tasks (id, tenant_id, client_id, agent_type, task_type, outcome, payload, retry_count, parent_task_id, created_at, started_at, completed_at)
        select id, tenant_id, client_id, agent_type, task_type, 'done', payload, retry_count, parent_task_id, created_at, started_at, clock_timestamp() from done)
    select lease_token from done;
end $$;

-- Ends wholes that have no part left in the queue; a dead part keeps its whole there, for a person to see.
create function tasks.settle(wholes uuid[]) returns integer
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off
    as $$
declare
    ended integer := 0;
    these uuid[] := wholes;
    above uuid[];
    got integer;
begin
    loop
        with over as (
            delete from public.agent_tasks t where t.id = any (these) and t.status = 'waiting'
               and not exists (select from public.agent_tasks part where part.parent_task_id = t.id) returning t.*),
        kept as (
            insert into tasks.finished_tasks (id, tenant_id, client_id, agent_type, task_type, outcome, payload, retry_count, parent_task_id, created_at, started_at, completed_at)
            select id, tenant_id, client_id, agent_type, task_type, case when cancel_requested then 'cancelled' else 'done' end,
                   payload, retry_count, parent_task_id, created_at, started_at, clock_timestamp() from over)
        select count(*), array_agg(parent_task_id) filter (where parent_task_id is not null) into got, above from over;
        ended := ended + got;
        exit when above is null;
        these := above;
    end loop;
    return ended;
end $$;

-- A lease that ran out goes back into the queue, unless somebody cancelled it. A worker's death is seldom the task's fault, but a task that
-- has seen ten is looked at by a person.
create or replace function tasks.sweep() returns integer
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off
    as $$
declare swept integer;
begin
    with late as (select id from public.agent_tasks where status = 'running' and lease_until < clock_timestamp() for update skip locked),
    ended as (delete from public.agent_tasks t using late where t.id = late.id and t.cancel_requested returning t.*),
    kept as (
        insert into tasks.finished_tasks (id, tenant_id, client_id, agent_type, task_type, outcome, payload, retry_count, parent_task_id, created_at, started_at, completed_at)
        select id, tenant_id, client_id, agent_type, task_type, 'cancelled', payload, retry_count, parent_task_id, created_at, started_at, clock_timestamp() from ended),
    back as (
        update public.agent_tasks t
           set status = case when t.retry_count >= greatest(10, t.max_retries) then 'dead' else 'pending' end,
               lease_owner = null, lease_token = null, lease_until = null, run_after = clock_timestamp(),
               error_message = 'the worker was gone before the task was done'
          from late where late.id = t.id and not t.cancel_requested returning 1)
    select (select count(*) from ended) + (select count(*) from back) into swept;
    return swept + tasks.settle(array(select t.id from public.agent_tasks t where t.status = 'waiting'));
end $$;

-- Screens of these firms that show the agents ask again.
create function tasks.ring_screens(firms uuid[]) returns void
    language sql set search_path = pg_catalog
    as $$ select pg_notify('kontali_screens', firm || ' tasks') from unnest(firms) firm $$;

-- ---------------------------------------------------------------------------------------------------- events

create table tasks.listeners (
    handler varchar(100) not null,
    event_type varchar(100) not null,
    primary key (event_type, handler)
);
grant select on tasks.listeners to kontali_app, kontali_worker;
grant select, insert, update on tasks.deliveries to kontali_app;
grant select, insert, update, delete on tasks.deliveries to kontali_worker;

-- What a listener no longer wants is not owed from now on; of listeners that are not named here nothing is said, for other nodes may have them.
create function tasks.listen(handlers text[], types text[]) returns void
    language sql security definer set search_path = pg_catalog
    as $$
    delete from tasks.listeners l where l.handler = any (handlers)
       and not exists (select from unnest(handlers, types) wanted (handler, event_type) where wanted.handler = l.handler and wanted.event_type = l.event_type);
    insert into tasks.listeners (handler, event_type) select * from unnest(handlers, types) on conflict do nothing
    $$;

create function tasks.is_wanted() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    new.processed := not exists (select from tasks.listeners l where l.event_type = new.event_type);
    return new;
end $$;
create trigger is_wanted before insert on agent_events for each row execute function tasks.is_wanted();

create function tasks.owe() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    insert into tasks.deliveries (handler, event_id, tenant_id, subject_id)
    select l.handler, new.id, new.tenant_id, new.subject_id from tasks.listeners l where l.event_type = new.event_type;
    if found then perform pg_notify('kontali_events', ''); end if;
    return null;
end $$;
create trigger owe after insert on agent_events for each row execute function tasks.owe();

create function tasks.due_deliveries() returns table (handler text, tenant_id uuid)
    language sql stable security definer set search_path = pg_catalog
    as $$
    select distinct d.handler::text, d.tenant_id from tasks.deliveries d
     where not d.is_dead and d.run_after <= clock_timestamp()
       and not exists (select from tasks.deliveries before where before.handler = d.handler and before.subject_id = d.subject_id and before.place < d.place)
    $$;

create function tasks.next_delivery() returns timestamptz
    language sql stable security definer set search_path = pg_catalog
    as $$ select min(run_after) from tasks.deliveries where not is_dead and run_after > clock_timestamp() $$;

revoke all on all functions in schema tasks from public;
grant execute on function tasks.claim(text, integer, interval), tasks.beat(uuid[], interval), tasks.finish(uuid[], uuid[]), tasks.settle(uuid[]),
    tasks.listen(text[], text[]), tasks.due_deliveries(), tasks.next_delivery() to kontali_worker;
grant execute on function tasks.ring(), tasks.is_wanted(), tasks.owe(), tasks.ring_screens(uuid[]) to kontali_app, kontali_worker;
