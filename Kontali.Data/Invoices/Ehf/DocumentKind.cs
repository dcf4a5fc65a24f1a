using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Is it an ordinary invoice or credit note? If it is something else, which, and what to do with it.</summary>
internal static class DocumentKind
{
    private static readonly XNamespace Envelope = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";

    /// <summary>The invoice's own root, unwrapped from a transport envelope (SBDH), or why there is none.</summary>
    internal static (XElement? Invoice, Phrase? Refusal) Find(XElement root)
    {
        var inner = root.Name == Envelope + "StandardBusinessDocument"
            ? root.Elements().FirstOrDefault(e => e.Name.Namespace != Envelope) ?? root
            : root;
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

    /// <summary>The Norwegian reminder specification, or the post-award process 06 it belongs to.</summary>
    private static bool IsReminder(string claim) =>
        claim.Contains("ehf:reminder", StringComparison.OrdinalIgnoreCase) || claim.Contains("postaward:g3:06", StringComparison.OrdinalIgnoreCase);

    private static Phrase OtherDocument(XElement root) => root.Name.LocalName switch
    {
        "ApplicationResponse" => Phrase.Of($"Dette er en kvittering (ApplicationResponse) på en faktura, ikke en faktura. Det er ingenting å bokføre."),
        "Order" or "OrderResponse" or "DespatchAdvice" or "Catalogue" => Phrase.Of($"Dette er et handelsdokument av typen {root.Name.LocalName}, ikke en faktura. Det er ingenting å bokføre."),
        "Reminder" => Phrase.Of($"Dette er en purring, ikke en ny faktura. Kontroller om den opprinnelige fakturaen er betalt."),
        "html" or "HTML" => Phrase.Of($"Dette er en nettside, ikke en EHF-faktura. Hent selve fakturafilen (XML) og last den opp."),
        "Invoice" or "CreditNote" => Phrase.Of($"Filen kaller seg faktura, men er ikke skrevet etter UBL 2.1, som EHF bruker. Be leverandøren sende fakturaen som EHF 3."),
        _ => Phrase.Of($"Dette er en XML-fil av typen «{Ubl.Clean(root.Name.LocalName)}», ikke en EHF-faktura. Be leverandøren sende fakturaen som EHF 3."),
    };
}
