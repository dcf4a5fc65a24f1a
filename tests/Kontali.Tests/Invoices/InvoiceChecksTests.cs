using Kontali.Data;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Tests.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices;

/// <summary>Our own checks, one doubt at a time, on an invoice that is right.</summary>
public class InvoiceChecksTests
{
    private static readonly InvoiceFacts Right = EhfReader.Read(SampleTests.Bytes("vanlig-faktura")).Facts!;

    [Fact]
    public void A_right_invoice_gives_no_findings() => Assert.Empty(InvoiceChecks.Check(Right));

    [Fact]
    public void A_wrong_organisation_number_is_found() =>
        Finds("KONTALI-ORGNR", Right with { Seller = Right.Seller with { CompanyId = "315120005" } });

    [Fact]
    public void Nine_zeros_are_no_organisation_number() =>
        Finds("KONTALI-ORGNR", Right with { Seller = Right.Seller with { CompanyId = "000000000" } });

    [Fact]
    public void Two_organisation_numbers_for_one_seller_are_found() =>
        Finds("KONTALI-ORGNR-ULIKE", Right with { Seller = Right.Seller with { CompanyId = "315120012" } });

    [Fact]
    public void Seller_and_buyer_must_not_be_the_same() =>
        Finds("KONTALI-SAMME-PART", Right with { Buyer = Right.Seller });

    [Fact]
    public void VAT_without_a_VAT_number_stops_the_agent() =>
        Finds("KONTALI-MVA-UTEN-NR", Right with { Seller = Right.Seller with { VatNumber = null } }, Severity.Fatal);

    [Fact]
    public void Foreign_VAT_cannot_be_deducted() =>
        Finds("KONTALI-UTENLANDSK-MVA", Right with { Seller = Right.Seller with { VatNumber = "SE556000123101", Address = null } });

    [Fact]
    public void A_sale_within_the_EU_to_Norway_is_an_error() =>
        Finds("KONTALI-EU-SALG", Right with { Seller = Right.Seller with { VatNumber = "DE123456789" }, Vat = [new("K", 0, 1648, 0, "EU", null)] });

    [Fact]
    public void Six_per_cent_is_no_Norwegian_rate_now_but_was_in_2021()
    {
        var six = Right with { Vat = [new("S", 6, 1648, 98.88m, null, null)] };
        Finds("KONTALI-SATS", six);
        Assert.DoesNotContain(InvoiceChecks.Check(six with { IssueDate = new(2021, 9, 30) }), f => f.Rule == "KONTALI-SATS");
    }

    [Theory]
    [InlineData(8, "2015-12-31", true)]
    [InlineData(8, "2016-01-01", false)]
    [InlineData(10, "2017-12-31", true)]
    [InlineData(12, "2018-01-01", true)]
    [InlineData(12, "2020-04-01", false)]
    [InlineData(12, "2021-10-01", true)]
    [InlineData(11.11, "2026-02-03", true)]
    [InlineData(24, "2026-02-03", false)]
    public void A_rate_is_judged_by_the_date(decimal percent, string day, bool held)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd");
        var invoice = Right with { IssueDate = date, DueDate = null, Delivery = null, Vat = [new("S", percent, 1648, Money.Round(1648 * percent / 100), null, null)] };
        Assert.Equal(held, InvoiceChecks.Check(invoice).All(f => f.Rule != "KONTALI-SATS"));
    }

    [Fact]
    public void A_rate_that_held_when_it_was_delivered_is_right_on_a_later_invoice()
    {
        var six = Right with { IssueDate = new(2021, 10, 5), Vat = [new("S", 6, 1648, 98.88m, null, null)] };
        Assert.Contains(InvoiceChecks.Check(six), f => f.Rule == "KONTALI-SATS");
        Assert.DoesNotContain(InvoiceChecks.Check(six with { Delivery = new(new(2021, 9, 28), null, null) }), f => f.Rule == "KONTALI-SATS");
    }

    [Theory]
    [InlineData("NO315120005MVA")]
    [InlineData("315 120 04 MVA")]
    public void A_wrong_VAT_number_is_found(string number) =>
        Finds("KONTALI-MVANR", Right with { Seller = Right.Seller with { VatNumber = number } });

    [Fact]
    public void VAT_left_to_the_buyer_takes_the_words_of_the_law()
    {
        var calculated = Right with { Vat = [new("AE", 0, 1648, 0, "Reverse charge", null)] };
        Finds("KONTALI-OMVENDT", calculated);
        Assert.DoesNotContain(InvoiceChecks.Check(calculated with { Notes = ["OMVENDT AVGIFTSPLIKT - merverdiavgift ikke beregnet."] }), f => f.Rule == "KONTALI-OMVENDT");
    }

    [Fact]
    public void An_invoice_more_than_a_month_after_the_delivery_is_remarked_on() =>
        Finds("KONTALI-SENT", Right with { Delivery = new(new(2026, 1, 2), null, null) }, Severity.Note);

    [Fact]
    public void VAT_in_foreign_currency_alone_is_found() => Finds("KONTALI-MVA-I-NOK", Right with { Currency = "EUR" });

    [Fact]
    public void An_account_abroad_for_a_Norwegian_seller_is_found() =>
        Finds("KONTALI-UTENLANDSK-KONTO", Right with { Payment = [Right.Payment[0] with { Account = "DE89370400440532013000" }] });

    [Theory]
    [InlineData("99907123402")]
    [InlineData("DE88370400440532013000")]
    [InlineData("12345")]
    public void A_wrong_account_is_found(string account) =>
        Finds("KONTALI-KONTO", Right with { Payment = [Right.Payment[0] with { Account = account }] });

    [Fact]
    public void A_wrong_KID_is_found_but_words_are_let_be()
    {
        Finds("KONTALI-KID", Right with { Payment = [Right.Payment[0] with { Reference = "0004100270" }] });
        Assert.Empty(InvoiceChecks.Check(Right with { Payment = [Right.Payment[0] with { Reference = "Faktura 20260118" }] }));
    }

    [Fact]
    public void A_due_date_before_the_invoice_date_is_found() => Finds("KONTALI-FORFALL", Right with { DueDate = new(2026, 2, 2) });

    [Fact]
    public void Rounding_by_a_krone_or_more_is_found() => Finds("KONTALI-AVRUNDING", Right with { Rounding = 1, Payable = Right.Payable + 1 });

    [Fact]
    public void Half_a_krone_too_much_VAT_passes_the_standard_but_not_us() =>
        Finds("KONTALI-MVA", Right with { Vat = [Right.Vat[0] with { Vat = 412.50m }], VatTotal = 412.50m, Gross = 2060.50m, Payable = 2060.50m });

    [Fact]
    public void Two_oere_on_a_line_are_rounding_and_three_are_not()
    {
        Assert.DoesNotContain(InvoiceChecks.Check(LineOff(0.02m)), f => f.Rule == "KONTALI-LINJE");
        Finds("KONTALI-LINJE", LineOff(0.03m), Severity.Fatal);

        static InvoiceFacts LineOff(decimal by) => Right with { Lines = [Right.Lines[0] with { Net = Right.Lines[0].Net + by }, .. Right.Lines.Skip(1)] };
    }

    private static void Finds(string rule, InvoiceFacts facts, Severity severity = Severity.Warning) =>
        Assert.Contains(InvoiceChecks.Check(facts), f => f.Rule == rule && f.Severity == severity);
}
