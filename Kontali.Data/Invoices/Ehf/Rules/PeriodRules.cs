using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Periods compared; a date that cannot be read breaks another rule.</summary>
internal static class PeriodRules
{
    internal static bool EndsAfterStart(XElement period) =>
        (period.Date("cbc:StartDate"), period.Date("cbc:EndDate")) is not ({ } start, { } end) || end >= start;

    /// <summary>A line's date is within the document's period.</summary>
    internal static bool StartsInside(EhfDocument d, XElement period) =>
        (d.Root.Date("cac:InvoicePeriod/cbc:StartDate"), period.Date("cbc:StartDate")) is not ({ } whole, { } line) || line >= whole;

    internal static bool EndsInside(EhfDocument d, XElement period) =>
        (d.Root.Date("cac:InvoicePeriod/cbc:EndDate"), period.Date("cbc:EndDate")) is not ({ } whole, { } line) || line <= whole;
}
