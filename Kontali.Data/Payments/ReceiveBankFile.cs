using System.Security.Cryptography;
using System.Text;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>What became of a bank's file.</summary>
/// <param name="Booked">Payment orders that were carried out and are booked.</param>
/// <param name="Reversed">Payments that were sent back.</param>
/// <param name="Known">Movements told of before.</param>
/// <param name="Waiting">Money out that no order asked for.</param>
/// <param name="Other">Movements that are no vendor's payment.</param>
public sealed record BankReceipt(int Booked, int Reversed, int Known, int Waiting, int Other);

/// <summary>Takes in what the bank says happened.</summary>
public static class ReceiveBankFile
{
    private const int Twice = 7;

    /// <summary>
    /// Books the payment orders that the bank says were carried out, marks their invoices paid, reverses what came back, and keeps every
    /// movement once, whether statement or notification told first. Nothing that no order asked for is booked.
    /// </summary>
    public static async Task<BankReceipt> ReceiveBankFileAsync(this KontaliContext db, Guid client, byte[] bytes, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var message = CamtReader.Read(bytes);
        var its = await db.Clients.SingleOrDefaultAsync(c => c.Id == client, ct) ?? throw new BrokenRule($"Klienten finnes ikke.");
        if (message.Movements.Select(m => m.Account).Distinct().FirstOrDefault(a => !its.ActiveBanks.Contains(a)) is { } strange)
            throw new BrokenRule($"Filen gjelder konto {strange}, som ikke er en av bankkontoene til {its.Name}. Velg riktig klient, eller skriv kontoen under Opplysninger.");
        if (message.Movements.FirstOrDefault(m => m.Currency != "NOK") is { } foreign) throw new BrokenRule($"Filen gjelder en konto i {foreign.Currency}. Bare konti i norske kroner kan leses inn.");
        var references = message.Movements.Select(m => m.Reference).Distinct().ToList();
        var known = (await db.BankEntries.Where(b => b.ClientId == client && references.Contains(b.Reference)).ToListAsync(ct)).ToLookup(b => (b.Account, b.Reference));
        var since = message.Movements.Select(m => m.BookedOn).DefaultIfEmpty(db.Clock.Today()).Min().AddDays(-Twice);
        var lately = (await db.BankEntries.AsNoTracking().Where(b => b.ClientId == client && b.BookedOn >= since).Select(b => new { b.Amount, b.Counterparty, b.BookedOn }).ToListAsync(ct)).Select(b => (b.Amount, b.Counterparty, b.BookedOn)).ToList();
        var receipt = new BankReceipt(0, 0, 0, 0, 0);
        foreach (var movement in message.Movements)
        {
            var before = known[(movement.Account, movement.Reference)].ToList();
            // A statement tells whole what a notification told in parts, and the other way round.
            if (before.Any(b => b.Part == movement.Part || movement.Part.Length == 0 || (b.Part.Length == 0 && b.State != BankEntryState.Waiting)))
            {
                receipt = receipt with { Known = receipt.Known + 1 };
                continue;
            }
            if (before.FirstOrDefault(b => b.Part.Length == 0) is { } whole) whole.State = BankEntryState.Other;
            var entry = EntryOf(client, message, movement, lately.Any(l => !movement.IsReversal && l.Amount == movement.Amount && l.Counterparty is not null && l.Counterparty == movement.Counterparty), db);
            lately.Add((movement.Amount, movement.Counterparty, movement.BookedOn));
            db.BankEntries.Add(entry);
            receipt = await db.SettleAsync(receipt, movement, entry, ct);
        }
        return receipt;
    }

    private static BankEntry EntryOf(Guid client, BankMessage message, BankMovement m, bool looksTwice, KontaliContext db) => new()
    {
        Id = Ids.New(db.Clock),
        TenantId = db.Actor.RequiredFirm,
        ClientId = client,
        MessageId = Cut(message.MessageId, 35)!,
        Account = m.Account,
        Reference = Cut(m.Reference, 100)!,
        Part = Cut(m.Part, 100)!,
        BookedOn = m.BookedOn,
        Amount = m.Amount,
        Counterparty = Cut(m.Counterparty, 140),
        Kid = Cut(m.Kid, 60),
        Text = Cut(m.Text, 500),
        EndToEndId = Cut(m.EndToEndId, 35),
        IsReversal = m.IsReversal,
        LooksTwice = looksTwice,
        CreatedAt = db.Clock.Now(),
    };

    private static async Task<BankReceipt> SettleAsync(this KontaliContext db, BankReceipt receipt, BankMovement movement, BankEntry entry, CancellationToken ct)
    {
        var orders = await db.OrdersOfAsync(entry.ClientId, movement, ct);
        var isBack = movement.IsReversal || movement.Amount > 0;
        if (orders.Count > 0 && !isBack && orders.All(o => o.State == OrderState.Waiting) && (orders.Any(o => o.Currency != "NOK") ? orders.Count == 1 : orders.Sum(o => o.Amount) == -movement.Amount))
        {
            foreach (var order in orders) entry.EntryId = (await db.BookPaymentAsync(order, movement, orders.Count == 1 ? -movement.Amount : order.Amount, ct)).Id;
            (entry.State, entry.OrderId) = (BankEntryState.Booked, orders.Count == 1 ? orders[0].Id : null);
            return receipt with { Booked = receipt.Booked + orders.Count };
        }
        if (isBack && orders is [{ State: OrderState.Paid } returned] && returned.EntryId is { } paid && await db.Journal.AsNoTracking().AnyAsync(j => j.Id == paid && j.Postings.Any(p => p.CreditAmount == movement.Amount || p.CreditAmount == -movement.Amount), ct))
        {
            entry.EntryId = (await db.SendBackAsync(returned, movement, ct)).Id;
            (entry.State, entry.OrderId) = (BankEntryState.Reversed, returned.Id);
            return receipt with { Reversed = receipt.Reversed + 1 };
        }
        // Money out is somebody's business; what comes in, and what the bank takes for itself, is booked elsewhere.
        entry.State = movement.Amount < 0 && !movement.IsReversal ? BankEntryState.Waiting : BankEntryState.Other;
        return entry.State == BankEntryState.Waiting ? receipt with { Waiting = receipt.Waiting + 1 } : receipt with { Other = receipt.Other + 1 };
    }

    // By the order's own name, or by its group's where the bank told of the group as one.
    private static async Task<List<PaymentOrder>> OrdersOfAsync(this KontaliContext db, Guid client, BankMovement movement, CancellationToken ct)
    {
        var sent = db.PaymentOrders.Where(o => o.ClientId == client && db.PaymentRuns.Any(r => r.Id == o.RunId && r.State == RunState.Sent && r.FromAccount == movement.Account));
        if (movement.EndToEndId is { } name && await sent.SingleOrDefaultAsync(o => o.EndToEndId == name, ct) is { } one) return [one];
        if (movement is not { EndToEndId: null, PaymentPart: { } part }) return [];
        var runs = await db.PaymentRuns.AsNoTracking().Where(r => r.ClientId == client && r.State == RunState.Sent && r.FromAccount == movement.Account).Select(r => new { r.Id, r.MessageId }).ToListAsync(ct);
        var found = runs.SelectMany(r => new[] { "NOK", "EUR" }.Select(currency => (r.Id, Currency: currency, Name: PainWriter.PartOf(r.MessageId, currency)))).FirstOrDefault(r => r.Name == part);
        return found.Name is null ? [] : await sent.Where(o => o.RunId == found.Id && o.Currency == found.Currency).OrderBy(o => o.Place).ToListAsync(ct);
    }

    private static async Task<JournalEntry> BookPaymentAsync(this KontaliContext db, PaymentOrder order, BankMovement movement, decimal kroner, CancellationToken ct)
    {
        var run = await db.PaymentRuns.AsNoTracking().SingleAsync(r => r.Id == order.RunId, ct);
        var item = (await db.SubledgerAsync(order.ClientId, OpenItems.Always, order.VendorId, onlyOpen: false, ct: ct)).SingleOrDefault(i => i.LineId == order.CreditLineId);
        var off = kroner - order.Kroner;
        if (off != 0 && order.Currency == "NOK") throw new BrokenRule($"Banken betalte {kroner:N2} kr til {order.Payee}, og oppdraget var på {order.Kroner:N2} kr. Ingenting er lest inn.");
        List<PostingLine> lines =
        [
            new(AccountNumber.Payables, order.Kroner) { VendorId = order.VendorId, Currency = order.Currency == "NOK" ? null : order.Currency, CurrencyAmount = order.Currency == "NOK" ? null : order.Amount, Text = Cut($"{order.Payee} {item?.InvoiceNumber}", 255) },
            new(run.LedgerAccount, -kroner) { Text = Cut($"{order.Payee} {item?.InvoiceNumber}", 255) },
        ];
        // The rate on the day of payment is another than the invoice's.
        if (off != 0) lines.Add(new(off > 0 ? AccountNumber.CurrencyLoss : AccountNumber.CurrencyGain, off));
        var entry = await db.PostAsync(new Voucher(order.TenantId, order.ClientId, lines)
        {
            PostingKey = KeyOf(order, movement),
            Series = "B",
            DocumentDate = movement.BookedOn,
            AccountingDate = await db.FirstOpenDayAsync(order.ClientId, movement.BookedOn, ct),
            Description = Cut($"Betaling av faktura {item?.InvoiceNumber} til {order.Payee}", 255)!,
            SourceType = EntrySource.Bank,
        }, ct: ct);
        (order.State, order.EntryId, order.PaidOn) = (OrderState.Paid, entry.Id, movement.BookedOn);
        var debit = entry.Postings.Single(p => p.AccountNumber == AccountNumber.Payables);
        if (item is not null && -item.Open >= order.Kroner)
        {
            db.AddMatch(order.ClientId, item with { LineId = debit.Id, Date = entry.AccountingDate }, item, order.Kroner, MatchKind.Payment);
            await db.KeepPaidAsync([(item, order.Kroner)], ct);
        }
        return entry;
    }

    // The payment's voucher is taken back, and what it settled is open again.
    private static async Task<JournalEntry> SendBackAsync(this KontaliContext db, PaymentOrder order, BankMovement movement, CancellationToken ct)
    {
        var paid = await db.Journal.AsNoTracking().Include(j => j.Postings).SingleAsync(j => j.Id == order.EntryId, ct);
        var debit = paid.Postings.Single(p => p.AccountNumber == AccountNumber.Payables).Id;
        var matches = await db.Matches.Where(m => m.DebitLineId == debit).ToListAsync(ct);
        var items = (await db.SubledgerAsync(order.ClientId, OpenItems.Always, order.VendorId, onlyOpen: false, ct: ct)).ToDictionary(i => i.LineId);
        db.Matches.RemoveRange(matches);
        await db.KeepPaidAsync([.. matches.Select(m => (items[m.CreditLineId], -m.Amount))], ct);
        order.State = OrderState.Returned;
        var on = movement.BookedOn < paid.AccountingDate ? paid.AccountingDate : movement.BookedOn;
        return await db.ReverseAsync(paid.Id, await db.FirstOpenDayAsync(order.ClientId, on, ct), "Banken sendte betalingen tilbake", KeyOf(order, movement), ct);
    }

    // The same movement of the same order posts once, however often the bank tells of it.
    private static Guid KeyOf(PaymentOrder order, BankMovement movement) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{order.Id:N}|{movement.Account}|{movement.Reference}|{movement.Part}")).AsSpan(0, 16));

    private static string? Cut(string? text, int most) => text is null ? null : text.Length > most ? text[..most] : text;
}
