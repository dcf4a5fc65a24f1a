using System.Globalization;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>Invoices as the demo world's vendors write them, with sums that agree.</summary>
internal static class DemoInvoice
{
    /// <summary>An ordinary invoice over some lines.</summary>
    public static InvoiceFacts Of(DemoVendor vendor, DemoClient client, string number, DateOnly date, IReadOnlyList<InvoiceLine> lines, InvoiceKind kind = InvoiceKind.Invoice) => new InvoiceFacts
    {
        Kind = kind,
        TypeCode = kind == InvoiceKind.Invoice ? "380" : "381",
        Number = number,
        IssueDate = date,
        DueDate = date.AddDays(vendor.Days),
        Period = lines.Any(l => l.Unit is "MON" or "KWH") ? new(new(date.Year, date.Month, 1), new DateOnly(date.Year, date.Month, 1).AddMonths(1).AddDays(-1)) : null,
        Currency = vendor.Currency,
        Seller = vendor.Party,
        Buyer = client.AsBuyer(withVatNumber: lines.All(l => l.VatCategory != "O")),
        BuyerReference = $"Kunde {4000 + client.Place}",
        Delivery = new(date, null, null),
        Payment = [new(vendor.Country is "NO" or "US" ? "30" : "58", Reference(vendor, number), vendor.Account, null, null, null, null)],
        PaymentTerms = $"{vendor.Days} dager",
        Lines = lines,
        Net = 0,
        Gross = 0,
        Payable = 0,
    }.Summed();

    /// <summary>A line over some goods.</summary>
    public static InvoiceLine Line(int id, DemoGoods goods, decimal quantity, decimal price, DateOnly date) => goods.VatOn(date) is var (category, percent) ? new()
    {
        Id = id.ToString(CultureInfo.InvariantCulture),
        Name = goods.Text,
        Quantity = quantity,
        Unit = goods.Unit,
        Price = price,
        Net = Money.Round(quantity * price),
        VatCategory = category,
        VatPercent = percent,
    } : throw new InvalidOperationException();

    /// <summary>The same with every sum reckoned from lines, allowances and charges, as the standard says.</summary>
    public static InvoiceFacts Summed(this InvoiceFacts f)
    {
        var vat = f.Lines.Select(l => (l.VatCategory, l.VatPercent, Amount: l.Net))
            .Concat(f.AllowancesAndCharges.Select(a => (a.VatCategory, a.VatPercent, Amount: a.Signed)))
            .GroupBy(p => (p.VatCategory, p.VatPercent), p => p.Amount)
            .Select(g => Row(g.Key.VatCategory!, g.Key.VatPercent, g.Sum())).ToList();
        var (lines, off, on) = (f.Lines.Sum(l => l.Net), f.AllowancesAndCharges.Where(a => !a.IsCharge).Sum(a => a.Amount), f.AllowancesAndCharges.Where(a => a.IsCharge).Sum(a => a.Amount));
        var (net, tax) = (lines - off + on, vat.Sum(v => v.Vat));
        return f with
        {
            Vat = vat,
            LineTotal = lines,
            AllowanceTotal = off,
            ChargeTotal = on,
            Net = net,
            VatTotal = tax,
            Gross = net + tax,
            Payable = net + tax - f.Prepaid + f.Rounding,
        };
    }

    /// <summary>Paid in whole kroner.</summary>
    public static InvoiceFacts Rounded(this InvoiceFacts f) =>
        (f with { Rounding = decimal.Round(f.Gross, 0, MidpointRounding.AwayFromZero) - f.Gross }).Summed();

    /// <summary>The VAT stated in kroner as well, at a rate.</summary>
    public static InvoiceFacts WithVatInKroner(this InvoiceFacts f, decimal rate) => f with { VatCurrency = "NOK", VatInAccountingCurrency = Money.Round(f.VatTotal * rate) };

    private static VatSubtotal Row(string category, decimal? percent, decimal amount) => new(category, percent, amount, Money.Round(amount * (percent ?? 0) / 100), category switch
    {
        "E" => "Unntatt etter merverdiavgiftsloven kapittel 3",
        "AE" => "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet",
        "K" => "Intra-community supply",
        "G" => "Export outside the EU",
        "O" => "Utenfor merverdiavgiftsloven",
        _ => null,
    }, null);

    private static string Reference(DemoVendor vendor, string number) => vendor.Kid is "" ? $"Faktura {number}" : DemoNumbers.KidOf(number, vendor.Kid == "mod11");
}
