using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>History that came in with another system's books teaches from the first day.</summary>
public static class TeachImported
{
    /// <summary>Teaches the lines of the client's invoices that this document brought, in the order of their dates. Returns how many.</summary>
    public static async Task<int> TeachImportedAsync(this KontaliContext db, Guid clientId, Guid documentId, CancellationToken ct = default)
    {
        await db.LockLessonsAsync(ct);
        return await db.Database.ExecuteSqlAsync($"""
            insert into learning.lessons (tenant_id, client_id, invoice_id, share_key, posting_id, vendor_identity, vendor_name, text, amount, date, account, account_name, standard_account, vat_code, taught_by)
            select i.tenant_id, i.client_id, i.id, 'L' || l.line_number, l.id, v.identity, v.name, coalesce(l.line_description, ''), coalesce(l.vat_base_amount, l.debit_amount - l.credit_amount), i.invoice_date,
                   l.account_number, a.account_name, a.standard_account, l.vat_code, 'history'
              from vendor_invoices i
              join general_ledger_lines l on l.general_ledger_id = i.general_ledger_id
              join vendors v on v.client_id = i.client_id and v.id = i.vendor_id
              join chart_of_accounts a on a.client_id = l.client_id and a.account_number = l.account_number
             where i.client_id = {clientId} and i.document_id = {documentId} and i.review_status = 'posted' and (l.account_number like '1%' or l.account_number between '4' and '9')
             order by l.accounting_date, i.id, l.line_number
            on conflict do nothing
            """, ct);
    }
}
