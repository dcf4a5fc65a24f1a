using System.Xml.Linq;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using static Kontali.Data.Seed.UblNames;

namespace Kontali.Data.Seed;

/// <summary>Parties, addresses and delivery as UBL.</summary>
internal static class EhfParties
{
    /// <summary>Seller or buyer: the registered name stands in the legal entity.</summary>
    internal static XElement? Trader(string element, Party party) => Group(element,
        Text("EndpointID", party.Endpoint, Attribute("schemeID", party.EndpointScheme)),
        Ids(party),
        party.LegalName is null ? null : Text1("PartyName", "Name", party.Name),
        Address("PostalAddress", party.Address),
        TaxSchemes(party),
        Group("PartyLegalEntity", Text("RegistrationName", party.LegalName ?? party.Name), CompanyId(party)),
        Group("Contact", Text("Name", party.ContactName), Text("Telephone", party.Phone), Text("ElectronicMail", party.Email)));

    /// <summary>Payee or tax representative: known by its name alone.</summary>
    internal static XElement? Other(string element, Party party) => Group(element,
        Ids(party), Text1("PartyName", "Name", party.Name), Address("PostalAddress", party.Address), TaxSchemes(party),
        Group("PartyLegalEntity", CompanyId(party)));

    internal static XElement? Delivery(Delivery? delivery) => Group("Delivery",
        Day("ActualDeliveryDate", delivery?.Date),
        Group("DeliveryLocation", Address("Address", delivery?.Address)),
        Group("DeliveryParty", Text1("PartyName", "Name", delivery?.To)));

    private static IEnumerable<XElement?> Ids(Party party) => party.OtherIds.Select(id => Group("PartyIdentification", SchemedId(id)));

    /// <summary>"0088:7300010000001" has a scheme of four digits; anything else is the bare value.</summary>
    private static XElement? SchemedId(string id) => id.IndexOf(':', StringComparison.Ordinal) is 4 && (id.StartsWith("SEPA", StringComparison.Ordinal) || id[..4].All(char.IsAsciiDigit))
        ? Text("ID", id[5..], new("schemeID", id[..4]))
        : Text("ID", id);

    private static IEnumerable<XElement?> TaxSchemes(Party party) =>
    [
        party.VatNumber is null ? null : Group("PartyTaxScheme", Text("CompanyID", party.VatNumber), Text1("TaxScheme", "ID", "VAT")),
        party.InForetaksregisteret ? Group("PartyTaxScheme", Text("CompanyID", "Foretaksregisteret"), Text1("TaxScheme", "ID", "TAX")) : null,
    ];

    private static XElement? CompanyId(Party party) => Text("CompanyID", party.CompanyId,
        party.Address?.Country == "NO" && OrgNumber.TryParse(party.CompanyId, out _) ? new("schemeID", "0192") : null);

    private static XElement? Address(string element, Address? address) => Group(element,
        Text("StreetName", address?.Lines.ElementAtOrDefault(0)), Text("AdditionalStreetName", address?.Lines.ElementAtOrDefault(1)),
        Text("CityName", address?.City), Text("PostalZone", address?.PostCode), Text("CountrySubentity", address?.Region),
        address?.Lines.Skip(2).Select(l => Text1("AddressLine", "Line", l)),
        Text1("Country", "IdentificationCode", address?.Country));
}
