-- Words on their way: walled like every table of a firm, and gone with the item for whoever settled it.
grant select, insert, update, delete on review.unsent to kontali_app, kontali_worker;
alter table review.unsent enable row level security;
alter table review.unsent force row level security;
create policy tenant_wall on review.unsent
    using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid));
alter table review.unsent alter written_at set default now();

create or replace function review.settled() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    delete from review.leases where item_id = new.id;
    delete from review.drafts where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    delete from review.unsent where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    return null;
end $$;
