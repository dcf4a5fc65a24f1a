-- Who posts into one series waits in a line: those who wait for a row are woken all at once and the quickest takes it, so that with fifty
-- at the door some waited six times as long as most. An advisory lock is given in the order it was asked for, and let go at commit.
create or replace function ledger.next_number(client uuid, series text, year integer, genesis bytea, out number integer, out previous_hash bytea)
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    perform pg_advisory_xact_lock(hashtextextended(client::text || next_number.series, year));
    insert into ledger.voucher_series as s (tenant_id, client_id, series, fiscal_year, last_number, last_hash)
    values (nullif(current_setting('kontali.tenant', true), '')::uuid, client, next_number.series, year, 1, genesis)
    on conflict (client_id, series, fiscal_year) do update set last_number = s.last_number + 1
    returning s.last_number, s.last_hash into number, previous_hash;
end $$;

-- What runs at every voucher is planned once a connection, not five times.
alter function audit.record() set plan_cache_mode = force_generic_plan;
alter function ledger.check_place() set plan_cache_mode = force_generic_plan;
alter function ledger.after_lines() set plan_cache_mode = force_generic_plan;
alter function ledger.check_balance() set plan_cache_mode = force_generic_plan;
alter function ledger.check_number_used() set plan_cache_mode = force_generic_plan;

-- Called immutable it was not written into whoever calls it, for convert_to is stable only; sixteen times a change it was planned anew.
alter function audit.field(text) stable;
