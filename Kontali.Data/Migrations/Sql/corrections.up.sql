-- Batches of corrections: walled like every table of a firm. A batch is written once; of its vouchers only what became of them changes.

grant usage on schema corrections to kontali_app, kontali_worker;
grant select, insert on corrections.batches, corrections.batch_vouchers to kontali_app, kontali_worker;
grant update (state, why, reversal_entry_id, replacement_entry_id) on corrections.batch_vouchers to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['corrections.batches', 'corrections.batch_vouchers'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
    end loop;
end $$;
alter table corrections.batches alter id set default public.uuid_v7(), alter created_at set default now(), alter left_out set default 0;
alter table corrections.batch_vouchers alter state set default 'waiting', alter lines set default '{}';
create trigger never_changed before update or delete on corrections.batches for each row execute function ledger.refuse_change();
create trigger never_deleted before delete on corrections.batch_vouchers for each row execute function ledger.refuse_change();

-- A voucher of a batch is settled once: what is done stays done, and what was left stays left.
create function corrections.settled_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if old.state <> 'waiting' then
        raise exception 'Rader i % endres og slettes aldri: rett med en tilbakeføring og et nytt bilag (bfl § 9).', tg_table_name using errcode = 'KT001';
    end if;
    return new;
end $$;
create trigger settled_once before update on corrections.batch_vouchers for each row execute function corrections.settled_once();
revoke all on all functions in schema corrections from public;
grant execute on function corrections.settled_once() to kontali_app, kontali_worker;

-- Screens that show it ask again.
create trigger ring_insert after insert on corrections.batches referencing new table as changed for each statement execute function intake.ring('corrections');
create trigger ring_update after update on corrections.batch_vouchers referencing new table as changed for each statement execute function intake.ring('corrections');
create trigger ring_insert after insert on corrections referencing new table as changed for each statement execute function intake.ring('corrections');

-- A lesson that was taken back and stands again is a habit like any other.
create or replace function learning.shared_habits(identity text) returns table (standard_account text, vat_code text, firms integer, cases integer)
    language sql stable security definer set search_path = pg_catalog, public
    as $$
    with sharing as (select t.id from tenants t where (t.settings ->> 'shares_statistics')::boolean),
    me as (select id from sharing where id = nullif(current_setting('kontali.tenant', true), '')::uuid)
    select l.standard_account, coalesce(l.vat_code, '0'), count(distinct l.tenant_id)::integer, count(distinct l.invoice_id)::integer
      from learning.lessons l join sharing s on s.id = l.tenant_id
     where exists (select from me) and l.tenant_id <> (select id from me)
       and l.vendor_identity = identity and identity ~ '^NO:[0-9]{9}$' and l.standard_account is not null
       and l.retracts is null and not exists (select from learning.lessons r where r.retracts = l.seq and not exists (select from learning.lessons again where again.retracts = r.seq)) and l.taught_by <> 'agent'
     group by 1, 2 having count(distinct l.tenant_id) >= 3
    $$;
