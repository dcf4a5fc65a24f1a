namespace Kontali.Data;

/// <summary>Rules for amounts in kroner and øre.</summary>
public static class Money
{
    /// <summary>The largest amount the books take: numeric(15,2).</summary>
    public const decimal Max = 9_999_999_999_999.99m;

    /// <summary>Rounds to whole øre, halves away from zero, as invoices and the tax authority do. Do it once, where an amount is born.</summary>
    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>True when the amount is in whole øre and fits the books.</summary>
    public static bool IsBookable(decimal amount) => Round(amount) == amount && Math.Abs(amount) <= Max;

    /// <summary>
    /// Divides a total over shares in proportion to their weights, in whole øre, so that the parts sum to the total exactly;
    /// what rounding leaves goes to the heaviest share.
    /// </summary>
    public static decimal[] Divide(decimal total, IReadOnlyList<decimal> weights)
    {
        var sum = weights.Sum();
        if (weights.Count == 0) return [];
        if (sum == 0) return [total, .. Enumerable.Repeat(0m, weights.Count - 1)];
        var parts = weights.Select(w => Round(total * w / sum)).ToArray();
        var heaviest = Enumerable.Range(0, parts.Length).MaxBy(i => Math.Abs(weights[i]));
        parts[heaviest] += total - parts.Sum();
        return parts;
    }
}
