create or replace function review.settled() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    delete from review.leases where item_id = new.id;
    delete from review.drafts where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    return null;
end $$;
