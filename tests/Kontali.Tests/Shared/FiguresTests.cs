using Kontali.Web.Shared;

namespace Kontali.Tests.Shared;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "nå")]
    [InlineData(12, "12 min")]
    [InlineData(26 * 60, "26 t")]
    [InlineData(47 * 60 + 59, "47 t")]
    [InlineData(3 * 24 * 60 + 5, "3 d")]
    public void An_age_is_told_in_the_one_unit_that_matters(int minutes, string told)
    {
        var now = new DateTimeOffset(2026, 9, 18, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(told, new Texts().Age(now.AddMinutes(-minutes), now));
    }

    [Fact]
    public void Dates_and_moments_are_Norwegian()
    {
        Assert.Equal("18.09.2026", Figures.Date(new(2026, 9, 18)));
        Assert.Equal("18.09.2026 14:05", Figures.Moment(new(2026, 9, 18, 12, 5, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("15064412345", "1506.44.12345")]
    [InlineData("NO9386011117947", "NO93\u00a08601\u00a01117\u00a0947")]
    [InlineData("se etter kunde 12", "se etter kunde 12")]
    public void An_account_is_grouped_as_its_bank_does(string written, string shown) => Assert.Equal(shown, Figures.BankAccount(written));

    [Fact]
    public void A_price_keeps_the_decimals_it_has()
    {
        Assert.Equal("0,7431", Figures.Price(0.7431m));
        Assert.Equal("1\u00a0249,50", Figures.Price(1249.5m));
        Assert.Equal("1\u00a0412,5", Figures.Quantity(1412.5m));
        Assert.Equal("12,5\u00a0%", Figures.Percent(12.5m));
    }
}
