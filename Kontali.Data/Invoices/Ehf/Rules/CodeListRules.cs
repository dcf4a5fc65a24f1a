using System.Collections.Frozen;
using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931 and Peppol: codes are from the lists they name.</summary>
internal static class CodeListRules
{
    internal static readonly EhfRule[] All =
    [
        In("BR-CL-01", d => d.Root.All("cbc:InvoiceTypeCode"), CodeLists.InvoiceTypes, "Dokumenttypen «{1}» finnes ikke i kodelisten for fakturaer."),
        In("BR-CL-01", d => d.Root.All("cbc:CreditNoteTypeCode"), CodeLists.CreditNoteTypes, "Dokumenttypen «{1}» finnes ikke i kodelisten for kreditnotaer."),
        InAttribute("BR-CL-03", Amounts, "currencyID", CodeLists.Currencies, "{0}: «{1}» er ikke en valutakode."),
        In("BR-CL-04", d => d.Root.All("cbc:DocumentCurrencyCode"), CodeLists.Currencies, "Fakturaens valuta «{1}» er ikke en valutakode."),
        In("BR-CL-05", d => d.Root.All("cbc:TaxCurrencyCode"), CodeLists.Currencies, "Valutaen for mva «{1}» er ikke en valutakode."),
        In("BR-CL-06", d => d.Named("cac:InvoicePeriod").SelectMany(p => p.All("cbc:DescriptionCode")), CodeLists.TaxPoints, "{0}: koden «{1}» for når mva forfaller, finnes ikke."),
        InAttribute("BR-CL-07", InvoicedObjects, "schemeID", CodeLists.ObjectReferences, "{0}: det fakturerte objektets skjema «{1}» finnes ikke."),
        new("BR-CL-08", "Notatets emnekode «{0}» finnes ikke.", d => d.Root.All("cbc:Note").Select(SubjectOf).Where(s => s is not null && !CodeLists.NoteSubjects.Contains(s)).Select(s => new object?[] { s })),
        InAttribute("BR-CL-10", d => d.Named("cac:PartyIdentification").SelectMany(p => p.All("cbc:ID")).Where(i => i.Attr("schemeID") != "SEPA" || !MayBeCreditor(i)), "schemeID", CodeLists.Icd, "{0}: id-skjemaet «{1}» finnes ikke."),
        InAttribute("BR-CL-11", d => d.Named("cac:PartyLegalEntity").SelectMany(p => p.All("cbc:CompanyID")), "schemeID", CodeLists.Icd, "{0}: skjemaet «{1}» for organisasjonsnummer finnes ikke (for norske foretak 0192)."),
        InAttribute("BR-CL-13", d => d.Named("cbc:ItemClassificationCode"), "listID", CodeLists.ItemClassifications, "{0}: varegruppelisten «{1}» finnes ikke."),
        In("BR-CL-14", d => d.Named("cac:Country").SelectMany(c => c.All("cbc:IdentificationCode")), CodeLists.Countries, "{0}: «{1}» er ikke en landkode."),
        In("BR-CL-15", d => d.Named("cac:OriginCountry").SelectMany(c => c.All("cbc:IdentificationCode")), CodeLists.Countries, "{0}: opprinnelseslandet «{1}» er ikke en landkode."),
        In("BR-CL-16", d => d.Root.All("cac:PaymentMeans/cbc:PaymentMeansCode"), CodeLists.PaymentMeans, "{0}: betalingsmåten «{1}» finnes ikke."),
        In("BR-CL-17", d => d.Named("cac:TaxCategory").SelectMany(c => c.All("cbc:ID")), CodeLists.VatCategories, "{0}: mva-koden «{1}» finnes ikke."),
        In("BR-CL-18", d => d.Named("cac:ClassifiedTaxCategory").SelectMany(c => c.All("cbc:ID")), CodeLists.VatCategories, "{0}: mva-koden «{1}» finnes ikke."),
        In("BR-CL-19", d => Reasons(d, charge: false), CodeLists.AllowanceReasons, "{0}: begrunnelseskoden «{1}» for fradrag finnes ikke."),
        In("BR-CL-20", d => Reasons(d, charge: true), CodeLists.ChargeReasons, "{0}: begrunnelseskoden «{1}» for tillegg finnes ikke."),
        InAttribute("BR-CL-21", d => d.Named("cac:StandardItemIdentification").SelectMany(i => i.All("cbc:ID")), "schemeID", CodeLists.Icd, "{0}: skjemaet «{1}» for varens standardnummer finnes ikke."),
        In("BR-CL-22", d => d.Named("cbc:TaxExemptionReasonCode"), CodeLists.ExemptionReasons, "{0}: fritakskoden «{1}» finnes ikke.", upper: true),
        InAttribute("BR-CL-23", Quantities, "unitCode", CodeLists.Units, "{0}: enheten «{1}» finnes ikke i kodelisten."),
        InAttribute("BR-CL-24", d => d.Named("cbc:EmbeddedDocumentBinaryObject"), "mimeCode", CodeLists.AttachmentTypes, "{0}: filtypen «{1}» er ikke tillatt som vedlegg."),
        InAttribute("BR-CL-25", d => d.Named("cbc:EndpointID"), "schemeID", CodeLists.ElectronicAddresses, "{0}: skjemaet «{1}» for elektronisk adresse finnes ikke."),
        InAttribute("BR-CL-26", d => d.Named("cac:DeliveryLocation").SelectMany(l => l.All("cbc:ID")), "schemeID", CodeLists.Icd, "{0}: skjemaet «{1}» for leveringsstedet finnes ikke."),
        InAttribute("PEPPOL-EN16931-CL001", d => d.Named("cbc:EmbeddedDocumentBinaryObject"), "mimeCode", CodeLists.AttachmentTypes, "{0}: filtypen «{1}» er ikke tillatt som vedlegg i Peppol."),
        In("PEPPOL-EN16931-CL002", d => Reasons(d, charge: false), CodeLists.AllowanceReasons, "{0}: begrunnelseskoden «{1}» for fradrag er ikke tillatt i Peppol."),
        In("PEPPOL-EN16931-CL003", d => Reasons(d, charge: true), CodeLists.ChargeReasons, "{0}: begrunnelseskoden «{1}» for tillegg er ikke tillatt i Peppol."),
        In("PEPPOL-EN16931-CL006", d => d.Named("cac:InvoicePeriod").SelectMany(p => p.All("cbc:DescriptionCode")), CodeLists.TaxPoints, "{0}: koden «{1}» for når mva forfaller, er ikke tillatt i Peppol."),
        InAttribute("PEPPOL-EN16931-CL007", Amounts, "currencyID", CodeLists.Currencies, "{0}: valutakoden «{1}» er ikke tillatt i Peppol."),
        InAttribute("PEPPOL-EN16931-CL008", d => d.Named("cbc:EndpointID"), "schemeID", CodeLists.PeppolElectronicAddresses, "{0}: Peppol leverer ikke til adresser med skjemaet «{1}» (for norske foretak brukes 0192)."),
    ];

    private static EhfRule In(string id, Func<EhfDocument, IEnumerable<XElement>> of, FrozenSet<string> list, string sentence, bool upper = false) =>
        new(id, sentence, d => of(d).Select(e => (Element: e, Code: e.Text() ?? "")).Where(c => !list.Contains(upper ? c.Code.ToUpperInvariant() : c.Code))
            .Select(c => new object?[] { c.Element, Required.Shorten(c.Code) }));

    /// <summary>A missing attribute breaks another rule.</summary>
    private static EhfRule InAttribute(string id, Func<EhfDocument, IEnumerable<XElement>> of, string attribute, FrozenSet<string> list, string sentence) =>
        new(id, sentence, d => of(d).Select(e => (Element: e, Code: (string?)e.Attribute(attribute))).Where(c => c.Code is { } code && !list.Contains(code.Trim()))
            .Select(c => new object?[] { c.Element, Required.Shorten(c.Code!) }));

    private static IEnumerable<XElement> Amounts(EhfDocument d) => d.Root.Descendants().Where(e => e.Attribute("currencyID") is not null);

    private static IEnumerable<XElement> Quantities(EhfDocument d) => d.Root.Descendants().Where(e => e.Attribute("unitCode") is not null);

    private static IEnumerable<XElement> InvoicedObjects(EhfDocument d) =>
        d.Named("cac:AdditionalDocumentReference").Concat(d.Named("cac:DocumentReference")).Where(r => r.Text("cbc:DocumentTypeCode") == "130").SelectMany(r => r.All("cbc:ID"));

    private static IEnumerable<XElement> Reasons(EhfDocument d, bool charge) =>
        d.Named("cac:AllowanceCharge").Where(a => EhfDocument.IsCharge(a) == charge).SelectMany(a => a.All("cbc:AllowanceChargeReasonCode"));

    /// <summary>A bank's creditor id stands at the seller or the payee, nowhere else.</summary>
    private static bool MayBeCreditor(XElement id) => id.Ancestors().Any(a => a.Name == Ubl.Cac + "AccountingSupplierParty" || a.Name == Ubl.Cac + "PayeeParty");

    /// <summary>A note may have its subject between hashes: #AAI#General information.</summary>
    private static string? SubjectOf(XElement note) => note.Value.Split('#', 4) is [_, { Length: 3 } code, _, ..] ? code : null;
}
