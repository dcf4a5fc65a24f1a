using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kontali.Data.Ledger;
using Npgsql;

namespace Kontali.Data.Verification;

/// <summary>
/// Walks every voucher and line of a client once: seals, chain, numbers, balance. Two streams in the order of ids are merged; the seals are
/// reckoned beside them by whoever is free. What is summed on the way is compared with the kept sums afterwards.
/// </summary>
internal sealed class LedgerWalk : IDisposable
{
    private const int HeadFields = 29, LineFields = 19, SealedHead = 25, SealedLine = 14, BatchSize = 1 << 19, MostAtOnce = 4;
    private static readonly byte[] Payables = Encoding.ASCII.GetBytes(AccountNumber.Payables);

    /// <summary>A voucher's place, with its links.</summary>
    internal struct Place
    {
        public Guid Id;
        public int Chain, Number;
        public byte[] Previous, Hash;
    }

    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private readonly List<Task> _hashing = [];
    private readonly Dictionary<string, int> _chainOf = [];
    private readonly HashSet<Guid> _vendors;
    private readonly Lock _gate = new();
    private byte[] _batch = ArrayPool<byte>.Shared.Rent(BatchSize * 2);
    private List<(int Place, int From, int To)> _work = [];
    private int _filled;

    /// <summary>Vouchers as they came.</summary>
    public List<Place> Places { get; } = [];

    /// <summary>Names of the chains: series and year.</summary>
    public List<(string Series, int Year)> Chains { get; } = [];

    /// <summary>Vouchers whose seal is not what their fields give, by index in <see cref="Places"/>.</summary>
    public List<int> Unsealed { get; } = [];

    /// <summary>What is wrong with vouchers, by index.</summary>
    public Dictionary<int, Phrase> Wrong { get; } = [];

    /// <summary>Sums by account and month (of year 0), debit and credit in øre.</summary>
    public Dictionary<(long Account, int Month), (long Debit, long Credit)> Sums { get; } = [];

    /// <summary>By VAT code: what the bases say and what was posted, in øre, and the first voucher where they differ.</summary>
    public Dictionary<string, (long Bases, long Posted, List<int> Off)> Vat { get; } = [];

    /// <summary>Lines whose voucher is not there: the voucher's id.</summary>
    public List<Guid> Orphans { get; } = [];

    /// <summary>How many lines.</summary>
    public long Lines { get; private set; }

    public LedgerWalk(HashSet<Guid> vendors) => _vendors = vendors;

    public static string HeadsOf(Guid firm, Guid client) => $"""
        select previous_hash, '{EntryHash.Sealed}'::text, id::text, tenant_id::text, client_id::text, entry_date::text, accounting_date::text, period::text, fiscal_year::text,
               voucher_series::text, voucher_number::text, description::text, {Word<EntrySource>("source_type")}, source_id::text, document_id::text, document_hash::text, decision_id::text,
               reversal_of_id::text, reversal_reason::text, posting_key::text, content_hash, {Word<ActorKind>("created_by_type")}, created_by_id::text,
               to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), line_count::text,
               hash, id, created_at, accounting_date
          from general_ledger g where g.tenant_id = '{firm}' and g.client_id = '{client}' order by g.id
        """;

    public static string LinesOf(Guid firm, Guid client) => $"""
        select line_number::text, id::text, account_number::text, debit_amount::text, credit_amount::text, vat_code::text, vat_amount::text, vat_base_amount::text, vendor_id::text,
               currency::text, currency_amount::text, line_description::text, ai_confidence_score::text, ai_reasoning::text,
               general_ledger_id, created_at, accounting_date, debit_amount::text, vendor_id
          from general_ledger_lines l where l.tenant_id = '{firm}' and l.client_id = '{client}' order by l.general_ledger_id, l.line_number
        """;

    // The seal has the words of the code, the table those of the database.
    private static string Word<T>(string column) where T : struct, Enum =>
        $"case {column} {string.Concat(Enum.GetNames<T>().Select(n => $"when '{JsonNamingPolicy.SnakeCaseLower.ConvertName(n)}' then '{n}' "))}else {column}::text end";

    /// <summary>Reads both streams to their ends.</summary>
    public async Task WalkAsync(NpgsqlConnection forHeads, NpgsqlConnection forLines, Guid firm, Guid client, Action<int>? tell, CancellationToken ct)
    {
        await using var heads = await CopyRows.OpenAsync(forHeads, HeadsOf(firm, client), HeadFields, ct);
        await using var lines = await CopyRows.OpenAsync(forLines, LinesOf(firm, client), LineFields, ct);
        var hasLine = lines.Read();
        while (heads.Read())
        {
            ct.ThrowIfCancellationRequested();
            while (hasLine && lines[14].SequenceCompareTo(heads[26]) < 0) hasLine = Orphan(lines);
            hasLine = Voucher(heads, lines, hasLine);
            if (Places.Count % 20_000 == 0) tell?.Invoke(Places.Count);
        }
        while (hasLine) hasLine = Orphan(lines);
        Send();
        await Task.WhenAll(_hashing);
        ArrayPool<byte>.Shared.Return(_batch);
    }

    private bool Orphan(CopyRows lines)
    {
        Lines++;
        var of = new Guid(lines[14], bigEndian: true);
        if (Orphans.Count == 0 || Orphans[^1] != of) Orphans.Add(of);
        Sum(lines, out _, out _);
        return lines.Read();
    }

    private bool Voucher(CopyRows heads, CopyRows lines, bool hasLine)
    {
        var index = Places.Count;
        var from = _filled;
        var chain = ChainOf(heads);
        Places.Add(new() { Id = new(heads[26], bigEndian: true), Chain = chain, Number = Number(heads[10]), Previous = heads[0].ToArray(), Hash = heads[25].ToArray() });
        Append(heads.Sealed(0, SealedHead));
        var (count, off, misplaced) = (0, 0L, false);
        List<(string Code, long Off)>? vat = null;
        while (hasLine && lines[14].SequenceEqual(heads[26]))
        {
            count++;
            Append(lines.Sealed(0, SealedLine));
            misplaced |= Number(lines[0]) != count;
            // What is repeated on the line for its index is the voucher's own.
            if (!lines[15].SequenceEqual(heads[27])) Say(index, Phrase.Of($"Linje {count} har et annet tidspunkt enn bilaget."));
            if (!lines[16].SequenceEqual(heads[28])) Say(index, Phrase.Of($"Linje {count} har en annen bokføringsdato enn bilaget."));
            Sum(lines, out var account, out var amount);
            off += amount;
            if (lines[2].SequenceEqual(Payables) && (lines.IsNull(18) || !_vendors.Contains(new(lines[18], bigEndian: true)))) Say(index, Phrase.Of($"Linje {count} på konto {AccountNumber.Payables} har ingen leverandør i reskontroen."));
            if (!lines.IsNull(5))
            {
                var (bases, posted) = !lines.IsNull(6) ? (Øre(lines[6]), 0L) : account.ToString(System.Globalization.CultureInfo.InvariantCulture).StartsWith("27", StringComparison.Ordinal) && lines.IsNull(7) ? (0L, amount) : (0L, 0L);
                if (bases != 0 || posted != 0) (vat ??= []).Add((AddVat(Encoding.UTF8.GetString(lines[5]), bases, posted), bases - posted));
            }
            Lines++;
            hasLine = lines.Read();
        }
        if (off != 0) Say(index, Phrase.Of($"Bilaget er {off / 100m:N2} kr i ubalanse."));
        if (misplaced || count != Number(heads[24]) || count < 2) Say(index, Phrase.Of($"Bilaget har {count} linjer på rad, det skal ha {Number(heads[24])}."));
        if (vat is not null)
            foreach (var (code, _) in vat.GroupBy(v => v.Code).Select(g => (g.Key, Sum: g.Sum(v => v.Off))).Where(v => v.Sum != 0))
                Vat[code].Off.Add(index);
        _work.Add((index, from, _filled));
        if (_filled >= BatchSize) Send();
        return hasLine;
    }

    private void Say(int voucher, Phrase says) => Wrong.TryAdd(voucher, says);

    private string AddVat(string code, long bases, long posted)
    {
        var sum = Vat.TryGetValue(code, out var known) ? known : (0, 0, []);
        Vat[code] = (sum.Bases + bases, sum.Posted + posted, sum.Off);
        return code;
    }

    private void Sum(CopyRows lines, out long account, out long amount)
    {
        account = Whole(lines[2]);
        var (debit, credit) = (Øre(lines[3]), Øre(lines[4]));
        amount = debit - credit;
        // Days since 1 January 2000, as PostgreSQL counts them.
        var date = new DateOnly(2000, 1, 1).AddDays(BinaryPrimitives.ReadInt32BigEndian(lines[16]));
        ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Sums, (account, date.Year * 12 + date.Month - 1), out _);
        sum = (sum.Debit + debit, sum.Credit + credit);
    }

    private int ChainOf(CopyRows heads)
    {
        var (series, year) = (Encoding.UTF8.GetString(heads[9]), Number(heads[8]));
        var name = $"{series}-{year}";
        if (_chainOf.TryGetValue(name, out var chain)) return chain;
        Chains.Add((series, year));
        return _chainOf[name] = Chains.Count - 1;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_filled + bytes.Length > _batch.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_batch.Length * 2, _filled + bytes.Length));
            _batch.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_batch);
            _batch = larger;
        }
        bytes.CopyTo(_batch.AsSpan(_filled));
        _filled += bytes.Length;
    }

    private void Send()
    {
        if (_work.Count == 0) return;
        var (batch, work) = (_batch, _work);
        (_batch, _work, _filled) = (ArrayPool<byte>.Shared.Rent(BatchSize * 2), [], 0);
        var hashes = work.ConvertAll(w => Places[w.Place].Hash);
        _free.Wait();
        _hashing.RemoveAll(t => t.IsCompletedSuccessfully);
        _hashing.Add(Task.Run(() =>
        {
            Span<byte> hash = stackalloc byte[32];
            List<int> found = [];
            for (var i = 0; i < work.Count; i++)
            {
                SHA256.HashData(batch.AsSpan(work[i].From, work[i].To - work[i].From), hash);
                if (!hash.SequenceEqual(hashes[i])) found.Add(work[i].Place);
            }
            ArrayPool<byte>.Shared.Return(batch);
            if (found.Count > 0)
                lock (_gate) Unsealed.AddRange(found);
            _free.Release();
        }));
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private static int Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length ? number : 0;

    // An account is digits; what somebody has put there instead is 0, and the seal says so.
    private static long Whole(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length ? number : 0;

    // "-1234.50": numeric(15,2) always shows two decimals.
    private static long Øre(ReadOnlySpan<byte> text)
    {
        var (sum, minus) = (0L, false);
        foreach (var c in text)
        {
            if (c == '-') minus = true;
            else if (c is >= (byte)'0' and <= (byte)'9') sum = sum * 10 + (c - '0');
        }
        return minus ? -sum : sum;
    }
}
