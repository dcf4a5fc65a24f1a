using System.Xml.Linq;
using static Kontali.Data.Invoices.Ehf.Rules.RuleWords;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>EN 16931: the document's sums, which must be exact to the øre.</summary>
internal static class SumRules
{
    internal static readonly EhfRule[] All =
    [
        Sum("BR-CO-10", "Summen av linjene er oppgitt til {0:N2}, men linjene summerer seg til {1:N2}.",
            d => d.Totals.Number("cbc:LineExtensionAmount"), d => Money.Round(d.Lines.Sum(l => l.Number("cbc:LineExtensionAmount") ?? 0))),
        Sum("BR-CO-11", "Summen av fradrag er oppgitt til {0:N2}, men fradragene summerer seg til {1:N2}.",
            d => d.Totals.Number("cbc:AllowanceTotalAmount"), d => Amounts(LineRules.Allowances(d))),
        Must("BR-CO-11", "Fakturaen har fradrag, men summen av fradrag er ikke oppgitt.", d => d.Totals is null || d.Totals.Has("cbc:AllowanceTotalAmount") || !LineRules.Allowances(d).Any()),
        Sum("BR-CO-12", "Summen av tillegg er oppgitt til {0:N2}, men tilleggene summerer seg til {1:N2}.",
            d => d.Totals.Number("cbc:ChargeTotalAmount"), d => Amounts(LineRules.Charges(d))),
        Must("BR-CO-12", "Fakturaen har tillegg, men summen av tillegg er ikke oppgitt.", d => d.Totals is null || d.Totals.Has("cbc:ChargeTotalAmount") || !LineRules.Charges(d).Any()),
        Sum("BR-CO-13", "Summen uten mva er oppgitt til {0:N2}, men linjer minus fradrag pluss tillegg blir {1:N2}.",
            d => d.Totals.Number("cbc:TaxExclusiveAmount"), Net),
        new("BR-CO-14", "Summen av mva er oppgitt til {0:N2}, men mva-radene summerer seg til {1:N2}.", d => d.TaxTotals.Where(t => t.Has("cac:TaxSubtotal"))
            .Select(t => (Stated: t.Number("cbc:TaxAmount"), Due: Money.Round(t.All("cac:TaxSubtotal").Sum(s => s.Number("cbc:TaxAmount") ?? 0))))
            .Where(s => s.Stated is { } stated && stated != s.Due).Select(s => new object?[] { s.Stated, s.Due })),
        Sum("BR-CO-15", "Summen med mva er oppgitt til {0:N2}, men sum uten mva pluss mva blir {1:N2}.",
            d => d.Totals.Number("cbc:TaxInclusiveAmount"), Gross),
        Must("BR-CO-15", "Summen av mva i fakturaens valuta skal være oppgitt nøyaktig én gang.", d => d.Currency is null || d.Totals is null || VatTotals(d).Count() == 1),
        Sum("BR-CO-16", "Beløpet å betale er oppgitt til {0:N2}, men sum med mva minus forhåndsbetalt pluss avrunding blir {1:N2}.",
            d => d.Totals.Number("cbc:PayableAmount"), Payable),
        new("BR-CO-17", "{0}: mva er oppgitt til {1:N2}, men grunnlag ganger sats blir {2:N2}.", d => d.Subtotals
            .Where(s => !VatFits(s)).Select(s => new object?[] { s, s.Number("cbc:TaxAmount"), VatOf(s) })),
    ];

    /// <summary>What the rate makes of the base, rounded.</summary>
    internal static decimal VatOf(XElement row) => Money.Round((row.Number("cbc:TaxableAmount") ?? 0) * (row.Number("cac:TaxCategory/cbc:Percent") ?? 0) / 100);

    /// <summary>The standard lets a row's VAT be off by anything less than 1.00.</summary>
    internal static bool VatFits(XElement row)
    {
        if (row.Number("cbc:TaxAmount") is not { } vat) return true;
        if (row.Number("cac:TaxCategory/cbc:Percent") is not { } rate || Math.Abs(rate) < 0.5m) return Math.Abs(vat) < 0.5m;
        return Math.Abs(Math.Abs(vat) - Math.Abs(VatOf(row))) < 1;
    }

    private static decimal Amounts(IEnumerable<XElement> parts) => Money.Round(parts.Sum(a => a.Number("cbc:Amount") ?? 0));

    private static decimal? Net(EhfDocument d) => d.Totals.Number("cbc:LineExtensionAmount") is { } lines
        ? Money.Round(lines - (d.Totals.Number("cbc:AllowanceTotalAmount") ?? 0) + (d.Totals.Number("cbc:ChargeTotalAmount") ?? 0)) : null;

    private static decimal? Gross(EhfDocument d) => d.Totals.Number("cbc:TaxExclusiveAmount") is { } net
        ? Money.Round(net + (VatTotals(d).FirstOrDefault().Number() ?? 0)) : null;

    private static IEnumerable<XElement> VatTotals(EhfDocument d) => d.TaxTotals.SelectMany(t => t.All("cbc:TaxAmount")).Where(a => a.Attr("currencyID") == d.Currency);

    private static decimal? Payable(EhfDocument d) => d.Totals.Number("cbc:TaxInclusiveAmount") is { } gross
        ? Money.Round(gross - (d.Totals.Number("cbc:PrepaidAmount") ?? 0) + (d.Totals.Number("cbc:PayableRoundingAmount") ?? 0)) : null;
}
