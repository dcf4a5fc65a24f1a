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

    [Fact]
    public void Every_official_example_breaks_the_rules_the_official_check_says_it_breaks()
    {
        var known = EhfRules.All.Select(r => r.Id).ToHashSet();
        var wrong = Examples().SelectMany(e => RuleDifferences(e, known)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Sums_that_do_not_work_out_again_are_found_in_the_examples_that_have_them_and_in_no_other()
    {
        var wrong = Examples().Where(e => !IsRefused(e))
            .Select(e => (File: e["file"], Agrees: e["recomputation"] == "agrees", Found: Read(e["file"]).Findings.Where(f => SumRules.Contains(f.Rule)).ToList()))
            .Where(e => e.Agrees != (e.Found.Count == 0)).Select(e => $"{e.File}: agrees {e.Agrees}, found {string.Join(" | ", e.Found.Select(f => f.What))}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static readonly string[] SumRules =
    [
        "PEPPOL-EN16931-R120", "BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16", "BR-CO-17",
        "KONTALI-LINJE", "KONTALI-LINJESUM", "KONTALI-FRADRAG", "KONTALI-TILLEGG", "KONTALI-NETTO", "KONTALI-MVA", "KONTALI-MVASUM", "KONTALI-GRUNNLAG", "KONTALI-BRUTTO", "KONTALI-BETALE",
    ];

    /// <summary>Other countries' own rules are not ours to judge.</summary>
    private static IEnumerable<string> RuleDifferences(Dictionary<string, string> example, HashSet<string> known)
    {
        var expected = (example["fatal_rules"] + " " + example["warning_rules"]).Split(' ').Where(known.Contains).ToHashSet();
        var root = SafeXml.Load(File.ReadAllBytes(Path.Combine(SharedStandards.EhfOrSkip(), "examples", example["file"]))).Root!;
        var actual = EhfRules.Check(new EhfDocument(root)).Select(f => f.Rule).ToHashSet();
        return expected.Except(actual).Select(r => $"{example["file"]}: {r} not found").Concat(actual.Except(expected).Select(r => $"{example["file"]}: {r} too much"));
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
