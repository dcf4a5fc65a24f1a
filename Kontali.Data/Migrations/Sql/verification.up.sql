-- Proof of the books: what a document's row was when it came, and what each walk found. Both are written once.

grant usage on schema verification to kontali_app, kontali_worker;
grant select on verification.proofs, verification.document_seals to kontali_app, kontali_worker;
grant insert on verification.proofs to kontali_app, kontali_worker;
-- document_seals is written by the trigger below alone.

do $$
declare t text;
begin
    foreach t in array array['verification.proofs', 'verification.document_seals'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
    end loop;
end $$;
alter table verification.proofs alter id set default public.uuid_v7(), alter created_at set default now();
create trigger never_changed before update or delete on verification.proofs for each row execute function ledger.refuse_change();
create trigger never_deleted before delete on verification.document_seals for each row execute function ledger.refuse_change();
create trigger ring_insert after insert on verification.proofs referencing new table as changed for each statement execute function intake.ring('ledger');

-- Every column, each with its length before it.
create function verification.field(value text) returns bytea language sql immutable set search_path = pg_catalog as $$
    select case when value is null then '\xffffffff'::bytea else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end
$$;
create function verification.hash_of(d documents) returns bytea language sql stable set search_path = pg_catalog, verification, public as $$
    select sha256(field('1') || field(d.id::text) || field(d.tenant_id::text) || field(d.client_id::text) || field(d.parent_id::text) || field(d.store_key) || field(d.file_hash)
        || field(d.file_size::text) || field(d.filename) || field(d.mime_type) || field(d.document_type) || field(d.door)
        || field(to_char(d.uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')) || field(d.uploaded_by_user_id::text))
$$;

create function verification.seal_document() returns trigger language plpgsql security definer set search_path = pg_catalog, verification, public as $$
begin
    insert into document_seals as s (tenant_id, document_id, hash) values (new.tenant_id, new.id, hash_of(new))
    on conflict (tenant_id, document_id) do update set hash = excluded.hash;
    return null;
end $$;
create trigger seal after insert or update on documents for each row execute function verification.seal_document();

-- What was received before is sealed as it stands now. The wall holds for the owner too: firm by firm.
do $$
declare firm uuid;
begin
    for firm in select id from tenants loop
        perform set_config('kontali.tenant', firm::text, true);
        insert into verification.document_seals (tenant_id, document_id, hash) select d.tenant_id, d.id, verification.hash_of(d) from documents d where d.tenant_id = firm;
    end loop;
    perform set_config('kontali.tenant', '', true);
end $$;

revoke all on all functions in schema verification from public;
grant execute on function verification.field(text), verification.hash_of(documents) to kontali_app, kontali_worker;
