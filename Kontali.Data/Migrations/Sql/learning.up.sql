-- What the house learns: walled like every table of a firm; lessons, samples and comparisons are written once.

grant usage on schema learning to kontali_app, kontali_worker;
grant select, insert on learning.lessons, learning.samples, ledger.reconciliations to kontali_app, kontali_worker;
grant select, insert, update on learning.outcomes to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['learning.lessons', 'learning.outcomes', 'learning.samples', 'ledger.reconciliations'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
    end loop;
    foreach t in array array['learning.lessons', 'learning.samples', 'ledger.reconciliations'] loop
        execute format('create trigger never_changed before update or delete on %s for each row execute function ledger.refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
        execute format('alter table %s alter column created_at set default now()', t);
    end loop;
end $$;
alter table learning.samples alter id set default public.uuid_v7();
alter table ledger.reconciliations alter id set default public.uuid_v7();
alter table learning.outcomes alter settled_at set default now();
alter table clients alter ai_vat_threshold set default 85, alter ai_learns_itself set default true;
alter table agent_learned_patterns alter cases_since set default 0, alter right_since set default 0, alter lower_bound set default 0, alter is_proposed set default false;

-- Screens that show it ask again.
create trigger ring_insert after insert on learning.outcomes referencing new table as changed for each statement execute function intake.ring('learning');
create trigger ring_update after update on learning.outcomes referencing new table as changed for each statement execute function intake.ring('learning');
create trigger ring_insert after insert on agent_learned_patterns referencing new table as changed for each statement execute function intake.ring('learning');
create trigger ring_update after update on agent_learned_patterns referencing new table as changed for each statement execute function intake.ring('learning');

-- ---------------------------------------------------------------------------------------------------- between firms

-- How a vendor, by its organisation number, is booked in all firms that share: standard account, tax code and counts, and nothing else.
-- Only a firm that gives may take, and only what at least three of the others say; no name, no text, no date, no firm leaves it.
create policy gate on learning.lessons for select to current_user using (true);
create function learning.shared_habits(identity text) returns table (standard_account text, vat_code text, firms integer, cases integer)
    language sql stable security definer set search_path = pg_catalog, public
    as $$
    with sharing as (select t.id from tenants t where (t.settings ->> 'shares_statistics')::boolean),
    me as (select id from sharing where id = nullif(current_setting('kontali.tenant', true), '')::uuid)
    select l.standard_account, coalesce(l.vat_code, '0'), count(distinct l.tenant_id)::integer, count(distinct l.invoice_id)::integer
      from learning.lessons l join sharing s on s.id = l.tenant_id
     where exists (select from me) and l.tenant_id <> (select id from me)
       and l.vendor_identity = identity and identity ~ '^NO:[0-9]{9}$' and l.standard_account is not null
       and l.retracts is null and not exists (select from learning.lessons r where r.retracts = l.seq) and l.taught_by <> 'agent'
     group by 1, 2 having count(distinct l.tenant_id) >= 3
    $$;
revoke all on function learning.shared_habits(text) from public;
grant execute on function learning.shared_habits(text) to kontali_app, kontali_worker;
