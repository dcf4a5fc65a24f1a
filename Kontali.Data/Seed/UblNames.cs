using System.Globalization;
using System.Xml.Linq;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>Small words for writing UBL: what is null or empty is not written at all, for EHF forbids empty elements.</summary>
internal static class UblNames
{
    internal static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    internal static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    internal static readonly XNamespace InvoiceNs = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    internal static readonly XNamespace CreditNoteNs = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

    internal static XElement? Group(string name, params object?[] content)
    {
        var group = new XElement(Cac + name, content);
        return group.IsEmpty ? null : group;
    }

    internal static XElement? Text(string name, string? value, XAttribute? attribute = null) =>
        string.IsNullOrEmpty(value) ? null : new(Cbc + name, attribute, value);

    /// <summary>A group with one text in it.</summary>
    internal static XElement? Text1(string group, string name, string? value) => Group(group, Text(name, value));

    internal static XElement? Day(string name, DateOnly? date) => Text(name, date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static XElement? Number(string name, decimal? number, XAttribute? attribute = null) =>
        Text(name, number?.ToString(CultureInfo.InvariantCulture), attribute);

    /// <summary>Two decimals at least, as people expect; more are written if there are more.</summary>
    internal static XElement? Amount(string name, decimal? amount, string currency) =>
        Text(name, amount?.ToString("0.00########", CultureInfo.InvariantCulture), new("currencyID", currency));

    internal static XElement? Period(ServicePeriod? period) =>
        Group("InvoicePeriod", Day("StartDate", period?.From), Day("EndDate", period?.To));

    internal static XAttribute? Attribute(string name, string? value) => string.IsNullOrEmpty(value) ? null : new(name, value);
}
