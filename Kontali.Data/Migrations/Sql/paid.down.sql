-- As payments.up.sql wrote them.
create or replace function payments.keep_paid(entry uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
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

create or replace function payments.check_match() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
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

create or replace function payments.match_reversal() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
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

alter function audit.record() reset enable_seqscan;
alter function ledger.next_number(uuid, text, integer, bytea) reset enable_seqscan;
alter function ledger.check_number_used() reset enable_seqscan;
alter function ledger.check_balance() reset enable_seqscan;
alter function ledger.check_place() reset enable_seqscan;
drop function payments.settled(uuid, boolean);
