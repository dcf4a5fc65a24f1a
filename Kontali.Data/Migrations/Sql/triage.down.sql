drop trigger settled on review_queue;
drop trigger ring_insert on review.leases;
drop trigger ring_update on review.leases;
drop function review.settled(), review.ring_holds();
alter table review_queue alter due_at drop default;
revoke usage on schema review from kontali_app, kontali_worker;
