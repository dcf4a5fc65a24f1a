namespace Kontali.Data.Invoices.Ehf;

/// <summary>Our own checks of the facts.</summary>
internal static class FactChecks
{
    internal static IReadOnlyList<Finding> Check(InvoiceFacts facts) => [];
}
