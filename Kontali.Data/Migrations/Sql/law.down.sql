do $$
declare t record;
begin
    for t in select tgname, tgrelid::regclass as name from pg_trigger
             where not tgisinternal and tgname in ('never_changed', 'never_deleted', 'never_emptied', 'check_place', 'no_gap', 'check_balance',
                 'after_lines', 'audit', 'ring', 'ring_insert', 'ring_update') loop
        execute format('drop trigger %I on %s', t.tgname, t.name);
    end loop;
    for t in select format('%I.%I', table_schema, table_name) as name, column_name from information_schema.columns
             where table_schema in ('public', 'firms', 'intake', 'tasks') and column_default is not null and is_identity = 'NO'
               and table_name <> '__EFMigrationsHistory' loop
        execute format('alter table %s alter column %I drop default', t.name, t.column_name);
    end loop;
end $$;
drop function tasks.ring(), intake.ring(), audit.record(), audit.hash_of(audit_trail), audit.field(text);
drop function ledger.after_lines(), ledger.check_balance(), ledger.check_number_used(), ledger.check_place(),
    ledger.next_number(uuid, text, integer, bytea), ledger.refuse_other_columns(), ledger.refuse_change(), public.uuid_v7();
drop table audit.heads;
drop schema audit;
