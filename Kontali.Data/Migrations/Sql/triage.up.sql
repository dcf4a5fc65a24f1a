-- What people do around the review queue: walled like every table of a firm. Notes are written once; the rest comes and goes.

grant usage on schema review to kontali_app, kontali_worker;
grant select, insert, update, delete on review.leases, review.drafts, review.views to kontali_app, kontali_worker;
grant select, insert on review.notes to kontali_app, kontali_worker;
grant select, insert, update (undone_at) on review.deeds to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['review.leases', 'review.drafts', 'review.notes', 'review.deeds', 'review.views'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
    end loop;
    foreach t in array array['review.notes', 'review.deeds', 'review.views'] loop
        execute format('alter table %s alter column id set default public.uuid_v7(), alter column created_at set default now()', t);
    end loop;
end $$;
-- A row written by hand is right too.
alter table review_queue alter due_at set default now() + interval '7 days';
alter table review.drafts alter written_at set default now();
alter table review.notes alter mentions set default '{}';
create trigger never_changed before update or delete on review.notes for each row execute function ledger.refuse_change();
create trigger never_emptied before truncate on review.notes for each statement execute function ledger.refuse_change();

-- What is settled nobody has open, and whoever settled it has no draft of it left. The loser of two keeps hers: what she typed is not lost.
create function review.settled() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    delete from review.leases where item_id = new.id;
    delete from review.drafts where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    return null;
end $$;
create trigger settled after update of status on review_queue for each row
    when (new.resolved_at is not null and old.resolved_at is null) execute function review.settled();

-- "tenant holds": who has what open has changed, which is not that a lease beat. "tenant notes": somebody wrote something.
create function review.ring_holds() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('kontali_screens', coalesce(new.tenant_id, old.tenant_id) || ' holds');
    return null;
end $$;
create trigger ring_insert after insert or delete on review.leases for each row execute function review.ring_holds();
create trigger ring_update after update on review.leases for each row
    when (new.user_id is distinct from old.user_id or new.is_reserved is distinct from old.is_reserved) execute function review.ring_holds();
create trigger ring_insert after insert on review.notes referencing new table as changed for each statement execute function intake.ring('notes');

revoke all on all functions in schema review from public;
grant execute on function review.settled(), review.ring_holds() to kontali_app, kontali_worker;
