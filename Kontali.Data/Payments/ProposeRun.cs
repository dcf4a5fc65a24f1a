using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Puts payment runs together.</summary>
public static class ProposeRun
{
    /// <summary>More orders a file would hardly hold.</summary>
    public const int Most = 1000;

    /// <summary>Puts invoices together to be paid on a day from one of the client's accounts; another person must approve.</summary>
    /// <param name="db">The context.</param>
    /// <param name="client">The client.</param>
    /// <param name="invoices">The invoices.</param>
    /// <param name="fromAccount">The client's account.</param>
    /// <param name="executeOn">The day.</param>
    /// <param name="id">The run's id, made before the click: pressed twice it is one run.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<PaymentRun> ProposeRunAsync(this KontaliContext db, Guid client, IReadOnlyCollection<Guid> invoices, string fromAccount, DateOnly executeOn, Guid id, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        if (db.Actor.User is not { } person) throw new BrokenRule($"Et betalingsoppdrag settes opp av en person.");
        // Two people at once: the second sees what the first has put into a run.
        await db.LockPaymentsAsync(client, ct);
        if (await db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == id && r.ClientId == client, ct) is { } before) return before;
        if (invoices.Count == 0) throw new BrokenRule($"Merk minst én faktura som skal betales.");
        if (invoices.Count > Most) throw new BrokenRule($"Et oppdrag kan ha høyst {Most} fakturaer. Del det opp.");
        if (executeOn < db.Clock.Today()) throw new BrokenRule($"Betalingsdagen kan ikke være før i dag.");
        if (executeOn > db.Clock.Today().AddYears(1)) throw new BrokenRule($"Betalingsdagen kan ikke være mer enn et år frem.");
        var its = await db.ClientAsync(client, ct);
        if (!its.ActiveBanks.Contains(fromAccount)) throw new BrokenRule($"Velg en av klientens egne bankkontoer. De skrives under Opplysninger på klienten.");
        var due = (await db.PayablesAsync(client, ct)).Where(p => invoices.Contains(p.InvoiceId)).ToList();
        if (due.Count < invoices.Distinct().Count()) throw new BrokenRule($"Minst én av fakturaene er allerede betalt eller satt opp til betaling. Se på listen en gang til.");
        if (due.Select(p => p.Hindrance).FirstOrDefault(h => h is not null) is { } why) throw new BrokenRule(why.Says);
        var run = new PaymentRun
        {
            Id = id,
            TenantId = its.TenantId,
            ClientId = client,
            FromAccount = fromAccount,
            LedgerAccount = await db.LedgerAccountOfAsync(client, fromAccount, ct),
            ExecuteOn = executeOn,
            CreatedBy = person,
            CreatedAt = db.Clock.Now(),
        };
        db.PaymentRuns.Add(run);
        await db.WriteWaitingAsync(ct);
        db.PaymentOrders.AddRange(due.Select((p, i) => OrderOf(run, i + 1, p, Ids.New(db.Clock, i))));
        return run;
    }

    internal static Task LockPaymentsAsync(this KontaliContext db, Guid client, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('payments ' || {client}, 0))", ct);

    private static PaymentOrder OrderOf(PaymentRun run, int place, Payable due, Guid id) => new()
    {
        Id = id,
        TenantId = run.TenantId,
        ClientId = run.ClientId,
        RunId = run.Id,
        Place = place,
        InvoiceId = due.InvoiceId,
        VendorId = due.Line.VendorId,
        CreditLineId = due.Line.Id,
        Payee = due.Vendor.Length > 140 ? due.Vendor[..140] : due.Vendor,
        Country = due.Country,
        Amount = due.Amount,
        Kroner = -due.Line.Unmatched,
        Currency = due.Currency,
        ToAccount = BankAccount.TryParse(due.Account, out var account) ? account.ToString() : throw new InvalidOperationException("A payable without an account has a hindrance."),
        Kid = Invoices.Kid.TryParse(due.Line.Kid, out var kid) ? kid.ToString() : null,
        Message = $"Faktura {due.Line.InvoiceNumber}" is { Length: > 140 } text ? text[..140] : $"Faktura {due.Line.InvoiceNumber}",
    };
}
