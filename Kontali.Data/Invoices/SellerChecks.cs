using Kontali.Data.Firms;
using static Kontali.Data.Invoices.InvoiceChecks;

namespace Kontali.Data.Invoices;

/// <summary>Who sells, and whether the VAT shown may be believed and deducted (merverdiavgiftsloven §§ 11-4, 15-11).</summary>
internal static class SellerChecks
{
    private static readonly decimal[] NorwegianRates = [25m, 15m, 12m, 11.11m];

    /// <summary>The low rate was 6 per cent until then, and others before.</summary>
    private static readonly DateOnly PresentRates = new(2021, 10, 1);

    internal static IEnumerable<Finding> Check(InvoiceFacts f) =>
        IsNorwegian(f.Seller) ? [.. Norwegian(f), .. Signs(f)] : [.. Foreign(f), .. Signs(f)];

    private static IEnumerable<Finding> Norwegian(InvoiceFacts f) =>
    [
        .. When(f.Seller.CompanyId is null, "KONTALI-ORGNR", Severity.Warning, $"Selgeren {f.Seller.Name} oppgir ikke organisasjonsnummer."),
        .. When(f.Seller.CompanyId is { } id && !IsRealOrgNumber(id), "KONTALI-ORGNR", Severity.Warning, $"Selgerens organisasjonsnummer «{f.Seller.CompanyId}» er ikke gyldig: kontrollsifferet stemmer ikke."),
        .. When(OrgNumbers(f.Seller).Distinct().Skip(1).Any(), "KONTALI-ORGNR-ULIKE", Severity.Warning, $"Selgeren oppgir ulike organisasjonsnumre: {string.Join(", ", OrgNumbers(f.Seller).Distinct())}. Kontroller hvem som har sendt fakturaen."),
        .. When(OrgNumbers(f.Seller).Intersect(OrgNumbers(f.Buyer)).Any(), "KONTALI-SAMME-PART", Severity.Warning, $"Selger og kjøper har samme organisasjonsnummer. Kontroller hvem fakturaen er til."),
        .. When(f.VatTotal != 0 && f.Seller.VatNumber is null, "KONTALI-MVA-UTEN-NR", Severity.Fatal, $"Fakturaen har mva ({f.VatTotal:N2}), men selgeren oppgir ikke mva-nummer. Er selgeren ikke mva-registrert, kan mva ikke trekkes fra."),
        .. When(f.VatTotal != 0 && f.Currency != "NOK" && f.VatInAccountingCurrency is null, "KONTALI-MVA-I-NOK", Severity.Warning, $"Fakturaen er i {f.Currency}, men mva er ikke oppgitt i norske kroner (bokføringsforskriften § 5-1-1)."),
        .. UnknownRates(f).Select(rate => new Finding("KONTALI-SATS", Severity.Warning, Phrase.Of($"{rate:0.##} % er ikke en norsk mva-sats."))),
    ];

    private static IEnumerable<Finding> Foreign(InvoiceFacts f) =>
    [
        .. When(f.VatTotal != 0, "KONTALI-UTENLANDSK-MVA", Severity.Warning, $"Selgeren er utenlandsk og har beregnet mva ({f.VatTotal:N2} {f.Currency}). Utenlandsk mva kan ikke trekkes fra i Norge."),
        .. When(f.Vat.Any(v => v.Category == "K") && f.Buyer.Address?.Country == "NO", "KONTALI-EU-SALG", Severity.Warning, $"Selgeren har fakturert som salg innen EU (K). Norge er utenfor EU, så avgiftskoden er feil."),
    ];

    private static IEnumerable<Finding> Signs(InvoiceFacts f) =>
    [
        .. When(f.Kind == InvoiceKind.CreditNote && f.Gross < 0, "KONTALI-FORTEGN", Severity.Warning, $"Kreditnotaen har negativ sum ({f.Gross:N2}). Da er den i virkeligheten et krav. Kontroller mot leverandøren."),
        .. When(f.Kind == InvoiceKind.Invoice && f.Gross < 0, "KONTALI-FORTEGN", Severity.Note, $"Fakturaen har negativ sum ({f.Gross:N2}) og er en kreditering."),
        .. When(f.DueDate < f.IssueDate && f.Kind == InvoiceKind.Invoice, "KONTALI-FORFALL", Severity.Warning, $"Forfall {f.DueDate:dd.MM.yyyy} er før fakturadatoen {f.IssueDate:dd.MM.yyyy}."),
    ];

    /// <summary>The VAT number's country goes first, then the address, then the electronic address.</summary>
    internal static bool IsNorwegian(Party seller) =>
        seller.VatNumber is { Length: >= 2 } vat && char.IsAsciiLetter(vat[0]) ? vat.StartsWith("NO", StringComparison.OrdinalIgnoreCase)
        : seller.Address?.Country is { } country ? country == "NO"
        : seller.EndpointScheme == "0192";

    private static IEnumerable<decimal> UnknownRates(InvoiceFacts f) => f.IssueDate < PresentRates ? []
        : f.Vat.Where(v => v.Category == "S" && v.Percent is { } rate && !NorwegianRates.Contains(rate)).Select(v => v.Percent!.Value).Distinct().Take(3);

    /// <summary>Nine zeros pass the arithmetic but name nobody.</summary>
    private static bool IsRealOrgNumber(string id) => OrgNumber.TryParse(id, out var number) && number.ToString() != "000000000";

    private static IEnumerable<string> OrgNumbers(Party seller) =>
        new[] { seller.CompanyId, seller.VatNumber, seller.EndpointScheme == "0192" ? seller.Endpoint : null }
            .Where(n => n is not null && IsRealOrgNumber(n)).Select(n => OrgNumber.Parse(n).ToString());
}
