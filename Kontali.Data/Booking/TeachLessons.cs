using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Kontali.Data.Booking;

/// <summary>
/// Writes lessons, and nobody else does. What is taught is read from the books as they stand: the lines as a person or an agent coded them,
/// the ledger line each became, and who answers for it. So being told twice, or late, teaches the same.
/// </summary>
public static class TeachLessons
{
    // What the posted invoices of a firm teach now. A correction holds the coding where there was one, else the decision does.
    // Sampled and found: Audit. Posted by a person: Person. Posted by the agent: Agent, and it counts for little.
    private const string Taught = """
        with taught as (
            select i.tenant_id, i.client_id, i.id as invoice_id, line ->> 'account' as account, line ->> 'vat_code' as vat_code,
                   line -> 'share' ->> 'key' as share_key, posting.id as posting_id, g.decision_id, v.identity as vendor_identity, v.name as vendor_name,
                   coalesce(line -> 'share' ->> 'text', '') as text,
                   left(case when line -> 'share' ->> 'key' ~ '^L[0-9]+' then
                       i.facts #>> array['lines', ((substring(line -> 'share' ->> 'key' from '^L([0-9]+)'))::integer - 1)::text, 'classifications', '0'] end, 100) as item_class,
                   round((line -> 'share' ->> 'net')::numeric * case i.kind when 'credit_note' then -1 else 1 end * coalesce(i.exchange_rate, 1), 2) as amount,
                   i.invoice_date as date, (line -> 'share' ->> 'category') || coalesce(' ' || trim_scale((line -> 'share' ->> 'percent')::numeric)::text, '') as vat_said,
                   a.account_name, a.standard_account, g.accounting_date, g.created_at as posted_at, coded.n,
                   case when {history} then 'history'
                        when exists (select from review_queue r where r.source_id = i.id and r.issue_category = 'audit' and r.status in ('approved', 'corrected')) then 'audit'
                        when g.created_by_type = 'person' then 'person' else 'agent' end as taught_by
              from vendor_invoices i
              {stands}
              join agent_decisions d on d.id = g.decision_id
              left join corrections c on c.replacement_entry_id = g.id
              cross join lateral jsonb_array_elements(coalesce(c.corrected_entry, d.decision -> 'lines')) with ordinality as coded (line, n)
              join vendors v on v.client_id = i.client_id and v.id = i.vendor_id
              join chart_of_accounts a on a.client_id = i.client_id and a.account_number = line ->> 'account'
              left join lateral (select p.id from general_ledger_lines p where p.general_ledger_id = g.id and p.account_number = line ->> 'account'
                                  and p.vat_code is not distinct from (line ->> 'vat_code') order by p.line_number limit 1) posting on true
             where i.tenant_id = {0} and ({1}::uuid is null or i.id = {1}) and i.review_status = 'posted'
        )
        """;

    private const string Insert = """
        insert into learning.lessons (tenant_id, client_id, invoice_id, share_key, posting_id, decision_id, vendor_identity, vendor_name, text, item_class,
                                      amount, date, vat_said, account, account_name, standard_account, vat_code, taught_by)
        select tenant_id, client_id, invoice_id, share_key, posting_id, decision_id, vendor_identity, vendor_name, text, item_class,
               amount, date, vat_said, account, account_name, standard_account, vat_code, taught_by
          from taught order by accounting_date, posted_at, invoice_id, n
        on conflict do nothing
        """;

    private const string Retract = """
        insert into learning.lessons (tenant_id, client_id, retracts, invoice_id, share_key, posting_id, decision_id, vendor_identity, vendor_name, text, item_class,
                                      amount, date, vat_said, account, account_name, standard_account, vat_code, taught_by)
        select tenant_id, client_id, seq, invoice_id, share_key, posting_id, decision_id, vendor_identity, vendor_name, text, item_class,
               amount, date, vat_said, account, account_name, standard_account, vat_code, taught_by
          from learning.lessons l
         where tenant_id = {0} and invoice_id = {1} and retracts is null
           and not exists (select from learning.lessons r where r.tenant_id = l.tenant_id and r.retracts = l.seq
                           and not exists (select from learning.lessons again where again.tenant_id = r.tenant_id and again.retracts = r.seq))
           and not exists (select from taught t where t.share_key = l.share_key and t.posting_id is not distinct from l.posting_id
                           and t.account = l.account and t.vat_code is not distinct from l.vat_code and (t.taught_by = l.taught_by or l.taught_by = 'history'))
         order by seq
        on conflict do nothing
        """;

    // What stands in the books again is no new lesson: its taking back is taken back, so that it counts in its old place.
    private const string Restore = """
        insert into learning.lessons (tenant_id, client_id, retracts, invoice_id, share_key, posting_id, decision_id, vendor_identity, vendor_name, text, item_class,
                                      amount, date, vat_said, account, account_name, standard_account, vat_code, taught_by)
        select l.tenant_id, l.client_id, r.seq, l.invoice_id, l.share_key, l.posting_id, l.decision_id, l.vendor_identity, l.vendor_name, l.text, l.item_class,
               l.amount, l.date, l.vat_said, l.account, l.account_name, l.standard_account, l.vat_code, l.taught_by
          from learning.lessons l join learning.lessons r on r.tenant_id = l.tenant_id and r.retracts = l.seq
         where l.tenant_id = {0} and l.invoice_id = {1} and l.retracts is null
           and not exists (select from learning.lessons again where again.tenant_id = r.tenant_id and again.retracts = r.seq)
           and exists (select from taught t where t.share_key = l.share_key and t.posting_id is not distinct from l.posting_id
                       and t.account = l.account and t.vat_code is not distinct from l.vat_code and (t.taught_by = l.taught_by or l.taught_by = 'history'))
         order by l.seq, r.seq
        """;

    private const string IsHistory = """
        exists (select from learning.lessons h where h.tenant_id = i.tenant_id and h.invoice_id = i.id and h.posting_id = posting.id and h.taught_by = 'history' and h.retracts is null)
        """;

    // A voucher that stands again, after a correction was taken back, teaches what it taught the first time.
    private const string Again = """
        left join corrections again on again.replacement_entry_id = i.general_ledger_id and again.restores_entry_id is not null
        join general_ledger g on g.id = coalesce(again.restores_entry_id, i.general_ledger_id)
        """;

    private const string AsPosted = "join general_ledger g on g.id = i.general_ledger_id";

    private static string TaughtBy(string history, string stands = Again) => Taught.Replace("{history}", history, StringComparison.Ordinal).Replace("{stands}", stands, StringComparison.Ordinal);

    // {history} says whether it is history: so named by the caller, or because it was taught as that before.
    private static readonly string TakeBack = $"{TaughtBy("false")} {Retract}";
    private static readonly string StandAgain = $"{TaughtBy("false")} {Restore}";
    private static readonly string TeachFirst = $"{TaughtBy("false")} {Insert}";
    private static readonly string TeachNow = $"{TaughtBy(IsHistory)} {Insert}";
    private static readonly string TeachAll = $"{TaughtBy("true", AsPosted)} {Insert.Replace("from taught order", "from taught where not exists (select from learning.lessons l where l.tenant_id = taught.tenant_id and l.invoice_id = taught.invoice_id) order", StringComparison.Ordinal)}";

    /// <summary>
    /// Makes the lessons of an invoice what the books now say of it: what no longer stands is taken back, what is new is taught.
    /// Firm by firm one at a time, so that the order of lessons is the order in which they were committed.
    /// </summary>
    public static async Task TeachAsync(this KontaliContext db, Guid invoiceId, CancellationToken ct = default)
    {
        await db.LockLessonsAsync(ct);
        object[] about = [db.Actor.RequiredFirm, invoiceId];
        // Most invoices teach for the first time: there is nothing of theirs to take back, to stand again, or to be history.
        if (await db.Lessons.AnyAsync(l => l.InvoiceId == invoiceId, ct))
        {
            await db.Database.ExecuteSqlRawAsync(TakeBack, about, ct);
            await db.Database.ExecuteSqlRawAsync(StandAgain, about, ct);
            await db.Database.ExecuteSqlRawAsync(TeachNow, about, ct);
        }
        else await db.Database.ExecuteSqlRawAsync(TeachFirst, about, ct);
    }

    /// <summary>Teaches everything the firm's books hold already, in the order of their dates; what was taught is left alone. Returns how many lessons.</summary>
    public static async Task<int> TeachHistoryAsync(this KontaliContext db, CancellationToken ct = default)
    {
        await db.LockLessonsAsync(ct);
        return await db.Database.ExecuteSqlRawAsync(TeachAll, [db.Actor.RequiredFirm, new NpgsqlParameter("invoice", NpgsqlDbType.Uuid) { Value = DBNull.Value }], ct);
    }

    /// <summary>Makes the firm's learning wait until this transaction ends: what is written afterwards is later than what was seen here.</summary>
    internal static Task<int> LockLessonsAsync(this KontaliContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('lessons ' || {db.Actor.RequiredFirm}, 0))", ct);

    extension(IQueryable<Lesson> lessons)
    {
        /// <summary>Those that stand: not taken back, or standing again since, and not themselves a taking back.</summary>
        public IQueryable<Lesson> Live => lessons.Where(l => l.Retracts == null
            && !lessons.Any(r => r.TenantId == l.TenantId && r.Retracts == l.Seq && !lessons.Any(again => again.TenantId == r.TenantId && again.Retracts == r.Seq)));

        /// <summary>What one vendor's invoices taught at one client, in order; the latest that a habit is made of.</summary>
        public async Task<List<Lesson>> HabitAsync(Guid clientId, string vendorIdentity, CancellationToken ct = default)
        {
            var latest = await lessons.AsNoTracking().Where(l => l.ClientId == clientId && l.VendorIdentity == vendorIdentity).Live.OrderByDescending(l => l.Seq).Take(Habit.Depth).ToListAsync(ct);
            latest.Reverse();
            return latest;
        }
    }
}
