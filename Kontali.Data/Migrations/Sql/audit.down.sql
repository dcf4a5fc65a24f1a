-- As law.up.sql wrote them.
create or replace function public.uuid_v7() returns uuid language sql volatile set search_path = pg_catalog as $$
    select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create or replace function audit.field(value text) returns bytea language sql immutable set search_path = pg_catalog as $$
    -- A missing value and an empty one are not the same field.
    select case when value is null then '\xffffffff'::bytea else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end
$$;

create or replace function audit.hash_of(a audit_trail) returns bytea language sql immutable set search_path = pg_catalog, audit, public as $$
    select sha256(a.previous_hash || field('1') || field(a.id::text) || field(a.tenant_id::text) || field(a.client_id::text) || field(a.sequence::text)
        || field(a.table_name) || field(a.record_id::text) || field(a.action) || field(a.old_value::text) || field(a.new_value::text)
        || field(a.changed_by_type) || field(a.changed_by_id::text) || field(a.changed_by_name) || field(a.reason)
        || field(a.ip_address) || field(a.user_agent) || field(to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')))
$$;

create or replace function audit.record() returns trigger language plpgsql security definer set search_path = pg_catalog, audit, public as $$
declare
    before jsonb := case when tg_op = 'INSERT' then '{}'::jsonb else to_jsonb(old) end;
    after jsonb := case when tg_op = 'DELETE' then '{}'::jsonb else to_jsonb(new) end;
    noise text[] := array['updated_at', 'created_at', 'facts', 'findings', 'ai_suggestion', 'hashed_password', 'security_stamp', 'concurrency_stamp', 'key_hash',
                          'leased_by_user_id', 'leased_until', 'last_login'];
    it jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
    a audit_trail;
begin
    if tg_table_name = 'users' and before ->> 'hashed_password' is distinct from after ->> 'hashed_password' then
        after := after || '{"password": "changed"}';
    end if;
    before := before - noise;
    after := after - noise;
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

    insert into heads as h (subject, tenant_id, last_sequence, last_hash)
    values (coalesce(a.client_id, a.tenant_id), a.tenant_id, 1, sha256(convert_to('kontali audit ' || coalesce(a.client_id, a.tenant_id), 'UTF8')))
    on conflict (subject) do update set last_sequence = h.last_sequence + 1
    returning h.last_sequence, h.last_hash into a.sequence, a.previous_hash;
    a.hash := hash_of(a);
    insert into audit_trail select a.*;
    update heads set last_hash = a.hash where subject = coalesce(a.client_id, a.tenant_id);
    return null;
end $$;
