using System.Text;
using System.Xml;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Has payment runs approved by a second person, makes their files, and gives them up.</summary>
public static class SettleRun
{
    /// <summary>A second person approves. Every account is held against those a person has accepted, once more.</summary>
    public static async Task ApproveRunAsync(this KontaliContext db, Guid runId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Pay, ct);
        var run = await db.RunAsync(runId, ct);
        if (db.Actor.User is not { } person) throw new BrokenRule($"Et betalingsoppdrag godkjennes av en person.");
        run.Approve(person, db.Clock.Now());
        await db.CheckOrdersAsync(run, ct);
    }

    /// <summary>The file in this version. It is made once the run is approved, and kept; fetched again it is the same.</summary>
    public static async Task<PaymentFile> SendRunAsync(this KontaliContext db, Guid runId, PainVersion version, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var run = await db.RunAsync(runId, ct);
        if (await db.PaymentFiles.AsNoTracking().SingleOrDefaultAsync(f => f.RunId == runId && f.Version == version, ct) is { } made) return made;
        if (db.Actor.User is not { } person) throw new BrokenRule($"En betalingsfil hentes av en person.");
        if (run.State != RunState.Sent)
        {
            run.Send(db.Clock.Now());
            await db.CheckOrdersAsync(run, ct);
            // The database looks at the accounts once more before there is a file.
            await db.WriteWaitingAsync(ct);
        }
        var client = await db.ClientAsync(run.ClientId, ct);
        var orders = await db.PaymentOrders.AsNoTracking().Where(o => o.RunId == run.Id).OrderBy(o => o.Place).ToListAsync(ct);
        var bytes = new MemoryStream();
        await using (var writer = XmlWriter.Create(bytes, new() { Async = true, Indent = true, Encoding = new UTF8Encoding(false) }))
            await PainWriter.Write(run, orders, client.Name, client.OrgNumber, version).SaveAsync(writer, ct);
        var file = new PaymentFile { TenantId = run.TenantId, ClientId = run.ClientId, RunId = run.Id, Version = version, Content = bytes.ToArray(), CreatedBy = person, CreatedAt = db.Clock.Now() };
        db.PaymentFiles.Add(file);
        return file;
    }

    /// <summary>Gives a run up before it is sent.</summary>
    public static async Task CancelRunAsync(this KontaliContext db, Guid runId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var run = await db.RunAsync(runId, ct);
        if (run.State == RunState.Cancelled) return;
        run.Cancel();
        await db.WriteWaitingAsync(ct);
        foreach (var order in await db.PaymentOrders.Where(o => o.RunId == run.Id).ToListAsync(ct)) order.State = OrderState.Cancelled;
    }

    /// <summary>The bank did not pay an order of a file it was given: its invoice may be paid anew.</summary>
    public static async Task RefusedByBankAsync(this KontaliContext db, Guid orderId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Pay, ct);
        var order = await db.PaymentOrders.FromSql($"select * from payments.orders where id = {orderId} for update").SingleOrDefaultAsync(ct) ?? throw new BrokenRule($"Betalingen finnes ikke.");
        if (order.State != OrderState.Waiting || (await db.RunAsync(order.RunId, ct)).State != RunState.Sent) throw new BrokenRule($"Bare en betaling som er sendt til banken, og som banken ikke har bekreftet, kan merkes som ikke betalt.");
        order.State = OrderState.Returned;
    }

    // One at a time: who comes second sees what the first did.
    private static async Task<PaymentRun> RunAsync(this KontaliContext db, Guid id, CancellationToken ct) =>
        await db.PaymentRuns.FromSql($"select * from payments.runs where id = {id} for update").SingleOrDefaultAsync(ct) ?? throw new BrokenRule($"Betalingsoppdraget finnes ikke.");

    // Between proposal and file an account may have been taken back, or the invoice settled otherwise.
    private static async Task CheckOrdersAsync(this KontaliContext db, PaymentRun run, CancellationToken ct)
    {
        var orders = await db.PaymentOrders.AsNoTracking().Where(o => o.RunId == run.Id)
            .Join(db.Vendors, o => o.VendorId, v => v.Id, (o, v) => new { Order = o, v.KnownAccounts, v.Name }).ToListAsync(ct);
        if (orders.Find(o => !(Invoices.BankAccount.TryParse(o.Order.ToAccount, out var to) && Payables.IsAccepted(to, o.KnownAccounts))) is { } changed)
            throw new BrokenRule($"Kontonummeret til {changed.Name} er ikke lenger godkjent. Gi opp oppdraget, kontroller kontoen og sett det opp på nytt.");
        var open = (await db.VendorStatementsAsync(run.ClientId, ct: ct)).Values.SelectMany(s => s.Lines).ToDictionary(l => l.Id, l => -l.Open);
        if (orders.Find(o => open.GetValueOrDefault(o.Order.CreditLineId) < o.Order.Kroner) is { } less)
            throw new BrokenRule($"Fakturaen fra {less.Name} er gjort opp på annen måte siden oppdraget ble satt opp. Gi det opp, og sett det opp på nytt.");
    }
}
