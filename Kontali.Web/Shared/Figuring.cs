using System.Globalization;

namespace Kontali.Web.Shared;

/// <summary>Reads figures and dates as bookkeepers type them.</summary>
public static class Figuring
{
    private const int FarthestDays = 3660;

    /// <summary>1234,5 or 1 234.50: comma or point before the decimals, blanks anywhere; null where it is no figure.</summary>
    public static decimal? Number(string? text)
    {
        var bare = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).Replace('\u2212', '-').Replace(',', '.');
        return bare.Count(c => c == '.') <= 1 && decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : null;
    }

    /// <summary>An amount, worked out to whole øre: 1234,50, 1200/4+50, 3*99,90, 1000+25%, or 25% of what is known; null where it is none.</summary>
    /// <param name="text">What she typed.</param>
    /// <param name="whole">What a per cent by itself is taken of.</param>
    public static decimal? Amount(string? text, decimal? whole = null) => Reckoning.Of(text, whole) is { } amount ? Data.Money.Round(amount) : null;

    /// <summary>3, 3.5, 5-2, 030526, 3.5.26 or 03.05.2026, near a day that is known; +30 and -7 are days from it; null where it is no date.</summary>
    public static DateOnly? Date(string? text, DateOnly near)
    {
        var typed = (text ?? "").Trim().Replace('\u2212', '-');
        if (typed is ['+' or '-', .. var days]) return days.Length is > 0 and < 5 && days.All(char.IsAsciiDigit) && int.Parse(days, CultureInfo.InvariantCulture) is <= FarthestDays and var n ? near.AddDays(typed[0] == '+' ? n : -n) : null;
        var parts = typed.TrimEnd('.').Split('.', '-', '/', ' ');
        if (parts is [{ Length: 6 or 8 } run] && run.All(char.IsAsciiDigit)) parts = [run[..2], run[2..4], run[4..]];
        if (parts.Length is 0 or > 3 || !parts.All(p => p.Length is > 0 and < 5 && p.All(char.IsAsciiDigit))) return null;
        var numbers = parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        if (numbers is [> 1000, _, _]) numbers = [numbers[2], numbers[1], numbers[0]];
        return numbers switch
        {
            [var day] => On(near.Year, near.Month, day),
            // Without a year it is the nearest one: in January, 28-12 is last December.
            [var day, var month] => new[] { near.Year, near.Year - 1, near.Year + 1 }.Select(year => On(year, month, day)).OfType<DateOnly>().Select(d => (DateOnly?)d).MinBy(d => Math.Abs(d!.Value.DayNumber - near.DayNumber)),
            [var day, var month, var year] => On(year < 100 ? 2000 + year : year, month, day),
            _ => null,
        };
    }

    private static DateOnly? On(int year, int month, int day) =>
        month is >= 1 and <= 12 && year is >= 2000 and <= 2100 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}
