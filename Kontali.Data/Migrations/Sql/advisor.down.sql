drop trigger settled_once on advisor.calls;
drop function advisor.settled_once();

do $$
declare t text;
begin
    foreach t in array array['calls', 'answers', 'months'] loop
        execute format('drop policy tenant_wall on advisor.%I', t);
        execute format('alter table advisor.%I no force row level security', t);
        execute format('alter table advisor.%I disable row level security', t);
    end loop;
    foreach t in array array['calls', 'answers'] loop
        execute format('alter table advisor.%I alter column id drop default', t);
    end loop;
end $$;

revoke all on all tables in schema advisor from kontali_app, kontali_worker;
revoke usage on schema advisor from kontali_app, kontali_worker;
drop function public.folded(text);
