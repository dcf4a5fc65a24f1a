using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>More of something than any invoice has, and than a person or a screen can follow. Lines and VAT rows have limits of their own.</summary>
internal static class Heaps
{
    private const int Most = 500, MostOnLines = 50_000;

    private static readonly (string Path, Phrase What)[] Heads =
    [
        ("cbc:Note", Phrase.Of($"notater")),
        ("cac:PaymentMeans", Phrase.Of($"betalingsmåter")),
        ("cac:BillingReference", Phrase.Of($"henvisninger til tidligere fakturaer")),
        ("cac:AdditionalDocumentReference", Phrase.Of($"vedlegg og henvisninger")),
    ];

    private static readonly string[] OnLines = ["cac:AllowanceCharge", "cac:Item/cac:AdditionalItemProperty", "cac:Item/cac:CommodityClassification"];

    /// <summary>The first heap there is, in words.</summary>
    internal static Phrase? Find(EhfDocument document)
    {
        foreach (var (path, what) in Heads)
            if (document.Root.All(path).Skip(Most).Any()) return Phrase.Of($"Fakturaen har flere enn {Most} {what}. Så mange har ingen faktura, og den er ikke lest. Be leverandøren dele den opp.");
        if (Crowded(document.Seller) || Crowded(document.Buyer)) return Phrase.Of($"En av partene har flere enn {Most} numre eller adresselinjer. Så mange har ingen faktura, og den er ikke lest. Be leverandøren sende den på nytt.");
        return document.Lines.SelectMany(l => OnLines.SelectMany(path => l.All(path))).Skip(MostOnLines).Any()
            ? Phrase.Of($"Linjene har til sammen flere enn {MostOnLines:N0} fradrag, tillegg og egenskaper. Be leverandøren dele fakturaen opp.") : null;
    }

    private static bool Crowded(XElement? party) => party is not null && party.Descendants().Skip(Most).Any();
}
