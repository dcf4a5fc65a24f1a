revoke delete on tasks.finished_tasks from kontali_worker;
drop index ix_vendor_invoices_total_ore;
alter table vendor_invoices drop column total_ore;
drop index ix_general_ledger_lines_amount_ore;
alter table general_ledger_lines drop column amount_ore;
