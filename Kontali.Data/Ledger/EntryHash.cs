using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kontali.Data.Ledger;

/// <summary>
/// The chain: SHA-256 over the previous voucher's hash and every field of voucher and lines in a fixed order and form,
/// each with its length before it, so that no two vouchers read alike. Version 2 covers what the first left out: the content hash,
/// the number of lines, each line's id, and what the agent said of it. <see cref="Verification"/> reads it straight from the database's
/// own words, so the order here is the order there.
/// </summary>
public static class EntryHash
{
    private const int Version = 1;

    /// <summary>The version new vouchers are sealed by.</summary>
    internal const int Sealed = 2;

    /// <summary>What the first voucher of a series and year chains on.</summary>
    public static byte[] Genesis(Guid clientId, string series, int fiscalYear) =>
        Hash(w => { w.Text("kontali"); w.Number(Version); w.Id(clientId); w.Text(series); w.Number(fiscalYear); });

    /// <summary>The hash of a voucher that has its number and its predecessor.</summary>
    public static byte[] Of(JournalEntry e) => Hash(w =>
    {
        w.Bytes(e.PreviousHash);
        BeforeNumber(w, e); w.Number(e.VoucherNumber); AfterNumber(w, e);
    });

    /// <summary>
    /// What the seal covers before and after the voucher's number, all known before the number is: the database seals with them where it
    /// draws the number, so that others wait one round trip less for theirs. The previous hash comes first of all.
    /// </summary>
    internal static (byte[] Before, byte[] After) Around(JournalEntry e) => (Bytes(w => BeforeNumber(w, e)), Bytes(w => AfterNumber(w, e)));

    private static void BeforeNumber(Fields w, JournalEntry e)
    {
        w.Number(Sealed);
        w.HeadBeforeNumber(e);
    }

    private static void AfterNumber(Fields w, JournalEntry e)
    {
        w.HeadAfterNumber(e);
        w.Id(e.PostingKey); w.Bytes(e.ContentHash);
        w.Text(e.CreatedByType.ToString()); w.Id(e.CreatedById); w.Moment(e.CreatedAt); w.Number(e.LineCount);
        foreach (var p in e.Postings.OrderBy(p => p.LineNumber))
        {
            w.Number(p.LineNumber); w.Id(p.Id);
            w.Line(p);
            w.Text(p.AiConfidenceScore?.ToString(CultureInfo.InvariantCulture)); w.Text(p.AiReasoning);
        }
    }

    /// <summary>The hash by which vouchers were sealed before version 2.</summary>
    public static byte[] OfFirstVersion(JournalEntry e) => Hash(w =>
    {
        w.Bytes(e.PreviousHash); w.Number(Version);
        w.HeadBeforeNumber(e); w.Number(e.VoucherNumber); w.HeadAfterNumber(e);
        w.Id(e.PostingKey); w.Text(e.CreatedByType.ToString()); w.Id(e.CreatedById); w.Moment(e.CreatedAt);
        w.Number(e.Postings.Count);
        foreach (var p in e.Postings.OrderBy(p => p.LineNumber))
        {
            w.Number(p.LineNumber);
            w.Line(p);
        }
    });

    /// <summary>The hash of what is asked for, before it has a number: the same request twice has the same one.</summary>
    public static byte[] OfContent(Voucher v) => Hash(w =>
    {
        w.Number(Version); w.Id(v.ClientId); w.Date(v.DocumentDate); w.Date(v.AccountingDate); w.Text(v.Series); w.Text(v.Description);
        w.Text(v.SourceType.ToString()); w.Id(v.SourceId); w.Id(v.DocumentId); w.Id(v.ReversalOfId);
        foreach (var l in v.Lines)
        {
            w.Text(l.Account); w.Amount(l.Amount); w.Text(l.VatCode); w.Amount(l.VatAmount); w.Amount(l.VatBase);
            w.Id(l.VendorId); w.Text(l.Currency); w.Amount(l.CurrencyAmount); w.Text(l.Text);
        }
    });

    private static byte[] Hash(Action<Fields> write) => SHA256.HashData(Bytes(write));

    private static byte[] Bytes(Action<Fields> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        write(new(bytes));
        return bytes.WrittenSpan.ToArray();
    }

    private readonly struct Fields(ArrayBufferWriter<byte> into)
    {
        public void HeadBeforeNumber(JournalEntry e)
        {
            Id(e.Id); Id(e.TenantId); Id(e.ClientId);
            Date(e.EntryDate); Date(e.AccountingDate); Text(e.Period); Number(e.FiscalYear);
            Text(e.Series);
        }

        public void HeadAfterNumber(JournalEntry e)
        {
            Text(e.Description);
            Text(e.SourceType.ToString()); Id(e.SourceId); Id(e.DocumentId); Text(e.DocumentHash);
            Id(e.DecisionId); Id(e.ReversalOfId); Text(e.ReversalReason);
        }

        public void Line(Posting p)
        {
            Text(p.AccountNumber); Amount(p.DebitAmount); Amount(p.CreditAmount);
            Text(p.VatCode); Amount(p.VatAmount); Amount(p.VatBaseAmount); Id(p.VendorId);
            Text(p.Currency); Amount(p.CurrencyAmount); Text(p.LineDescription);
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            into.Write(length);
            into.Write(bytes);
        }

        public void Text(string? text)
        {
            // A missing text and an empty one are not the same field.
            if (text is null) into.Write<byte>([0xff, 0xff, 0xff, 0xff]);
            else Bytes(Encoding.UTF8.GetBytes(text));
        }

        public void Number(int number) => Text(number.ToString(CultureInfo.InvariantCulture));
        public void Id(Guid? id) => Text(id?.ToString("D"));
        public void Date(DateOnly date) => Text(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        public void Amount(decimal? amount) => Text(amount?.ToString("0.00", CultureInfo.InvariantCulture));

        // PostgreSQL keeps microseconds; so does the hash.
        public void Moment(DateTimeOffset at) => Text(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
    }
}
