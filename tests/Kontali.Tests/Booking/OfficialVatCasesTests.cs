using System.Globalization;
using Kontali.Data.Ledger;
using Kontali.Tests.Invoices.Ehf;

namespace Kontali.Tests.Booking;

/// <summary>The tax authority's own cases: which return lines a purchase must give. Skipped where the kit is not on the machine.</summary>
public sealed class OfficialVatCasesTests
{
    [Theory]
    [InlineData("1", "6800", "S", 25.0)]
    [InlineData("11", "4330", "S", 15.0)]
    [InlineData("12", "4330", "S", 11.11)]
    [InlineData("13", "4331", "S", 12.0)]
    [InlineData("81", "4380", "O", null)]
    [InlineData("82", "4380", "O", null)]
    [InlineData("83", "4382", "O", null)]
    [InlineData("84", "4382", "O", null)]
    [InlineData("85", "4384", "O", null)]
    [InlineData("86", "6420", "O", null)]
    [InlineData("87", "6420", "O", null)]
    [InlineData("88", "6790", "O", null)]
    [InlineData("89", "6790", "O", null)]
    [InlineData("91", "4000", "K", 0.0)]
    [InlineData("92", "4000", "K", 0.0)]
    public void What_is_posted_gives_the_official_return_lines(string code, string account, string category, double? percent)
    {
        var kit = Path.Combine(SharedStandards.EhfOrSkip(), "..", "vat-return", "voucher-to-return-cases", "return-lines.csv");
        var official = SharedStandards.Csv(kit).Where(r => r["case"] == $"code-{code}" && r["return_code"] == code).ToList();
        Assert.SkipWhen(official.Count == 0, $"The kit has no case for code {code}.");
        var rules = Coded.Rules();
        var voucher = Coded.Book(Coded.Facts((10_000m, category, (decimal?)percent)), rules, (account, code));

        // Calculated VAT is owed and shown with its base; deducted VAT comes off.
        var taxCode = rules.VatCodes[code];
        var (based, owed, deducted) = (voucher.Lines.Sum(l => l.VatBase ?? 0), -Sum(voucher, taxCode.OutputAccount), Sum(voucher, taxCode.DeductionAccount));
        Assert.Equal(official.Where(r => r["base"] != "").Select(r => (Number(r["base"]), Number(r["vat"]))), taxCode.ReturnsBase ? [(based, owed)] : []);
        Assert.Equal(official.Where(r => r["base"] == "").Select(r => Number(r["vat"])), taxCode.ReturnsDeduction ? [-deducted] : []);
    }

    private static decimal Sum(Voucher voucher, string? account) => voucher.Lines.Where(l => l.Account == account && l.VatBase is null).Sum(l => l.Amount);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
