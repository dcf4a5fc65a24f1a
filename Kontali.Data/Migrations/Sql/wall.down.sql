drop function tasks.expire(text), tasks.holders(), tasks.next_due(), tasks.release(uuid[]), tasks.sweep(), tasks.beat(uuid[], interval), tasks.claim(text, integer, interval);
drop function firms.every(), firms.find(text), identity.firm_of_key(text), identity.firm_of_user(uuid), identity.firm_of_email(text), firms.is_empty();

do $$
declare p record;
begin
    for p in select schemaname, tablename, policyname from pg_policies where policyname in ('tenant_wall', 'gate')
             order by schemaname, tablename, policyname loop
        execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
        execute format('alter table %I.%I no force row level security', p.schemaname, p.tablename);
        execute format('alter table %I.%I disable row level security', p.schemaname, p.tablename);
    end loop;
end $$;

revoke all on all tables in schema public, identity, firms, intake, ledger, tasks from kontali_app, kontali_worker;
revoke all on all sequences in schema identity from kontali_app, kontali_worker;
revoke usage on schema public, identity, firms, intake, ledger, tasks from kontali_app, kontali_worker;
