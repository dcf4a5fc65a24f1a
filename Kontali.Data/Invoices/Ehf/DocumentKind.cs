using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Is it an ordinary invoice or credit note? If it is something else, which, and what to do with it.</summary>
internal static class DocumentKind
{
    private static readonly XNamespace Envelope = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";

    /// <summary>The invoice's own root, unwrapped from a transport envelope (SBDH), or why there is none.</summary>
    internal static (XElement? Invoice, Phrase? Refusal) Find(XElement root)
    {
        var inside = root.Name == Envelope + "StandardBusinessDocument" ? [.. root.Elements().Where(e => e.Name.Namespace != Envelope)] : new[] { root };
        if (inside is not [var inner])
            return (null, inside.Length == 0
                ? Phrase.Of($"Konvolutten (SBDH) er tom: det ligger ingen faktura i den. Be leverandøren sende fakturaen på nytt.")
                : Phrase.Of($"Konvolutten (SBDH) inneholder {inside.Length} dokumenter. Den skal ha ett. Be leverandøren sende hver faktura for seg."));
        var isBilling = inner.Name == Ubl.Invoice + "Invoice" || inner.Name == Ubl.CreditNote + "CreditNote";
        var refusal = isBilling ? OtherProfile(inner) : OtherDocument(inner);
        return refusal is null ? (inner, null) : (null, refusal);
    }

    /// <summary>The envelope's own id of the message; null without an envelope, or where the id is longer than any real one.</summary>
    internal static string? MessageIdOf(XElement root)
    {
        if (root.Name != Envelope + "StandardBusinessDocument") return null;
        var id = root.Element(Envelope + "StandardBusinessDocumentHeader")?.Element(Envelope + "DocumentIdentification")?.Element(Envelope + "InstanceIdentifier").Text();
        return id is { Length: > 0 and <= 255 } ? id : null;
    }

    private static Phrase? OtherProfile(XElement invoice)
    {
        var claim = $"{invoice.Text("cbc:CustomizationID")} {invoice.Text("cbc:ProfileID")}";
        if (claim.Contains("selfbilling", StringComparison.OrdinalIgnoreCase))
            return Phrase.Of($"Dette er selvfakturering: kjøperen har skrevet fakturaen på vegne av selgeren. Den er ikke en vanlig leverandørfaktura og bokføres ikke her. Avklar med klienten hvilken side av handelen den hører til.");
        if (IsReminder(claim))
            return Phrase.Of($"Dette er en purring, ikke en ny faktura. Den opprinnelige fakturaen er trolig mottatt før. Kontroller om den er betalt, og bokfør eventuelle gebyrer for hånd.");
        return claim.Contains("urn:www.cenbii.eu", StringComparison.OrdinalIgnoreCase)
            ? Phrase.Of($"Fakturaen er i det gamle formatet EHF 2, som ikke lenger er i bruk. Be leverandøren sende den som EHF 3, eller registrer den for hånd.")
            : null;
    }

    /// <summary>Something that is read as an invoice, and should be known for what it is.</summary>
    internal static Finding? Remark(XElement invoice) =>
        $"{invoice.Text("cbc:CustomizationID")} {invoice.Text("cbc:ProfileID")}".Contains("forward-billing", StringComparison.OrdinalIgnoreCase)
            ? new("KONTALI-PROFIL", Severity.Warning, Phrase.Of($"Dette er gjennomfakturering (EHF Forward Billing): fakturaen er sendt for at mottakeren skal fakturere den videre til forbrukeren. Se om klienten er den som viderefakturerer, eller om kravet kommer igjen på en annen faktura."))
            : null;

    /// <summary>The Norwegian reminder specification, or the post-award process 06 it belongs to.</summary>
    private static bool IsReminder(string claim) =>
        claim.Contains("ehf:reminder", StringComparison.OrdinalIgnoreCase) || claim.Contains("postaward:g3:06", StringComparison.OrdinalIgnoreCase);

    private static Phrase OtherDocument(XElement root) => root.Name.LocalName switch
    {
        "ApplicationResponse" => Phrase.Of($"Dette er en kvittering (ApplicationResponse) på en faktura, ikke en faktura. Det er ingenting å bokføre."),
        "Order" or "OrderResponse" or "OrderResponseSimple" or "OrderChange" or "OrderCancellation" or "OrderAgreement" or "DespatchAdvice" or "ReceiptAdvice" or "Catalogue" or "PunchOut" or "Statement" => Phrase.Of($"Dette er et handelsdokument av typen {root.Name.LocalName}, ikke en faktura. Det er ingenting å bokføre."),
        "CrossIndustryInvoice" or "CrossIndustryDocument" => Phrase.Of($"Dette er en faktura i formatet CII (UN/CEFACT), som også brukes i ZUGFeRD og Factur-X. Kontali leser EHF 3. Be leverandøren sende den som EHF 3 eller PDF, eller registrer den for hånd."),
        "SelfBilledInvoice" or "SelfBilledCreditNote" => Phrase.Of($"Dette er selvfakturering: kjøperen har skrevet fakturaen på vegne av selgeren. Den er ikke en vanlig leverandørfaktura og bokføres ikke her. Avklar med klienten hvilken side av handelen den hører til."),
        "Document" when root.Name.NamespaceName.StartsWith("urn:iso:std:iso:20022:", StringComparison.Ordinal) => Phrase.Of($"Dette er en bankfil (ISO 20022), ikke en faktura. Den hører til i bankavstemmingen."),
        "AuditFile" => Phrase.Of($"Dette er en SAF-T-fil med et helt regnskap, ikke en faktura."),
        "svg" => Phrase.Of($"Dette er et bilde (SVG), ikke en EHF-faktura. Hent selve fakturafilen (XML eller PDF) og last den opp."),
        "Reminder" => Phrase.Of($"Dette er en purring, ikke en ny faktura. Kontroller om den opprinnelige fakturaen er betalt."),
        "html" or "HTML" => Phrase.Of($"Dette er en nettside, ikke en EHF-faktura. Hent selve fakturafilen (XML) og last den opp."),
        "Invoice" or "CreditNote" => Phrase.Of($"Filen kaller seg faktura, men er ikke skrevet etter UBL 2.1, som EHF bruker. Be leverandøren sende fakturaen som EHF 3."),
        _ => Phrase.Of($"Dette er en XML-fil av typen «{Ubl.Clean(root.Name.LocalName)}», ikke en EHF-faktura. Be leverandøren sende fakturaen som EHF 3."),
    };
}
