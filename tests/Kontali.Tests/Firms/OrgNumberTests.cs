using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Tests.Firms;

/// <summary>Numbers with check digits: ours are read as people write them, so blanks and NO…MVA are passed over.</summary>
public sealed class OrgNumberTests
{
    [Theory]
    [InlineData("310645028", "310645028")]
    [InlineData("888888888", "888888888")]
    [InlineData("999999999", "999999999")]
    [InlineData("310803448", "310803448")]
    [InlineData("310000000", "310000000")]
    [InlineData("310 645 028", "310645028")]
    [InlineData("NO310645028MVA", "310645028")]
    [InlineData("310645029", null)]
    [InlineData("31064502", null)]
    [InlineData("3106450280", null)]
    [InlineData("310000060", null)]
    [InlineData("٣١٠٦٤٥٠٢٨", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_organisation_number_has_nine_digits_and_the_last_is_right(string? text, string? number) =>
        Assert.Equal(number, OrgNumber.TryParse(text, out var read) ? read.ToString() : null);

    [Theory]
    [InlineData("99900645038", "99900645038")]
    [InlineData("9990 06 45038", "99900645038")]
    [InlineData("9990.06.45038", "99900645038")]
    [InlineData("NO6199900645038", "99900645038")]
    [InlineData("99900645039", null)]
    [InlineData("9990064503", null)]
    [InlineData("99900645160", null)]
    [InlineData("NO0099900645038", null)]
    public void A_bank_account_is_eleven_digits_or_an_IBAN(string text, string? number) =>
        Assert.Equal(number, BankAccount.TryParse(text, out var read) ? read.ToString() : null);

    [Theory]
    [InlineData("123456782", true)]
    [InlineData("123456785", true)]
    [InlineData("123456780", false)]
    [InlineData("0001234500179", true)]
    [InlineData("4400917-", true)]
    [InlineData("44009170", false)]
    [InlineData("1000310004858", false)]
    [InlineData("7", false)]
    [InlineData("12345678901234567890123456", false)]
    [InlineData("12345 6782", true)]
    [InlineData("9999999999999999999999994", true)]
    public void A_KID_ends_in_its_check_digit(string text, bool valid) => Assert.Equal(valid, Kid.TryParse(text, out _));
}
