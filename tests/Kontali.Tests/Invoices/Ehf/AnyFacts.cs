using System.Security.Cryptography;
using CsCheck;
using Kontali.Data.Invoices;
using Kontali.Data.Seed;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>Invoices of every shape the facts can take, with sums that need not agree.</summary>
internal static class AnyFacts
{
    public sealed record Sample(InvoiceFacts Facts, IReadOnlyList<EmbeddedFile> Files);

    private static readonly Gen<string> Words = Gen.OneOf(
        "Flyttebyrået Vest AS", "Brød & kaffe", "Ærlig Øl <Å>", "«Sitat» \"x\"", "0001234500179", "linje en\nlinje to", "a  b", "Чай", "😀 glad", "x]]>y", "2026");
    private static readonly Gen<string> Names = Gen.OneOf("Flyttebyrået Vest AS", "Brød & kaffe", "Ærlig Øl <Å>", "Чай og «te»");
    private static readonly Gen<string?> MaybeWords = Gen.Frequency((1, Gen.Const((string?)null)), (2, Words.Select(w => (string?)w)));
    private static readonly Gen<decimal> Amounts = Gen.Long[-99_999_999_99, 999_999_999_99].Select(ore => ore / 100m);
    private static readonly Gen<decimal> Quantities = Gen.Long[-1_000_000, 1_000_000].Select(q => q / 1000m);
    private static readonly Gen<decimal?> MaybeAmount = Gen.Nullable(Amounts, 0.5);
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 109_571].Select(d => new DateOnly(1900, 1, 1).AddDays(d));
    private static readonly Gen<DateOnly?> MaybeDay = Gen.Frequency((1, Gen.Const((DateOnly?)null)), (2, Days.Select(d => (DateOnly?)d)));
    private static readonly Gen<(string? Category, decimal? Percent)> Rates = Gen.OneOf<(string?, decimal?)>(("S", 25m), ("S", 15m), ("S", 11.11m), ("E", 0m), ("AE", 0m), ("O", null));

    private static readonly Gen<ServicePeriod?> Periods = Gen.Select(MaybeDay, MaybeDay, (from, to) => (from ?? to) is null ? null : new ServicePeriod(from, to));

    private static readonly Gen<Address?> Addresses = Gen.Select(Words.Array[0, 3], MaybeWords, MaybeWords, MaybeWords, Gen.OneOf("NO", "SE", null),
        (lines, post, city, region, country) => lines.Length == 0 && (post ?? city ?? region ?? country) is null ? null : new Address(lines, post, city, region, country));

    private static readonly Gen<Party> Traders = Gen.Select(Names, Names.Null(0.3), Gen.OneOf("310645028", "SE5560001234", null), Gen.OneOf("NO310645028MVA", null), Addresses, MaybeWords, Gen.Bool,
        (name, legal, id, vat, address, contact, inRegister) => new Party
        {
            Name = name,
            LegalName = legal == name ? null : legal,
            CompanyId = id,
            VatNumber = vat,
            Endpoint = "310645028",
            EndpointScheme = "0192",
            OtherIds = inRegister ? ["0088:7300010000001", "bare"] : [],
            InForetaksregisteret = inRegister,
            Address = address,
            ContactName = contact,
            Phone = contact is null ? null : "22 33 44 55",
            Email = contact is null ? "post@example.no" : null,
        });

    private static readonly Gen<Party?> OtherParties = Gen.Select(Names, Gen.OneOf("310645028", null), (name, id) => new Party { Name = name, CompanyId = id }).Null(0.5);

    private static Gen<AllowanceCharge> AllowanceCharges(bool withVat) => Gen.Select(Gen.Bool, Amounts, MaybeWords, Gen.OneOf("95", null), MaybeAmount, Rates,
        (charge, amount, reason, code, basis, rate) => new AllowanceCharge(charge, amount, reason, code, basis, basis is null ? null : 12.5m,
            withVat ? rate.Category : null, withVat ? rate.Percent : null));

    private static readonly Gen<InvoiceLine> Lines = Gen.Select(Gen.Select(Words, MaybeWords, MaybeWords, MaybeWords), Quantities, Amounts, Amounts, Rates, AllowanceCharges(false).Array[0, 2], Periods,
        (text, quantity, price, net, rate, allowances, period) => new InvoiceLine
        {
            Id = "1",
            Name = text.Item1,
            Description = text.Item2,
            Note = text.Item3,
            Quantity = quantity,
            Unit = "H87",
            Price = price,
            PriceBase = allowances.Length == 2 ? 100 : 1,
            Net = net,
            VatCategory = rate.Category,
            VatPercent = rate.Percent,
            AllowancesAndCharges = allowances,
            Classifications = text.Item4 is null ? [] : ["TST:43211503", "STI:9873242"],
            SellerItemId = text.Item4,
            BuyerItemId = text.Item3,
            StandardItemId = text.Item2,
            OriginCountry = text.Item4 is null ? null : "NO",
            Properties = text.Item3 is null ? [] : [new("Farge", text.Item1)],
            AccountingCost = text.Item4,
            OrderLineReference = text.Item2,
            Period = period,
        });

    private static readonly Gen<VatSubtotal> VatRows = Gen.Select(Rates, Amounts, Amounts, MaybeWords, (rate, basis, vat, reason) =>
        new VatSubtotal(rate.Category!, rate.Percent, basis, vat, reason, reason is null ? null : "VATEX-EU-132"));

    private static readonly Gen<PaymentMeans> Payments = Gen.Select(MaybeWords, MaybeWords, MaybeWords, Gen.OneOf("1234", null), (reference, account, name, card) =>
        new PaymentMeans("30", reference, account, account is null ? null : name, account is null ? null : "DNBANOKK", card, card is null ? null : "M-1"));

    private static readonly Gen<EmbeddedFile> Files = Gen.Byte.Array[1, 200].Select(bytes => new EmbeddedFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), "timer.pdf", "application/pdf", bytes));

    public static readonly Gen<Sample> Invoice = Gen.Select(
        Gen.Select(Gen.Enum<InvoiceKind>(), Days, MaybeDay, Periods, Traders, Traders, OtherParties, OtherParties),
        Gen.Select(MaybeWords, MaybeWords, MaybeWords, MaybeWords, Words.Array[0, 2], Addresses, MaybeDay),
        Gen.Select(Lines.Array[1, 4], AllowanceCharges(true).Array[0, 3], VatRows.Array[0, 3], Payments.Array[1, 2], Files.Array[0, 2]),
        Amounts.Array[9],
        (head, refs, body, sums) => new Sample(new InvoiceFacts
        {
            Kind = head.Item1,
            TypeCode = head.Item1 == InvoiceKind.Invoice ? "380" : "381",
            Customization = EhfWriter.Customization,
            Profile = EhfWriter.Profile,
            Number = "F-2026/17",
            IssueDate = head.Item2,
            DueDate = head.Item3,
            TaxPointDate = head.Item3,
            Period = head.Item4,
            Currency = "EUR",
            VatCurrency = refs.Item1 is null ? null : "NOK",
            VatInAccountingCurrency = refs.Item1 is null ? null : sums[8],
            Seller = head.Item5,
            Buyer = head.Item6,
            Payee = head.Item7,
            TaxRepresentative = head.Item8,
            BuyerReference = refs.Item1,
            OrderReference = refs.Item2,
            SalesOrderReference = refs.Item3,
            ContractReference = refs.Item3,
            ProjectReference = refs.Item4,
            AccountingCost = refs.Item4,
            Preceding = refs.Item3 is null ? [] : [new(refs.Item3, refs.Item7), new("17", null)],
            Delivery = (refs.Item7, refs.Item1, refs.Item6) is (null, null, null) ? null : new(refs.Item7, refs.Item1, refs.Item6),
            Payment = body.Item4,
            PaymentTerms = refs.Item2,
            Notes = refs.Item5,
            Lines = body.Item1,
            AllowancesAndCharges = body.Item2,
            Vat = body.Item3,
            LineTotal = sums[0],
            AllowanceTotal = sums[1],
            ChargeTotal = sums[2],
            Net = sums[3],
            VatTotal = sums[4],
            Gross = sums[5],
            Prepaid = sums[6],
            Rounding = 0.5m,
            Payable = sums[7],
            Attachments = [new("Lenke", "Se her", null, null, "https://example.no/a.pdf", null), .. body.Item5.Select((f, i) => new AttachmentFacts($"V{i}", refs.Item1, f.FileName, f.MimeType, null, f.Sha256))],
        }, body.Item5));
}
