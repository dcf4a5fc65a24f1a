-- Exceptions from a closed month, and agreed balances: both are rows written once. A month is opened by its state, or for one person by an exception.

grant select, insert on ledger.period_exceptions, ledger.account_reconciliations to kontali_app, kontali_worker;
do $$
declare t text;
begin
    foreach t in array array['ledger.period_exceptions', 'ledger.account_reconciliations'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
        execute format('create trigger never_changed before update or delete on %s for each row execute function ledger.refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
        execute format('create constraint trigger audit after insert on %s deferrable initially deferred for each row execute function audit.record()', t);
        execute format('create trigger ring_insert after insert on %s referencing new table as changed for each statement execute function intake.ring(''ledger'')', t);
        execute format('alter table %s alter id set default public.uuid_v7(), alter created_at set default now()', t);
    end loop;
end $$;

-- What a person may be excepted from: a month that is held or closed, never one whose VAT is filed. Asked only where the month is shut.
create function ledger.is_excepted(client uuid, month text, state text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
    select state in ('held', 'closed') and exists (select from ledger.period_exceptions e where e.client_id = client and e.period = month
        and e.user_id = nullif(current_setting('kontali.user', true), '')::uuid and e.expires_at > clock_timestamp())
$$;
revoke all on function ledger.is_excepted(uuid, text, text) from public;

create or replace function ledger.check_place() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
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
    if period_state <> 'open' and not ledger.is_excepted(new.client_id, new.period, period_state) then
        raise exception 'Perioden % er ikke åpen for bokføring.', new.period using errcode = 'KT003';
    end if;
    return new;
end $$;
