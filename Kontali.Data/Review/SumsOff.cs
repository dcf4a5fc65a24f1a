using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;

namespace Kontali.Data.Review;

/// <summary>A fault of an invoice, with its figures where it is a sum.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Stands">What the invoice says; null where the fault is no sum.</param>
/// <param name="Should">What it should say.</param>
/// <param name="Field">The value's name on the document.</param>
public sealed record SumOff(string Rule, Phrase What, decimal? Stands = null, decimal? Should = null, string? Field = null)
{
    /// <summary>How far it is off.</summary>
    public decimal? Off => Stands - Should;
}

/// <summary>Works an invoice's faults out again, with the figures side by side. Pure.</summary>
public static class SumsOff
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        [InvoiceChecks.LineTotal] = "lineTotal",
        [InvoiceChecks.AllowanceTotal] = "allowanceTotal",
        [InvoiceChecks.ChargeTotal] = "chargeTotal",
        [InvoiceChecks.Net] = "net",
        [InvoiceChecks.VatTotal] = "vatTotal",
        [InvoiceChecks.Gross] = "gross",
        [InvoiceChecks.Payable] = "payable",
    };

    /// <summary>The fatal findings, each once; a sum that an official rule told of has our own reckoning beside it.</summary>
    public static IReadOnlyList<SumOff> Of(VendorInvoice invoice)
    {
        var fatal = invoice.Findings.Where(f => f.Severity == Severity.Fatal).ToList();
        var own = SumChecks.Check(invoice.Facts).Where(f => f.Severity == Severity.Fatal).ToLookup(f => f.Rule);
        return
        [
            .. fatal.Select(f => (f.Rule, Own: OwnRule(f.Rule))).Where(r => r.Own is not null && own.Contains(r.Own)).DistinctBy(r => r.Own)
                .SelectMany(r => own[r.Own!].Select(f => Figured(r.Rule, f, Field(f, invoice.Facts)))),
            .. fatal.Where(f => OwnRule(f.Rule) is not { } rule || !own.Contains(rule)).Select(f => new SumOff(f.Rule, f.What)),
        ];
    }

    private static string? OwnRule(string rule) =>
        EhfReader.SaysTheSame.ContainsKey(rule) || rule == InvoiceChecks.VatBase ? rule : EhfReader.SaysTheSame.FirstOrDefault(pair => pair.Value == rule).Key;

    // Each of these sentences ends with what stands and what it should be.
    private static SumOff Figured(string rule, Finding finding, string? field) => finding.What.Values is [.., decimal stands, decimal should]
        ? new(rule, finding.What, stands, should, field) : new(rule, finding.What);

    private static string? Field(Finding finding, InvoiceFacts facts)
    {
        if (Fields.TryGetValue(finding.Rule, out var field)) return field;
        if (finding.Rule == InvoiceChecks.Line && finding.What.Values is [string id, ..] && facts.Lines.ToList().FindIndex(l => l.Id == id) is >= 0 and var at) return $"lines.{at}.net";
        if (finding.What.Values is [string category, ..] && facts.Vat.ToList().FindIndex(v => v.Category == category && Equals(v.Percent, finding.What.Values[1])) is >= 0 and var row)
            return $"vat.{row}.{(finding.Rule == InvoiceChecks.VatBase ? "base" : "vat")}";
        return null;
    }
}
