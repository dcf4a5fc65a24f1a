using System.Xml.Linq;
using Kontali.Data.Firms;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Peppol: identifiers that name their scheme have its form and check digit. Norway: VAT number and Foretaksregisteret.</summary>
internal static class IdentifierRules
{
    private const string Norway = "NO";

    internal static readonly EhfRule[] All =
    [
        Scheme("PEPPOL-COMMON-R040", "0088", "et GLN-nummer har feil kontrollsiffer", id => AllDigits(id) && CheckDigits.Gln(id)),
        Scheme("PEPPOL-COMMON-R041", "0192", "et norsk organisasjonsnummer er feil. Det har ni sifre, og det siste er et kontrollsiffer", IsOrgNumber),
        Scheme("PEPPOL-COMMON-R042", "0184", "et dansk CVR-nummer er feil", IsDanish),
        Scheme("PEPPOL-COMMON-R043", "0208", "et belgisk foretaksnummer er feil", id => id.Length == 10 && AllDigits(id) && CheckDigits.Belgian(id)),
        Scheme("PEPPOL-COMMON-R049", "0007", "et svensk organisasjonsnummer er feil", id => id.Length == 10 && AllDigits(id) && CheckDigits.Luhn(id)),
        Scheme("PEPPOL-COMMON-R050", "0151", "et australsk foretaksnummer er feil", id => id.Length == 11 && AllDigits(id) && CheckDigits.Australian(id)),
        Scheme("PEPPOL-COMMON-R052", "0096", "et dansk P-nummer er feil", id => id.Length == 10 && AllDigits(id)),
        Scheme("PEPPOL-COMMON-R053", "0198", "et dansk SE-nummer er feil", IsDanish),
        Scheme("PEPPOL-COMMON-R044", "0201", "en italiensk IPA-kode er feil", id => id.Length == 6 && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))).AsWarning,
        Scheme("PEPPOL-COMMON-R045", "0210", "et italiensk skattenummer er feil", IsItalianTaxCode).AsWarning,
        Scheme("PEPPOL-COMMON-R046", "9907", "et italiensk skattenummer er feil", IsItalianTaxCode).AsWarning,
        Scheme("PEPPOL-COMMON-R047", "0211", "et italiensk mva-nummer er feil", IsItalianVatNumber).AsWarning,
        Scheme("PEPPOL-COMMON-R054", "0106", "et nederlandsk KVK-nummer er feil", id => id.Length == 8 && AllDigits(id)).AsWarning,
        Scheme("PEPPOL-COMMON-R055", "0190", "et nederlandsk OIN-nummer er feil", id => id.Length == 20 && AllDigits(id)).AsWarning,
        Scheme("PEPPOL-COMMON-R056-1", "9944", "et nederlandsk mva-nummer er feil", IsDutchVatNumber).AsWarning,
        Each("PEPPOL-COMMON-R056-2", d => d.Named("cac:PartyTaxScheme").Where(PartyReader.IsVat), "{0}: et nederlandsk mva-nummer er feil.",
            s => s.Text("cbc:CompanyID") is not { } id || !id.StartsWith("NL", StringComparison.Ordinal) || IsDutchVatNumber(id)).AsWarning,
        Each("NO-R-001", d => CountryOfSeller(d) == Norway ? PartyReader.TaxSchemes(d.Seller).Where(PartyReader.IsVat) : [],
            "Selgerens mva-nummer er feil. Et norsk mva-nummer er NO, organisasjonsnummeret og MVA, for eksempel NO987654325MVA.", IsVatNumber),
        Must("NO-R-002", "Selgeren har ikke oppgitt «Foretaksregisteret». Det skal AS, ASA og filialer av utenlandske foretak gjøre (bokføringsforskriften § 5-1-2).",
            d => d.Seller is null || CountryOfSeller(d) != Norway || PartyReader.TaxSchemes(d.Seller).Any(s => s.Text("cac:TaxScheme/cbc:ID") == "TAX" && s.Text("cbc:CompanyID") == "Foretaksregisteret")).AsWarning,
    ];

    private static EhfRule Scheme(string id, string scheme, string what, Func<string, bool> isRight) =>
        Each(id, d => Identifiers(d).Where(e => e.Attr("schemeID") == scheme), $"{{0}}: {what}.", e => isRight(e.Value.Trim()));

    private static IEnumerable<XElement> Identifiers(EhfDocument d) =>
        d.Named("cbc:EndpointID").Concat(d.Named("cac:PartyIdentification").SelectMany(p => p.All("cbc:ID"))).Concat(d.Named("cbc:CompanyID"));

    private static bool AllDigits(string id) => id.All(char.IsAsciiDigit);

    /// <summary>Eight digits, with or without DK before them.</summary>
    private static bool IsDanish(string id) => (id.StartsWith("DK", StringComparison.Ordinal) ? id[2..] : id) is { Length: 8 } digits && AllDigits(digits);

    /// <summary>NL, nine digits, B, two digits.</summary>
    private static bool IsDutchVatNumber(string id) =>
        id.Length == 14 && id.StartsWith("NL", StringComparison.Ordinal) && id[11] == 'B' && AllDigits(id[2..11]) && AllDigits(id[12..]);

    /// <summary>Eleven digits for an enterprise; for a person letters and digits in their places: AAAAAA00A00A000A.</summary>
    private static bool IsItalianTaxCode(string id) => (id.Length == 11 && AllDigits(id))
        || (id.Length == 16 && id.Index().All(c => "AAAAAA00A00A000A"[c.Index] == 'A' ? char.IsAsciiLetter(c.Item) : char.IsAsciiDigit(c.Item)));

    /// <summary>IT and eleven digits, the last a check digit (MOD10). The scheme is used for other countries' VAT numbers too, and they are let be.</summary>
    private static bool IsItalianVatNumber(string id) => !id.StartsWith("IT", StringComparison.OrdinalIgnoreCase)
        || (id.Length == 13 && AllDigits(id[2..]) && CheckDigits.Luhn(id[2..]));

    /// <summary>Nine digits with a check digit; nine zeros pass the arithmetic but name nobody.</summary>
    private static bool IsOrgNumber(string id) => id.Length == 9 && AllDigits(id) && id != "000000000" && OrgNumber.TryParse(id, out _);

    private static bool IsVatNumber(XElement scheme) => scheme.Text("cbc:CompanyID") is not { } id || !id.StartsWith(Norway, StringComparison.Ordinal)
        || (id.Length == 14 && id.EndsWith("MVA", StringComparison.Ordinal) && IsOrgNumber(id[2..11]));

    /// <summary>The VAT number's country goes before the representative's, and both before the address.</summary>
    internal static string? CountryOfSeller(EhfDocument d) =>
        Prefix(PartyReader.VatNumber(d.Seller)) ?? Prefix(PartyReader.VatNumber(d.Root.One("cac:TaxRepresentativeParty")))
        ?? d.Seller.Text("cac:PostalAddress/cac:Country/cbc:IdentificationCode");

    /// <summary>The same of the buyer, who has no representative.</summary>
    internal static string? CountryOfBuyer(EhfDocument d) =>
        Prefix(PartyReader.VatNumber(d.Buyer)) ?? d.Buyer.Text("cac:PostalAddress/cac:Country/cbc:IdentificationCode");

    private static string? Prefix(string? vatNumber) => vatNumber is { Length: >= 2 } number ? number[..2].ToUpperInvariant() : null;
}
