using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices;

/// <summary>Enters what was read: vendor found or made, duplicates refused.</summary>
public static class RegisterInvoice
{
    /// <summary>What came of it: the invoice, or the one that was here before.</summary>
    /// <param name="Invoice">The new invoice, or the earlier one.</param>
    /// <param name="Vendor">Its vendor.</param>
    /// <param name="VendorIsNew">True when the vendor was made now.</param>
    /// <param name="WasHereBefore">True when <paramref name="Invoice"/> is the earlier one, and nothing was added.</param>
    public sealed record Registered(VendorInvoice Invoice, Vendor Vendor, bool VendorIsNew, bool WasHereBefore);

    /// <summary>Adds the invoice to the client.</summary>
    public static async Task<Registered> RegisterInvoiceAsync(this KontaliContext db, Document document, Client client, InvoiceFacts facts, IReadOnlyList<Finding> findings, string? messageId = null, CancellationToken ct = default)
    {
        var identity = VendorIdentity.Of(facts.Seller);
        var vendor = await db.Vendors.SingleOrDefaultAsync(v => v.ClientId == client.Id && v.Identity == identity, ct);
        var isNew = vendor is null;
        vendor ??= await db.NewVendorAsync(client, facts.Seller, ct);

        var number = InvoiceNumber.Normalize(facts.Number);
        if (!isNew && await db.Invoices.SingleOrDefaultAsync(i => i.ClientId == client.Id && i.VendorId == vendor.Id && i.NormalizedNumber == number && i.Kind == facts.Kind, ct) is { } earlier)
            return new(earlier, vendor, false, true);
        // A message id names one message. Another invoice under the same one is not thrown away for that: it is kept without, and a person looks.
        if (messageId is not null && await db.Invoices.Where(i => i.ClientId == client.Id && i.EhfMessageId == messageId).Select(i => i.InvoiceNumber).FirstOrDefaultAsync(ct) is { } other)
        {
            findings = [.. findings, new Finding("KONTALI-MELDING", Severity.Fatal, Phrase.Of($"Konvolutten har samme meldings-id som faktura {other}. Se om det er to fakturaer, eller den samme to ganger."))];
            messageId = null;
        }
        return new(db.AddInvoice(document, vendor, facts, findings, messageId), vendor, isNew, false);
    }

    /// <summary>Adds the invoice to its vendor, when it is known to be new.</summary>
    internal static VendorInvoice AddInvoice(this KontaliContext db, Document document, Vendor vendor, InvoiceFacts facts, IReadOnlyList<Finding> findings, string? messageId = null)
    {
        var pay = facts.Payment.FirstOrDefault(p => p.Account is not null) ?? facts.Payment.FirstOrDefault();
        var invoice = new VendorInvoice
        {
            Id = Ids.New(db.Clock),
            TenantId = vendor.TenantId,
            ClientId = vendor.ClientId,
            VendorId = vendor.Id,
            DocumentId = document.Id,
            Kind = facts.Kind,
            InvoiceNumber = Cut(facts.Number, 100),
            NormalizedNumber = Cut(Invoices.InvoiceNumber.Normalize(facts.Number), 100),
            InvoiceDate = facts.IssueDate,
            DueDate = facts.DueDate,
            AmountExclVat = facts.Net,
            VatAmount = facts.VatTotal,
            TotalAmount = facts.Gross,
            RoundingAmount = facts.Rounding,
            PayableAmount = facts.Payable,
            Currency = facts.Currency,
            ExchangeRate = StatedRate(facts),
            Kid = pay?.Reference is { } kid ? Cut(kid, 100) : null,
            PaymentAccount = pay?.Account is { } account ? Cut(PaymentAccounts.Normalize(account), 50) : null,
            OrderReference = facts.OrderReference is { } order ? Cut(order, 255) : null,
            BuyerReference = facts.BuyerReference is { } reference ? Cut(reference, 255) : null,
            ServiceFrom = facts.Period?.From,
            ServiceTo = facts.Period?.To,
            EhfMessageId = messageId,
            Facts = facts,
            Findings = findings,
        };
        db.Invoices.Add(invoice);
        return invoice;
    }

    /// <summary>
    /// Kroner for one unit of the invoice's currency, as far as the invoice tells: 1 for NOK; else the seller's own rate, which lies
    /// in the VAT stated in both currencies (bff 4-2); null where it does not tell.
    /// </summary>
    public static decimal? StatedRate(InvoiceFacts facts) => facts switch
    {
        { Currency: "NOK" } => 1m,
        { VatCurrency: "NOK", VatInAccountingCurrency: { } kroner, VatTotal: not 0 } when kroner / facts.VatTotal is > 0 and < 1_000_000 and var rate => Math.Round(rate, 8, MidpointRounding.AwayFromZero),
        _ => null,
    };

    /// <summary>Adds a vendor under the client's next number.</summary>
    internal static async Task<Vendor> NewVendorAsync(this KontaliContext db, Client client, Party seller, CancellationToken ct) => db.AddVendor(client, seller, await db.NextVendorNumberAsync(client, ct));

    // Five digits from 20001, so that text order is number order.
    private static async Task<string> NextVendorNumberAsync(this KontaliContext db, Client client, CancellationToken ct)
    {
        var highest = await db.Vendors.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(v => v.ClientId == client.Id).MaxAsync(v => v.VendorNumber, ct);
        return VendorNumber((int.TryParse(highest, out var last) ? last : 20000) + 1);
    }

    internal static string VendorNumber(int number) => $"{number:00000}";

    internal static Vendor AddVendor(this KontaliContext db, Client client, Party seller, string number)
    {
        var identity = VendorIdentity.Of(seller);
        var vendor = new Vendor
        {
            Id = Ids.New(db.Clock),
            TenantId = client.TenantId,
            ClientId = client.Id,
            VendorNumber = number,
            Name = Cut(seller.Name, 255),
            Identity = identity,
            OrgNumber = identity.StartsWith("NO:", StringComparison.Ordinal) ? identity[3..] : null,
            Country = seller.Address?.Country is { Length: 2 } country ? country.ToUpperInvariant() : identity.StartsWith("NO:", StringComparison.Ordinal) ? "NO" : "ZZ",
            ContactPerson = seller.ContactName is { } contact ? Cut(contact, 255) : null,
            Email = seller.Email is { } email ? Cut(email, 255) : null,
            Phone = seller.Phone is { } phone ? Cut(phone, 50) : null,
        };
        db.Vendors.Add(vendor);
        return vendor;
    }

    internal static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

/// <summary>Payment accounts in the form they are compared by.</summary>
public static class PaymentAccounts
{
    /// <summary>
    /// Without blanks and dots, upper case; a Norwegian IBAN is its eleven digits, so that the same account is the same text
    /// however the vendor writes it.
    /// </summary>
    public static string Normalize(string account)
    {
        var bare = string.Concat(account.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return bare.Length == 15 && bare.StartsWith("NO", StringComparison.Ordinal) ? bare[4..] : bare;
    }
}
