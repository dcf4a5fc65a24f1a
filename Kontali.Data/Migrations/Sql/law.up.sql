-- The law in the database: what bookkeeping forbids is refused here too, whoever asks. SAFETY: posting, append-only.
-- Codes: KT001 never changed, KT002 out of balance, KT003 period not open, KT004 number or chain out of order, KT005 account closed.

create function public.uuid_v7() returns uuid language sql volatile set search_path = pg_catalog as $$
    select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- A row written by hand is right too.
do $$
declare c record;
begin
    for c in
        select format('%I.%I', table_schema, table_name) as t, column_name, data_type from information_schema.columns
        where table_schema in ('public', 'firms', 'intake', 'tasks')
          and (column_name = 'id' and data_type = 'uuid' or column_name in ('created_at', 'updated_at', 'uploaded_at', 'received_at', 'changed_at', 'run_after') and data_type like 'timestamp%')
          and table_name <> '__EFMigrationsHistory'
    loop
        execute format('alter table %s alter column %I set default %s', c.t, c.column_name, case c.data_type when 'uuid' then 'public.uuid_v7()' else 'now()' end);
    end loop;
end $$;
alter table tenants alter subscription_tier set default 'standard', alter settings set default '{}';
alter table clients alter trade set default 'other', alter active_banks set default '[]', alter fiscal_year_start set default 1, alter vat_status set default 'registered',
    alter vat_term set default 'bimonthly', alter base_currency set default 'NOK', alter ai_automation_level set default 'assisted',
    alter ai_confidence_threshold set default 85, alter ai_amount_cap set default 25000, alter is_active set default true;
alter table chart_of_accounts alter vat_deductible set default true, alter vat_needs_judgement set default false,
    alter requires_reconciliation set default false, alter ai_suggested_descriptions set default '{}', alter is_active set default true;
alter table vendors alter country set default 'NO', alter account_number set default '2400', alter payment_terms set default '30',
    alter known_accounts set default '{}', alter is_active set default true;
alter table vendor_invoices alter rounding_amount set default 0, alter currency set default 'NOK', alter findings set default '[]',
    alter review_status set default 'pending', alter payment_status set default 'unpaid', alter paid_amount set default 0;
alter table general_ledger alter voucher_series set default 'A';
alter table general_ledger_lines alter debit_amount set default 0, alter credit_amount set default 0;
alter table review_queue alter status set default 'pending', alter priority set default 5;
alter table agent_tasks alter status set default 'pending', alter priority set default 5, alter payload set default '{}',
    alter retry_count set default 0, alter max_retries set default 3;
alter table agent_events alter payload set default '{}', alter processed set default false;
alter table agent_learned_patterns alter state set default 'trial', alter times_applied set default 0, alter times_correct set default 0,
    alter times_incorrect set default 0, alter created_from_decision_ids set default '{}';
alter table corrections alter similar_corrected set default 0;

-- ---------------------------------------------------------------------------------------------------- never changed

create function ledger.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    raise exception 'Rader i % endres og slettes aldri: rett med en tilbakeføring og et nytt bilag (bfl § 9).', tg_table_name using errcode = 'KT001';
end $$;

create function ledger.refuse_other_columns() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    -- tg_argv[0] is the one column that may change.
    if to_jsonb(new) - tg_argv[0] is distinct from to_jsonb(old) - tg_argv[0]
       or (tg_argv[0] = 'client_id' and to_jsonb(old) ->> 'client_id' is not null and new is distinct from old) then
        raise exception 'I % kan bare % settes, og bare én gang.', tg_table_name, tg_argv[0] using errcode = 'KT001';
    end if;
    return new;
end $$;

do $$
declare t text;
begin
    foreach t in array array['general_ledger', 'general_ledger_lines', 'audit_trail', 'agent_decisions', 'corrections'] loop
        execute format('create trigger never_changed before update or delete on %I for each row execute function ledger.refuse_change()', t);
    end loop;
    create trigger never_changed before update on documents for each row execute function ledger.refuse_other_columns('client_id');
    create trigger never_changed before update on agent_events for each row execute function ledger.refuse_other_columns('processed');
    foreach t in array array['documents', 'agent_events'] loop
        execute format('create trigger never_deleted before delete on %I for each row execute function ledger.refuse_change()', t);
    end loop;
    foreach t in array array['general_ledger', 'general_ledger_lines', 'audit_trail', 'agent_decisions', 'corrections', 'documents', 'agent_events'] loop
        execute format('create trigger never_emptied before truncate on %I for each statement execute function ledger.refuse_change()', t);
    end loop;
end $$;

-- ---------------------------------------------------------------------------------------------------- numbers and chain

-- The counter's row lock gives gapless numbers and the order of the chain. The first number of a series chains on the genesis hash.
create function ledger.next_number(client uuid, series text, year integer, genesis bytea, out number integer, out previous_hash bytea)
    language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
    insert into ledger.voucher_series as s (tenant_id, client_id, series, fiscal_year, last_number, last_hash)
    values (nullif(current_setting('kontali.tenant', true), '')::uuid, client, next_number.series, year, 1, genesis)
    on conflict (client_id, series, fiscal_year) do update set last_number = s.last_number + 1
    returning s.last_number, s.last_hash into number, previous_hash;
end $$;

create function ledger.check_place() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare head ledger.voucher_series; period_state text;
begin
    select * into head from ledger.voucher_series s
     where s.client_id = new.client_id and s.series = new.voucher_series and s.fiscal_year = new.fiscal_year for update;
    if head is null or head.last_number <> new.voucher_number or head.last_hash <> new.previous_hash then
        raise exception 'Bilagsnummer % i serie % er ikke det neste: numre tildeles av ledger.next_number.', new.voucher_number, new.voucher_series using errcode = 'KT004';
    end if;
    update ledger.voucher_series s set last_hash = new.hash
     where s.client_id = new.client_id and s.series = new.voucher_series and s.fiscal_year = new.fiscal_year;

    insert into ledger.periods (tenant_id, client_id, name, state) values (new.tenant_id, new.client_id, new.period, 'open') on conflict do nothing;
    select state into period_state from ledger.periods where client_id = new.client_id and name = new.period for share;
    if period_state <> 'open' then
        raise exception 'Perioden % er ikke åpen for bokføring.', new.period using errcode = 'KT003';
    end if;
    return new;
end $$;
create trigger check_place before insert on general_ledger for each row execute function ledger.check_place();

create function ledger.check_number_used() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if not exists (select from general_ledger g where g.client_id = new.client_id and g.voucher_series = new.series
                   and g.fiscal_year = new.fiscal_year and g.voucher_number = new.last_number) then
        raise exception 'Bilagsnummer %-%-% ble trukket, men ikke brukt.', new.series, new.fiscal_year, new.last_number using errcode = 'KT004';
    end if;
    return null;
end $$;
create constraint trigger no_gap after insert or update on ledger.voucher_series deferrable initially deferred
    for each row execute function ledger.check_number_used();

-- ---------------------------------------------------------------------------------------------------- balance

create function ledger.check_balance() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare lines integer; off numeric; closed text;
begin
    select count(*), coalesce(sum(l.debit_amount - l.credit_amount), 0), min(a.account_number) filter (where not a.is_active)
      into lines, off, closed
      from general_ledger_lines l join chart_of_accounts a on a.client_id = l.client_id and a.account_number = l.account_number
     where l.general_ledger_id = new.id;
    if lines <> new.line_count or lines < 2 then
        raise exception 'Bilag %-%-% har % linjer, det skal ha % (minst 2).', new.voucher_series, new.fiscal_year, new.voucher_number, lines, new.line_count using errcode = 'KT002';
    end if;
    if off <> 0 then
        raise exception 'Bilag %-%-% er % kr i ubalanse.', new.voucher_series, new.fiscal_year, new.voucher_number, off using errcode = 'KT002';
    end if;
    if closed is not null then
        raise exception 'Konto % er stengt for bokføring.', closed using errcode = 'KT005';
    end if;
    return null;
end $$;
create constraint trigger check_balance after insert on general_ledger deferrable initially deferred
    for each row execute function ledger.check_balance();

-- A voucher's places 1..line_count are all taken when it is committed, so no line can be added to it later.
-- Kept sums: in the posting transaction, always in the order of accounts, so that two posters never wait for each other crosswise.
create function ledger.after_lines() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from added l join general_ledger g on g.id = l.general_ledger_id where l.line_number not between 1 and g.line_count) then
        raise exception 'Bilaget har ikke plass til flere linjer.' using errcode = 'KT001';
    end if;
    insert into ledger.account_balances as b (tenant_id, client_id, account_number, period, debit, credit)
    select tenant_id, client_id, account_number, to_char(accounting_date, 'YYYY-MM'), sum(debit_amount), sum(credit_amount)
      from added group by 1, 2, 3, 4 order by 2, 3, 4
    on conflict (client_id, account_number, period) do update set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
    return null;
end $$;
create trigger after_lines after insert on general_ledger_lines referencing new table as added
    for each statement execute function ledger.after_lines();

-- ---------------------------------------------------------------------------------------------------- audit trail

create schema audit;
grant usage on schema audit to kontali_app, kontali_worker;
create table audit.heads (
    subject uuid primary key,
    tenant_id uuid not null references tenants on delete restrict,
    last_sequence bigint not null,
    last_hash bytea not null check (octet_length(last_hash) = 32)
);
create index ix_heads_tenant_id on audit.heads (tenant_id);
alter table audit.heads enable row level security;
alter table audit.heads force row level security;
create policy tenant_wall on audit.heads
    using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid));
grant select on audit.heads to kontali_app, kontali_worker;

create function audit.field(value text) returns bytea language sql immutable set search_path = pg_catalog as $$
    -- A missing value and an empty one are not the same field.
    select case when value is null then '\xffffffff'::bytea else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end
$$;

create function audit.hash_of(a audit_trail) returns bytea language sql immutable set search_path = pg_catalog, audit, public as $$
    select sha256(a.previous_hash || field('1') || field(a.id::text) || field(a.tenant_id::text) || field(a.client_id::text) || field(a.sequence::text)
        || field(a.table_name) || field(a.record_id::text) || field(a.action) || field(a.old_value::text) || field(a.new_value::text)
        || field(a.changed_by_type) || field(a.changed_by_id::text) || field(a.changed_by_name) || field(a.reason)
        || field(a.ip_address) || field(a.user_agent) || field(to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')))
$$;

-- Runs at commit, when every other lock is held, so that the chain's head is locked briefly and last.
create function audit.record() returns trigger language plpgsql security definer set search_path = pg_catalog, audit, public as $$
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

do $$
declare t record;
begin
    for t in select * from (values
        ('tenants', 'insert or update or delete'), ('clients', 'insert or update or delete'), ('users', 'insert or update or delete'),
        ('chart_of_accounts', 'update or delete'), ('vendors', 'insert or update or delete'), ('vendor_invoices', 'update or delete'),
        ('review_queue', 'update or delete'), ('general_ledger', 'insert'), ('agent_learned_patterns', 'insert or update or delete'),
        ('firms.api_keys', 'insert or update or delete'), ('firms.client_access', 'insert or delete'), ('ledger.periods', 'update or delete')
    ) as audited (name, events) loop
        execute format('create constraint trigger audit after %s on %s deferrable initially deferred for each row execute function audit.record()', t.events, t.name);
    end loop;
end $$;

-- ---------------------------------------------------------------------------------------------------- wake-up calls

create function tasks.ring() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('kontali_tasks', '');
    return null;
end $$;
create trigger ring after insert on agent_tasks for each statement execute function tasks.ring();

-- "tenant what": screens of that firm that show it ask again.
create function intake.ring() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('kontali_screens', tenant_id || ' ' || tg_argv[0]) from (select distinct tenant_id from changed) firms;
    return null;
end $$;
create trigger ring_insert after insert on intake.arrivals referencing new table as changed for each statement execute function intake.ring('inbox');
create trigger ring_update after update on intake.arrivals referencing new table as changed for each statement execute function intake.ring('inbox');
create trigger ring_insert after insert on review_queue referencing new table as changed for each statement execute function intake.ring('review');
create trigger ring_update after update on review_queue referencing new table as changed for each statement execute function intake.ring('review');
create trigger ring_insert after insert on general_ledger referencing new table as changed for each statement execute function intake.ring('ledger');

revoke all on all functions in schema ledger, audit, intake from public;
grant execute on function ledger.next_number(uuid, text, integer, bytea) to kontali_app, kontali_worker;
grant execute on function public.uuid_v7(), tasks.ring(), intake.ring() to kontali_app, kontali_worker;
