-- Planned vouchers and templates. Of a planned voucher only what became of it changes, and once.

grant usage on schema vouchers to kontali_app, kontali_worker;
grant select, insert on vouchers.scheduled_vouchers, vouchers.templates to kontali_app, kontali_worker;
grant update (state, entry_id, problem) on vouchers.scheduled_vouchers to kontali_app, kontali_worker;
grant update (draft) on vouchers.templates to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['vouchers.scheduled_vouchers', 'vouchers.templates'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
        execute format('create trigger never_deleted before delete on %s for each row execute function ledger.refuse_change()', t);
        execute format('alter table %s alter id set default public.uuid_v7(), alter created_at set default now()', t);
    end loop;
end $$;
alter table vouchers.scheduled_vouchers alter state set default 'waiting';

create function vouchers.settled_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if old.state <> 'waiting' then
        raise exception 'Rader i % endres og slettes aldri: rett med en tilbakeføring og et nytt bilag (bfl § 9).', tg_table_name using errcode = 'KT001';
    end if;
    return new;
end $$;
create trigger settled_once before update on vouchers.scheduled_vouchers for each row execute function vouchers.settled_once();
revoke all on all functions in schema vouchers from public;
grant execute on function vouchers.settled_once() to kontali_app, kontali_worker;

-- Who planned and who called it off stands in the audit trail.
create constraint trigger audit after insert or update on vouchers.scheduled_vouchers deferrable initially deferred for each row execute function audit.record();
create trigger ring_insert after insert on vouchers.scheduled_vouchers referencing new table as changed for each statement execute function intake.ring('ledger');
create trigger ring_update after update on vouchers.scheduled_vouchers referencing new table as changed for each statement execute function intake.ring('ledger');
