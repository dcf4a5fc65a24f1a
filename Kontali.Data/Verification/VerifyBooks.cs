using System.Data;
using System.Diagnostics;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Kontali.Data.Verification;

/// <summary>
/// Proves a client's books from the first voucher to the last: seals and chain, numbers, balance, subledger, VAT, kept sums, the audit trail,
/// the documents and their bytes, and what earlier anchors say. All of it is read at one moment, while others post.
/// </summary>
public static class VerifyBooks
{
    private sealed record Kept(string AccountNumber, string Period, decimal Debit, decimal Credit);
    private sealed record Bad(Guid Id, string? Name);
    private sealed record Differs(string Key, string? Was, string? Now);
    private sealed record TrailEnd(long LastSequence, byte[] LastHash);
    private sealed record Stored(Guid Id, string Filename, string StoreKey, string FileHash, long FileSize);

    /// <summary>Walks one client, or with none what belongs to the firm itself. Changes nothing.</summary>
    /// <param name="db">The context: on whose behalf. Its own connection is not used.</param>
    /// <param name="clientId">Whose books; null for the firm's own trail and documents.</param>
    /// <param name="store">Where the documents' bytes lie; null leaves them unread.</param>
    /// <param name="anchors">Earlier anchors of the firm.</param>
    /// <param name="tell">Hears how many vouchers have been walked.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Proof> VerifyAsync(this KontaliContext db, Guid? clientId, DocumentStore? store, IReadOnlyList<Anchor> anchors, Action<int>? tell = null, CancellationToken ct = default)
    {
        var (firm, watch, walked) = (db.Actor.RequiredFirm, Stopwatch.StartNew(), new Walked());
        List<Stored> documents;
        await using (var one = await ReadingAsync(db, null, ct))
        {
            await using var two = await ReadingAsync(db, one.Snapshot, ct);
            await using var three = await ReadingAsync(db, one.Snapshot, ct);
            var heads = anchors.SelectMany(a => a.Heads).Where(h => h.ClientId == clientId).Distinct().ToList();
            var trail = new TrailWalk();
            var trailTask = Task.Run(() => trail.WalkAsync(three.Connection, firm, clientId, heads.Where(h => h.Chain == ChainHead.Trail).Select(h => h.Number).ToHashSet(), ct), ct);
            try
            {
                if (clientId is { } client) await one.Db.LedgerAsync(one.Connection, two.Connection, firm, client, heads, walked, tell, ct);
            }
            finally
            {
                await trailTask;
            }
            await three.Db.TrailAsync(trail, firm, clientId, heads, walked, ct);
            documents = await two.Db.DocumentsAsync(firm, clientId, walked, ct);
        }
        if (store is not null) await StoreAsync(store, firm, documents, walked, ct);
        return new Proof
        {
            Id = Ids.New(db.Clock),
            TenantId = firm,
            ClientId = clientId,
            Vouchers = walked.Vouchers,
            Lines = walked.Lines,
            TrailRows = walked.TrailRows,
            Documents = walked.Documents,
            Anchors = walked.Anchors,
            Faults = walked.Faults.Count,
            Found = [.. walked.Faults.Take(Proof.MostFaults)],
            Heads = walked.Heads,
            Milliseconds = (int)watch.ElapsedMilliseconds,
            CreatedAt = db.Clock.Now(),
        };
    }

    /// <summary>Walks the whole firm: each client, then what belongs to the firm itself, with what is wrong with the anchors among its faults.</summary>
    public static async Task<List<Proof>> VerifyFirmAsync(this KontaliContext db, DocumentStore? store, Anchors anchors, Func<int, int, Task>? tell = null, CancellationToken ct = default)
    {
        var (earlier, wrong) = await anchors.ReadAsync(db.Actor.RequiredFirm, ct);
        var clients = await db.Clients.AsNoTracking().OrderBy(c => c.ClientNumber).Select(c => c.Id).ToListAsync(ct);
        List<Proof> proofs = [];
        for (var i = 0; i < clients.Count; i++)
        {
            if (tell is not null) await tell(i, clients.Count + 1);
            proofs.Add(await db.VerifyAsync(clients[i], store, earlier, ct: ct));
        }
        if (tell is not null) await tell(clients.Count, clients.Count + 1);
        proofs.Add((await db.VerifyAsync(null, store, earlier, ct: ct)).And(wrong));
        return proofs;
    }

    private static Proof And(this Proof proof, IReadOnlyList<Fault> more) => more.Count == 0 ? proof : new Proof
    {
        Id = proof.Id,
        TenantId = proof.TenantId,
        ClientId = proof.ClientId,
        Vouchers = proof.Vouchers,
        Lines = proof.Lines,
        TrailRows = proof.TrailRows,
        Documents = proof.Documents,
        Anchors = proof.Anchors,
        Faults = proof.Faults + more.Count,
        Found = [.. proof.Found.Concat(more).Take(Proof.MostFaults)],
        Heads = proof.Heads,
        Milliseconds = proof.Milliseconds,
        CreatedAt = proof.CreatedAt,
    };

    // ------------------------------------------------------------------------------------------------ vouchers

    private static async Task LedgerAsync(this KontaliContext db, NpgsqlConnection one, NpgsqlConnection two, Guid firm, Guid client, List<ChainHead> anchored, Walked walked, Action<int>? tell, CancellationToken ct)
    {
        var vendors = (await db.Database.SqlQuery<Guid>($"select id as \"Value\" from vendors where tenant_id = {firm} and client_id = {client}").ToListAsync(ct)).ToHashSet();
        using var walk = new LedgerWalk(vendors);
        await Task.Run(() => walk.WalkAsync(one, two, firm, client, tell, ct), ct);
        (walked.Vouchers, walked.Lines) = (walk.Places.Count, walk.Lines);

        foreach (var index in await db.TrulyUnsealedAsync(walk, ct)) walk.Wrong[index] = Phrase.Of($"Innholdet er ikke det som ble bokført: seglet stemmer ikke.");
        // A posted document is the one the voucher names, with the bytes that were sealed.
        foreach (var bad in await db.Database.SqlQuery<Bad>($"""
            select g.id, d.filename as name from general_ledger g left join documents d on d.tenant_id = g.tenant_id and d.id = g.document_id
             where g.tenant_id = {firm} and g.client_id = {client} and g.document_id is not null and d.file_hash is distinct from g.document_hash
            """).ToListAsync(ct))
            if (walk.Places.FindIndex(p => p.Id == bad.Id) is >= 0 and var at) walk.Wrong.TryAdd(at, bad.Name is null ? Phrase.Of($"Dokumentet bak bilaget finnes ikke.") : Phrase.Of($"Dokumentet bak bilaget har et annet innhold enn det som ble bokført."));

        await db.ChainsAsync(walk, firm, client, anchored, walked, ct);
        foreach (var orphan in walk.Orphans.Take(Proof.MostFaults)) walked.Faults.Add(new("lines", $"{orphan:D}", Phrase.Of($"Det finnes linjer for et bilag som ikke er i bøkene.")));
        await db.SumsAsync(walk, firm, client, walked, ct);
    }

    // Vouchers from before version 2 of the seal are read by the first.
    private static async Task<List<int>> TrulyUnsealedAsync(this KontaliContext db, LedgerWalk walk, CancellationToken ct)
    {
        List<int> truly = [];
        foreach (var index in walk.Unsealed.Order())
        {
            try
            {
                var id = walk.Places[index].Id;
                var entry = await db.Journal.AsNoTracking().Include(j => j.Postings).SingleOrDefaultAsync(j => j.Id == id, ct);
                if (entry is null || !EntryHash.OfFirstVersion(entry).AsSpan().SequenceEqual(entry.Hash)) truly.Add(index);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidCastException)
            {
                truly.Add(index); // A word stands there that the books do not know.
            }
        }
        return truly;
    }

    private static async Task ChainsAsync(this KontaliContext db, LedgerWalk walk, Guid firm, Guid client, List<ChainHead> anchored, Walked walked, CancellationToken ct)
    {
        var counters = await db.VoucherSeries.AsNoTracking().Where(s => s.TenantId == firm && s.ClientId == client).ToListAsync(ct);
        var asked = anchored.Where(h => h.Chain != ChainHead.Trail).ToLookup(h => h.Chain);
        var places = walk.Places;
        var order = Enumerable.Range(0, places.Count).ToArray();
        Array.Sort(order, (a, b) => places[a].Chain != places[b].Chain ? places[a].Chain.CompareTo(places[b].Chain) : places[a].Number.CompareTo(places[b].Number));
        HashSet<string> seen = [];
        foreach (var chain in order.GroupBy(i => places[i].Chain).OrderBy(g => walk.Chains[g.Key].Year).ThenBy(g => walk.Chains[g.Key].Series, StringComparer.Ordinal))
        {
            var (series, year) = walk.Chains[chain.Key];
            var name = $"{series}-{year}";
            seen.Add(name);
            var (previous, number, marks) = (EntryHash.Genesis(client, series, year), 0, asked[name].ToList());
            foreach (var index in chain)
            {
                var place = places[index];
                var called = JournalEntry.NameOf(series, year, place.Number);
                if (place.Number != number + 1) walked.Faults.Add(new("numbers", called, place.Number <= number ? Phrase.Of($"Nummeret er brukt to ganger.") : Phrase.Of($"Nummer {number + 1} mangler i serien: bilaget foran er borte."), place.Id));
                else if (!place.Previous.AsSpan().SequenceEqual(previous)) walked.Faults.Add(new("chain", called, Phrase.Of($"Bilaget henger ikke sammen med bilaget foran i serien."), place.Id));
                if (walk.Wrong.TryGetValue(index, out var says)) walked.Faults.Add(new("voucher", called, await db.ExplainAsync(place.Id, says, walked.Faults.Count, ct), place.Id));
                foreach (var mark in marks.Where(m => m.Number == place.Number))
                {
                    if (Convert.ToHexStringLower(place.Hash) == mark.Hash) walked.Anchors++;
                    else walked.Faults.Add(new("anchor", called, Phrase.Of($"Et tidligere anker har et annet segl for bilaget: kjeden er laget på nytt."), place.Id));
                }
                (previous, number) = (place.Hash, place.Number);
            }
            foreach (var mark in marks.Where(m => m.Number > number)) walked.Faults.Add(new("anchor", name, Phrase.Of($"Et tidligere anker går til nummer {mark.Number}, men serien slutter på {number}: kjeden er kuttet.")));
            var counter = counters.Find(c => c.Series == series && c.FiscalYear == year);
            if (counter is null || counter.LastNumber != number) walked.Faults.Add(new("numbers", name, Phrase.Of($"Serien slutter på {number}, men telleren står på {counter?.LastNumber ?? 0}.")));
            else if (!counter.LastHash.AsSpan().SequenceEqual(previous)) walked.Faults.Add(new("chain", name, Phrase.Of($"Siste bilag i serien har ikke seglet som telleren husker.")));
            walked.Heads.Add(new(client, name, number, Convert.ToHexStringLower(previous)));
        }
        foreach (var counter in counters.Where(c => !seen.Contains($"{c.Series}-{c.FiscalYear}"))) walked.Faults.Add(new("numbers", $"{counter.Series}-{counter.FiscalYear}", Phrase.Of($"Telleren står på {counter.LastNumber}, men serien har ingen bilag.")));
        foreach (var lost in asked.Where(g => !seen.Contains(g.Key))) walked.Faults.Add(new("anchor", lost.Key, Phrase.Of($"Et tidligere anker har serien {lost.Key}, som ikke finnes lenger.")));
    }

    // The trail has the voucher as it was written: the first few are told column by column.
    private static async Task<Phrase> ExplainAsync(this KontaliContext db, Guid entry, Phrase says, int already, CancellationToken ct)
    {
        if (already >= 10) return says;
        var differs = await db.Database.SqlQuery<Differs>($"""
            select k.key, a.new_value ->> k.key as was, to_jsonb(g) ->> k.key as now
              from general_ledger g join audit_trail a on a.tenant_id = g.tenant_id and a.record_id = g.id and a.table_name = 'general_ledger' and a.action = 'insert'
              cross join lateral (select jsonb_object_keys(to_jsonb(g)) as key) k
             where g.id = {entry} and k.key not in ('created_at') and a.new_value ->> k.key is distinct from to_jsonb(g) ->> k.key limit 1
            """).ToListAsync(ct);
        return differs is [var d] ? Phrase.Of($"{says} «{d.Key}» er {d.Now ?? "–"}, men var {d.Was ?? "–"} da det ble bokført.") : says;
    }

    private static async Task SumsAsync(this KontaliContext db, LedgerWalk walk, Guid firm, Guid client, Walked walked, CancellationToken ct)
    {
        var kept = (await db.Database.SqlQuery<Kept>($"select account_number, period, debit, credit from ledger.account_balances where tenant_id = {firm} and client_id = {client}").ToListAsync(ct)).ToDictionary(k => (k.AccountNumber, k.Period), k => (k.Debit, k.Credit));
        var sums = walk.Sums.ToDictionary(s => ($"{s.Key.Account}", $"{s.Key.Month / 12:0000}-{s.Key.Month % 12 + 1:00}"), s => (Debit: s.Value.Debit / 100m, Credit: s.Value.Credit / 100m));
        foreach (var key in kept.Keys.Union(sums.Keys).OrderBy(k => k.Item1, StringComparer.Ordinal).ThenBy(k => k.Item2, StringComparer.Ordinal))
        {
            var (k, s) = (kept.GetValueOrDefault(key), sums.GetValueOrDefault(key));
            if (k != s) walked.Faults.Add(new("balances", $"{key.Item1} {key.Item2}", Phrase.Of($"Konto {key.Item1}, {key.Item2}: linjene gir {s.Debit - s.Credit:N2}, men saldoen er {k.Debit - k.Credit:N2}.")));
        }
        // Of codes whose VAT the seller charged, the bases say what was posted; of codes that only carry VAT there are no bases.
        var tax = await db.StandardTaxAsync(ct);
        foreach (var (code, (bases, posted, off)) in walk.Vat.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (bases == posted || code is "14" or "15" || !tax.Codes.TryGetValue(code, out var known) || known.Mechanism != VatMechanism.Invoiced) continue;
            Guid? first = off.Count > 0 ? walk.Places[off.Min()].Id : null;
            walked.Faults.Add(new("vat", code, Phrase.Of($"Mva-kode {code}: grunnlagene gir {bases / 100m:N2}, men mva-kontoene har {posted / 100m:N2}."), first));
        }
    }

    // ------------------------------------------------------------------------------------------------ trail and documents

    private static async Task TrailAsync(this KontaliContext db, TrailWalk trail, Guid firm, Guid? client, List<ChainHead> anchored, Walked walked, CancellationToken ct)
    {
        walked.TrailRows = trail.Rows;
        if (trail.Wrong is { } wrong) walked.Faults.Add(new("trail", "", wrong));
        var subject = client ?? firm;
        var end = (await db.Database.SqlQuery<TrailEnd>($"select last_sequence, last_hash from audit.heads where subject = {subject}").ToListAsync(ct)).SingleOrDefault();
        if ((end?.LastSequence ?? 0) != trail.Rows || (end is not null && !end.LastHash.AsSpan().SequenceEqual(trail.Last)))
            walked.Faults.Add(new("trail", "", Phrase.Of($"Loggen slutter på rad {trail.Rows}, men skal slutte på {end?.LastSequence ?? 0} med det seglet som er husket.")));
        foreach (var mark in anchored.Where(h => h.Chain == ChainHead.Trail))
        {
            if (trail.At.TryGetValue(mark.Number, out var hash) && hash == mark.Hash) walked.Anchors++;
            else walked.Faults.Add(new("anchor", "", Phrase.Of($"Et tidligere anker har et annet segl for rad {mark.Number} i loggen: den er kuttet eller laget på nytt.")));
        }
        if (trail.Rows > 0) walked.Heads.Add(new(client, ChainHead.Trail, trail.Rows, Convert.ToHexStringLower(trail.Last)));
    }

    private static async Task<List<Stored>> DocumentsAsync(this KontaliContext db, Guid firm, Guid? client, Walked walked, CancellationToken ct)
    {
        var documents = await db.Database.SqlQuery<Stored>($"select id, filename, store_key, file_hash, file_size from documents where tenant_id = {firm} and client_id is not distinct from {client} order by id").ToListAsync(ct);
        walked.Documents = documents.Count;
        foreach (var bad in await db.Database.SqlQuery<Bad>($"""
            select d.id, d.filename as name from documents d left join verification.document_seals s on s.tenant_id = d.tenant_id and s.document_id = d.id
             where d.tenant_id = {firm} and s.hash is distinct from verification.hash_of(d)
               and case when {client is null} then not exists (select from clients c where c.tenant_id = d.tenant_id and c.id = d.client_id) else d.client_id = {client} end
             order by d.id limit {Proof.MostFaults}
            """).ToListAsync(ct))
            walked.Faults.Add(new("documents", bad.Name ?? "", Phrase.Of($"Dokumentet «{bad.Name}» er ikke slik det kom inn.")));
        if (client is null)
            foreach (var gone in await db.Database.SqlQuery<Guid>($"""
                select s.document_id as "Value" from verification.document_seals s where s.tenant_id = {firm}
                   and not exists (select from documents d where d.tenant_id = s.tenant_id and d.id = s.document_id) limit {Proof.MostFaults}
                """).ToListAsync(ct))
                walked.Faults.Add(new("documents", $"{gone:D}", Phrase.Of($"Et dokument som kom inn, finnes ikke lenger.")));
        return documents;
    }

    private static async Task StoreAsync(DocumentStore store, Guid firm, List<Stored> documents, Walked walked, CancellationToken ct)
    {
        foreach (var document in documents)
        {
            try
            {
                if (document.StoreKey != $"{firm:N}/{document.FileHash[..2]}/{document.FileHash}") throw new BrokenRule($"Dokumentet peker på en annen fil enn den som kom inn.");
                var bytes = await store.ReadAsync(document.StoreKey, ct);
                if (bytes.Length != document.FileSize) throw new BrokenRule($"Filen i arkivet er ikke så lang som den var.");
            }
            catch (BrokenRule broken)
            {
                walked.Faults.Add(new("documents", document.Filename, Phrase.Of($"«{document.Filename}»: {broken.Phrase}")));
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ one moment

    private sealed record Reading(KontaliContext Db, IDbContextTransaction Transaction, string Snapshot) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();

        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Db.DisposeAsync();
        }
    }

    private static async Task<Reading> ReadingAsync(KontaliContext of, string? snapshot, CancellationToken ct)
    {
        var db = new KontaliContext((DbContextOptions<KontaliContext>)of.GetService<IDbContextOptions>()) { Actor = of.Actor, Clock = of.Clock };
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
#pragma warning disable EF1002 // The server's own name of a snapshot, which takes no parameter.
        if (snapshot is not null) await db.Database.ExecuteSqlRawAsync($"set transaction snapshot '{snapshot}'", ct);
#pragma warning restore EF1002
        await db.Database.ExecuteSqlRawAsync("set transaction read only; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local datestyle = 'ISO, YMD'; set local work_mem = '96MB'", ct);
        return new(db, transaction, snapshot ?? (await db.Database.SqlQueryRaw<string>("select pg_export_snapshot() as \"Value\"").ToListAsync(ct))[0]);
    }
}
