namespace Kontali.Data.Invoices.Ehf;

/// <summary>Multiplying a stranger's figures: what does not fit a decimal is null, not an exception.</summary>
internal static class Arithmetic
{
    internal static decimal? Product(decimal a, decimal b)
    {
        try { return a * b; }
        catch (OverflowException) { return null; }
    }

    /// <summary>Quantity × price ÷ the number of units the price is for, unrounded.</summary>
    internal static decimal? LineAmount(decimal? quantity, decimal price, decimal perUnits)
    {
        if (quantity is not { } q || perUnits == 0) return null;
        try { return q * price / perUnits; }
        catch (OverflowException) { return null; }
    }
}
