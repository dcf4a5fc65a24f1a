using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931: what may stand only once.</summary>
internal static class CardinalityRules
{
    private const string Seller = "cac:AccountingSupplierParty/cac:Party/";
    private const string Buyer = "cac:AccountingCustomerParty/cac:Party/";

    internal static readonly EhfRule[] All =
    [
        One("UBL-SR-01", "cac:ContractDocumentReference/cbc:ID", "Fakturaen viser til flere enn én kontrakt."),
        One("UBL-SR-02", "cac:ReceiptDocumentReference/cbc:ID", "Fakturaen viser til flere enn én varemottaksmelding."),
        One("UBL-SR-03", "cac:DespatchDocumentReference/cbc:ID", "Fakturaen viser til flere enn én pakkseddel."),
        Must("UBL-SR-04", "Fakturaen viser til flere enn ett fakturert objekt.", d => d.Root.All("cac:AdditionalDocumentReference").Count(IsObject) <= 1),
        One("UBL-SR-05", "cac:PaymentTerms", "Betalingsbetingelsene er oppgitt flere ganger."),
        Each("UBL-SR-06", "cac:BillingReference", "{0}: flere fakturaer i samme henvisning.", r => AtMostOne(r, "cac:InvoiceDocumentReference")),
        Each("UBL-SR-07", "cac:BillingReference", "{0}: nummeret mangler.", r => r.Has("cac:InvoiceDocumentReference/cbc:ID")),
        One("UBL-SR-08", "cac:InvoicePeriod", "Fakturaen har flere enn én periode."),
        One("UBL-SR-09", Seller + "cac:PartyLegalEntity/cbc:RegistrationName", "Selgeren har flere enn ett registrert navn."),
        One("UBL-SR-10", Seller + "cac:PartyName/cbc:Name", "Selgeren har flere enn ett navn."),
        One("UBL-SR-11", Seller + "cac:PartyLegalEntity/cbc:CompanyID", "Selgeren har flere enn ett organisasjonsnummer."),
        Must("UBL-SR-12", "Selgeren har flere enn ett mva-nummer.", d => VatNumbers(d.Seller) <= 1),
        Must("UBL-SR-13", "Selgeren har flere enn én annen skatteregistrering.", d => PartyReader.TaxSchemes(d.Seller).Count(s => !PartyReader.IsVat(s) && s.Has("cbc:CompanyID")) <= 1),
        One("UBL-SR-14", Seller + "cac:PartyLegalEntity/cbc:CompanyLegalForm", "Selgerens selskapsform er oppgitt flere ganger."),
        One("UBL-SR-15", Buyer + "cac:PartyLegalEntity/cbc:RegistrationName", "Kjøperen har flere enn ett registrert navn."),
        One("UBL-SR-16", Buyer + "cac:PartyIdentification/cbc:ID", "Kjøperen har flere enn én id."),
        One("UBL-SR-17", Buyer + "cac:PartyLegalEntity/cbc:CompanyID", "Kjøperen har flere enn ett organisasjonsnummer."),
        Must("UBL-SR-18", "Kjøperen har flere enn ett mva-nummer.", d => VatNumbers(d.Buyer) <= 1),
        One("UBL-SR-19", "cac:PayeeParty/cac:PartyName/cbc:Name", "Betalingsmottakeren har flere enn ett navn."),
        Must("UBL-SR-20", "Betalingsmottakeren har flere enn én id.", d => d.Root.All("cac:PayeeParty/cac:PartyIdentification/cbc:ID").Count(i => !IsSepa(i)) <= 1),
        One("UBL-SR-21", "cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID", "Betalingsmottakeren har flere enn ett organisasjonsnummer."),
        One("UBL-SR-22", "cac:TaxRepresentativeParty/cac:PartyName/cbc:Name", "Mva-representanten har flere enn ett navn."),
        One("UBL-SR-23", "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID", "Mva-representanten har flere enn ett mva-nummer."),
        One("UBL-SR-24", "cac:Delivery", "Leveringen er oppgitt flere ganger."),
        One("UBL-SR-25", "cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name", "Leveringen har flere enn én mottaker."),
        Each("UBL-SR-26", "cac:PaymentMeans", "{0}: flere enn én betalingsreferanse (KID).", p => AtMostOne(p, "cbc:PaymentID")),
        Each("UBL-SR-27", "cac:PaymentMeans", "{0}: betalingsmåten er beskrevet flere ganger.", p => AtMostOne(p, "cbc:InstructionNote")),
        Each("UBL-SR-28", "cac:PaymentMeans", "{0}: flere enn én avtale om direktetrekk.", p => AtMostOne(p, "cac:PaymentMandate/cbc:ID")),
        Must("UBL-SR-29", "Bankens kreditor-id er oppgitt flere ganger.", d => d.Named("cac:PartyIdentification").SelectMany(p => p.All("cbc:ID")).Count(IsSepa) <= 1),
        Each("UBL-SR-30", LineRules.Allowances, "{0}: flere enn én begrunnelse.", a => AtMostOne(a, "cbc:AllowanceChargeReason")),
        Each("UBL-SR-31", LineRules.Charges, "{0}: flere enn én begrunnelse.", a => AtMostOne(a, "cbc:AllowanceChargeReason")),
        Each("UBL-SR-32", d => d.Subtotals, "{0}: flere enn én begrunnelse for fritak.", s => AtMostOne(s, "cac:TaxCategory/cbc:TaxExemptionReason")),
        Each("UBL-SR-33", "cac:AdditionalDocumentReference", "{0}: flere enn én beskrivelse.", r => AtMostOne(r, "cbc:DocumentDescription")),
        EachLine("UBL-SR-34", "{0}: flere enn ett notat.", l => AtMostOne(l, "cbc:Note")),
        EachLine("UBL-SR-35", "{0}: flere enn én bestillingslinje.", l => AtMostOne(l, "cac:OrderLineReference/cbc:LineID")),
        EachLine("UBL-SR-36", "{0}: flere enn én periode.", l => AtMostOne(l, "cac:InvoicePeriod")),
        EachLine("UBL-SR-37", "{0}: flere enn én rabatt på prisen.", l => AtMostOne(l, "cac:Price/cac:AllowanceCharge/cbc:Amount")),
        One("UBL-SR-39", "cac:ProjectReference/cbc:ID", "Fakturaen viser til flere enn ett prosjekt."),
        One("UBL-SR-40", Buyer + "cac:PartyName/cbc:Name", "Kjøperen har flere enn ett navn."),
        Must("UBL-SR-42", "Selgeren har flere enn to skatteregistreringer.", d => PartyReader.TaxSchemes(d.Seller).Count() <= 2),
        Each("UBL-SR-43", "cac:AdditionalDocumentReference", "{0}: bare det fakturerte objektet (130) eller et prosjekt (50) kan ha et skjema.", r => r.One("cbc:ID").Attr("schemeID") is null || r.Text("cbc:DocumentTypeCode") is "130" or "50"),
        Must("UBL-SR-44", "Fakturaen har ulike betalingsreferanser (KID). Bare én er tillatt.", d => Different(d, "cac:PaymentMeans/cbc:PaymentID") <= 1),
        One("UBL-SR-45", "cac:PaymentMeans/cbc:PaymentDueDate", "Forfallsdatoen er oppgitt flere ganger."),
        Must("UBL-SR-46", "Betalingsmåten er beskrevet flere ganger.", d => d.Root.All("cac:PaymentMeans/cbc:PaymentMeansCode").Count(c => c.Attribute("name") is not null) <= 1),
        Must("UBL-SR-47", "Fakturaen oppgir ulike betalingsmåter. Alle må ha samme kode.", d => Different(d, "cac:PaymentMeans/cbc:PaymentMeansCode") <= 1),
        EachLine("UBL-SR-48", "{0}: linjen skal ha nøyaktig én mva-kode.", l => l.All("cac:Item/cac:ClassifiedTaxCategory").Count() == 1),
        Each("UBL-SR-49", "cac:InvoicePeriod", "{0}: koden for når mva forfaller, er oppgitt flere ganger.", p => AtMostOne(p, "cbc:DescriptionCode")),
        EachLine("UBL-SR-50", "{0}: flere enn én beskrivelse.", l => AtMostOne(l, "cac:Item/cbc:Description")),
        Each("UBL-SR-51", d => d.Named("cac:PostalAddress").Concat(d.Named("cac:Address")), "{0}: adressen har for mange linjer.", a => AtMostOne(a, "cac:AddressLine")),
        EachLine("UBL-SR-52", "{0}: flere enn én dokumenthenvisning.", l => AtMostOne(l, "cac:DocumentReference")),
        Each("UBL-SR-53", d => d.Named("cac:PartyTaxScheme"), "{0}: en skatteregistrering mangler nummer.", s => s.Has("cbc:CompanyID")),
        One("UBL-SR-54", "cac:PaymentMeans/cac:CardAccount", "Fakturaen oppgir flere enn ett betalingskort."),
        One("UBL-SR-55", "cac:PaymentMeans/cac:PaymentMandate", "Fakturaen oppgir flere enn én avtale om direktetrekk."),
        One("UBL-SR-56", "cac:OriginatorDocumentReference", "Fakturaen viser til flere enn én anskaffelse."),
        Each("UBL-CR-666", d => d.Root.All("cac:AdditionalDocumentReference").Where(IsObject), "{0}: henvisningen til et fakturert objekt kan ikke ha vedlegg.", r => !r.Has("cac:Attachment")),
        Each("UBL-CR-673", d => d.Root.All("cac:AdditionalDocumentReference").Where(IsObject), "{0}: henvisningen til et fakturert objekt kan ikke ha beskrivelse.", r => !r.Has("cbc:DocumentDescription")),
        Each("UBL-CR-679", d => d.Named("cac:ClassifiedTaxCategory"), "{0}: mva-koden har et skjema, og det er ikke i bruk i EHF.", c => c.One("cbc:ID")?.Attribute("schemeID") is null).AsWarning,
    ];

    private static bool AtMostOne(XElement from, string path) => from.All(path).Skip(1).FirstOrDefault() is null;

    private static int Different(EhfDocument d, string path) => d.Root.All(path).Select(e => e.Text()).Distinct().Count();

    private static bool IsObject(XElement reference) => reference.Text("cbc:DocumentTypeCode") == "130";

    private static bool IsSepa(XElement id) => string.Equals(id.Attr("schemeID"), "SEPA", StringComparison.OrdinalIgnoreCase);

    private static int VatNumbers(XElement? party) => PartyReader.TaxSchemes(party).Count(s => PartyReader.IsVat(s) && s.Has("cbc:CompanyID"));
}
