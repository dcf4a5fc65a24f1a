using System.Globalization;

namespace Kontali.Data.Ledger;

/// <summary>Months by name, yyyy-MM: the periods of the books. Their text order is their order in time.</summary>
public static class Months
{
    /// <summary>The month's first day; null where the text is no month.</summary>
    public static DateOnly? FirstDay(string? month) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2200 ? day : null;

    /// <summary>The month's last day; null where the text is no month.</summary>
    public static DateOnly? LastDay(string? month) => FirstDay(month)?.AddMonths(1).AddDays(-1);

    /// <summary>The month a number of months later.</summary>
    public static string Plus(string month, int months) => Period.Of((FirstDay(month) ?? throw new ArgumentException("Not a month: " + month, nameof(month))).AddMonths(months));
}

/// <summary>A span of months, both ends inclusive.</summary>
/// <param name="From">First month, yyyy-MM.</param>
/// <param name="To">Last month, yyyy-MM.</param>
public sealed record MonthSpan(string From, string To)
{
    /// <summary>The first day of it.</summary>
    public DateOnly FirstDay { get; } = Months.FirstDay(From) ?? throw new ArgumentException("Not a month: " + From, nameof(From));

    /// <summary>The last day of it.</summary>
    public DateOnly LastDay { get; } = Months.LastDay(To) ?? throw new ArgumentException("Not a month: " + To, nameof(To));

    /// <summary>The same months a year before.</summary>
    public MonthSpan YearBefore => new(Months.Plus(From, -12), Months.Plus(To, -12));

    /// <summary>As the address says it, where it says something sensible; else the fiscal year of this day, up to this day.</summary>
    public static MonthSpan Of(string? from, string? to, int fiscalYearStart, DateOnly today)
    {
        var last = Months.FirstDay(to) is null ? Period.Of(today) : to!;
        var first = Months.FirstDay(from) is null ? YearStart(last, fiscalYearStart) : from!;
        return string.CompareOrdinal(first, last) <= 0 ? new(first, last) : new(last, last);
    }

    /// <summary>The month in which the fiscal year of a month begins.</summary>
    public static string YearStart(string month, int fiscalYearStart)
    {
        var day = Months.FirstDay(month) ?? throw new ArgumentException("Not a month: " + month, nameof(month));
        return Period.Of(new DateOnly(day.Month >= fiscalYearStart ? day.Year : day.Year - 1, fiscalYearStart, 1));
    }
}
