using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>An invoice that is posted and not paid, as the list of what is due shows it.</summary>
/// <param name="Item">Its line in the subledger.</param>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Vendor">The vendor's name.</param>
/// <param name="Amount">What is to be paid, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Account">Where to.</param>
/// <param name="Hindrance">Why it cannot be paid; null where it can.</param>
public sealed record Payable(SubledgerItem Item, Guid InvoiceId, string Vendor, decimal Amount, string Currency, string? Account, Phrase? Hindrance);

/// <summary>Puts payment runs together, has them approved by a second person, and gives them up.</summary>
public static class PayInvoices
{
    /// <summary>What a client owes on invoices, by due date, with why each cannot be paid, where it cannot.</summary>
    public static async Task<IReadOnlyList<Payable>> PayablesAsync(this KontaliContext db, Guid client, DateOnly on, CancellationToken ct = default)
    {
        var items = (await db.SubledgerAsync(client, on.AddYears(5), ct: ct)).Where(i => i is { InvoiceId: not null, Open: < 0 }).ToList();
        var ids = items.Select(i => i.InvoiceId!.Value).ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id) && i.Kind == InvoiceKind.Invoice)
            .Join(db.Vendors, i => i.VendorId, v => v.Id, (i, v) => new { Invoice = i, Vendor = v, Ordered = db.PaymentOrders.Any(o => o.InvoiceId == i.Id && (o.State == OrderState.Waiting || o.State == OrderState.Paid)) })
            .ToDictionaryAsync(x => x.Invoice.Id, ct);
        return
        [
            .. from item in items
               where invoices.TryGetValue(item.InvoiceId!.Value, out var found) && found.Invoice.GeneralLedgerId == item.EntryId && !found.Ordered
               let x = invoices[item.InvoiceId!.Value]
               orderby item.Due, x.Vendor.Name
               select new Payable(item, x.Invoice.Id, x.Vendor.Name, AmountOf(x.Invoice, item), x.Invoice.Currency, x.Invoice.PaymentAccount, HindranceOf(x.Invoice, x.Vendor, item)),
        ];
    }

    /// <summary>Puts invoices together to be paid on a day from one of the client's accounts; another person must approve.</summary>
    public static async Task<PaymentRun> ProposeRunAsync(this KontaliContext db, Guid client, IReadOnlyCollection<Guid> invoices, string fromAccount, DateOnly executeOn, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        if (db.Actor.User is not { } person) throw new BrokenRule($"Et betalingsoppdrag settes opp av en person.");
        if (invoices.Count == 0) throw new BrokenRule($"Merk minst én faktura som skal betales.");
        if (executeOn < db.Clock.Today()) throw new BrokenRule($"Betalingsdagen kan ikke være før i dag.");
        var its = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == client, ct) ?? throw new BrokenRule($"Klienten finnes ikke.");
        if (!its.ActiveBanks.Contains(fromAccount)) throw new BrokenRule($"Velg en av klientens egne bankkontoer. De skrives under Opplysninger på klienten.");
        var due = (await db.PayablesAsync(client, db.Clock.Today(), ct)).Where(p => invoices.Contains(p.InvoiceId)).ToList();
        if (due.Count < invoices.Distinct().Count()) throw new BrokenRule($"Minst én av fakturaene er allerede betalt eller satt opp til betaling. Se på listen en gang til.");
        if (due.Select(p => p.Hindrance).FirstOrDefault(h => h is not null) is { } why) throw new BrokenRule(why);
        var run = new PaymentRun
        {
            Id = Ids.New(db.Clock),
            TenantId = db.Actor.RequiredFirm,
            ClientId = client,
            FromAccount = fromAccount,
            LedgerAccount = await db.BankAccountSettings.Where(a => a.ClientId == client && a.Number == fromAccount).Select(a => a.LedgerAccount).SingleOrDefaultAsync(ct) ?? BankAccountSetting.Usual,
            ExecuteOn = executeOn,
            MessageId = $"KONTALI-{Ids.New(db.Clock):N}"[..35],
            CreatedBy = person,
            CreatedAt = db.Clock.Now(),
        };
        db.PaymentRuns.Add(run);
        await db.WriteWaitingAsync(ct);
        var payees = due.Select(d => d.Item.VendorId).Distinct().ToList();
        var cards = await db.Vendors.AsNoTracking().Where(v => v.ClientId == client && payees.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        db.PaymentOrders.AddRange(due.Select((p, i) => OrderOf(run, i + 1, p, cards[p.Item.VendorId], Ids.New(db.Clock, i % 4096))));
        return run;
    }

    /// <summary>A second person approves. Every account is held against those a person has accepted, once more.</summary>
    public static async Task ApproveRunAsync(this KontaliContext db, Guid runId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var run = await db.RunAsync(runId, ct);
        if (run.State != RunState.Proposed) throw new BrokenRule($"Betalingsoppdraget er allerede avgjort.");
        if (db.Actor.User is not { } person || person == run.CreatedBy) throw new BrokenRule($"Et betalingsoppdrag godkjennes av en annen enn den som satte det opp.");
        await db.CheckOrdersAsync(run, ct);
        (run.State, run.ApprovedBy, run.ApprovedAt) = (RunState.Approved, person, db.Clock.Now());
    }

    /// <summary>The file is made, once it is approved; afterwards it can be fetched again, always the same.</summary>
    public static async Task SendRunAsync(this KontaliContext db, Guid runId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var run = await db.RunAsync(runId, ct);
        if (run.State == RunState.Sent) return;
        if (run.State != RunState.Approved) throw new BrokenRule($"Betalingsfilen lages når en annen har godkjent oppdraget.");
        await db.CheckOrdersAsync(run, ct);
        (run.State, run.SentAt) = (RunState.Sent, db.Clock.Now());
    }

    /// <summary>Gives a run up before it is sent.</summary>
    public static async Task CancelRunAsync(this KontaliContext db, Guid runId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var run = await db.RunAsync(runId, ct);
        if (run.State is RunState.Sent) throw new BrokenRule($"Filen er laget. Stopp betalingen i banken, og les inn det banken svarer.");
        if (run.State is RunState.Cancelled) return;
        run.State = RunState.Cancelled;
        foreach (var order in await db.PaymentOrders.Where(o => o.RunId == run.Id).ToListAsync(ct)) order.State = OrderState.Cancelled;
    }

    /// <summary>Says which ledger account a bank account of the client is.</summary>
    public static async Task SetBankAccountAsync(this KontaliContext db, Guid client, string number, string ledgerAccount, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        if (!await db.Clients.AnyAsync(c => c.Id == client, ct)) throw new BrokenRule($"Klienten finnes ikke.");
        if (!BankAccount.TryParse(number, out var account) || !account.IsNorwegian) throw new BrokenRule($"«{number}» er ikke et kontonummer. Et norsk kontonummer har elleve sifre, og det siste er et kontrollsiffer.");
        if (!ledgerAccount.StartsWith("19", StringComparison.Ordinal) || !await db.Accounts.AnyAsync(a => a.ClientId == client && a.AccountNumber == ledgerAccount && a.IsActive, ct))
            throw new BrokenRule($"Konto {ledgerAccount} finnes ikke i kontoplanen til klienten, eller er ikke en bankkonto (19).");
        var text = account.ToString();
        if (await db.BankAccountSettings.SingleOrDefaultAsync(a => a.ClientId == client && a.Number == text, ct) is { } known) known.LedgerAccount = ledgerAccount;
        else db.BankAccountSettings.Add(new() { TenantId = db.Actor.RequiredFirm, ClientId = client, Number = text, LedgerAccount = ledgerAccount });
    }

    private static async Task<PaymentRun> RunAsync(this KontaliContext db, Guid id, CancellationToken ct) =>
        await db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new BrokenRule($"Betalingsoppdraget finnes ikke.");

    // Between proposal and file an account may have been taken back, or the invoice settled otherwise.
    private static async Task CheckOrdersAsync(this KontaliContext db, PaymentRun run, CancellationToken ct)
    {
        var orders = await db.PaymentOrders.AsNoTracking().Where(o => o.RunId == run.Id && o.State == OrderState.Waiting)
            .Join(db.Vendors, o => o.VendorId, v => v.Id, (o, v) => new { Order = o, v.KnownAccounts, v.Name }).ToListAsync(ct);
        if (orders.FirstOrDefault(o => !o.KnownAccounts.Contains(o.Order.ToAccount)) is { } changed)
            throw new BrokenRule($"Kontonummeret til {changed.Name} er ikke lenger godkjent. Gi opp oppdraget, kontroller kontoen og sett det opp på nytt.");
        var open = (await db.SubledgerAsync(run.ClientId, run.ExecuteOn.AddYears(5), ct: ct)).ToDictionary(i => i.LineId, i => -i.Open);
        if (orders.FirstOrDefault(o => open.GetValueOrDefault(o.Order.CreditLineId) < o.Order.Kroner) is { } less)
            throw new BrokenRule($"Fakturaen fra {less.Name} er gjort opp på annen måte siden oppdraget ble satt opp. Gi det opp, og sett det opp på nytt.");
    }

    private static decimal AmountOf(VendorInvoice invoice, SubledgerItem item) => invoice.Currency == "NOK" ? -item.Open : invoice.PayableAmount;

    private static Phrase? HindranceOf(VendorInvoice invoice, Vendor vendor, SubledgerItem item)
    {
        if (!BankAccount.TryParse(invoice.PaymentAccount, out var account)) return Phrase.Of($"Fakturaen fra {vendor.Name} har ikke et kontonummer som kan brukes.");
        // Nobody's money goes to an account that no person has accepted for this vendor.
        if (!vendor.KnownAccounts.Any(known => BankAccount.TryParse(known, out var accepted) && accepted == account)) return Phrase.Of($"Kontonummeret til {vendor.Name} er nytt. En person må godkjenne det før noe betales dit.");
        if (invoice.Currency is not ("NOK" or "EUR")) return Phrase.Of($"Fakturaen fra {vendor.Name} er i {invoice.Currency}. Filen tar NOK og EUR; betal denne i nettbanken.");
        if (invoice.Currency == "NOK" != account.IsNorwegian) return Phrase.Of($"Fakturaen fra {vendor.Name} er i {invoice.Currency} til en konto i {account.Country}. Betal den i nettbanken.");
        return invoice.Currency != "NOK" && item.Open != item.Amount ? Phrase.Of($"Fakturaen fra {vendor.Name} er i {invoice.Currency} og delvis gjort opp. Betal resten i nettbanken.") : null;
    }

    private static PaymentOrder OrderOf(PaymentRun run, int place, Payable due, Vendor vendor, Guid id) => new()
    {
        Id = id,
        TenantId = run.TenantId,
        ClientId = run.ClientId,
        RunId = run.Id,
        Place = place,
        InvoiceId = due.InvoiceId,
        VendorId = vendor.Id,
        CreditLineId = due.Item.LineId,
        Payee = vendor.Name.Length > 70 ? vendor.Name[..70] : vendor.Name,
        Country = vendor.Country,
        Amount = due.Amount,
        Kroner = -due.Item.Open,
        Currency = due.Currency,
        ToAccount = vendor.KnownAccounts.First(k => BankAccount.TryParse(k, out var known) && BankAccount.TryParse(due.Account, out var wanted) && known == wanted),
        Kid = Invoices.Kid.TryParse(due.Item.Kid, out var kid) ? kid.ToString() : null,
        Message = Short($"Faktura {due.Item.InvoiceNumber}"),
        EndToEndId = $"K{id:N}",
    };

    private static string Short(string text) => text.Length > 140 ? text[..140] : text;
}
