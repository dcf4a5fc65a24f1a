using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Data.Ledger;

/// <summary>The only way into the ledger.</summary>
public static class PostEntry
{
    /// <summary>
    /// Posts a voucher. Everything is checked first; then the number is drawn, which locks the client's series until commit:
    /// do all other work before this. The same posting key with the same content returns the first voucher.
    /// It is written at once, its lines in one statement, and is not tracked: nothing of it is ever changed.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="voucher">The voucher.</param>
    /// <param name="books">The books it goes into, where the caller has just read them.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">An account that does not exist or is closed, an unknown VAT code, a period that is not open, a key used for something else.</exception>
    public static async Task<JournalEntry> PostAsync(this KontaliContext db, Voucher voucher, BooksNow? books = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var period = Period.Of(voucher.AccountingDate);
        books ??= await db.BooksNowAsync(voucher, period, ct);
        if (books.IsPosted) return await db.PostedBeforeAsync(voucher, ct);
        await db.CheckAccountsAsync(voucher.ClientId, voucher.Lines, ct, books.Chart);
        await db.CheckPeriodAsync(voucher.ClientId, period, books.Period, ct);

        var entry = db.NewEntry(voucher, books.Client.FiscalYearOf(voucher.AccountingDate));
        await db.WriteAsync([entry], ct);
        return entry;
    }

    /// <summary>
    /// Draws the number and adds the voucher to what the context will save, leaving every check to the database, which makes them all again.
    /// Only the demo firm comes here, whose thousands of vouchers are its own and are saved together with the invoices they belong to.
    /// </summary>
    internal static async Task<JournalEntry> EnterAsync(this KontaliContext db, Voucher voucher, int year, CancellationToken ct)
    {
        // A voucher of the same series that waits to be saved goes first: this one chains on it.
        if (db.ChangeTracker.Entries<JournalEntry>().Any(e => e.State == EntityState.Added && e.Entity.ClientId == voucher.ClientId && e.Entity.Series == voucher.Series))
            await db.SaveChangesAsync(ct);
        var entry = db.NewEntry(voucher, year);
        await using (var draw = new NpgsqlCommand("select number, previous_hash from ledger.next_number($1, $2, $3, $4)", (NpgsqlConnection)db.Database.GetDbConnection())
        {
            Parameters = { new() { Value = voucher.ClientId }, new() { Value = voucher.Series }, new() { Value = year }, new() { Value = EntryHash.Genesis(voucher.ClientId, voucher.Series, year) } },
        })
        await using (var place = await draw.ExecuteReaderAsync(ct))
        {
            await place.ReadAsync(ct);
            entry.TakePlace(place.GetInt32(0), place.GetFieldValue<byte[]>(1));
        }
        db.Journal.Add(entry);
        return entry;
    }

    private static JournalEntry NewEntry(this KontaliContext db, Voucher voucher, int year) => new(Ids.New(db.Clock), voucher, year, db.Actor.Kind, db.Actor.User, db.Clock.Now());

    private static async Task<BooksNow> BooksNowAsync(this KontaliContext db, Voucher voucher, string period, CancellationToken ct) =>
        await ReadBooks(db, voucher.ClientId, voucher.PostingKey, period, [.. voucher.Lines.Select(l => l.Account).Distinct()], ct) ?? throw new BrokenRule($"Klienten finnes ikke.");

    // All that is asked before the number is drawn, in one question; and made into SQL once, for it is asked before every voucher.
    private static readonly Func<KontaliContext, Guid, Guid, string, List<string>, CancellationToken, Task<BooksNow?>> ReadBooks =
        EF.CompileAsyncQuery((KontaliContext db, Guid client, Guid key, string period, List<string> numbers, CancellationToken _) =>
            db.Clients.AsNoTracking().Where(c => c.Id == client).Select(c => new BooksNow(
                c,
                db.Journal.Any(j => j.ClientId == c.Id && j.PostingKey == key),
                db.Periods.Where(p => p.ClientId == c.Id && p.Name == period).Select(p => (PeriodState?)p.State).SingleOrDefault(),
                db.Accounts.Where(a => a.ClientId == c.Id && numbers.Contains(a.AccountNumber)).ToList())).SingleOrDefault());

    /// <summary>Writes what waits in the context: what vouchers point at must be there before they are.</summary>
    internal static Task WriteWaitingAsync(this KontaliContext db, CancellationToken ct) => db.ChangeTracker.HasChanges() ? db.SaveChangesAsync(ct) : Task.CompletedTask;

    private static async Task<JournalEntry> PostedBeforeAsync(this KontaliContext db, Voucher voucher, CancellationToken ct) =>
        AsBefore(await db.Journal.Include(j => j.Postings).SingleAsync(j => j.ClientId == voucher.ClientId && j.PostingKey == voucher.PostingKey, ct), voucher);

    /// <summary>The first voucher of a posting key, where this one says the same.</summary>
    internal static JournalEntry AsBefore(JournalEntry first, Voucher voucher)
    {
        if (first.ContentHash.AsSpan().SequenceEqual(EntryHash.OfContent(voucher))) return first;
        throw new BrokenRule($"Dette er allerede bokført som bilag {first.VoucherName}, med annet innhold. Åpne bilaget og se hva som står der.");
    }

    internal static async Task CheckAccountsAsync(this KontaliContext db, Guid clientId, IReadOnlyCollection<PostingLine> lines, CancellationToken ct, IReadOnlyDictionary<string, Account>? chart = null)
    {
        var numbers = lines.Select(l => l.Account).Distinct().ToList();
        chart ??= await db.Accounts.AsNoTracking().Where(a => a.ClientId == clientId && numbers.Contains(a.AccountNumber)).ToDictionaryAsync(a => a.AccountNumber, ct);
        foreach (var number in numbers)
        {
            if (!chart.TryGetValue(number, out var account)) throw new BrokenRule($"Konto {number} finnes ikke i kontoplanen til klienten.");
            if (!account.IsActive) throw new BrokenRule($"Konto {number} er stengt for bokføring. Velg en annen konto.");
        }
        if (lines.FirstOrDefault(l => l.Account == AccountNumber.Payables && l.VendorId is null) is not null)
            throw new BrokenRule($"En linje på konto {AccountNumber.Payables} må ha en leverandør.");
        var codes = lines.Select(l => l.VatCode).OfType<string>().Distinct();
        if (codes.Except((await db.StandardTaxAsync(ct)).Codes.Keys).FirstOrDefault() is { } unknown) throw new BrokenRule($"Mva-kode {unknown} finnes ikke.");
    }

    /// <summary>Stops where the month of the date is not open.</summary>
    public static async Task CheckPeriodAsync(this KontaliContext db, Guid clientId, DateOnly date, CancellationToken ct = default)
    {
        var name = Period.Of(date);
        await db.CheckPeriodAsync(clientId, name, await db.Periods.AsNoTracking().Where(p => p.ClientId == clientId && p.Name == name).Select(p => (PeriodState?)p.State).SingleOrDefaultAsync(ct), ct);
    }

    // Whether she is excepted is asked only where the month is shut.
    private static async Task CheckPeriodAsync(this KontaliContext db, Guid clientId, string name, PeriodState? state, CancellationToken ct)
    {
        if (state is null or PeriodState.Open) return;
        if (state is not (PeriodState.Held or PeriodState.Closed) || !await db.IsExceptedAsync(clientId, name, ct))
            throw new BrokenRule($"Perioden {name} er ikke åpen for bokføring. Velg en bokføringsdato i en åpen periode.");
    }
}

/// <summary>What posting asks of a client's books before it draws a number.</summary>
/// <param name="Client">Whose they are.</param>
/// <param name="IsPosted">Whether the voucher's key is in the ledger.</param>
/// <param name="Period">How open its month is; null where nothing was posted in it yet.</param>
/// <param name="Accounts">The accounts that it touches, as far as the client has them.</param>
public sealed record BooksNow(Client Client, bool IsPosted, PeriodState? Period, List<Account> Accounts)
{
    /// <summary>The accounts by number.</summary>
    public IReadOnlyDictionary<string, Account> Chart { get; } = Accounts.ToDictionary(a => a.AccountNumber);
}
