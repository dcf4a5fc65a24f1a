using Kontali.Web.Shared;

namespace Kontali.Tests.Shared;

public class FiguringTests
{
    private static readonly DateOnly November = new(2026, 11, 20);

    [Theory]
    [InlineData("1234,50", 1234.50)]
    [InlineData("1 234.5", 1234.50)]
    [InlineData("1200/4+50", 350)]
    [InlineData("3*99,90", 299.70)]
    [InlineData("3x99,90", 299.70)]
    [InlineData("(100+20)*2", 240)]
    [InlineData("100-2*(5+5)", 80)]
    [InlineData("-100+30", -70)]
    [InlineData("−50", -50)]
    [InlineData("=10:4", 2.5)]
    [InlineData("1000/3", 333.33)]
    [InlineData("0,005", 0.01)]
    [InlineData("25%", 500)]
    [InlineData("25%+10", 510)]
    [InlineData("1000+25%", 1250)]
    [InlineData("1000-10%", 900)]
    [InlineData("200*25%", 50)]
    public void An_amount_cell_reckons(string typed, double amount) => Assert.Equal((decimal)amount, Figuring.Amount(typed, whole: 2000m));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("12+")]
    [InlineData("1/0")]
    [InlineData("1/(2-2)")]
    [InlineData("(1+2")]
    [InlineData("1+2)")]
    [InlineData("1.200,50")]
    [InlineData("79228162514264337593543950335*2")]
    [InlineData("((((((((((((((1))))))))))))))")]
    public void What_is_no_sum_is_no_amount(string typed) => Assert.Null(Figuring.Amount(typed, whole: 2000m));

    [Fact]
    public void A_per_cent_of_nothing_known_is_no_amount() => Assert.Null(Figuring.Amount("25%"));

    [Theory]
    [InlineData("3", 2026, 11, 3)]
    [InlineData("3.", 2026, 11, 3)]
    [InlineData("5-12", 2026, 12, 5)]
    [InlineData("5-2", 2027, 2, 5)] // The nearest February lies ahead in November.
    [InlineData("5-3", 2026, 3, 5, 2026, 5, 1)]
    [InlineData("28-12", 2026, 12, 28, 2027, 1, 10)]
    [InlineData("29-2", 2028, 2, 29, 2028, 3, 1)]
    [InlineData("030526", 2026, 5, 3)]
    [InlineData("3.5.26", 2026, 5, 3)]
    [InlineData("03.05.2026", 2026, 5, 3)]
    [InlineData("2026-05-03", 2026, 5, 3)]
    [InlineData("+30", 2026, 12, 20)]
    [InlineData("-20", 2026, 10, 31)]
    public void A_date_is_read_as_it_is_typed(string typed, int year, int month, int day, int nearYear = 0, int nearMonth = 0, int nearDay = 0) =>
        Assert.Equal(new DateOnly(year, month, day), Figuring.Date(typed, nearYear == 0 ? November : new(nearYear, nearMonth, nearDay)));

    [Theory]
    [InlineData("")]
    [InlineData("31-11")]
    [InlineData("5-13")]
    [InlineData("+")]
    [InlineData("+99999")]
    [InlineData("i går")]
    [InlineData("99999999999")]
    public void What_is_no_date_is_none(string typed) => Assert.Null(Figuring.Date(typed, November));
}
