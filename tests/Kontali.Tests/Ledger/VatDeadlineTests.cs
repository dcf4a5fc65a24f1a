using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Tests.Ledger;

/// <summary>Deadlines of the VAT return: skfvf 8-3-1 to 8-3-10, moved to the next working day by skfvl 5-5.</summary>
public class VatDeadlineTests
{
    [Theory]
    [InlineData("2026-01-01", "2026-02-10")] // sixth term of the year before
    [InlineData("2026-02-11", "2026-04-10")]
    [InlineData("2026-04-11", "2026-06-10")]
    [InlineData("2026-06-11", "2026-08-31")] // third term: 31 August
    [InlineData("2026-09-01", "2026-10-12")] // 10 October 2026 is a Saturday
    [InlineData("2026-10-13", "2026-12-10")]
    [InlineData("2026-12-10", "2026-12-10")] // the day itself counts
    [InlineData("2020-03-01", "2020-04-14")] // Good Friday, then Easter Monday
    public void Two_months_have_one_month_and_ten_days(string today, string due) =>
        Assert.Equal(DateOnly.ParseExact(due, "yyyy-MM-dd"), VatDeadline.Next(VatTerm.Bimonthly, DateOnly.ParseExact(today, "yyyy-MM-dd"))!.Due);

    [Theory]
    [InlineData(VatTerm.Yearly, "2026-03-10")]
    [InlineData(VatTerm.YearlyPrimary, "2026-04-10")]
    [InlineData(VatTerm.Quarterly, "2026-02-10")]
    [InlineData(VatTerm.Monthly, "2026-01-12")] // November's, 10 January is a Saturday
    public void Other_terms_have_their_own(VatTerm term, string due) =>
        Assert.Equal(DateOnly.ParseExact(due, "yyyy-MM-dd"), VatDeadline.Next(term, new(2026, 1, 2))!.Due);

    [Fact]
    public void The_second_quarter_has_until_the_end_of_August() =>
        Assert.Equal(new DateOnly(2026, 8, 31), VatDeadline.Next(VatTerm.Quarterly, new(2026, 7, 1))!.Due);

    [Theory]
    [InlineData("2026-11-10", "2027-02-10")]
    [InlineData("2026-05-01", "2026-08-31")]
    public void A_day_belongs_to_one_return(string day, string due) =>
        Assert.Equal(DateOnly.ParseExact(due, "yyyy-MM-dd"), VatDeadline.Containing(VatTerm.Bimonthly, DateOnly.ParseExact(day, "yyyy-MM-dd"))!.Due);

    [Fact]
    public void Who_files_nothing_has_no_deadline() => Assert.Null(VatDeadline.Next(VatTerm.None, new(2026, 1, 1)));

    [Fact]
    public void A_term_knows_its_days() => Assert.Equal(new VatDeadline(new(2026, 5, 1), new(2026, 6, 30), new(2026, 8, 31)), VatDeadline.Next(VatTerm.Bimonthly, new(2026, 7, 1)));

    [Fact]
    public void Every_day_of_every_year_has_a_next_deadline_on_a_working_day()
    {
        for (var day = new DateOnly(2020, 1, 1); day.Year < 2032; day = day.AddDays(1))
        {
            var next = VatDeadline.Next(VatTerm.Bimonthly, day)!;
            Assert.True(next.Due >= day && next.Due.IsWorkingDay && next.Due.DayNumber - day.DayNumber < 90, $"{day}: {next}");
        }
    }

    [Theory]
    [InlineData("2026-04-02")] // skjærtorsdag
    [InlineData("2026-04-03")] // langfredag
    [InlineData("2026-04-06")] // andre påskedag
    [InlineData("2026-05-01")]
    [InlineData("2026-05-14")] // Kristi himmelfartsdag
    [InlineData("2026-05-25")] // andre pinsedag
    [InlineData("2026-12-25")]
    public void Norway_is_closed(string day) => Assert.True(DateOnly.ParseExact(day, "yyyy-MM-dd").IsHoliday);
}
