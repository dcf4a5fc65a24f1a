do $$
declare t text;
begin
    foreach t in array array['matches', 'runs', 'orders', 'files', 'bank_entries', 'bank_accounts'] loop
        execute format('drop trigger never_emptied on payments.%I', t);
    end loop;
    foreach t in array array['runs', 'orders', 'files', 'bank_entries'] loop
        execute format('drop trigger never_deleted on payments.%I', t);
    end loop;
    foreach t in array array['matches', 'runs', 'orders', 'bank_accounts', 'bank_entries'] loop
        execute format('drop trigger audit on payments.%I', t);
    end loop;
    foreach t in array array['runs', 'bank_entries', 'orders'] loop
        execute format('drop trigger ring_insert on payments.%I', t);
        execute format('drop trigger ring_update on payments.%I', t);
    end loop;
end $$;
drop trigger ring_insert on payments.matches;
drop trigger ring_delete on payments.matches;
drop trigger never_changed on payments.files;
drop trigger never_changed on payments.matches;
drop trigger match_reversal on general_ledger;
drop trigger check_match on payments.matches;
drop trigger run_forward on payments.runs;
drop trigger order_forward on payments.orders;
drop trigger file_of_sent on payments.files;
drop trigger entry_forward on payments.bank_entries;
drop function payments.match_reversal();
drop function payments.check_match();
drop function payments.keep_paid(uuid);
drop function payments.run_forward();
drop function payments.order_forward();
drop function payments.is_accepted(uuid, text);
drop function payments.file_of_sent();
drop function payments.entry_forward();
revoke usage on schema payments from kontali_app, kontali_worker;
