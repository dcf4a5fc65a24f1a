drop trigger ring_insert on vouchers.scheduled_vouchers;
drop trigger ring_update on vouchers.scheduled_vouchers;
drop trigger audit on vouchers.scheduled_vouchers;
drop trigger settled_once on vouchers.scheduled_vouchers;
drop function vouchers.settled_once();
revoke usage on schema vouchers from kontali_app, kontali_worker;
