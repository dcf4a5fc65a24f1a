-- Letters as people type them: small, without accents, aa for å. Both sides of a search go through this. "normalize" first, for
-- names written with loose accents; plain letters take the short way, which is twenty times shorter. No dictionary, no extension:
-- it is the same on every server.
create function public.folded(text) returns text language sql immutable parallel safe as $$
    select case when octet_length($1) = char_length($1) then replace(lower($1 collate "C"), 'aa', 'a')
        else replace(replace(replace(replace(translate(lower(normalize($1) collate "und-x-icu"),
            'àáâãäåāăąçćčďđèéêëēėęěğģìíîïīįıķłļñńňņòóôõöøōőŕřśšşșťţțùúûüūůűųýÿžźżð',
            'aaaaaaaaacccddeeeeeeeeggiiiiiiikllnnnnoooooooorrsssstttuuuuuuuuyyzzzd'), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'aa', 'a') collate "C" end
$$;
grant execute on function public.folded(text) to kontali_app, kontali_worker;

-- The advisor's calls, answers and kroner: behind the wall as everything else. A call is settled once; a verdict may be taken back.
grant usage on schema advisor to kontali_app, kontali_worker;
grant select on all tables in schema advisor to kontali_app, kontali_worker;
grant insert on advisor.calls, advisor.answers, advisor.months to kontali_app, kontali_worker;
grant update (outcome, cost, tokens_in, tokens_out, milliseconds, finished_at) on advisor.calls to kontali_app, kontali_worker;
grant update (is_right, vat_is_right) on advisor.answers to kontali_app, kontali_worker;
grant update (reserved, spent) on advisor.months to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['calls', 'answers', 'months'] loop
        execute format('alter table advisor.%I enable row level security', t);
        execute format('alter table advisor.%I force row level security', t);
        execute format($p$create policy tenant_wall on advisor.%I
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
    end loop;
    foreach t in array array['calls', 'answers'] loop
        execute format('alter table advisor.%I alter column id set default public.uuid_v7()', t);
    end loop;
end $$;

create function advisor.settled_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if old.finished_at is not null then
        raise exception 'Et oppgjort kall til rådgiveren endres ikke.' using errcode = 'KT001';
    end if;
    return new;
end $$;
create trigger settled_once before update on advisor.calls for each row execute function advisor.settled_once();
revoke all on function advisor.settled_once() from public;
grant execute on function advisor.settled_once() to kontali_app, kontali_worker;
