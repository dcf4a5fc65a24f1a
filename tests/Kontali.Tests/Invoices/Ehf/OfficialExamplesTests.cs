using System.Globalization;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>The 83 official examples against what the kit says they contain.</summary>
public class OfficialExamplesTests
{
    private static readonly string[] NotOrdinary = ["ehf-self-billing-and-reminder/", "norway/ehf-2-"];

    [Fact]
    public void Every_official_example_says_what_the_kit_says_it_says()
    {
        var wrong = Examples().Where(e => !IsRefused(e)).SelectMany(Differences).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Self_billing_reminders_and_the_old_format_are_refused_in_words()
    {
        foreach (var example in Examples().Where(IsRefused))
        {
            var reading = Read(example["file"]);
            Assert.Null(reading.Facts);
            Assert.NotEmpty(reading.Refusal!.ToString());
        }
    }

    private static List<Dictionary<string, string>> Examples()
    {
        var rows = SharedStandards.Csv(Path.Combine(SharedStandards.EhfOrSkip(), "examples", "expected-values.csv"));
        Assert.Equal(83, rows.Count);
        return rows;
    }

    private static bool IsRefused(Dictionary<string, string> example) => NotOrdinary.Any(example["file"].StartsWith);

    private static Reading Read(string file) => EhfReader.Read(File.ReadAllBytes(Path.Combine(SharedStandards.EhfOrSkip(), "examples", file)));

    private static IEnumerable<string> Differences(Dictionary<string, string> expected)
    {
        var reading = Read(expected["file"]);
        if (reading.Facts is not { } f) return [$"{expected["file"]}: refused: {reading.Refusal}"];
        var actual = Actual(f);
        return actual.Where(a => !Same(a.Value, expected[a.Key])).Select(a => $"{expected["file"]} {a.Key}: expected «{expected[a.Key]}», read «{a.Value}»");
    }

    private static Dictionary<string, string?> Actual(InvoiceFacts f) => new()
    {
        ["document"] = f.Kind.ToString(),
        ["type_code"] = f.TypeCode,
        ["supplier_name"] = f.Seller.LegalName ?? f.Seller.Name,
        ["supplier_org_number"] = f.Seller.CompanyId,
        ["supplier_vat_number"] = f.Seller.VatNumber,
        ["buyer_name"] = f.Buyer.LegalName ?? f.Buyer.Name,
        ["buyer_org_number"] = f.Buyer.CompanyId,
        ["invoice_number"] = f.Number,
        ["issue_date"] = Day(f.IssueDate),
        ["due_date"] = Day(f.DueDate),
        ["currency"] = f.Currency,
        ["net"] = Amount(f.Net),
        ["vat"] = Amount(f.VatTotal),
        ["gross"] = Amount(f.Gross),
        ["prepaid"] = f.Prepaid == 0 ? "" : Amount(f.Prepaid),
        ["rounding"] = f.Rounding == 0 ? "" : Amount(f.Rounding),
        ["payable"] = Amount(f.Payable),
        ["vat_accounting_currency"] = f.VatInAccountingCurrency is { } vat ? $"{Amount(vat)} {f.VatCurrency}" : "",
        ["lines"] = f.Lines.Count.ToString(CultureInfo.InvariantCulture),
        ["vat_breakdown"] = string.Join("; ", f.Vat.Select(Row)),
        ["payment_reference"] = f.Payment.Select(p => p.Reference).FirstOrDefault(r => r is not null),
        ["payment_account"] = f.Payment.Select(p => p.Account).FirstOrDefault(a => a is not null),
        ["preceding_invoice"] = f.Preceding.Count == 0 ? "" : f.Preceding[0].Number,
        ["attachments"] = f.Attachments.Count(a => a.Sha256 is not null).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Figures are compared as figures: the kit keeps the writer's zeros here and there.</summary>
    private static bool Same(string? actual, string expected) => (actual ?? "") == expected || Plain(actual ?? "") == Plain(expected);

    private static string Plain(string text) => string.Join(' ', text.Replace("@", " @ ", StringComparison.Ordinal).Replace(";", " ;", StringComparison.Ordinal).Split(' ')
        .Select(w => decimal.TryParse(w, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var d) && w.Contains('.', StringComparison.Ordinal) ? d.ToString("0.####", CultureInfo.InvariantCulture) : w));

    private static string Row(VatSubtotal v) =>
        $"{v.Category}{(v.Percent is { } p ? "@" + p.ToString("0.##", CultureInfo.InvariantCulture) : "")} base {Amount(v.Base)} vat {Amount(v.Vat)}";

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
