using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Reads a cac:Party: seller, buyer, payee and tax representative alike.</summary>
internal static class PartyReader
{
    private const string Foretaksregisteret = "Foretaksregisteret";

    internal static Party Read(XElement? party)
    {
        var legalName = OneLine(party.Text("cac:PartyLegalEntity/cbc:RegistrationName"));
        var name = OneLine(party.Text("cac:PartyName/cbc:Name")) ?? legalName ?? "";
        return new()
        {
            Name = name,
            LegalName = legalName == name ? null : legalName,
            CompanyId = party.Text("cac:PartyLegalEntity/cbc:CompanyID"),
            VatNumber = VatNumber(party),
            Endpoint = party.Text("cbc:EndpointID"),
            EndpointScheme = party.One("cbc:EndpointID").Attr("schemeID"),
            OtherIds = [.. party.All("cac:PartyIdentification/cbc:ID").Select(SchemeAndValue).OfType<string>()],
            InForetaksregisteret = TaxSchemes(party).Any(s => s.Text("cbc:CompanyID") == Foretaksregisteret),
            Address = Address(party.One("cac:PostalAddress")),
            ContactName = party.Text("cac:Contact/cbc:Name"),
            Phone = party.Text("cac:Contact/cbc:Telephone"),
            Email = party.Text("cac:Contact/cbc:ElectronicMail"),
        };
    }

    internal static Address? Address(XElement? address)
    {
        var read = new Address(Street(address), address.Text("cbc:PostalZone"), address.Text("cbc:CityName"),
            address.Text("cbc:CountrySubentity"), address.Text("cac:Country/cbc:IdentificationCode"));
        return read is { Lines: [], PostCode: null, City: null, Region: null, Country: null } ? null : read;
    }

    internal static string? SchemeAndValue(XElement id) => id.Text() is not { } value ? null
        : id.Attr("schemeID") is { } scheme ? $"{scheme}:{value}" : value;

    internal static string? VatNumber(XElement? party) =>
        TaxSchemes(party).FirstOrDefault(IsVat).Text("cbc:CompanyID");

    internal static IEnumerable<XElement> TaxSchemes(XElement? party) => party.All("cac:PartyTaxScheme");

    internal static bool IsVat(XElement taxScheme) =>
        string.Equals(taxScheme.Text("cac:TaxScheme/cbc:ID"), "VAT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Names are compared and shown on one line; some senders break them.</summary>
    private static string? OneLine(string? name) => name is null ? null : string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string[] Street(XElement? address) =>
        [.. address.All("cbc:StreetName").Concat(address.All("cbc:AdditionalStreetName")).Concat(address.All("cac:AddressLine/cbc:Line"))
            .Select(l => l.Text()).OfType<string>()];
}
