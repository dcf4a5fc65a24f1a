-- Payments and the vendors' subledger: walled like every table of a firm, told to the audit trail. KT006: a payment or match that may not be.

-- What stood in the books before: reversals and what they took back settle each other. The owner too stands outside the wall, so it is
-- lowered for this one statement, within the migration's transaction: nobody else sees it down.
alter table general_ledger no force row level security;
alter table general_ledger_lines no force row level security;
alter table vendors no force row level security;
insert into payments.matches (id, created_at, tenant_id, client_id, vendor_id, debit_line_id, credit_line_id, amount, matched_on, kind)
select public.uuid_v7(), now(), n.tenant_id, n.client_id, n.vendor_id, case when n.debit_amount > 0 then n.id else o.id end, case when n.debit_amount > 0 then o.id else n.id end,
       n.debit_amount + n.credit_amount, greatest(n.accounting_date, o.accounting_date), 'reversal'
  from general_ledger g
  join general_ledger_lines n on n.general_ledger_id = g.id
  join general_ledger_lines o on o.general_ledger_id = g.reversal_of_id and o.line_number = n.line_number and o.vendor_id = n.vendor_id and o.account_number = n.account_number and o.debit_amount = n.credit_amount and o.credit_amount = n.debit_amount
  join vendors v on v.id = n.vendor_id and v.account_number = n.account_number
 where g.reversal_of_id is not null;
alter table general_ledger force row level security;
alter table general_ledger_lines force row level security;
alter table vendors force row level security;

grant usage on schema payments to kontali_app, kontali_worker;
grant select, insert, delete on payments.matches to kontali_app, kontali_worker;
grant select, insert on payments.runs, payments.orders, payments.files, payments.bank_entries to kontali_app, kontali_worker;
grant update (state, approved_by, approved_at, sent_at) on payments.runs to kontali_app, kontali_worker;
grant update (state, entry_id, paid_on) on payments.orders to kontali_app, kontali_worker;
grant update (state, order_id, entry_id, settled_by) on payments.bank_entries to kontali_app, kontali_worker;
grant select, insert, update (ledger_account) on payments.bank_accounts to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['payments.matches', 'payments.runs', 'payments.orders', 'payments.files', 'payments.bank_entries', 'payments.bank_accounts'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
        execute format('create trigger never_emptied before truncate on %s for each statement execute function ledger.refuse_change()', t);
    end loop;
    foreach t in array array['payments.runs', 'payments.orders', 'payments.files', 'payments.bank_entries'] loop
        execute format('create trigger never_deleted before delete on %s for each row execute function ledger.refuse_change()', t);
    end loop;
    -- A match says itself who made it and when; taking it back is told.
    create constraint trigger audit after delete on payments.matches deferrable initially deferred for each row execute function audit.record();
    foreach t in array array['payments.runs', 'payments.orders', 'payments.bank_accounts'] loop
        execute format('create constraint trigger audit after insert or update on %s deferrable initially deferred for each row execute function audit.record()', t);
    end loop;
    create constraint trigger audit after update on payments.bank_entries deferrable initially deferred for each row execute function audit.record();
    foreach t in array array['payments.runs', 'payments.bank_entries', 'payments.orders'] loop
        execute format('create trigger ring_insert after insert on %s referencing new table as changed for each statement execute function intake.ring(''payments'')', t);
        execute format('create trigger ring_update after update on %s referencing new table as changed for each statement execute function intake.ring(''payments'')', t);
    end loop;
    create trigger ring_insert after insert on payments.matches referencing new table as changed for each statement execute function intake.ring('payments');
    create trigger ring_delete after delete on payments.matches referencing old table as changed for each statement execute function intake.ring('payments');
end $$;
alter table payments.matches alter id set default public.uuid_v7(), alter created_at set default now();
alter table payments.runs alter id set default public.uuid_v7(), alter created_at set default now(), alter state set default 'proposed';
alter table payments.orders alter id set default public.uuid_v7(), alter state set default 'waiting';
alter table payments.files alter created_at set default now();
alter table payments.bank_entries alter id set default public.uuid_v7(), alter created_at set default now(), alter looks_twice set default false;
create trigger never_changed before update on payments.files for each row execute function ledger.refuse_change();
create trigger never_changed before update on payments.matches for each row execute function ledger.refuse_change();

-- ---------------------------------------------------------------------------------------------------- matches

-- What of an invoice is paid: what its voucher's lines are settled with, in its own currency. An invoice that a reversal settles is no invoice's voucher any more.
create function payments.keep_paid(entry uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
    update vendor_invoices i
       set payment_status = case when s.taken >= s.owed then 'paid' when s.taken > 0 then 'partly' else 'unpaid' end,
           paid_amount = case when s.taken >= s.owed then i.payable_amount else round(i.payable_amount * s.taken / s.owed, 2) end,
           payment_date = case when s.taken > 0 then s.last end, updated_at = now()
      from (select sum(l.debit_amount + l.credit_amount) owed, coalesce(sum(m.taken), 0) taken, max(m.last) as last
              from general_ledger_lines l
              join vendors v on v.id = l.vendor_id and v.account_number = l.account_number
              left join lateral (select sum(m.amount) taken, max(m.matched_on) as last from payments.matches m where m.debit_line_id = l.id or m.credit_line_id = l.id) m on true
             where l.general_ledger_id = entry) s
     where i.general_ledger_id = entry and s.owed > 0
       and (i.payment_status, i.payment_date) is distinct from (case when s.taken >= s.owed then 'paid' when s.taken > 0 then 'partly' else 'unpaid' end, case when s.taken > 0 then s.last end)
$$;

-- At commit, when the lines it names are there too: both of this vendor and client, one in debit and one in credit, and neither settled for more than it is.
create function payments.check_match() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare side record; line general_ledger_lines;
begin
    perform from vendors v where v.id = coalesce(new.vendor_id, old.vendor_id) for no key update;
    for side in select * from (values (coalesce(new.debit_line_id, old.debit_line_id), true), (coalesce(new.credit_line_id, old.credit_line_id), false)) as s (line_id, is_debit) loop
        select l.* into line from general_ledger_lines l where l.id = side.line_id;
        if tg_op = 'INSERT' and exists (select from payments.matches m where m.id = new.id) then
            if line.id is null or line.tenant_id <> new.tenant_id or line.client_id <> new.client_id or line.vendor_id is distinct from new.vendor_id or (line.debit_amount > 0) <> side.is_debit
               or not exists (select from vendors v where v.id = new.vendor_id and v.account_number = line.account_number) then
                raise exception 'Postene hører ikke til samme leverandør, eller er ikke på hver sin side.' using errcode = 'KT006';
            end if;
            if (select sum(m.amount) from payments.matches m where m.debit_line_id = line.id or m.credit_line_id = line.id) > line.debit_amount + line.credit_amount then
                raise exception 'Posten er allerede oppgjort, eller det gjenstår mindre enn beløpet.' using errcode = 'KT006';
            end if;
        end if;
        perform payments.keep_paid(line.general_ledger_id);
    end loop;
    return null;
end $$;
create constraint trigger check_match after insert or delete on payments.matches deferrable initially deferred for each row execute function payments.check_match();

-- A voucher and the one that takes it back settle each other, whoever posted them. What had settled the first is open again; but where another
-- voucher of the same invoice stands in its place, it settles that one.
create function payments.match_reversal() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare pair record; freed record; place record; rest numeric; part numeric;
begin
    for pair in
        select n.id as back, o.id as first, n.tenant_id, n.client_id, n.vendor_id, n.account_number, n.debit_amount + n.credit_amount as amount, o.debit_amount > 0 as is_debit, greatest(n.accounting_date, o.accounting_date) as on_day
          from general_ledger_lines n
          join general_ledger_lines o on o.general_ledger_id = new.reversal_of_id and o.line_number = n.line_number and o.vendor_id = n.vendor_id and o.account_number = n.account_number
           and o.debit_amount = n.credit_amount and o.credit_amount = n.debit_amount
          join vendors v on v.id = n.vendor_id and v.account_number = n.account_number
         where n.general_ledger_id = new.id
           and not exists (select from payments.matches m where m.debit_line_id = n.id or m.credit_line_id = n.id)
    loop
        for freed in
            delete from payments.matches m where m.debit_line_id = pair.first or m.credit_line_id = pair.first
            returning case when m.debit_line_id = pair.first then m.credit_line_id else m.debit_line_id end as line, m.amount
        loop
            rest := freed.amount;
            for place in
                select l.id, l.accounting_date, l.debit_amount + l.credit_amount - coalesce((select sum(m.amount) from payments.matches m where m.debit_line_id = l.id or m.credit_line_id = l.id), 0) as open
                  from general_ledger g
                  join general_ledger_lines l on l.general_ledger_id = g.id and l.vendor_id = pair.vendor_id and l.account_number = pair.account_number and (l.debit_amount > 0) = pair.is_debit
                 where g.source_id = new.source_id and g.client_id = new.client_id and g.reversal_of_id is null and g.id <> new.reversal_of_id
                   and not exists (select from general_ledger t where t.reversal_of_id = g.id)
                 order by g.created_at desc
            loop
                part := least(rest, place.open);
                exit when rest <= 0;
                continue when part <= 0;
                insert into payments.matches (tenant_id, client_id, vendor_id, debit_line_id, credit_line_id, amount, matched_on, kind)
                select pair.tenant_id, pair.client_id, pair.vendor_id, case when pair.is_debit then place.id else freed.line end, case when pair.is_debit then freed.line else place.id end, part, greatest(place.accounting_date, l.accounting_date), 'replacement'
                  from general_ledger_lines l where l.id = freed.line;
                rest := rest - part;
            end loop;
        end loop;
        insert into payments.matches (tenant_id, client_id, vendor_id, debit_line_id, credit_line_id, amount, matched_on, kind)
        values (pair.tenant_id, pair.client_id, pair.vendor_id, case when pair.is_debit then pair.first else pair.back end, case when pair.is_debit then pair.back else pair.first end, pair.amount, pair.on_day, 'reversal');
    end loop;
    return null;
end $$;
create constraint trigger match_reversal after insert on general_ledger deferrable initially deferred for each row when (new.reversal_of_id is not null) execute function payments.match_reversal();

-- ---------------------------------------------------------------------------------------------------- runs

-- Whether a person has accepted this account for the vendor, however it was written; a Norwegian IBAN is its eleven digits.
create function payments.is_accepted(vendor uuid, account text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from vendors v, unnest(v.known_accounts) as known(written), lateral (select upper(regexp_replace(known.written, '[^0-9A-Za-z]', '', 'g'))) as bare(text)
                    where v.id = vendor and case when bare.text ~ '^NO[0-9]{13}$' then substr(bare.text, 5) else bare.text end = account)
$$;

-- A run is put together and approved by whoever the session says is there, and by two; it goes only forward, and every account it pays to is accepted.
create function payments.run_forward() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare person uuid := nullif(current_setting('kontali.user', true), '')::uuid;
begin
    if tg_op = 'INSERT' then
        if new.state <> 'proposed' or new.created_by is distinct from person then
            raise exception 'Et betalingsoppdrag settes opp av den som er logget inn, og er da ikke godkjent.' using errcode = 'KT006';
        end if;
        return new;
    end if;
    if (old.state, new.state) not in (('proposed', 'approved'), ('proposed', 'cancelled'), ('approved', 'sent'), ('approved', 'cancelled')) or (old.approved_by is not null and old.approved_by is distinct from new.approved_by) then
        raise exception 'Betalingsoppdraget er allerede avgjort.' using errcode = 'KT006';
    end if;
    if new.state = 'approved' and (new.approved_by is distinct from person or new.approved_by = new.created_by) then
        raise exception 'Et betalingsoppdrag godkjennes av en annen enn den som satte det opp.' using errcode = 'KT006';
    end if;
    if new.state in ('approved', 'sent') and exists (select from payments.orders o where o.run_id = new.id and not payments.is_accepted(o.vendor_id, o.to_account)) then
        raise exception 'Ingen har godkjent kontonummeret som betalingen skal til.' using errcode = 'KT006';
    end if;
    return new;
end $$;
create trigger run_forward before insert or update on payments.runs for each row execute function payments.run_forward();

create function payments.order_forward() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare run_state text := (select r.state from payments.runs r where r.tenant_id = new.tenant_id and r.client_id = new.client_id and r.id = new.run_id);
begin
    if tg_op = 'INSERT' and (run_state is distinct from 'proposed' or new.state <> 'waiting')
       or tg_op = 'UPDATE' and (old.state, new.state, run_state) not in (('waiting', 'cancelled', 'cancelled'), ('waiting', 'paid', 'sent'), ('waiting', 'returned', 'sent'), ('paid', 'returned', 'sent')) then
        raise exception 'Betalingsoppdraget er allerede avgjort.' using errcode = 'KT006';
    end if;
    if tg_op = 'INSERT' and not payments.is_accepted(new.vendor_id, new.to_account) then
        raise exception 'Ingen har godkjent kontonummeret som betalingen skal til.' using errcode = 'KT006';
    end if;
    return new;
end $$;
create trigger order_forward before insert or update on payments.orders for each row execute function payments.order_forward();

create function payments.file_of_sent() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if not exists (select from payments.runs r where r.tenant_id = new.tenant_id and r.id = new.run_id and r.state = 'sent') then
        raise exception 'Betalingsfilen lages når en annen har godkjent oppdraget.' using errcode = 'KT006';
    end if;
    return new;
end $$;
create trigger file_of_sent before insert on payments.files for each row execute function payments.file_of_sent();

-- What is booked stays booked; what waits or was left alone may be settled.
create function payments.entry_forward() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if old.state not in ('waiting', 'left') then
        raise exception 'Rader i % endres og slettes aldri: rett med en tilbakeføring og et nytt bilag (bfl § 9).', tg_table_name using errcode = 'KT001';
    end if;
    return new;
end $$;
create trigger entry_forward before update on payments.bank_entries for each row execute function payments.entry_forward();

revoke all on all functions in schema payments from public;
grant execute on function payments.check_match(), payments.match_reversal(), payments.run_forward(), payments.order_forward(), payments.file_of_sent(), payments.entry_forward() to kontali_app, kontali_worker;
