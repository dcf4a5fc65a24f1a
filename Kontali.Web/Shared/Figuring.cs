using System.Globalization;

namespace Kontali.Web.Shared;

/// <summary>Reads figures and dates as bookkeepers type them.</summary>
public static class Figuring
{
    /// <summary>1234,5 or 1 234.50: comma or point before the decimals, blanks anywhere; null where it is no figure.</summary>
    public static decimal? Number(string? text)
    {
        var bare = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).Replace('\u2212', '-').Replace(',', '.');
        return bare.Count(c => c == '.') <= 1 && decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : null;
    }

    /// <summary>3, 3.5, 030526, 3.5.26 or 03.05.2026, near a day that is known; null where it is no date.</summary>
    public static DateOnly? Date(string? text, DateOnly near)
    {
        var parts = (text ?? "").Trim().TrimEnd('.').Split('.', '-', '/', ' ');
        if (parts is [{ Length: 6 or 8 } run] && run.All(char.IsAsciiDigit)) parts = [run[..2], run[2..4], run[4..]];
        if (parts.Length is 0 or > 3 || !parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit))) return null;
        var numbers = parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        if (numbers is [> 1000, _, _]) numbers = [numbers[2], numbers[1], numbers[0]];
        var (day, month, year) = (numbers[0], numbers.ElementAtOrDefault(1) is > 0 and var m ? m : near.Month, numbers.ElementAtOrDefault(2) is > 0 and var y ? y < 100 ? 2000 + y : y : near.Year);
        return month is >= 1 and <= 12 && year is >= 2000 and <= 2100 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }
}
