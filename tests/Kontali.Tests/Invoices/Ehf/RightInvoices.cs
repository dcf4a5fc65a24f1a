using CsCheck;
using Kontali.Data;
using Kontali.Data.Invoices;
using Kontali.Data.Seed;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>Invoices and credit notes whose sums agree, of several rates, with allowances and charges on both levels.</summary>
internal static class RightInvoices
{
    private static readonly Gen<(string Category, decimal Percent)> Rates = Gen.OneOf(("S", 25m), ("S", 15m), ("S", 12m), ("S", 11.11m), ("Z", 0m), ("E", 0m));

    private static readonly Gen<AllowanceCharge> LineAllowances = Gen.Select(Gen.Bool, Gen.Int[1, 5000], (charge, ore) =>
        new AllowanceCharge(charge, ore / 100m, charge ? "Frakt" : "Rabatt", charge ? "FC" : "95", null, null, null, null));

    private static readonly Gen<InvoiceLine> Lines = Gen.Select(Gen.Int[1, 50_000], Gen.Int[0, 1_000_000], Gen.OneOf(1m, 100m), Rates, LineAllowances.Array[0, 2], (quantity, price, per, rate, allowances) => new InvoiceLine
    {
        Id = "1",
        Name = "Vare",
        Quantity = quantity / 100m,
        Unit = "H87",
        Price = price / 100m,
        PriceBase = per,
        Net = Money.Round(quantity / 100m * (price / 100m) / per) + allowances.Sum(a => a.Signed),
        VatCategory = rate.Category,
        VatPercent = rate.Percent,
        AllowancesAndCharges = allowances,
    });

    private static readonly Gen<AllowanceCharge> Allowances = Gen.Select(LineAllowances, Rates, (a, rate) => a with { VatCategory = rate.Category, VatPercent = rate.Percent });

    public static readonly Gen<InvoiceFacts> Any = Gen.Select(Gen.Enum<InvoiceKind>(), Lines.Array[1, 8], Allowances.Array[0, 3], Gen.Int[0, 10_000], Gen.Bool, Build);

    private static InvoiceFacts Build(InvoiceKind kind, InvoiceLine[] lines, AllowanceCharge[] allowances, int prepaid, bool round)
    {
        var vat = Breakdown(lines, allowances);
        var (lineTotal, minus, plus) = (lines.Sum(l => l.Net), allowances.Where(a => !a.IsCharge).Sum(a => a.Amount), allowances.Where(a => a.IsCharge).Sum(a => a.Amount));
        var (net, tax) = (lineTotal - minus + plus, vat.Sum(v => v.Vat));
        var rounding = round ? decimal.Round(net + tax, 0, MidpointRounding.AwayFromZero) - net - tax : 0;
        return new()
        {
            Kind = kind,
            TypeCode = kind == InvoiceKind.Invoice ? "380" : "381",
            Customization = EhfWriter.Customization,
            Profile = EhfWriter.Profile,
            Number = "1001",
            IssueDate = new(2026, 3, 1),
            DueDate = new(2026, 3, 15),
            Currency = "NOK",
            Seller = Trader("Blekk & Papir AS", "315120004"),
            Buyer = Trader("Kringla Bakeri AS", "315120047"),
            BuyerReference = "Kari",
            Payment = [new("30", "0004100277", "99907123401", null, null, null, null)],
            Lines = lines,
            AllowancesAndCharges = allowances,
            Vat = vat,
            LineTotal = lineTotal,
            AllowanceTotal = minus,
            ChargeTotal = plus,
            Net = net,
            VatTotal = tax,
            Gross = net + tax,
            Prepaid = prepaid / 100m,
            Rounding = rounding,
            Payable = net + tax - prepaid / 100m + rounding,
        };
    }

    private static List<VatSubtotal> Breakdown(InvoiceLine[] lines, AllowanceCharge[] allowances) =>
    [
        .. lines.Select(l => (l.VatCategory, l.VatPercent, l.Net)).Concat(allowances.Select(a => (a.VatCategory, a.VatPercent, Net: a.Signed)))
            .GroupBy(p => (p.VatCategory, p.VatPercent)).Select(g => Row(g.Key.VatCategory!, g.Key.VatPercent!.Value, g.Sum(p => p.Net))),
    ];

    private static VatSubtotal Row(string category, decimal percent, decimal basis) =>
        new(category, percent, basis, Money.Round(basis * percent / 100), category == "E" ? "Unntatt etter merverdiavgiftsloven kapittel 3" : null, null);

    private static Party Trader(string name, string number) => new()
    {
        Name = name,
        CompanyId = number,
        VatNumber = $"NO{number}MVA",
        Endpoint = number,
        EndpointScheme = "0192",
        InForetaksregisteret = true,
        Address = new(["Storgata 1"], "0155", "Oslo", null, "NO"),
    };
}
