-- How documents are read: what was taught of layouts, and which are two pictures of one invoice. Walled like every table of a firm.
-- A lesson is written once and taken back once; a joining is written once.

grant usage on schema reading to kontali_app, kontali_worker;
grant select, insert on reading.layout_lessons, reading.joined_documents to kontali_app, kontali_worker;
grant update (retracted_at) on reading.layout_lessons to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['reading.layout_lessons', 'reading.joined_documents'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
        execute format('create trigger never_deleted before delete on %s for each row execute function ledger.refuse_change()', t);
    end loop;
end $$;
alter table reading.layout_lessons alter id set default public.uuid_v7(), alter taught_at set default now();
alter table reading.joined_documents alter joined_at set default now();
create trigger never_changed before update on reading.joined_documents for each row execute function ledger.refuse_change();
