using System.Text.Json;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Kontali.Data.Ledger;

/// <summary>
/// Many vouchers of one client into the ledger in one breath: the same checks, the same counter and chain as <see cref="PostEntry"/>,
/// but a handful of round trips instead of several a voucher.
/// </summary>
public static class PostMany
{
    private static readonly NpgsqlDbType[] EntryTypes =
    [
        NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Date, NpgsqlDbType.Date, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Bytea, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.TimestampTz,
        NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea,
    ];

    private static readonly NpgsqlDbType[] LineTypes =
    [
        .. new[]
        {
            NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Text, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric,
            NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Numeric, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text,
        }.Select(of => of | NpgsqlDbType.Array),
    ];

    // The number is drawn, the voucher sealed and written in one statement: from the drawing on, whoever posts into the series waits.
    // The seal is EntryHash.Of, made here of what it covers before and after the number.
    private const string InsertEntry = """
        insert into general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_series, description, source_type,
            source_id, document_id, document_hash, decision_id, reversal_of_id, reversal_reason, posting_key, content_hash, line_count, created_by_type, created_by_id, created_at, voucher_number, previous_hash, hash)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, place.number, place.previous_hash,
               sha256(int4send(octet_length(place.previous_hash)) || place.previous_hash || $23 || int4send(length(place.number::text)) || convert_to(place.number::text, 'UTF8') || $24)
          from ledger.next_number($3, $8, $7, $25) place
        returning voucher_number, previous_hash, hash
        """;

    // All lines in one statement: the kept sums are then written once an account, and in one order whoever posts.
    private const string InsertLines = """
        insert into general_ledger_lines (tenant_id, client_id, accounting_date, created_at, id, general_ledger_id, line_number, account_number, debit_amount, credit_amount,
            vat_code, vat_amount, vat_base_amount, vendor_id, currency, currency_amount, line_description, ai_confidence_score, ai_reasoning)
        select g.tenant_id, g.client_id, g.accounting_date, g.created_at, l.*
          from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::numeric[], $6::numeric[], $7::text[], $8::numeric[], $9::numeric[], $10::uuid[], $11::text[], $12::numeric[], $13::text[], $14::integer[], $15::text[])
                 as l (id, entry, line_number, account, debit, credit, vat_code, vat_amount, vat_base, vendor, currency, currency_amount, text, confidence, reasoning)
          join general_ledger g on g.id = l.entry
        """;

    /// <summary>
    /// Posts them, in this order, in the caller's transaction; those whose key is in the ledger already are given back as they stand.
    /// They are not tracked by the context: nothing of them is ever changed.
    /// </summary>
    /// <exception cref="BrokenRule">As <see cref="PostEntry.PostAsync"/>.</exception>
    public static async Task<IReadOnlyList<JournalEntry>> PostManyAsync(this KontaliContext db, Client client, IReadOnlyList<Voucher> vouchers, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        if (vouchers.Count == 0) return [];
        var keys = vouchers.Select(v => v.PostingKey).ToList();
        var before = await db.Journal.AsNoTracking().Include(j => j.Postings).Where(j => j.ClientId == client.Id && keys.Contains(j.PostingKey)).ToDictionaryAsync(j => j.PostingKey, ct);
        foreach (var voucher in vouchers)
            if (before.TryGetValue(voucher.PostingKey, out var first)) PostEntry.AsBefore(first, voucher);
        await db.CheckAccountsAsync(client.Id, [.. vouchers.SelectMany(v => v.Lines)], ct);
        foreach (var month in vouchers.Select(v => v.AccountingDate).DistinctBy(Period.Of)) await db.CheckPeriodAsync(client.Id, month, ct);
        var now = db.Clock.Now();
        var entries = vouchers.Select((v, i) => before.GetValueOrDefault(v.PostingKey)
            ?? new JournalEntry(Ids.New(db.Clock, i), v, client.FiscalYearOf(v.AccountingDate), db.Actor.Kind, db.Actor.User, now)).ToList();
        await db.WriteAsync([.. entries.Where(e => !before.ContainsKey(e.PostingKey))], ct);
        return entries;
    }

    /// <summary>Draws their numbers and writes them, what waits in the context first: they may point at it.</summary>
    /// <exception cref="DbUpdateException">The database refused, as it does whatever else is saved.</exception>
    internal static async Task WriteAsync(this KontaliContext db, IReadOnlyList<JournalEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0) return;
        await db.WriteWaitingAsync(ct);
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        // Series for series in one order, and the kept sums last of all: two who post many wait for each other in turn, not crosswise.
        List<JournalEntry> inOrder = [.. entries.OrderBy(e => e.Series, StringComparer.Ordinal).ThenBy(e => e.FiscalYear)];
        foreach (var entry in inOrder)
        {
            var (before, after) = EntryHash.Around(entry);
            Add(batch, InsertEntry, EntryTypes, entry.Id, entry.TenantId, entry.ClientId, entry.EntryDate, entry.AccountingDate, entry.Period, entry.FiscalYear, entry.Series, entry.Description, Word(entry.SourceType),
                entry.SourceId, entry.DocumentId, entry.DocumentHash, entry.DecisionId, entry.ReversalOfId, entry.ReversalReason, entry.PostingKey, entry.ContentHash, entry.LineCount, Word(entry.CreatedByType), entry.CreatedById, entry.CreatedAt,
                before, after, EntryHash.Genesis(entry.ClientId, entry.Series, entry.FiscalYear));
        }
        List<Posting> lines = [.. entries.SelectMany(e => e.Postings)];
        Add(batch, InsertLines, LineTypes, lines.Select(l => l.Id).ToArray(), lines.Select(l => l.EntryId).ToArray(), lines.Select(l => l.LineNumber).ToArray(), lines.Select(l => l.AccountNumber).ToArray(),
            lines.Select(l => l.DebitAmount).ToArray(), lines.Select(l => l.CreditAmount).ToArray(), lines.Select(l => l.VatCode).ToArray(), lines.Select(l => l.VatAmount).ToArray(), lines.Select(l => l.VatBaseAmount).ToArray(),
            lines.Select(l => l.VendorId).ToArray(), lines.Select(l => l.Currency).ToArray(), lines.Select(l => l.CurrencyAmount).ToArray(), lines.Select(l => l.LineDescription).ToArray(), lines.Select(l => l.AiConfidenceScore).ToArray(), lines.Select(l => l.AiReasoning).ToArray());
        // Each statement is planned once a connection, however many vouchers it writes.
        try
        {
            await batch.PrepareAsync(ct);
            await using var places = await batch.ExecuteReaderAsync(ct);
            foreach (var entry in inOrder)
            {
                await places.ReadAsync(ct);
                entry.TakePlace(places.GetInt32(0), places.GetFieldValue<byte[]>(1), places.GetFieldValue<byte[]>(2));
                await places.NextResultAsync(ct);
            }
        }
        catch (PostgresException e)
        {
            throw new DbUpdateException(e.MessageText, e);
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, NpgsqlDbType[] types, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = types[i], Value = values[i] ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
