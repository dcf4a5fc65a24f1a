using System.Globalization;
using System.Text;
using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Tests.World;

namespace Kontali.Tests.Booking;

/// <summary>Invoices and books without a database: booking is pure.</summary>
internal static class Coded
{
    public static readonly DateOnly Day = new(2026, 11, 10);

    public static BookingRules Rules(VatStatus status = VatStatus.Registered)
    {
        var client = new Client { Id = Id(), TenantId = Id(), ClientNumber = "1001", Name = "Prøveklienten AS", OrgNumber = DemoNumbers.Org(600), VatStatus = status };
        return new(client, BaseChart.For(client).ToDictionary(a => a.AccountNumber), StandardVatCodes.All.ToDictionary(c => c.Code), StandardVatCodes.Rates);
    }

    /// <summary>An invoice over lines of (net, category, per cent), summed as it should be.</summary>
    public static InvoiceFacts Facts(params IReadOnlyList<(decimal Net, string Category, decimal? Percent)> lines) => new InvoiceFacts
    {
        Kind = InvoiceKind.Invoice,
        Number = "1001",
        IssueDate = Day,
        Currency = "NOK",
        Seller = new Party { Name = "Selgeren AS", Address = new([], null, null, null, "NO") },
        Buyer = new Party { Name = "Prøveklienten AS" },
        Lines = [.. lines.Select((l, i) => new InvoiceLine { Id = $"{i + 1}", Name = $"Linje {i + 1}", Quantity = 1, Price = l.Net, Net = l.Net, VatCategory = l.Category, VatPercent = l.Percent })],
        Net = 0,
        Gross = 0,
        Payable = 0,
    }.Summed();

    public static VendorInvoice Invoice(InvoiceFacts facts, BookingRules rules) => new()
    {
        Id = Id(),
        TenantId = rules.Client.TenantId,
        ClientId = rules.Client.Id,
        VendorId = Id(),
        DocumentId = Id(),
        Kind = facts.Kind,
        InvoiceNumber = facts.Number,
        NormalizedNumber = facts.Number,
        InvoiceDate = facts.IssueDate,
        AmountExclVat = facts.Net,
        VatAmount = facts.VatTotal,
        TotalAmount = facts.Gross,
        RoundingAmount = facts.Rounding,
        PayableAmount = facts.Payable,
        Currency = facts.Currency,
        ExchangeRate = RegisterInvoice.StatedRate(facts),
        Facts = facts,
    };

    /// <summary>Books it, each part on the account and code of its place, the last one for all that follow.</summary>
    public static Voucher Book(InvoiceFacts facts, BookingRules rules, params IReadOnlyList<(string Account, string Code)> coding) =>
        InvoiceVoucher.Of(Invoice(facts, rules), Lines(facts, coding), rules, facts.IssueDate, Id());

    public static IReadOnlyList<CodedLine> Lines(InvoiceFacts facts, IReadOnlyList<(string Account, string Code)> coding) =>
        [.. InvoiceShares.Of(facts).Select((share, i) => coding[Math.Min(i, coding.Count - 1)] is var (account, code) ? new CodedLine(share, account, code, share.Text) : null!)];

    /// <summary>The lines as people read them: account, amount, code, base and VAT.</summary>
    public static string Text(Voucher voucher)
    {
        var text = new StringBuilder();
        foreach (var l in voucher.Lines)
            text.Append(CultureInfo.InvariantCulture, $"{l.Account} {l.Amount:0.00}{(l.VatCode is { } code ? $" [{code}]" : "")}{(l.VatBase is { } b ? $" base {b:0.00} vat {l.VatAmount:0.00}" : "")}{(l.Currency is { } c ? $" {c} {l.CurrencyAmount:0.00}" : "")}\n");
        return text.ToString().TrimEnd();
    }

    public static string Book(decimal net, string category, decimal? percent, string account, string code, VatStatus status = VatStatus.Registered) =>
        Text(Book(Facts((net, category, percent)), Rules(status), (account, code)));

    private static Guid Id() => Guid.CreateVersion7(FakeClock.Noon);
}
