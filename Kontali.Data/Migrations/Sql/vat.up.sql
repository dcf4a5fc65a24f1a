-- VAT returns: walled like every table of a firm. What is filed is written once; what is written before that may change.

grant usage on schema vat to kontali_app, kontali_worker;
grant select, insert on vat.returns, vat.counted_entries to kontali_app, kontali_worker;
grant select, insert, update on vat.return_drafts to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['vat.returns', 'vat.counted_entries', 'vat.return_drafts'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
    end loop;
    foreach t in array array['vat.returns', 'vat.counted_entries'] loop
        execute format('create trigger never_changed before update or delete on %s for each row execute function ledger.refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
    end loop;
end $$;
alter table vat.returns alter id set default public.uuid_v7(), alter created_at set default now();
alter table vat.return_drafts alter notes set default '{}', alter updated_at set default now();
create constraint trigger audit after insert on vat.returns deferrable initially deferred for each row execute function audit.record();

-- Screens that show it ask again.
create trigger ring_insert after insert on vat.returns referencing new table as changed for each statement execute function intake.ring('vat');
create trigger ring_insert after insert on vat.return_drafts referencing new table as changed for each statement execute function intake.ring('vat');
create trigger ring_update after update on vat.return_drafts referencing new table as changed for each statement execute function intake.ring('vat');
