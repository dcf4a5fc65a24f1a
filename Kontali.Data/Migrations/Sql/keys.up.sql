-- People look for an amount. An amount is numeric, and numeric's "=" is not leakproof: behind row security no index would be asked.
-- (NaN is larger than any number: it is left to the table's own checks.) So it stands once more in øre, as a whole number, reckoned by the database alone; it is no column of the books' own.
alter table general_ledger_lines add column amount_ore bigint not null generated always as (
    case when debit_amount + credit_amount < 1e15 then ((debit_amount + credit_amount) * 100)::bigint else 0 end) stored;
create index ix_general_ledger_lines_amount_ore on general_ledger_lines (tenant_id, amount_ore, accounting_date desc, general_ledger_id);
alter table vendor_invoices add column total_ore bigint not null generated always as (
    case when total_amount < 1e15 then (total_amount * 100)::bigint else 0 end) stored;
create index ix_vendor_invoices_total_ore on vendor_invoices (tenant_id, total_ore, invoice_date desc, id);

-- Finished tasks are trimmed by a nightly agent of the worker's role, behind the wall as everything else.
grant delete on tasks.finished_tasks to kontali_worker;
