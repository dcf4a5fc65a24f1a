using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Why an invoice cannot be paid from here, and what a person may do about it.</summary>
public enum HindranceKind
{
    /// <summary>No person has accepted the account.</summary>
    NewAccount,

    /// <summary>Something of the vendor's is not put together with anything.</summary>
    LooseLines,

    /// <summary>It is paid in the bank itself.</summary>
    NotByFile,
}

/// <inheritdoc cref="HindranceKind"/>
/// <param name="Kind">What kind.</param>
/// <param name="Says">In words.</param>
public sealed record Hindrance(HindranceKind Kind, Phrase Says);

/// <summary>An invoice that is posted and not paid.</summary>
/// <param name="Line">Its line in the subledger.</param>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Vendor">The vendor's name.</param>
/// <param name="Country">The vendor's country.</param>
/// <param name="Amount">What is to be paid, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Account">Where to, as the invoice says.</param>
/// <param name="Known">Accounts that a person has accepted for the vendor.</param>
/// <param name="Hindrance">Why it cannot be paid; null where it can.</param>
public sealed record Payable(VendorLine Line, Guid InvoiceId, string Vendor, string Country, decimal Amount, string Currency, string? Account, IReadOnlyList<string> Known, Hindrance? Hindrance);

/// <summary>Asks for them.</summary>
public static class Payables
{
    /// <summary>What a client owes on invoices that are in no payment run, by due date, with why each cannot be paid, where it cannot.</summary>
    public static async Task<IReadOnlyList<Payable>> PayablesAsync(this KontaliContext db, Guid client, CancellationToken ct = default)
    {
        var lines = (await db.VendorStatementsAsync(client, ct: ct)).Values.SelectMany(s => s.Lines).Where(l => l is { InvoiceId: not null, Open: < 0 }).ToList();
        var ids = lines.Select(l => l.InvoiceId!.Value).ToList();
        var found = await db.Invoices.Where(i => ids.Contains(i.Id) && i.Kind == InvoiceKind.Invoice && !db.PaymentOrders.Any(o => o.InvoiceId == i.Id && (o.State == OrderState.Waiting || o.State == OrderState.Paid)))
            .Join(db.Vendors, i => i.VendorId, v => v.Id, (i, v) => new { i.Id, i.GeneralLedgerId, i.Currency, i.PayableAmount, i.PaymentAccount, Vendor = v.Name, v.Country, v.KnownAccounts }).ToDictionaryAsync(x => x.Id, ct);
        List<Payable> due = [];
        foreach (var line in lines)
        {
            if (found.GetValueOrDefault(line.InvoiceId!.Value) is not { } x || x.GeneralLedgerId != line.EntryId) continue;
            due.Add(new(line, x.Id, x.Vendor, x.Country, x.Currency == "NOK" ? -line.Unmatched : x.PayableAmount, x.Currency, x.PaymentAccount, x.KnownAccounts, HindranceOf(line, x.Vendor, x.Currency, x.PaymentAccount, x.KnownAccounts)));
        }
        return [.. due.OrderBy(p => p.Line.Due).ThenBy(p => p.Vendor, StringComparer.CurrentCulture)];
    }

    // Nobody's money goes to an account that no person has accepted for this vendor, and nobody's is paid on a guess.
    private static Hindrance? HindranceOf(VendorLine line, string vendor, string currency, string? account, IReadOnlyList<string> known)
    {
        if (!BankAccount.TryParse(account, out var to)) return new(HindranceKind.NotByFile, Phrase.Of($"Fakturaen fra {vendor} har ikke et kontonummer som kan brukes. Betal den i nettbanken."));
        if (currency is not ("NOK" or "EUR")) return new(HindranceKind.NotByFile, Phrase.Of($"Fakturaen fra {vendor} er i {currency}. Filen tar NOK og EUR; betal denne i nettbanken."));
        if (currency == "NOK" != to.IsNorwegian) return new(HindranceKind.NotByFile, Phrase.Of($"Fakturaen fra {vendor} er i {currency} til en konto i {to.Country}. Betal den i nettbanken."));
        if (currency != "NOK" && line.Unmatched != line.Amount) return new(HindranceKind.NotByFile, Phrase.Of($"Fakturaen fra {vendor} er i {currency} og delvis gjort opp. Betal resten i nettbanken."));
        if (!IsAccepted(to, known)) return new(HindranceKind.NewAccount, Phrase.Of($"Kontonummeret til {vendor} er nytt. En person må godkjenne det før noe betales dit."));
        return line.Open == line.Unmatched ? null : new(HindranceKind.LooseLines, Phrase.Of($"{vendor} har en betaling eller kreditnota som ikke er gjort opp mot noe bestemt. Gjør den opp først, under åpne poster."));
    }

    internal static bool IsAccepted(BankAccount account, IReadOnlyList<string> known) => known.Any(k => BankAccount.TryParse(k, out var accepted) && accepted == account);
}
