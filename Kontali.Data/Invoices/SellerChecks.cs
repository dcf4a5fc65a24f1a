using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using static Kontali.Data.Invoices.InvoiceChecks;

namespace Kontali.Data.Invoices;

/// <summary>Who sells, and whether the VAT shown may be believed and deducted (merverdiavgiftsloven §§ 11-4, 15-11).</summary>
internal static class SellerChecks
{
    private const string ReverseCharge = "KONTALI-OMVENDT", Late = "KONTALI-SENT";

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
        .. When(f.Seller.VatNumber is { } vat && !IsRealOrgNumber(vat), VatNumber, Severity.Warning, $"Selgerens mva-nummer «{f.Seller.VatNumber}» er ikke gyldig: det skal være et organisasjonsnummer med riktig kontrollsiffer, fulgt av MVA."),
        .. When(f.Vat.Any(v => v.Category == "AE") && !SaysReverseCharge(f), ReverseCharge, Severity.Warning, $"Kjøperen skal beregne mva-en, men fakturaen mangler ordene «Omvendt avgiftsplikt – Merverdiavgift ikke beregnet» (bokføringsforskriften § 5-1-1)."),
        .. When(LastDelivery(f) is { } delivered && f.IssueDate > delivered.AddMonths(1), Late, Severity.Note, $"Fakturaen er datert {f.IssueDate:dd.MM.yyyy}, mer enn en måned etter leveringen {LastDelivery(f):dd.MM.yyyy} (bokføringsforskriften § 5-2-2)."),
        .. UnknownRates(f).Select(rate => new Finding("KONTALI-SATS", Severity.Warning, Phrase.Of($"{rate:0.##} % var ikke en norsk mva-sats {f.IssueDate:dd.MM.yyyy}."))),
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

    /// <summary>The rate may be that of the delivery, of the period invoiced, or of the invoice that is credited.</summary>
    private static IEnumerable<decimal> UnknownRates(InvoiceFacts f)
    {
        DateOnly?[] days = [f.IssueDate, f.TaxPointDate, f.Delivery?.Date, f.Period?.From, f.Period?.To, .. f.Preceding.Select(p => p.IssueDate)];
        return f.Vat.Where(v => v.Category == "S" && v.Percent is { } rate && !days.Any(day => day is { } d && NorwegianRates.Held(rate, d))).Select(v => v.Percent!.Value).Distinct().Take(3);
    }

    private static DateOnly? LastDelivery(InvoiceFacts f) => f.Kind == InvoiceKind.CreditNote ? null : f.Delivery?.Date ?? f.Period?.To;

    /// <summary>Anywhere on the invoice; the dash between the two is written in many ways.</summary>
    private static bool SaysReverseCharge(InvoiceFacts f)
    {
        var said = string.Join(' ', [.. f.Vat.Select(v => v.ExemptionReason), .. f.Notes, f.PaymentTerms, .. f.Lines.SelectMany(l => new[] { l.Name, l.Description, l.Note })]);
        return said.Contains("omvendt avgiftsplikt", StringComparison.OrdinalIgnoreCase) && said.Contains("merverdiavgift ikke beregnet", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Nine zeros pass the arithmetic but name nobody.</summary>
    private static bool IsRealOrgNumber(string id) => OrgNumber.TryParse(id, out var number) && number.ToString() != "000000000";

    private static IEnumerable<string> OrgNumbers(Party seller) =>
        new[] { seller.CompanyId, seller.VatNumber, seller.EndpointScheme == "0192" ? seller.Endpoint : null }
            .Where(n => n is not null && IsRealOrgNumber(n)).Select(n => OrgNumber.Parse(n).ToString());
}
