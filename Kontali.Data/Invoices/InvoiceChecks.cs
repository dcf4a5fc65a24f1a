namespace Kontali.Data.Invoices;

/// <summary>
/// Our own checks of what an invoice says, whatever it was read from. The official rules of e-invoices let sums be off and do not
/// know who may charge VAT, so a valid invoice is worked through again here.
/// Allowed: 0.02 on a line (prices are rounded), 0.01 on a VAT row; every other sum is exact.
/// </summary>
public static class InvoiceChecks
{
    internal const string Line = "KONTALI-LINJE", LineTotal = "KONTALI-LINJESUM", AllowanceTotal = "KONTALI-FRADRAG", ChargeTotal = "KONTALI-TILLEGG",
        Net = "KONTALI-NETTO", VatRow = "KONTALI-MVA", VatTotal = "KONTALI-MVASUM", VatBase = "KONTALI-GRUNNLAG", Gross = "KONTALI-BRUTTO", Payable = "KONTALI-BETALE", VatNumber = "KONTALI-MVANR";

    /// <summary>Everything found, sums first.</summary>
    public static IReadOnlyList<Finding> Check(InvoiceFacts facts) =>
        [.. SumChecks.Check(facts), .. SellerChecks.Check(facts), .. PaymentChecks.Check(facts)];

    internal static IEnumerable<Finding> When(bool broken, string rule, Severity severity, FormattableString what) =>
        broken ? [new(rule, severity, Phrase.Of(what))] : [];
}
