using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931: who the parties are.</summary>
internal static class PartyRules
{
    private const string Seller = "cac:AccountingSupplierParty/cac:Party";
    private const string Buyer = "cac:AccountingCustomerParty/cac:Party";

    internal static readonly EhfRule[] All =
    [
        Must("BR-06", "Selgerens registrerte navn mangler.", d => d.Seller.Text("cac:PartyLegalEntity/cbc:RegistrationName") is not null),
        Must("BR-07", "Kjøperens registrerte navn mangler.", d => d.Buyer.Text("cac:PartyLegalEntity/cbc:RegistrationName") is not null),
        Must("BR-08", "Selgerens adresse mangler.", d => d.Seller.Has("cac:PostalAddress")),
        Each("BR-09", Seller + "/cac:PostalAddress", "Selgerens land mangler.", HasCountry),
        Must("BR-10", "Kjøperens adresse mangler.", d => d.Buyer.Has("cac:PostalAddress")),
        Each("BR-11", Buyer + "/cac:PostalAddress", "Kjøperens land mangler.", HasCountry),
        new("BR-17", "Betalingsmottakeren mangler navn, eller er den samme som selgeren.", d => d.Root.All("cac:PayeeParty").Where(p => !IsAnother(p, d.Seller)).Select(_ => Array.Empty<object?>())),
        Each("BR-18", "cac:TaxRepresentativeParty", "{0}: navnet mangler.", p => p.Text("cac:PartyName/cbc:Name") is not null),
        Each("BR-19", "cac:TaxRepresentativeParty", "{0}: adressen mangler.", p => p.Has("cac:PostalAddress")),
        Each("BR-20", "cac:TaxRepresentativeParty/cac:PostalAddress", "{0}: land mangler.", HasCountry),
        Each("BR-56", "cac:TaxRepresentativeParty", "{0}: mva-nummeret mangler.", p => PartyReader.VatNumber(p) is not null),
        Each("BR-62", Seller + "/cbc:EndpointID", "Selgerens elektroniske adresse mangler skjema (for norske foretak 0192).", e => e.Attr("schemeID") is not null),
        Each("BR-63", Buyer + "/cbc:EndpointID", "Kjøperens elektroniske adresse mangler skjema (for norske foretak 0192).", e => e.Attr("schemeID") is not null),
        Each("BR-CO-26", "cac:AccountingSupplierParty", "Selgeren kan ikke identifiseres: verken organisasjonsnummer, mva-nummer eller annen id er oppgitt.", IsIdentified),
        Each("BR-CO-09", d => d.Named("cac:PartyTaxScheme").Where(PartyReader.IsVat), "{0}: mva-nummeret begynner ikke med en landkode (for Norge NO).", HasCountryPrefix),
    ];

    private static bool HasCountry(XElement address) => address.Text("cac:Country/cbc:IdentificationCode") is not null;

    private static bool IsAnother(XElement payee, XElement? seller) =>
        payee.Text("cac:PartyName/cbc:Name") is { } name
        && seller.All("cac:PartyName/cbc:Name").All(n => n.Text() != name)
        && !payee.All("cac:PartyIdentification/cbc:ID").Select(i => i.Text()).Intersect(seller.All("cac:PartyIdentification/cbc:ID").Select(i => i.Text())).Any();

    private static bool IsIdentified(XElement supplier) =>
        supplier.Has("cac:Party/cac:PartyIdentification/cbc:ID") || supplier.Has("cac:Party/cac:PartyLegalEntity/cbc:CompanyID")
        || PartyReader.VatNumber(supplier.One("cac:Party")) is not null;

    /// <summary>Greece writes EL in VAT numbers.</summary>
    private static bool HasCountryPrefix(XElement scheme) =>
        scheme.Text("cbc:CompanyID") is { Length: >= 2 } id && (id.StartsWith("EL", StringComparison.Ordinal) || CodeLists.Countries.Contains(id[..2]));
}
