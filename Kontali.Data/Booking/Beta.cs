namespace Kontali.Data.Booking;

/// <summary>
/// How far a record can be trusted. Of n cases some were right: the true share is believed to follow a Beta distribution (Jeffreys' prior,
/// which takes half a case for and half a case against), and its ends are the bounds. Pure.
/// </summary>
public static class Beta
{
    private const double Tail = 0.05;

    /// <summary>The share of right that is passed with 95 % certainty; 0 where there are no cases.</summary>
    public static double Lower(int right, int wrong) => right + wrong == 0 ? 0 : Quantile(Tail, right + 0.5, wrong + 0.5);

    /// <summary>The share of errors that is not passed, with 95 % certainty; 1 where there are no cases.</summary>
    public static double UpperError(int right, int wrong) => right + wrong == 0 ? 1 : 1 - Lower(right, wrong);

    /// <summary>The share of errors that is passed, with 95 % certainty; 0 where there are no errors.</summary>
    public static double LowerError(int right, int wrong) => wrong == 0 ? 0 : Lower(wrong, right);

    /// <summary>The value below which a Beta(a, b) falls with this probability.</summary>
    public static double Quantile(double probability, double a, double b)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Below(middle, a, b) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>The probability that a Beta(a, b) falls below x: the regularized incomplete beta function.</summary>
    public static double Below(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast on this side of the mean; the other side is its mirror.
        if (x > (a + 1) / (a + b + 2)) return 1 - Below(1 - x, b, a);
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x)) / a;
        return front * Fraction(x, a, b);
    }

    // Lentz's method on the continued fraction.
    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        double c = 1, d = Kept(1 - (a + b) * x / (a + 1)), f = d;
        for (var m = 1; m < 500; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            (d, c) = (Kept(1 + even * d), Big(1 + even / c));
            f *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            (d, c) = (Kept(1 + odd * d), Big(1 + odd / c));
            f *= d * c;
            if (Math.Abs(d * c - 1) < 1e-12) break;
        }
        return f;

        static double Big(double value) => Math.Abs(value) < tiny ? tiny : value;
        static double Kept(double value) => 1 / Big(value);
    }

    // Stirling's series, after the argument is raised to where it is exact to twelve places.
    private static double LogGamma(double x)
    {
        var raised = 0.0;
        for (; x < 12; x++) raised -= Math.Log(x);
        var square = 1 / (x * x);
        return raised + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / x;
    }
}
