using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Where VAT categories are used: the lines, allowances and charges, added up once by category and rate.</summary>
internal sealed class VatUse
{
    private readonly Dictionary<(string Category, decimal? Rate), decimal> _sums = [];
    private readonly Dictionary<string, decimal> _byCategory = [];
    private readonly Dictionary<string, XElement[]> _lines;
    private readonly Dictionary<string, XElement[]> _allowances;
    private readonly Dictionary<string, XElement[]> _charges;
    private readonly ILookup<string, XElement> _rows;

    internal VatUse(EhfDocument document)
    {
        _lines = ByCategory(document.Lines.SelectMany(l => l.All("cac:Item/cac:ClassifiedTaxCategory")));
        _allowances = ByCategory(LineRules.Allowances(document).SelectMany(a => a.All("cac:TaxCategory")));
        _charges = ByCategory(LineRules.Charges(document).SelectMany(a => a.All("cac:TaxCategory")));
        _rows = document.Subtotals.SelectMany(s => s.All("cac:TaxCategory")).ToLookup(c => c.Text("cbc:ID") ?? "");
        foreach (var line in document.Lines) Add(line.One("cac:Item/cac:ClassifiedTaxCategory"), line.Number("cbc:LineExtensionAmount"));
        foreach (var allowance in LineRules.Allowances(document)) Add(allowance.One("cac:TaxCategory"), -allowance.Number("cbc:Amount"));
        foreach (var charge in LineRules.Charges(document)) Add(charge.One("cac:TaxCategory"), charge.Number("cbc:Amount"));
    }

    internal IReadOnlyList<XElement> Lines(string category) => _lines.GetValueOrDefault(category) ?? [];

    internal IReadOnlyList<XElement> Allowances(string category) => _allowances.GetValueOrDefault(category) ?? [];

    internal IReadOnlyList<XElement> Charges(string category) => _charges.GetValueOrDefault(category) ?? [];

    internal bool IsUsed(string category) => Lines(category).Count + Allowances(category).Count + Charges(category).Count > 0;

    /// <summary>The rows of the VAT breakdown (their cac:TaxCategory).</summary>
    internal IEnumerable<XElement> Rows(string category) => _rows[category];

    internal bool HasOtherRowsThan(string category) => _rows.Any(g => g.Key != category);

    internal IEnumerable<XElement> LinesBut(string category) => _lines.Where(g => g.Key != category).SelectMany(g => g.Value);

    internal IEnumerable<XElement> AllowancesBut(string category) => _allowances.Where(g => g.Key != category).SelectMany(g => g.Value);

    internal IEnumerable<XElement> ChargesBut(string category) => _charges.Where(g => g.Key != category).SelectMany(g => g.Value);

    /// <summary>What lines, charges and allowances of a category and rate come to; null where none has them.</summary>
    internal decimal? Sum(string category, decimal? rate) => _sums.TryGetValue((category, rate), out var sum) ? sum : null;

    internal decimal Sum(string category) => _byCategory.GetValueOrDefault(category);

    internal static bool IsVat(XElement category) =>
        string.Equals(category.Text("cac:TaxScheme/cbc:ID"), "VAT", StringComparison.OrdinalIgnoreCase);

    private void Add(XElement? tax, decimal? amount)
    {
        if (tax.Text("cbc:ID") is not { } category) return;
        _sums[(category, tax.Number("cbc:Percent"))] = _sums.GetValueOrDefault((category, tax.Number("cbc:Percent"))) + (amount ?? 0);
        _byCategory[category] = _byCategory.GetValueOrDefault(category) + (amount ?? 0);
    }

    private static Dictionary<string, XElement[]> ByCategory(IEnumerable<XElement> categories) =>
        categories.GroupBy(c => c.Text("cbc:ID") ?? "").ToDictionary(g => g.Key, g => g.ToArray());
}
