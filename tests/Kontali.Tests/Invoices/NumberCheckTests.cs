using Kontali.Data.Invoices;
using Kontali.Tests.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices;

public class NumberCheckTests
{
    [Theory]
    [InlineData("123456782")]
    [InlineData("123456785")]
    [InlineData("0001234500179")]
    [InlineData("4400917-")]
    [InlineData("12345 6782")]
    public void A_KID_with_a_right_check_digit_is_taken_with_its_leading_zeros(string text)
    {
        Assert.True(Kid.TryParse(text, out var kid));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), kid.ToString());
    }

    [Theory]
    [InlineData("123456780")]
    [InlineData("44009170")]
    [InlineData("7")]
    [InlineData("12345678901234567890123456")]
    [InlineData("Faktura 17")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_KID(string? text) => Assert.False(Kid.TryParse(text, out _));

    [Theory]
    [InlineData("99900645038")]
    [InlineData("9990 06 45038")]
    [InlineData("9990.06.45038")]
    [InlineData("NO6199900645038")]
    [InlineData("no61 9990 0645 038")]
    public void A_Norwegian_account_is_the_same_however_it_is_written(string text)
    {
        Assert.True(BankAccount.TryParse(text, out var account));
        Assert.Equal(("99900645038", "9990 06 45038", "NO"), (account.ToString(), account.Spaced, account.Country));
    }

    [Fact]
    public void A_foreign_IBAN_keeps_its_country()
    {
        Assert.True(BankAccount.TryParse("SE45 5000 0000 0583 9825 7466", out var account));
        Assert.Equal((false, "SE"), (account.IsNorwegian, account.Country));
    }

    [Theory]
    [InlineData("99900645039")]
    [InlineData("99900645160")]
    [InlineData("9990064503")]
    [InlineData("NO0099900645038")]
    [InlineData("SE4650000000058398257466")]
    [InlineData("konto")]
    [InlineData(null)]
    public void A_wrong_check_digit_is_no_account(string? text) => Assert.False(BankAccount.TryParse(text, out _));

    [Fact]
    public void The_kit_of_examples_agrees()
    {
        var rows = SharedStandards.Csv(Path.Combine(SharedStandards.EhfOrSkip(), "..", "bank", "number-check-examples.csv"));
        // Blanks and dots are removed by us, so those rows are right once that is done.
        foreach (var row in rows.Where(r => !r["note"].Contains("removed first", StringComparison.Ordinal)))
        {
            bool? isRight = row["kind"] switch
            {
                "KID" => Kid.TryParse(row["value"], out _),
                "bank account" or "IBAN NO" => BankAccount.TryParse(row["value"], out _),
                _ => null,
            };
            Assert.True(isRight is null || isRight == (row["verdict"] == "valid"), $"{row["kind"]} {row["value"]}");
        }
    }
}
