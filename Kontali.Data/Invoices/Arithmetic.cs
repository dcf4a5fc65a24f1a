namespace Kontali.Data.Invoices;

/// <summary>Multiplying a stranger's figures: what does not fit a decimal is null, not an exception.</summary>
internal static class Arithmetic
{
    /// <summary>Far beyond any invoice, and room to add to it.</summary>
    private const decimal Largest = 1e20m;

    internal static decimal? Product(decimal a, decimal b)
    {
        try { return a * b is var product && Math.Abs(product) <= Largest ? product : null; }
        catch (OverflowException) { return null; }
    }

    /// <summary>Quantity × price ÷ the number of units the price is for, unrounded.</summary>
    internal static decimal? LineAmount(decimal? quantity, decimal price, decimal perUnits)
    {
        if (quantity is not { } q || perUnits == 0) return null;
        try { return q * price / perUnits is var amount && Math.Abs(amount) <= Largest ? amount : null; }
        catch (OverflowException) { return null; }
    }
}
