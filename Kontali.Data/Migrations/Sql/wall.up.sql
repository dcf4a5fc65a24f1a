-- The tenant wall: who may do what, and who sees which rows. SAFETY: roles, tenant wall.

do $$
declare role_name text;
begin
    -- The server's administrator, or Kontali's own start, has made these; a hand-run script makes them if it may.
    foreach role_name in array array['kontali_app', 'kontali_worker'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin nosuperuser nobypassrls', role_name);
        end if;
    end loop;
end $$;

revoke create on schema public from public;
grant usage on schema public, identity, firms, intake, ledger, tasks to kontali_app, kontali_worker;
grant select on all tables in schema public, identity, firms, intake, ledger, tasks to kontali_app, kontali_worker;

-- Rows that people and agents change. Nothing of these is ever deleted.
grant insert, update on tenants, clients, users, chart_of_accounts, vendors, vendor_invoices, review_queue, agent_learned_patterns,
    firms.api_keys, intake.arrivals, ledger.periods to kontali_app, kontali_worker;
-- Rows that come and go.
grant insert, update, delete on agent_tasks, firms.client_access, identity.user_claims, identity.user_logins, identity.user_tokens,
    identity.user_passkeys, identity.data_protection_keys to kontali_app, kontali_worker;
grant usage on all sequences in schema identity to kontali_app, kontali_worker;
-- Rows that are written once.
grant insert on general_ledger, general_ledger_lines, corrections, agent_decisions, agent_events, documents, tasks.finished_tasks
    to kontali_app, kontali_worker;
grant update (client_id) on documents to kontali_app, kontali_worker;
grant update (processed) on agent_events to kontali_app, kontali_worker;
-- audit_trail, account_balances and voucher_series are written by the database's own triggers and functions alone.

do $$
declare t record;
begin
    for t in
        select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'identity', 'firms', 'intake', 'ledger', 'tasks') and c.relkind = 'r'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    loop
        execute format('alter table %s enable row level security', t.name);
        execute format('alter table %s force row level security', t.name);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t.name);
    end loop;

    alter table tenants enable row level security;
    alter table tenants force row level security;
    create policy tenant_wall on tenants
        using (id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
        with check (id = (select nullif(current_setting('kontali.tenant', true), '')::uuid));

    -- Identity's companions have a user, and the user has a firm.
    for t in select unnest(array['identity.user_claims', 'identity.user_logins', 'identity.user_tokens', 'identity.user_passkeys']) as name loop
        execute format('alter table %s enable row level security', t.name);
        execute format('alter table %s force row level security', t.name);
        execute format('create policy tenant_wall on %s using (exists (select from public.users u where u.id = user_id))
            with check (exists (select from public.users u where u.id = user_id))', t.name);
    end loop;
end $$;

-- What comes before a firm is known goes through the narrow functions below. They run as the owner, for whom these tables have a door.
create policy gate on tenants for select to current_user using (true);
create policy gate on users for select to current_user using (true);
create policy gate on firms.api_keys for select to current_user using (true);
create policy gate on agent_tasks to current_user using (true) with check (true);

create function firms.is_empty() returns boolean
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select not exists (select from public.tenants) $$;

create function identity.firm_of_email(normalized text) returns uuid
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select tenant_id from public.users where normalized_email = normalized $$;

create function identity.firm_of_user(id uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select u.tenant_id from public.users u where u.id = firm_of_user.id $$;

create function identity.firm_of_key(hash text) returns uuid
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select tenant_id from firms.api_keys where key_hash = hash and revoked_at is null $$;

create function firms.find(number text) returns uuid
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select id from public.tenants where org_number = number $$;

-- Which firms there are, for the house's own round (the watched folders): ids alone.
create function firms.every() returns setof uuid
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select id from public.tenants $$;

-- The queue across firms: a worker claims before it knows for whom.
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

-- A lease that ran out goes back into the queue. A worker's death is seldom the task's fault, but a task that has seen ten is looked at by a person.
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

-- Who holds tasks: a node that starts again looks for leases of its own dead predecessors, and need not wait until they run out.
create function tasks.holders() returns setof text
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select distinct lease_owner from public.agent_tasks where status = 'running' $$;

create function tasks.expire(worker text) returns integer
    language sql security definer set search_path = pg_catalog, public
    as $$
    with expired as (update public.agent_tasks set lease_until = clock_timestamp() - interval '1 second' where status = 'running' and lease_owner = worker returning 1)
    select count(*)::integer from expired
    $$;

-- Given back untried, by a worker that is stopping: the attempt does not count.
create function tasks.release(tokens uuid[]) returns integer
    language sql security definer set search_path = pg_catalog, public
    as $$
    with released as (update public.agent_tasks
        set status = 'pending', lease_owner = null, lease_token = null, lease_until = null, retry_count = greatest(retry_count - 1, 0)
        where lease_token = any(tokens) and status = 'running' returning 1)
    select count(*)::integer from released
    $$;

create function tasks.next_due() returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select min(run_after) from public.agent_tasks where status = 'pending' $$;

revoke all on all functions in schema firms, identity, tasks from public;
grant execute on function firms.is_empty(), firms.find(text), firms.every(), identity.firm_of_email(text), identity.firm_of_user(uuid), identity.firm_of_key(text)
    to kontali_app, kontali_worker;
grant execute on function tasks.claim(text, integer, interval), tasks.beat(uuid[], interval), tasks.sweep(), tasks.release(uuid[]), tasks.next_due(),
    tasks.holders(), tasks.expire(text) to kontali_worker;
