-- Every change is told as before, in the same words and with the same hash, at a third of the cost: three rows are told between a key and the next item.
-- A body of its own (return …) is bound to its names when it is made, so it needs no search_path of its own and is written into whoever calls it.

create or replace function public.uuid_v7() returns uuid language sql volatile
    return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;

-- A missing value and an empty one are not the same field.
create or replace function audit.field(value text) returns bytea language sql immutable
    return coalesce(int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8'), '\xffffffff'::bytea);

create or replace function audit.hash_of(a audit_trail) returns bytea language sql stable
    return sha256(a.previous_hash || audit.field('1') || audit.field(a.id::text) || audit.field(a.tenant_id::text) || audit.field(a.client_id::text) || audit.field(a.sequence::text)
        || audit.field(a.table_name) || audit.field(a.record_id::text) || audit.field(a.action) || audit.field(a.old_value::text) || audit.field(a.new_value::text)
        || audit.field(a.changed_by_type) || audit.field(a.changed_by_id::text) || audit.field(a.changed_by_name) || audit.field(a.reason)
        || audit.field(a.ip_address) || audit.field(a.user_agent) || audit.field(to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')));

-- Runs at commit, when every other lock is held, so that the chain's head is locked briefly and last; and written once, when the row's hash is known.
create or replace function audit.record() returns trigger language plpgsql security definer set search_path = pg_catalog, audit, public as $$
declare
    noise constant text[] := array['updated_at', 'created_at', 'facts', 'findings', 'ai_suggestion', 'hashed_password', 'security_stamp', 'concurrency_stamp', 'key_hash',
                                   'leased_by_user_id', 'leased_until', 'last_login'];
    it jsonb;
    was jsonb;
    before jsonb;
    after jsonb;
    chain uuid;
    a audit_trail;
begin
    it := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
    was := case tg_op when 'INSERT' then '{}'::jsonb when 'DELETE' then it else to_jsonb(old) end;
    before := was - noise;
    after := case when tg_op = 'DELETE' then '{}'::jsonb else it - noise end;
    if tg_table_name = 'users' and was ->> 'hashed_password' is distinct from (case when tg_op <> 'DELETE' then it ->> 'hashed_password' end) then
        after := after || '{"password": "changed"}';
    end if;
    if before = after then return null; end if;
    a.old_value := (select jsonb_object_agg(key, value) from jsonb_each(before) where value is distinct from after -> key);
    a.new_value := (select jsonb_object_agg(key, value) from jsonb_each(after) where value is distinct from before -> key and value <> 'null');
    a.id := uuid_v7();
    a.tenant_id := case tg_table_name when 'tenants' then it ->> 'id' else it ->> 'tenant_id' end;
    a.client_id := case tg_table_name when 'clients' then it ->> 'id' else it ->> 'client_id' end;
    a.table_name := case tg_table_schema when 'public' then tg_table_name else tg_table_schema || '.' || tg_table_name end;
    a.record_id := coalesce(it ->> 'id', it ->> 'user_id', it ->> 'client_id');
    a.action := lower(tg_op);
    a.changed_by_type := coalesce(nullif(current_setting('kontali.actor', true), ''), 'database');
    a.changed_by_id := nullif(current_setting('kontali.user', true), '')::uuid;
    a.changed_by_name := coalesce(nullif(current_setting('kontali.actor_name', true), ''), session_user);
    a.reason := nullif(current_setting('kontali.reason', true), '');
    a.timestamp := clock_timestamp();
    chain := coalesce(a.client_id, a.tenant_id);

    select h.last_sequence + 1, h.last_hash into a.sequence, a.previous_hash from heads h where h.subject = chain for update;
    if not found then
        -- The first of its chain. Whoever is first at the same moment makes it; the other waits, and goes on from there.
        insert into heads (subject, tenant_id, last_sequence, last_hash) values (chain, a.tenant_id, 0, sha256(convert_to('kontali audit ' || chain, 'UTF8'))) on conflict do nothing;
        select h.last_sequence + 1, h.last_hash into a.sequence, a.previous_hash from heads h where h.subject = chain for update;
    end if;
    a.hash := hash_of(a);
    insert into audit_trail select a.*;
    update heads set (last_sequence, last_hash) = (a.sequence, a.hash) where subject = chain;
    return null;
end $$;
