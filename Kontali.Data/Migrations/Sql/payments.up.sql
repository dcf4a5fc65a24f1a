-- Payments and the vendors' subledger: walled like every table of a firm, told to the audit trail.

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
grant select, insert on payments.runs, payments.orders, payments.bank_entries to kontali_app, kontali_worker;
grant update (state, approved_by, approved_at, sent_at) on payments.runs to kontali_app, kontali_worker;
grant update (state, entry_id, paid_on) on payments.orders to kontali_app, kontali_worker;
grant update (state, order_id, entry_id) on payments.bank_entries to kontali_app, kontali_worker;
grant select, insert, update on payments.bank_accounts to kontali_app, kontali_worker;

do $$
declare t text;
begin
    foreach t in array array['payments.matches', 'payments.runs', 'payments.orders', 'payments.bank_entries', 'payments.bank_accounts'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($p$create policy tenant_wall on %s
            using (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('kontali.tenant', true), '')::uuid))$p$, t);
    end loop;
end $$;
-- A match says itself who made it and when; taking it back is told.
create constraint trigger audit after delete on payments.matches deferrable initially deferred for each row execute function audit.record();
create constraint trigger audit after insert or update on payments.runs deferrable initially deferred for each row execute function audit.record();
create constraint trigger audit after insert or update on payments.orders deferrable initially deferred for each row execute function audit.record();
create constraint trigger audit after insert or update on payments.bank_accounts deferrable initially deferred for each row execute function audit.record();
alter table payments.matches alter id set default public.uuid_v7(), alter created_at set default now();
alter table payments.runs alter id set default public.uuid_v7(), alter created_at set default now(), alter state set default 'proposed';
alter table payments.orders alter id set default public.uuid_v7(), alter state set default 'waiting';
alter table payments.bank_entries alter id set default public.uuid_v7(), alter created_at set default now();

-- At commit, when the lines it names are there too: both of this vendor and client, one in debit and one in credit, and neither settled for more than it is.
create function payments.check_match() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare l record; taken numeric;
begin
    perform from vendors where id = new.vendor_id for no key update;
    if not exists (select from payments.matches m where m.id = new.id) then return null; end if;
    for l in select * from (values (new.debit_line_id, true), (new.credit_line_id, false)) as side (line_id, is_debit) loop
        if not exists (select from general_ledger_lines g join vendors v on v.id = g.vendor_id and v.account_number = g.account_number
                       where g.id = l.line_id and g.tenant_id = new.tenant_id and g.client_id = new.client_id and g.vendor_id = new.vendor_id and (g.debit_amount > 0) = l.is_debit) then
            raise exception 'Postene hører ikke til samme leverandør, eller er ikke på hver sin side.' using errcode = 'KT006';
        end if;
        select sum(m.amount) into taken from payments.matches m where (l.is_debit and m.debit_line_id = l.line_id) or (not l.is_debit and m.credit_line_id = l.line_id);
        if taken > (select g.debit_amount + g.credit_amount from general_ledger_lines g where g.id = l.line_id) then
            raise exception 'Posten er allerede oppgjort, eller det gjenstår mindre enn beløpet.' using errcode = 'KT006';
        end if;
    end loop;
    return null;
end $$;
create constraint trigger check_match after insert on payments.matches deferrable initially deferred for each row execute function payments.check_match();

-- A voucher and the one that takes it back settle each other, whoever posted them, where nothing else has settled the first.
create function payments.match_reversal() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into payments.matches (tenant_id, client_id, vendor_id, debit_line_id, credit_line_id, amount, matched_on, kind)
    select n.tenant_id, n.client_id, n.vendor_id, case when n.debit_amount > 0 then n.id else o.id end, case when n.debit_amount > 0 then o.id else n.id end,
           n.debit_amount + n.credit_amount, greatest(n.accounting_date, o.accounting_date), 'reversal'
      from general_ledger_lines n
      join general_ledger_lines o on o.general_ledger_id = new.reversal_of_id and o.line_number = n.line_number and o.vendor_id = n.vendor_id and o.account_number = n.account_number
       and o.debit_amount = n.credit_amount and o.credit_amount = n.debit_amount
      join vendors v on v.id = n.vendor_id and v.account_number = n.account_number
     where n.general_ledger_id = new.id
       and not exists (select from payments.matches m where m.debit_line_id in (n.id, o.id) or m.credit_line_id in (n.id, o.id));
    return null;
end $$;
create constraint trigger match_reversal after insert on general_ledger deferrable initially deferred for each row when (new.reversal_of_id is not null) execute function payments.match_reversal();

-- A run goes only forward, and what it pays is settled when it is approved.
create function payments.run_forward() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if old.state in ('sent', 'cancelled') or (old.state = 'approved' and new.state not in ('sent', 'cancelled')) or (old.approved_by is not null and old.approved_by is distinct from new.approved_by) then
        raise exception 'Betalingsoppdraget er allerede avgjort.' using errcode = 'KT006';
    end if;
    return new;
end $$;
create trigger run_forward before update on payments.runs for each row execute function payments.run_forward();
create function payments.only_proposed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if not exists (select from payments.runs r where r.tenant_id = new.tenant_id and r.id = new.run_id and r.state = 'proposed' and r.client_id = new.client_id) then
        raise exception 'Betalingsoppdraget er allerede avgjort.' using errcode = 'KT006';
    end if;
    return new;
end $$;
create trigger only_proposed before insert on payments.orders for each row execute function payments.only_proposed();

revoke all on all functions in schema payments from public;
grant execute on all functions in schema payments to kontali_app, kontali_worker;

create trigger ring_insert after insert on payments.runs referencing new table as changed for each statement execute function intake.ring('payments');
create trigger ring_update after update on payments.runs referencing new table as changed for each statement execute function intake.ring('payments');
create trigger ring_insert after insert on payments.matches referencing new table as changed for each statement execute function intake.ring('payments');
