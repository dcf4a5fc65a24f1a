using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Kontali.Data.Invoices.Ehf.Rules;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>
/// Names and numbers that are not what they seem: characters that cannot be seen (KONTALI-USYNLIG), and words of two alphabets whose
/// letters look alike (KONTALI-SKRIFT). The facts are cleaned of the former; that they were there is told.
/// </summary>
internal static class Disguise
{
    private static readonly string[] Parties = ["cac:AccountingSupplierParty/cac:Party/", "cac:PayeeParty/", "cac:TaxRepresentativeParty/"];

    private static readonly string[] Numbers =
    [
        "cbc:ID", "cac:PaymentMeans/cbc:PaymentID", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
        .. Parties.SelectMany(p => new[] { p + "cbc:EndpointID", p + "cac:PartyIdentification/cbc:ID", p + "cac:PartyTaxScheme/cbc:CompanyID", p + "cac:PartyLegalEntity/cbc:CompanyID" }),
    ];

    private static readonly string[] Names = [.. Parties.SelectMany(p => new[] { p + "cac:PartyName/cbc:Name", p + "cac:PartyLegalEntity/cbc:RegistrationName" })];

    private static readonly EhfRule[] Rules =
    [
        new("KONTALI-USYNLIG", "{0}: «{1}» inneholder tegn som ikke synes. Det kan være gjort for å ligne en annen. Kontroller avsenderen før noe betales.",
            d => At(d, Numbers.Concat(Names)).Where(HasUnseen).Select(e => new object?[] { e, Required.Shorten(e.Value) })),
        new("KONTALI-SKRIFT", "{0}: i «{1}» er bokstaver fra to alfabeter blandet i samme ord. De ser like ut, og det kan være gjort for å ligne en annen. Kontroller avsenderen før noe betales.",
            d => At(d, Names).Where(e => Array.Exists(Words(e.Value), MixesAlphabets)).Select(e => new object?[] { e, Required.Shorten(e.Value) })),
    ];

    internal static IEnumerable<Finding> Check(EhfDocument document) => Rules.SelectMany(r => r.Check(document));

    private static IEnumerable<XElement> At(EhfDocument d, IEnumerable<string> paths) => paths.SelectMany(path => d.Root.All(path)).Where(e => e.Value.Length <= Ubl.MaxText);

    /// <summary>A soft hyphen is a typesetter's habit, and blanks around a value are nobody's fault.</summary>
    private static bool HasUnseen(XElement e) => e.Value.Trim().EnumerateRunes().Any(r => r.Value is not ('\n' or '\r' or '\t' or 0xad) && Ubl.IsUnseen(Rune.GetUnicodeCategory(r)));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool MixesAlphabets(string word) => word.EnumerateRunes().Where(Rune.IsLetter).Select(Alphabet).Where(a => a != 0).Distinct().Skip(1).Any();

    /// <summary>1 Latin, 2 Greek, 3 Cyrillic, 4 Armenian, 5 Cherokee, 6 full-width Latin; 0 for those nobody mistakes.</summary>
    private static int Alphabet(Rune letter) => letter.Value switch
    {
        <= 0x24f or (>= 0x1e00 and <= 0x1eff) => 1,
        >= 0x370 and <= 0x3ff or (>= 0x1f00 and <= 0x1fff) => 2,
        >= 0x400 and <= 0x52f => 3,
        >= 0x530 and <= 0x58f => 4,
        >= 0x13a0 and <= 0x13ff => 5,
        >= 0xff21 and <= 0xff5a => 6,
        _ => 0,
    };
}
