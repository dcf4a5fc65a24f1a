namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>Check digits of foreign identifiers; the callers have seen to it that there are digits only.</summary>
internal static class CheckDigits
{
    /// <summary>GS1: weights 3 and 1 from the right.</summary>
    internal static bool Gln(string digits)
    {
        if (digits.Length < 2) return false;
        var sum = 0;
        for (var i = 0; i < digits.Length - 1; i++) sum += (digits[^(i + 2)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - sum % 10) % 10 == digits[^1] - '0';
    }

    /// <summary>MOD10 with digit sums (ISO/IEC 7812), as Swedish organisation numbers have it.</summary>
    internal static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>The last two digits are 97 less the remainder of the first eight.</summary>
    internal static bool Belgian(string ten) => 97 - Digits(ten[..8]) % 97 == Digits(ten[8..]);

    /// <summary>Australian Business Number: one off the first digit, weighted sum divisible by 89.</summary>
    internal static bool Australian(string eleven)
    {
        ReadOnlySpan<int> weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
        var sum = -10;
        for (var i = 0; i < 11; i++) sum += (eleven[i] - '0') * weights[i];
        return sum % 89 == 0;
    }

    private static long Digits(string digits) => digits.Aggregate(0L, (n, c) => n * 10 + (c - '0'));
}
