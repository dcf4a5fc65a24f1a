using static Kontali.Data.Invoices.InvoiceChecks;

namespace Kontali.Data.Invoices;

/// <summary>Works every sum of an invoice out again.</summary>
internal static class SumChecks
{
    private const decimal LineTolerance = 0.02m, VatTolerance = 0.01m;
    private const int MostLines = 5;

    internal static IEnumerable<Finding> Check(InvoiceFacts f) =>
    [
        .. f.Lines.SelectMany(LineSum).Take(MostLines),
        .. Same(LineTotal, f.LineTotal, f.Lines.Sum(l => l.Net), $"Summen av linjene er oppgitt til {f.LineTotal:N2}, men linjene summerer seg til {f.Lines.Sum(l => l.Net):N2}."),
        .. Same(AllowanceTotal, f.AllowanceTotal, Allowances(f, false), $"Summen av fradrag er oppgitt til {f.AllowanceTotal:N2}, men fradragene summerer seg til {Allowances(f, false):N2}."),
        .. Same(ChargeTotal, f.ChargeTotal, Allowances(f, true), $"Summen av tillegg er oppgitt til {f.ChargeTotal:N2}, men tilleggene summerer seg til {Allowances(f, true):N2}."),
        .. Same(Net, f.Net, f.LineTotal - f.AllowanceTotal + f.ChargeTotal, $"Summen uten mva er oppgitt til {f.Net:N2}, men linjer minus fradrag pluss tillegg blir {f.LineTotal - f.AllowanceTotal + f.ChargeTotal:N2}."),
        .. f.Vat.SelectMany(RowVat).Take(MostLines),
        .. f.Vat.SelectMany(v => RowBase(f, v)).Take(MostLines),
        .. f.Vat.Count == 0 ? [] : Same(VatTotal, f.VatTotal, f.Vat.Sum(v => v.Vat), $"Summen av mva er oppgitt til {f.VatTotal:N2}, men mva-radene summerer seg til {f.Vat.Sum(v => v.Vat):N2}."),
        .. Same(Gross, f.Gross, f.Net + f.VatTotal, $"Summen med mva er oppgitt til {f.Gross:N2}, men sum uten mva pluss mva blir {f.Net + f.VatTotal:N2}."),
        .. Same(Payable, f.Payable, f.Gross - f.Prepaid + f.Rounding, $"Beløpet å betale er oppgitt til {f.Payable:N2}, men sum med mva minus forhåndsbetalt pluss avrunding blir {f.Gross - f.Prepaid + f.Rounding:N2}."),
        .. When(Math.Abs(f.Rounding) >= 1, "KONTALI-AVRUNDING", Severity.Warning, $"Avrundingen er {f.Rounding:N2}. Avrunding til hele kroner er alltid under 1,00."),
    ];

    private static IEnumerable<Finding> Same(string rule, decimal written, decimal due, FormattableString what) =>
        When(Money.Round(written) != Money.Round(due), rule, Severity.Fatal, what);

    private static decimal Allowances(InvoiceFacts f, bool charges) => f.AllowancesAndCharges.Where(a => a.IsCharge == charges).Sum(a => a.Amount);

    private static IEnumerable<Finding> LineSum(InvoiceLine line)
    {
        if (Arithmetic.LineAmount(line.Quantity, line.Price, line.PriceBase) is not { } amount) return [];
        var due = Money.Round(amount) + line.AllowancesAndCharges.Sum(a => a.Signed);
        return When(Math.Abs(line.Net - due) > LineTolerance, Line, Severity.Fatal,
            $"Linje {line.Id}: beløpet er oppgitt til {line.Net:N2}, men antall ganger pris med fradrag og tillegg blir {due:N2}.");
    }

    /// <summary>Less than 1.00 is allowed by the standard and so only a warning; more than that is a fault.</summary>
    private static IEnumerable<Finding> RowVat(VatSubtotal v)
    {
        var due = Money.Round(v.Base * (v.Percent ?? 0) / 100);
        var off = Math.Abs(v.Vat - due);
        return When(off > VatTolerance, VatRow, off < 1 ? Severity.Warning : Severity.Fatal,
            $"Mva-rad {v.Category} {v.Percent:0.##} %: mva er oppgitt til {v.Vat:N2}, men grunnlag ganger sats blir {due:N2}.");
    }

    /// <summary>Only where every line says which VAT it has. As with the VAT, the standard allows less than 1.00.</summary>
    private static IEnumerable<Finding> RowBase(InvoiceFacts f, VatSubtotal v)
    {
        if (f.Lines.Any(l => l.VatCategory is null)) return [];
        var due = f.Lines.Where(l => l.VatCategory == v.Category && l.VatPercent == v.Percent).Sum(l => l.Net)
            + f.AllowancesAndCharges.Where(a => a.VatCategory == v.Category && a.VatPercent == v.Percent).Sum(a => a.Signed);
        var off = Math.Abs(v.Base - due);
        return When(off > LineTolerance, VatBase, off < 1 ? Severity.Warning : Severity.Fatal,
            $"Mva-rad {v.Category} {v.Percent:0.##} %: grunnlaget er oppgitt til {v.Base:N2}, men linjene med denne satsen blir {due:N2}.");
    }
}
