using System.Globalization;
using Kontali.Data.Firms;

namespace Kontali.Data.Ledger;

/// <summary>A VAT return that is to be filed and paid: which days it covers, and when it is due.</summary>
/// <param name="From">First day of the term.</param>
/// <param name="To">Last day of the term.</param>
/// <param name="Due">The last day to file and pay, moved past weekends and holidays.</param>
public sealed record VatDeadline(DateOnly From, DateOnly To, DateOnly Due)
{
    /// <summary>The next deadline from a day on, that day included; null where no return is filed. Pure.</summary>
    public static VatDeadline? Next(VatTerm term, DateOnly today) => Enumerable.Range(today.Year - 1, 3)
        .SelectMany(year => Of(term, year)).OrderBy(d => d.Due).FirstOrDefault(d => d.Due >= today);

    /// <summary>The return whose term has this day in it; null where no return is filed. Pure.</summary>
    public static VatDeadline? Containing(VatTerm term, DateOnly day) => term == VatTerm.Weekly
        ? Week(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)))
        : Of(term, day.Year).FirstOrDefault(d => d.From <= day && day <= d.To);

    /// <summary>The returns from the one that has this day in it to the one that has that; none where no return is filed. Pure.</summary>
    public static IEnumerable<VatDeadline> Between(VatTerm term, DateOnly first, DateOnly last)
    {
        for (var next = Containing(term, first); next is not null && next.From <= last; next = Containing(term, next.To.AddDays(1))) yield return next;
    }

    /// <summary>Its place in its year, from 1: the third two-month term, week 41.</summary>
    public int Number(VatTerm term) => term switch
    {
        VatTerm.Weekly => ISOWeek.GetWeekOfYear(From.ToDateTime(TimeOnly.MinValue)),
        VatTerm.HalfMonthly => From.Month * 2 - (From.Day == 1 ? 1 : 0),
        VatTerm.Monthly => From.Month,
        VatTerm.Bimonthly => (From.Month + 1) / 2,
        VatTerm.Quarterly => (From.Month + 2) / 3,
        _ => 1,
    };

    /// <summary>The year it is filed for: of a week, the year that most of it lies in.</summary>
    public int Year(VatTerm term) => term == VatTerm.Weekly ? ISOWeek.GetYear(From.ToDateTime(TimeOnly.MinValue)) : From.Year;

    /// <summary>The returns of a calendar year (skfvf 8-3-1 to 8-3-10).</summary>
    public static IEnumerable<VatDeadline> Of(VatTerm term, int year) => term switch
    {
        VatTerm.Monthly => Terms(year, months: 1),
        VatTerm.Bimonthly => Terms(year, months: 2),
        VatTerm.Quarterly => Terms(year, months: 3),
        VatTerm.Yearly => [Term(year, 1, 12, new(year + 1, 3, 10))],
        VatTerm.YearlyPrimary => [Term(year, 1, 12, new(year + 1, 4, 10))],
        VatTerm.HalfMonthly => Enumerable.Range(1, 12).SelectMany(month => HalvesOf(new DateOnly(year, month, 1))),
        VatTerm.Weekly => Enumerable.Range(1, ISOWeek.GetWeeksInYear(year)).Select(week => Week(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)))),
        _ => [],
    };

    // One month and ten days after the term; what ends with June, in terms longer than a month, has until 31 August.
    private static IEnumerable<VatDeadline> Terms(int year, int months) => Enumerable.Range(0, 12 / months).Select(i =>
    {
        var first = i * months + 1;
        var after = new DateOnly(year, first, 1).AddMonths(months + 1);
        return Term(year, first, months, months > 1 && after.Month == 8 ? new(year, 8, 31) : after.AddDays(9));
    });

    private static VatDeadline Term(int year, int firstMonth, int months, DateOnly due)
    {
        var from = new DateOnly(year, firstMonth, 1);
        return new(from, from.AddMonths(months).AddDays(-1), due.OrNextWorkingDay());
    }

    private static IEnumerable<VatDeadline> HalvesOf(DateOnly month) => [Short(month, month.AddDays(14)), Short(month.AddDays(15), month.AddMonths(1).AddDays(-1))];

    private static VatDeadline Week(DateOnly monday) => Short(monday, monday.AddDays(6));

    // Terms shorter than a month have a month and ten days too.
    private static VatDeadline Short(DateOnly from, DateOnly to) => new(from, to, to.AddDays(1).AddMonths(1).AddDays(9).OrNextWorkingDay());
}
