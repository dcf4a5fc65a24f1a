using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>A person decides that a vendor may be paid on an account that nobody had accepted.</summary>
public static class AcceptAccount
{
    /// <summary>Accepts the account of an invoice, as she saw it. Who, when and why stand in the audit trail, by the vendor.</summary>
    /// <param name="db">The context.</param>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="account">The account she saw: another one is another decision.</param>
    /// <param name="how">How she made sure.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task AcceptAccountAsync(this KontaliContext db, Guid invoiceId, string account, string how, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        if (db.Actor.User is null) throw new BrokenRule($"Et kontonummer godkjennes av en person.");
        if (how.Trim().Length < 5) throw new BrokenRule($"Skriv hvordan kontonummeret er kontrollert, for eksempel hvem du ringte.");
        var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.Id == invoiceId, ct) ?? throw new BrokenRule($"Fakturaen finnes ikke.");
        if (invoice.PaymentAccount != account || !BankAccount.TryParse(account, out var accepted)) throw new BrokenRule($"Fakturaen har et annet kontonummer enn det du så. Se på den en gang til.");
        var vendor = await db.Vendors.SingleAsync(v => v.Id == invoice.VendorId, ct);
        if (!Payables.IsAccepted(accepted, vendor.KnownAccounts)) vendor.Accept(account);
    }
}
