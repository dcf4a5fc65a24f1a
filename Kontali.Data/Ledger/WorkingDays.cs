namespace Kontali.Data.Ledger;

/// <summary>Norwegian working days: what falls on a Saturday, a Sunday or a public holiday is due on the next one (skfvl 5-5).</summary>
public static class WorkingDays
{
    /// <summary>The day itself, or the first working day after it.</summary>
    public static DateOnly OrNextWorkingDay(this DateOnly day)
    {
        while (!day.IsWorkingDay) day = day.AddDays(1);
        return day;
    }

    extension(DateOnly day)
    {
        /// <summary>Neither weekend nor public holiday.</summary>
        public bool IsWorkingDay => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !day.IsHoliday;

        /// <summary>A public holiday (lov om helligdager § 2, lov om 1. og 17. mai).</summary>
        public bool IsHoliday => (day.Month, day.Day) is (1, 1) or (5, 1) or (5, 17) or (12, 25) or (12, 26)
            || (day.DayNumber - Easter(day.Year).DayNumber) is -3 or -2 or 0 or 1 or 39 or 49 or 50;
    }

    /// <summary>Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher).</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
        var sum = h + l - 7 * m + 114;
        return new DateOnly(year, sum / 31, sum % 31 + 1);
    }
}
