using System.Globalization;
using Kontali.Data.Ledger;

namespace Kontali.Tests.Ledger;

public class AmountWordTests
{
    [Theory]
    [InlineData("1 576,93", "1576.93")]
    [InlineData("1\u00a0576,93", "1576.93")]
    [InlineData("1576.93", "1576.93")]
    [InlineData("1.576,93", "1576.93")]
    [InlineData("1.576", "1576")]
    [InlineData("−1576,9", "1576.9")]
    [InlineData("kr 1576", "1576")]
    [InlineData("12 345 678,00", "12345678")]
    public void An_amount_is_read_as_people_write_it(string text, string amount) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), AmountWord.Read(text));

    [Theory]
    [InlineData("L-2026-14")]
    [InlineData("1,234,5")]
    [InlineData("0,00")]
    [InlineData("12 34")]
    [InlineData("bakeri")]
    [InlineData("99999999999999")]
    public void What_is_none_is_none(string text) => Assert.Null(AmountWord.Read(text));
}
