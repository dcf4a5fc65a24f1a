create or replace function ledger.next_number(client uuid, series text, year integer, genesis bytea, out number integer, out previous_hash bytea)
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
#variable_conflict use_column
begin
    insert into ledger.voucher_series as s (tenant_id, client_id, series, fiscal_year, last_number, last_hash)
    values (nullif(current_setting('kontali.tenant', true), '')::uuid, client, next_number.series, year, 1, genesis)
    on conflict (client_id, series, fiscal_year) do update set last_number = s.last_number + 1
    returning s.last_number, s.last_hash into number, previous_hash;
end $$;

alter function audit.record() reset plan_cache_mode;
alter function ledger.check_place() reset plan_cache_mode;
alter function ledger.after_lines() reset plan_cache_mode;
alter function ledger.check_balance() reset plan_cache_mode;
alter function ledger.check_number_used() reset plan_cache_mode;

alter function audit.field(text) immutable;
