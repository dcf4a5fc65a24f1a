using CsCheck;
using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;

namespace Kontali.Tests.Booking;

/// <summary>Coded invoices become vouchers, to the øre.</summary>
public sealed class InvoiceVoucherTests
{
    [Theory]
    [InlineData("0", "6300", "S", 25.0, "6300 1250.00 [0]\n2400 -1250.00")]
    [InlineData("1", "6800", "S", 25.0, "6800 1000.00 [1] base 1000.00 vat 250.00\n2710 250.00 [1]\n2400 -1250.00")]
    [InlineData("11", "4330", "S", 15.0, "4330 1000.00 [11] base 1000.00 vat 150.00\n2711 150.00 [11]\n2400 -1150.00")]
    [InlineData("12", "4330", "S", 11.11, "4330 1000.00 [12] base 1000.00 vat 111.10\n2712 111.10 [12]\n2400 -1111.10")]
    [InlineData("13", "7140", "S", 12.0, "7140 1000.00 [13] base 1000.00 vat 120.00\n2713 120.00 [13]\n2400 -1120.00")]
    [InlineData("14", "4360", "O", null, "2715 1000.00 [14]\n2400 -1000.00")]
    [InlineData("15", "4360", "O", null, "2716 1000.00 [15]\n2400 -1000.00")]
    [InlineData("20", "4340", "O", null, "4340 1000.00 [20]\n2400 -1000.00")]
    [InlineData("21", "4340", "O", null, "4340 1000.00 [21]\n2400 -1000.00")]
    [InlineData("22", "4330", "O", null, "4330 1000.00 [22]\n2400 -1000.00")]
    [InlineData("81", "4380", "O", null, "4380 1000.00 [81] base 1000.00 vat 250.00\n2715 250.00 [81]\n2705 -250.00 [81]\n2400 -1000.00")]
    [InlineData("82", "4380", "O", null, "4380 1250.00 [82] base 1000.00 vat 250.00\n2705 -250.00 [82]\n2400 -1000.00")]
    [InlineData("83", "4382", "O", null, "4382 1000.00 [83] base 1000.00 vat 150.00\n2716 150.00 [83]\n2706 -150.00 [83]\n2400 -1000.00")]
    [InlineData("84", "4382", "O", null, "4382 1150.00 [84] base 1000.00 vat 150.00\n2706 -150.00 [84]\n2400 -1000.00")]
    [InlineData("85", "4384", "O", null, "4384 1000.00 [85] base 1000.00 vat 0.00\n2400 -1000.00")]
    [InlineData("86", "6420", "O", null, "6420 1000.00 [86] base 1000.00 vat 250.00\n2714 250.00 [86]\n2704 -250.00 [86]\n2400 -1000.00")]
    [InlineData("87", "6420", "O", null, "6420 1250.00 [87] base 1000.00 vat 250.00\n2704 -250.00 [87]\n2400 -1000.00")]
    [InlineData("88", "6790", "O", null, "6790 1000.00 [88] base 1000.00 vat 120.00\n2714 120.00 [88]\n2704 -120.00 [88]\n2400 -1000.00")]
    [InlineData("89", "6790", "O", null, "6790 1120.00 [89] base 1000.00 vat 120.00\n2704 -120.00 [89]\n2400 -1000.00")]
    [InlineData("91", "4000", "K", 0.0, "4000 1000.00 [91] base 1000.00 vat 250.00\n2717 250.00 [91]\n2707 -250.00 [91]\n2400 -1000.00")]
    [InlineData("92", "4000", "K", 0.0, "4000 1250.00 [92] base 1000.00 vat 250.00\n2707 -250.00 [92]\n2400 -1000.00")]
    public void Each_purchase_code_books_as_it_should(string code, string account, string category, double? percent, string expected) =>
        Assert.Equal(expected, Coded.Book(1000m, category, (decimal?)percent, account, code));

    [Theory]
    [InlineData(VatStatus.NotRegistered)]
    [InlineData(VatStatus.Exempt)]
    public void Without_a_right_of_deduction_the_VAT_is_cost(VatStatus status)
    {
        Assert.Equal("6800 1250.00 [0]\n2400 -1250.00", Coded.Book(1000m, "S", 25, "6800", "0", status));
        Refused("har ikke fradragsrett for mva. Bruk kode 0", () => Coded.Book(1000m, "S", 25, "6800", "1", status));
        Refused("Bruk kode 87", () => Coded.Book(1000m, "O", null, "6420", "86", status));
        Assert.Equal("6420 1250.00 [87] base 1000.00 vat 250.00\n2704 -250.00 [87]\n2400 -1000.00", Coded.Book(1000m, "O", null, "6420", "87", status));
    }

    [Fact]
    public void An_account_without_deduction_takes_the_VAT_as_cost_and_refuses_a_code_that_deducts()
    {
        Assert.Equal("7350 1250.00 [0]\n2400 -1250.00", Coded.Book(1000m, "S", 25, "7350", "0"));
        Refused("har ikke fradrag for mva", () => Coded.Book(1000m, "S", 25, "7350", "1"));
    }

    [Theory]
    [InlineData("1", "E", null, "ingen mva")]
    [InlineData("11", "S", 25, "25 % mva, men kode 11 er 15 %")]
    [InlineData("3", "S", 25, "gjelder salg")]
    [InlineData("99", "S", 25, "finnes ikke")]
    [InlineData("86", "S", 25, "der kjøper beregner den")]
    public void A_code_that_does_not_fit_the_invoice_is_refused(string code, string category, int? percent, string says) =>
        Refused(says, () => Coded.Book(1000m, category, percent, "6800", code));

    [Fact]
    public void A_credit_note_is_the_mirror()
    {
        var facts = Coded.Facts((1000m, "S", 25)) with { Kind = InvoiceKind.CreditNote };
        Assert.Equal("6800 -1000.00 [1] base -1000.00 vat -250.00\n2710 -250.00 [1]\n2400 1250.00", Coded.Text(Coded.Book(facts, Coded.Rules(), ("6800", "1"))));
    }

    [Fact]
    public void VAT_stated_in_kroner_is_booked_as_stated_and_gives_the_rate()
    {
        // 250 EUR of VAT stated as 2,875.40 kroner: a rate of 11.5016.
        var facts = Coded.Facts((1000m, "S", 25)) with { Currency = "EUR", VatCurrency = "NOK", VatInAccountingCurrency = 2875.40m };
        Assert.Equal("6800 11501.60 [1] base 11501.60 vat 2875.40 EUR 1000.00\n2710 2875.40 [1]\n2400 -14377.00 EUR -1250.00", Coded.Text(Coded.Book(facts, Coded.Rules(), ("6800", "1"))));
    }

    [Fact]
    public void Currency_without_a_rate_is_refused_and_with_a_stated_one_converted_once()
    {
        var (facts, rules) = (Coded.Facts((33.33m, "O", null), (66.66m, "O", null)) with { Currency = "EUR" }, Coded.Rules());
        Refused("kursen mangler", () => Coded.Book(facts, rules, ("6420", "86")));
        var invoice = Coded.Invoice(facts, rules);
        invoice.ExchangeRate = 11.555m;
        var voucher = InvoiceVoucher.Of(invoice, Coded.Lines(facts, [("6420", "86")]), rules, Coded.Day, invoice.Id);
        // 99.99 × 11.555 = 1,155.38; 25 % of it is 288.85, both ways.
        Assert.Equal("6420 1155.38 [86] base 1155.38 vat 288.85 EUR 99.99\n2714 288.85 [86]\n2704 -288.85 [86]\n2400 -1155.38 EUR -99.99", Coded.Text(voucher));
    }

    [Fact]
    public void Rounding_to_whole_kroner_is_a_line_of_its_own()
    {
        var facts = (Coded.Facts((100.30m, "S", 25)) with { Rounding = -0.38m }) is var f ? f with { Payable = f.Gross - 0.38m } : null!;
        Assert.Equal("6800 100.30 [1] base 100.30 vat 25.08\n2710 25.08 [1]\n7740 -0.38\n2400 -125.00", Coded.Text(Coded.Book(facts, Coded.Rules(), ("6800", "1"))));
    }

    [Fact]
    public void Several_rates_with_allowances_and_charges_share_the_stated_VAT()
    {
        var facts = Kontali.Data.Seed.DemoInvoice.Summed(Coded.Facts((1000m, "S", 25), (200m, "S", 15)) with
        {
            AllowancesAndCharges = [new(false, 100m, "Rabatt", null, null, null, "S", 25), new(true, 50m, "Frakt", null, null, null, "S", 15)],
        });
        Assert.Equal("6800 900.00 [1] base 900.00 vat 225.00\n2710 225.00 [1]\n4330 200.00 [11] base 200.00 vat 30.00\n2711 37.50 [11]\n6100 50.00 [11] base 50.00 vat 7.50\n2400 -1412.50",
            Coded.Text(Coded.Book(facts, Coded.Rules(), ("6800", "1"), ("4330", "11"), ("6800", "1"), ("6100", "11"))));
    }

    [Fact]
    public void Lines_that_do_not_sum_to_the_invoice_are_refused()
    {
        var (facts, rules) = (Coded.Facts((1000m, "S", 25)), Coded.Rules());
        var lines = Coded.Lines(facts, [("6800", "1")]);
        Refused("avviker", () => InvoiceVoucher.Of(Coded.Invoice(facts, rules), [lines[0] with { Share = lines[0].Share with { Net = 999 } }], rules, Coded.Day, rules.Client.Id));
        Refused("egne summer stemmer ikke", () => Coded.Book(facts with { Gross = 1300 }, rules, ("6800", "1")));
    }

    private static readonly Gen<(decimal, string, decimal?)> Line = Gen.Select(Gen.Int[-200_000, 900_000].Where(n => n != 0), Gen.OneOf<(string, decimal?)>(("S", 25m), ("S", 15m), ("S", 12m), ("E", 0m), ("O", null)),
        (ore, vat) => (ore / 100m, vat.Item1, vat.Item2));

    private static readonly string[] Free = ["0", "20", "85", "86", "87", "88", "91", "14"];
    private static readonly string[] Accounts = ["4000", "6420", "6800", "7350", "1200"];

    [Fact]
    public void Any_invoice_whose_sums_agree_books_to_a_balanced_voucher_that_owes_its_total() =>
        Gen.Select(Line.Array[1, 6], Gen.Bool, Gen.Int[-49, 49], Gen.Int[0, 1000].Array[8], Gen.OneOf("NOK", "EUR")).Sample((lines, credit, rounding, dice, currency) =>
        {
            var facts = Coded.Facts(lines) with { Kind = credit ? InvoiceKind.CreditNote : InvoiceKind.Invoice, Currency = currency, Seller = new Party { Name = "Seller", Address = new([], null, null, null, "SE") } };
            facts = facts with { Rounding = rounding / 100m, Payable = facts.Gross + rounding / 100m };
            if (facts.Gross == 0) return;
            var rules = Coded.Rules();
            var invoice = Coded.Invoice(facts, rules);
            invoice.ExchangeRate = currency == "NOK" ? 1m : 11.6371m;
            var coded = InvoiceShares.Of(facts).Select((s, i) => new CodedLine(s, Account(s, dice[i]), Code(s, dice[i], rules), s.Text)).ToList();

            var postings = InvoiceVoucher.Postings(invoice, coded, rules);

            Assert.Equal(0m, postings.Sum(p => p.Amount));
            var owed = Money.Round(facts.Gross * facts.Direction * invoice.ExchangeRate.Value) + Money.Round(facts.Rounding * facts.Direction * invoice.ExchangeRate.Value);
            Assert.Equal(-owed, postings.Where(p => p.Account == AccountNumber.Payables).Sum(p => p.Amount));
            Assert.All(postings, p => Assert.True(Money.IsBookable(p.Amount) && p.Amount != 0));
        }, iter: 3000);

    private static string Account(InvoiceShare share, int die) => share.Vat != 0 && die % 3 == 0 ? "6800" : Accounts[die % Accounts.Length];

    private static string Code(InvoiceShare share, int die, BookingRules rules) =>
        share.Vat == 0 ? Free[die % Free.Length] : die % 3 != 0 ? "0" : share.Percent switch { 15m => "11", 12m => "13", _ => "1" };

    private static void Refused(string says, Action booking) => Assert.Contains(says, Assert.Throws<BrokenRule>(booking).Message, StringComparison.Ordinal);
}
