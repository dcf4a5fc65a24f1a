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
    if period_state <> 'open' then
        raise exception 'Perioden % er ikke åpen for bokføring.', new.period using errcode = 'KT003';
    end if;
    return new;
end $$;
drop function ledger.is_excepted(uuid, text, text);
