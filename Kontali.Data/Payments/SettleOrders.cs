using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kontali.Data.Documents;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Books what the bank did with our orders.</summary>
internal static class SettleOrders
{
    /// <summary>What became of a movement: orders carried out, one sent back, or nothing of ours.</summary>
    public static async Task<BankEntryState> SettleOrdersAsync(this KontaliContext db, BankEntry entry, BankMovement movement, Document? file, CancellationToken ct)
    {
        var orders = await db.OrdersOfAsync(entry.ClientId, movement, ct);
        var isBack = movement.IsReversal || movement.Amount > 0;
        if (orders.Count == 1) entry.OrderId = orders[0].Id;
        if (!isBack && orders.Count > 0 && orders.TrueForAll(o => o.State == OrderState.Waiting) && IsAllOf(orders, -movement.Amount))
        {
            foreach (var order in orders) entry.EntryId = (await db.BookPaymentAsync(order, movement, orders.Count == 1 ? -movement.Amount : order.Amount, file, ct)).Id;
            return BankEntryState.Booked;
        }
        if (isBack && orders is [{ State: OrderState.Paid, EntryId: { } paid } returned] && await db.PaidAsync(paid, ct) == Math.Abs(movement.Amount))
        {
            entry.EntryId = await db.SendBackAsync(returned, paid, movement, ct);
            return BankEntryState.Returned;
        }
        // Money out is somebody's business; what comes in is the customers', and booked elsewhere.
        return movement.Amount < 0 && !movement.IsReversal ? BankEntryState.Waiting : BankEntryState.Left;
    }

    // In kroner to the øre; in euro the bank says what it came to.
    private static bool IsAllOf(List<PaymentOrder> orders, decimal kroner) => orders is [{ Currency: not "NOK" }] || orders.TrueForAll(o => o.Currency == "NOK") && orders.Sum(o => o.Amount) == kroner;

    // By the order's own name, or by its group's where the bank told of the group as one.
    private static async Task<List<PaymentOrder>> OrdersOfAsync(this KontaliContext db, Guid client, BankMovement movement, CancellationToken ct)
    {
        var sent = db.PaymentOrders.Where(o => o.ClientId == client && db.PaymentRuns.Any(r => r.Id == o.RunId && r.State == RunState.Sent && r.FromAccount == movement.Account));
        if (PainWriter.IdOf(movement.EndToEndId) is { } id) return await sent.Where(o => o.Id == id).ToListAsync(ct);
        return movement.EndToEndId is null && PainWriter.OfPart(movement.PaymentPart) is var (run, currency) ? await sent.Where(o => o.RunId == run && o.Currency == currency).OrderBy(o => o.Place).ToListAsync(ct) : [];
    }

    private static async Task<JournalEntry> BookPaymentAsync(this KontaliContext db, PaymentOrder order, BankMovement movement, decimal kroner, Document? file, CancellationToken ct)
    {
        var bank = await db.PaymentRuns.Where(r => r.Id == order.RunId).Select(r => r.LedgerAccount).SingleAsync(ct);
        var text = ReceiveBankFile.Cut($"{order.Payee}: {order.Message}", 255);
        List<PostingLine> lines =
        [
            new(AccountNumber.Payables, order.Kroner) { VendorId = order.VendorId, Currency = order.Currency == "NOK" ? null : order.Currency, CurrencyAmount = order.Currency == "NOK" ? null : order.Amount, Text = text },
            new(bank, -kroner) { Text = text },
        ];
        // The rate on the day of payment is another than the invoice's.
        if (kroner - order.Kroner is not 0m and var off) lines.Add(new(off > 0 ? AccountNumber.CurrencyLoss : AccountNumber.CurrencyGain, off));
        var entry = await db.PostAsync(new Voucher(order.TenantId, order.ClientId, lines)
        {
            PostingKey = KeyOf(order, movement),
            Series = "B",
            DocumentDate = movement.BookedOn,
            AccountingDate = await db.FirstOpenDayAsync(order.ClientId, movement.BookedOn, ct),
            Description = $"Betaling til {text}",
            SourceType = EntrySource.Bank,
            DocumentId = file?.Id,
            DocumentHash = file?.FileHash,
        }, ct: ct);
        (order.State, order.EntryId, order.PaidOn) = (OrderState.Paid, entry.Id, movement.BookedOn);
        // Where somebody has settled the invoice meanwhile, the payment stands open as what was paid too much.
        var debt = (await db.VendorStatementAsync(order.ClientId, order.VendorId, ct)).Lines.SingleOrDefault(l => l.Id == order.CreditLineId);
        var debit = entry.Postings.Single(p => p.AccountNumber == AccountNumber.Payables);
        if (debt is { Unmatched: < 0 }) db.AddMatches(order.ClientId, [AsLine(debit, entry)], [debt], MatchKind.Payment);
        return entry;
    }

    /// <summary>A line just posted, that no match has taken anything of.</summary>
    public static VendorLine AsLine(Posting posting, JournalEntry entry) => new()
    {
        Id = posting.Id,
        EntryId = entry.Id,
        VendorId = posting.VendorId!.Value,
        Date = entry.AccountingDate,
        VoucherName = entry.VoucherName,
        Text = posting.LineDescription ?? entry.Description,
        Amount = posting.Amount,
        Unmatched = posting.Amount,
        Open = posting.Amount,
    };

    private static Task<decimal> PaidAsync(this KontaliContext db, Guid entry, CancellationToken ct) =>
        db.Postings.Where(p => p.EntryId == entry && p.AccountNumber.StartsWith("19")).SumAsync(p => p.CreditAmount - p.DebitAmount, ct);

    // The payment's voucher is taken back, and the database takes apart what it had settled. A person may have been first.
    private static async Task<Guid> SendBackAsync(this KontaliContext db, PaymentOrder order, Guid paid, BankMovement movement, CancellationToken ct)
    {
        order.State = OrderState.Returned;
        if (await db.Journal.Where(j => j.ReversalOfId == paid).Select(j => (Guid?)j.Id).SingleOrDefaultAsync(ct) is { } reversed) return reversed;
        var dated = await db.Journal.Where(j => j.Id == paid).Select(j => j.AccountingDate).SingleAsync(ct);
        var on = await db.FirstOpenDayAsync(order.ClientId, movement.BookedOn < dated ? dated : movement.BookedOn, ct);
        return (await db.ReverseAsync(paid, on, "Banken sendte betalingen tilbake", KeyOf(order, movement), ct)).Id;
    }

    // The same movement of the same order posts once, however often the bank tells of it.
    private static Guid KeyOf(PaymentOrder order, BankMovement movement) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order.Id:N}|{movement.Account}|{movement.Reference}|{movement.Part}|{movement.BookedOn:yyyyMMdd}|{movement.Amount:0.00}"))).AsSpan(0, 16));
}
