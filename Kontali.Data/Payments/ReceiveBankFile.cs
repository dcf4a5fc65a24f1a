using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>What became of a bank's file.</summary>
/// <param name="Booked">Payment orders that were carried out and are booked.</param>
/// <param name="Returned">Payments that were sent back.</param>
/// <param name="Known">Movements told of before.</param>
/// <param name="Waiting">Money out that no order asked for.</param>
/// <param name="Left">Money in, that is no vendor's business unless a person says so.</param>
public sealed record BankReceipt(int Booked, int Returned, int Known, int Waiting, int Left);

/// <summary>Takes in what the bank says happened.</summary>
public static class ReceiveBankFile
{
    private const int Twice = 7;

    /// <summary>
    /// Books the payment orders that the bank says were carried out, marks their invoices paid, reverses what came back, and keeps every
    /// movement once, whether statement or notification told first. Nothing that no order asked for is booked. All of it or nothing.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="client">Whose bank it is.</param>
    /// <param name="message">What the file says.</param>
    /// <param name="file">The file, kept; it stands behind the vouchers.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<BankReceipt> ReceiveBankFileAsync(this KontaliContext db, Guid client, BankMessage message, Document? file = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var its = await db.ClientAsync(client, ct);
        // The same file dropped twice at once: the second waits, and finds it all known.
        await db.LockPaymentsAsync(client, ct);
        if (message.Accounts.FirstOrDefault(a => !its.ActiveBanks.Contains(a)) is { } strange)
            throw new BrokenRule($"Filen gjelder konto {strange}, som ikke er en av bankkontoene til {its.Name}. Velg riktig klient, eller skriv kontoen under Opplysninger.");
        if (message.Movements.FirstOrDefault(m => m.Currency != "NOK") is { } foreign) throw new BrokenRule($"Filen gjelder en konto i {foreign.Currency}. Bare konti i norske kroner kan leses inn.");
        var references = message.Movements.Select(m => m.Reference).Distinct().ToList();
        var known = (await db.BankEntries.Where(b => b.ClientId == client && references.Contains(b.Reference)).ToListAsync(ct)).GroupBy(b => (b.Account, b.Reference, b.BookedOn)).ToDictionary(g => g.Key, g => g.ToList());
        var since = message.Movements.Select(m => m.BookedOn).DefaultIfEmpty(db.Clock.Today()).Min().AddDays(-Twice);
        var lately = (await db.BankEntries.Where(b => b.ClientId == client && b.BookedOn >= since && b.Counterparty != null).Select(b => new { b.Amount, b.Counterparty, b.BookedOn }).ToListAsync(ct))
            .Select(b => (b.Amount, b.Counterparty!, b.BookedOn)).ToList();
        var receipt = new BankReceipt(0, 0, 0, 0, 0);
        foreach (var (movement, place) in message.Movements.Select((m, i) => (m, i)))
        {
            if (!known.TryGetValue((movement.Account, movement.Reference, movement.BookedOn), out var before)) known[(movement.Account, movement.Reference, movement.BookedOn)] = before = [];
            var whole = before.Find(b => b.Part.Length == 0 && b.State != BankEntryState.Divided);
            if (IsKnown(movement, before, whole))
            {
                receipt = receipt with { Known = receipt.Known + 1 };
                continue;
            }
            // What a statement told whole, and nobody has settled, a notification tells in its parts.
            if (whole is not null) whole.State = BankEntryState.Divided;
            var looksTwice = movement is { IsReversal: false, Counterparty: { } party } && lately.Exists(l => l.Amount == movement.Amount && l.Item2 == party && Math.Abs(l.BookedOn.DayNumber - movement.BookedOn.DayNumber) <= Twice);
            var entry = EntryOf(db, its, message, movement, file, looksTwice, place);
            if (entry.Counterparty is { } whom) lately.Add((movement.Amount, whom, movement.BookedOn));
            before.Add(entry);
            // Added when it is known what became of it: a voucher writes what waits, and what is booked is never changed.
            entry.State = await db.SettleOrdersAsync(entry, movement, file, ct);
            db.BankEntries.Add(entry);
            receipt = entry.State switch
            {
                BankEntryState.Booked => receipt with { Booked = receipt.Booked + 1 },
                BankEntryState.Returned => receipt with { Returned = receipt.Returned + 1 },
                BankEntryState.Waiting => receipt with { Waiting = receipt.Waiting + 1 },
                _ => receipt with { Left = receipt.Left + 1 },
            };
        }
        return receipt;
    }

    // Some banks begin to count anew each day, so a reference is one movement only together with its day and its amount.
    private static bool IsKnown(BankMovement movement, List<BankEntry> before, BankEntry? whole) =>
        before.Exists(b => b.Part == movement.Part && b.Amount == movement.Amount)
        || (movement.Part.Length == 0 && before.Where(b => b.Part.Length > 0).Sum(b => b.Amount) == movement.Amount && before.Count > 0)
        || (movement.Part.Length > 0 && (whole is { State: not (BankEntryState.Waiting or BankEntryState.Left) } or { SettledBy: not null }));

    private static BankEntry EntryOf(KontaliContext db, Client client, BankMessage message, BankMovement m, Document? file, bool looksTwice, int place) => new()
    {
        Id = Ids.New(db.Clock, place % 4096),
        TenantId = client.TenantId,
        ClientId = client.Id,
        MessageId = Cut(message.MessageId, 35)!,
        DocumentId = file?.Id,
        Account = m.Account,
        Reference = m.Reference,
        Part = m.Part,
        BookedOn = m.BookedOn,
        Amount = m.Amount,
        Counterparty = Cut(m.Counterparty, 140),
        Kid = Cut(m.Kid, 60),
        Text = Cut(m.Text, 500),
        IsReversal = m.IsReversal,
        LooksTwice = looksTwice,
        CreatedAt = db.Clock.Now(),
    };

    internal static string? Cut(string? text, int most) => text is { } said && said.Length > most ? said[..most] : text;
}
