-- What waits, line by line, so that what is alike is found by an index; and which decision rested on which pattern. Walled like every table of a firm.

grant select, insert, delete on review.waiting_lines to kontali_app, kontali_worker;
grant select, insert on learning.pattern_uses to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['review.waiting_lines', 'learning.pattern_uses'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
    end loop;
end $$;
create trigger never_changed before update or delete on learning.pattern_uses for each row execute function ledger.refuse_change();
create trigger never_emptied before truncate on learning.pattern_uses for each statement execute function ledger.refuse_change();

-- A line's words in order, each once, without digits, short words and months: «Strøm mars 2026» and «strøm april» are one kind.
create function review.line_kind(said text) returns text language sql immutable parallel safe set search_path = pg_catalog as $$
    select left(coalesce(string_agg(word, ' ' order by word collate "C"), ''), 200)
      from (select distinct word from regexp_split_to_table(lower(said collate "nb-NO-x-icu"), '[^[:alpha:]]+') as word
             where length(word) >= 3 and word not in ('januar', 'februar', 'mars', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'desember')) said
    $$;

-- The first two hundred lines of an invoice: more are coded in groups anyway, and a list of them helps nobody.
create function review.write_waiting_lines(of_item uuid) returns void language sql set search_path = pg_catalog, public as $$
    insert into review.waiting_lines (tenant_id, client_id, item_id, share_key, vendor_identity, kind, ore, account, vat_code)
    select r.tenant_id, r.client_id, r.id, line -> 'share' ->> 'key', v.identity, review.line_kind(coalesce(line -> 'share' ->> 'text', '')),
           abs(round((line -> 'share' ->> 'net')::numeric * coalesce(i.exchange_rate, 1) * 100))::bigint, coalesce(line ->> 'account', ''), coalesce(line ->> 'vat_code', '')
      from review_queue r
      join vendor_invoices i on i.tenant_id = r.tenant_id and i.id = r.source_id
      join vendors v on v.client_id = i.client_id and v.id = i.vendor_id
     cross join lateral jsonb_array_elements(r.ai_suggestion -> 'lines') with ordinality as suggested (line, n)
     where r.id = of_item and r.status in ('pending', 'snoozed') and r.source_type = 'vendor_invoice' and r.issue_category <> 'audit' and n <= 200
        on conflict do nothing
    $$;

-- At commit, for then the invoice is there, whichever was written first.
create function review.keep_waiting_lines() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'UPDATE' then
        delete from review.waiting_lines where tenant_id = new.tenant_id and item_id = new.id;
    end if;
    perform review.write_waiting_lines(new.id);
    return null;
end $$;
create constraint trigger waiting_lines_in after insert on review_queue deferrable initially deferred for each row
    when (new.resolved_at is null) execute function review.keep_waiting_lines();
create constraint trigger waiting_lines_anew after update on review_queue deferrable initially deferred for each row
    when (new.resolved_at is null and (old.resolved_at is not null or old.decision_id <> new.decision_id)) execute function review.keep_waiting_lines();

create or replace function review.settled() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    delete from review.leases where item_id = new.id;
    delete from review.drafts where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    delete from review.unsent where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    delete from review.waiting_lines where tenant_id = new.tenant_id and item_id = new.id;
    return null;
end $$;

create function learning.keep_pattern_uses() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    insert into learning.pattern_uses (tenant_id, client_id, pattern_id, decision_id)
    select distinct new.tenant_id, new.client_id, used, new.id from unnest(new.patterns_used) used join public.agent_learned_patterns p on p.tenant_id = new.tenant_id and p.id = used on conflict do nothing;
    return null;
end $$;
create trigger pattern_uses after insert on agent_decisions for each row when (cardinality(new.patterns_used) > 0) execute function learning.keep_pattern_uses();

revoke all on function review.line_kind(text), review.write_waiting_lines(uuid), review.keep_waiting_lines(), learning.keep_pattern_uses() from public;
grant execute on function review.line_kind(text), review.write_waiting_lines(uuid), review.keep_waiting_lines(), learning.keep_pattern_uses() to kontali_app, kontali_worker;

-- What was there before: firm by firm, for the wall stands before the owner too.
do $$
declare firm uuid;
begin
    for firm in select id from tenants loop
        perform set_config('kontali.tenant', firm::text, true);
        perform review.write_waiting_lines(r.id) from review_queue r where r.tenant_id = firm and r.resolved_at is null;
        insert into learning.pattern_uses (tenant_id, client_id, pattern_id, decision_id)
        select distinct d.tenant_id, d.client_id, used, d.id from agent_decisions d cross join lateral unnest(d.patterns_used) used join agent_learned_patterns p on p.tenant_id = d.tenant_id and p.id = used
         where d.tenant_id = firm on conflict do nothing;
    end loop;
    perform set_config('kontali.tenant', '', true);
end $$;
