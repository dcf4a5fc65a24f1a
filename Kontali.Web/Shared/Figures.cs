using System.Globalization;

namespace Kontali.Web.Shared;

/// <summary>How figures, dates and numbers are written: Norwegian, with a true minus and spaces that do not break.</summary>
public static class Figures
{
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");
    /// <summary>Where Norwegian clocks are.</summary>
    public static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>12 345,60; a negative amount has a true minus.</summary>
    public static string Amount(decimal amount) => amount.ToString("N2", Norwegian);

    /// <summary>1 234,5: as many decimals as there are.</summary>
    public static string Quantity(decimal quantity) => quantity.ToString("#,##0.######", Norwegian);

    /// <summary>1 234,50, and more decimals where there are more.</summary>
    public static string Price(decimal price) => price.ToString("#,##0.00######", Norwegian);

    /// <summary>25 %, 12,5 %.</summary>
    public static string Percent(decimal percent) => $"{percent.ToString("0.##", Norwegian)}\u00a0%";

    /// <summary>1 234.</summary>
    public static string Count(long count) => count.ToString("N0", Norwegian);

    /// <summary>18.09.2026.</summary>
    public static string Date(DateOnly date) => date.ToString("dd'.'MM'.'yyyy", CultureInfo.InvariantCulture);

    /// <summary>18.09.</summary>
    public static string ShortDate(DateOnly date) => date.ToString("dd'.'MM'.'", CultureInfo.InvariantCulture);

    /// <summary>sep. 2026 for 2026-09.</summary>
    public static string Month(string month) => Data.Ledger.Months.FirstDay(month) is { } day ? $"{MonthNames[day.Month - 1]}\u00a0{day.Year}" : month;

    // Short as in a ledger's margin; the framework's own names differ between machines.
    private static readonly string[] MonthNames = ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."];

    /// <summary>18.09.2026 14:05, on Norwegian clocks.</summary>
    public static string Moment(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, Oslo).ToString("dd'.'MM'.'yyyy HH':'mm", CultureInfo.InvariantCulture);

    /// <summary>18.09., the day of a moment on Norwegian clocks.</summary>
    public static string Day(DateTimeOffset moment) => ShortDate(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Oslo).DateTime));

    /// <summary>How long ago, in the one unit that matters: 12 min, 26 t, 3 d.</summary>
    public static string Age(this Texts L, DateTimeOffset since, DateTimeOffset now) => (now - since) switch
    {
        { TotalMinutes: < 1 } => L["nå"],
        { TotalMinutes: < 60 and var minutes } => L["{0} min", (int)minutes],
        { TotalHours: < 48 and var hours } => L["{0} t", (int)hours],
        var age => L["{0} d", (int)age.TotalDays],
    };

    /// <summary>2,4 MB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes}\u00a0B",
        < 1_000_000 => $"{(bytes / 1000m).ToString("0.#", Norwegian)}\u00a0kB",
        _ => $"{(bytes / 1_000_000m).ToString("0.#", Norwegian)}\u00a0MB",
    };

    /// <summary>An organisation number as people write it, where it is one; else as it stands.</summary>
    public static string OrgNumber(string? text) => Data.Firms.OrgNumber.TryParse(text, out var number) ? number.Spaced : text ?? "";

    /// <summary>1234.56.78901 for eleven digits, fours for an IBAN; anything else as it stands.</summary>
    public static string BankAccount(string account)
    {
        var bare = account.Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (bare.Length == 11 && bare.All(char.IsAsciiDigit)) return $"{bare[..4]}.{bare[4..6]}.{bare[6..]}";
        return bare.Length is > 14 and <= 34 && bare.Take(2).All(char.IsAsciiLetterUpper) && bare.All(char.IsAsciiLetterOrDigit)
            ? string.Join('\u00a0', bare.Chunk(4).Select(four => new string(four)))
            : account;
    }
}
