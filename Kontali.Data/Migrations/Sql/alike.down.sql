drop trigger waiting_lines_in on review_queue;
drop trigger waiting_lines_anew on review_queue;
drop trigger pattern_uses on agent_decisions;
create or replace function review.settled() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    delete from review.leases where item_id = new.id;
    delete from review.drafts where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    delete from review.unsent where tenant_id = new.tenant_id and item_id = new.id and user_id = new.resolved_by_user_id;
    return null;
end $$;
drop function review.keep_waiting_lines(), review.write_waiting_lines(uuid), review.line_kind(text), learning.keep_pattern_uses();
