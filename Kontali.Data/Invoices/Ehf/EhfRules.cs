using Kontali.Data.Invoices.Ehf.Rules;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>
/// The rules of EN 16931, Peppol BIS Billing 3.0.21 and Norway in our own code, each a row in a table under Rules/.
/// Allowed deviations are the standard's: less than 1.00 for a VAT row and the base of a rate, 0.02 for lines and percentages, none for other sums.
/// </summary>
internal static class EhfRules
{
    /// <summary>Every rule there is.</summary>
    internal static readonly IReadOnlyList<EhfRule> All =
    [
        .. HeaderRules.All, .. PartyRules.All, .. LineRules.All, .. SumRules.All, .. VatCategoryRules.All, .. PeppolRules.All,
        .. CodeListRules.All, .. AmountRules.All, .. CardinalityRules.All, .. IdentifierRules.All,
    ];

    internal static IEnumerable<Finding> Check(EhfDocument document) => All.SelectMany(rule => rule.Check(document));
}
