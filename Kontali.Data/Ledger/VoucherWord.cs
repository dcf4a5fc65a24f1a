using System.Globalization;

namespace Kontali.Data.Ledger;

/// <summary>What somebody means who writes a voucher's name or number: L-2026-14, 2026-14, L-14, L14 or 14.</summary>
public sealed record VoucherWord(string? Series, int? Year, int Number)
{
    /// <summary>Reads it; null where the text is something else.</summary>
    public static VoucherWord? Read(string text)
    {
        var bare = text.Trim().ToUpperInvariant();
        if (bare is [>= 'A' and <= 'Z', >= '0' and <= '9', ..]) bare = $"{bare[0]}-{bare[1..]}";
        return bare.Split('-') switch
        {
            [var n] when Whole(n) is { } number => new(null, null, number),
            [var s, var n] when IsSeries(s) && Whole(n) is { } number => new(s, null, number),
            [var y, var n] when IsYear(y) && Whole(n) is { } number => new(null, Whole(y), number),
            [var s, var y, var n] when IsSeries(s) && IsYear(y) && Whole(n) is { } number => new(s, Whole(y), number),
            _ => null,
        };
    }

    private static bool IsSeries(string text) => text.Length is > 0 and <= 10 && text.All(char.IsAsciiLetterUpper);
    private static bool IsYear(string text) => text.Length == 4 && Whole(text) is > 1989 and < 2201;
    private static int? Whole(string text) => text.Length < 10 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
