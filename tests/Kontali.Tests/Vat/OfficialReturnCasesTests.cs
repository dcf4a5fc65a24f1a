using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Data.Vat;
using Kontali.Tests.Invoices.Ehf;

namespace Kontali.Tests.Vat;

/// <summary>The authority's own 29 cases, rules and schema. Skipped where the kit is not on the machine.</summary>
public sealed class OfficialReturnCasesTests
{
    private static readonly StandardTax Tax = new(StandardVatCodes.All.ToDictionary(c => c.Code), StandardVatCodes.Rates);
    private static readonly DateOnly Day = new(2026, 9, 15);

    public static TheoryData<string> Cases =>
    [
        "code-1", "code-3", "code-5", "code-6", "code-11", "code-12", "code-13", "code-14", "code-15", "code-31", "code-32", "code-33", "code-51", "code-52", "code-81", "code-82", "code-83", "code-84",
        "code-85", "code-86", "code-87", "code-88", "code-89", "code-91", "code-92", "adjustment", "loss-on-receivable", "own-withdrawal", "reversal-of-input-vat",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_vouchers_of_the_case_give_its_return_lines(string name)
    {
        var kit = SharedStandards.OrSkip("vat-return");
        var expected = SharedStandards.Csv(Path.Combine(kit, "voucher-to-return-cases", "return-lines.csv")).Where(r => r["case"] == name).ToList();
        var code = expected[0]["return_code"];
        var vouchers = SharedStandards.Csv(Path.Combine(kit, "voucher-to-return-cases", "voucher-lines.csv")).Where(r => r["case"] == name).GroupBy(r => r["voucher"]);
        var vat = Of(vouchers.SelectMany(v => VatFact.Of([.. AsWePost([.. v], code)], Day, Day, entry: Guid.NewGuid())));
        Assert.Equal(expected.Select(r => (r["return_code"], r["specification"], r["base"], r["rate_per_cent"], r["vat"])),
            vat.Lines.Select(l => (l.Code, Word(l.Specification), Text(l.Base), Text(l.Percent), Text(l.Vat))));
        Assert.Equal(expected[0]["assessed_vat_of_return"], Text(vat.Assessed));
        Assert.Equal("", Validate(kit, "skattemeldingformerverdiavgift.v1.0", ReturnXml.Write(vat, "prøve-1", "1.0")));
        var findings = ReturnRules.Check(vat, new(new(2026, 12, 1), []));
        Assert.Equal(name == "reversal-of-input-vat" ? "R078" : "", string.Join(' ', findings.Where(f => f.Rule.Severity == RuleSeverity.Invalid).Select(f => f.Rule.Id)));
    }

    [Fact]
    public void Every_published_rule_is_in_our_table_with_its_severity()
    {
        var published = SharedStandards.Csv(Path.Combine(SharedStandards.OrSkip("vat-return"), "rules", "return-rules.csv"));
        Assert.Equal(published.Select(r => $"{r["rule"]} {(r["severity"] == "invalid" ? RuleSeverity.Invalid : RuleSeverity.Deviating)}"), ReturnRules.All.Select(r => $"{r.Id} {r.Severity}"));
    }

    [Theory]
    [InlineData(VatTerm.Bimonthly)]
    [InlineData(VatTerm.Monthly)]
    [InlineData(VatTerm.HalfMonthly)]
    [InlineData(VatTerm.Weekly)]
    [InlineData(VatTerm.Quarterly)]
    [InlineData(VatTerm.Yearly)]
    [InlineData(VatTerm.YearlyPrimary)]
    public void Every_term_of_a_year_is_one_the_schemas_know(VatTerm term)
    {
        var kit = SharedStandards.OrSkip("vat-return");
        foreach (var period in VatDeadline.Of(term, 2026))
        {
            var vat = new VatReturn(DemoNumbers.Org(1), VatReturn.CategoryOf(term), term, period, []) { Kid = "34000009324568708", Note = new(null, "Ingen omsetning") };
            Assert.Equal("", Validate(kit, "skattemeldingformerverdiavgift.v1.0", ReturnXml.Write(vat, "1")));
            Assert.Equal("", Validate(kit, "mvameldinginnsending.v1.0", ReturnXml.WriteEnvelope(vat, "Kari Prøve", new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero), "melding")));
            Assert.Equal(period, VatDeadline.Containing(term, period.To));
        }
    }

    [Fact]
    public void Terms_follow_each_other_without_a_gap_over_years()
    {
        foreach (var term in Enum.GetValues<VatTerm>().Except([VatTerm.None]))
        {
            var terms = VatDeadline.Between(term, new(2024, 12, 20), new(2027, 1, 10)).ToList();
            Assert.All(terms.Zip(terms.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
            Assert.All(terms, t => Assert.True(t.Due.IsWorkingDay && t.Due > t.To));
        }
    }

    [Fact]
    public void The_notes_of_a_line_are_those_the_authority_lists()
    {
        ReturnLine credit = new("1", VatSpecification.None, true, null, null, 500), reversal = new("1", VatSpecification.Reversal, true, null, null, 40_000);
        Assert.Contains("kreditnota", ReturnNotes.For(credit, ReturnCategory.Ordinary));
        Assert.DoesNotContain("personkjøretøy", ReturnNotes.For(credit, ReturnCategory.Ordinary));
        Assert.Contains("personkjøretøy", ReturnNotes.For(reversal, ReturnCategory.Ordinary));
        Assert.Equal("R021", string.Join(' ', Broken(credit)));
        Assert.Equal("", string.Join(' ', Broken(credit with { Note = new("kreditnota", null) })));
        Assert.Equal("R075", string.Join(' ', Broken(credit with { Note = new("fast eiendom", null) })));
        Assert.Equal("R070", string.Join(' ', Broken(credit with { Note = new("noe annet", null) })));
    }

    [Fact]
    public void Amounts_are_rounded_once_and_both_legs_of_a_reverse_charge_cancel()
    {
        // Three bases that would each round up: their sum is rounded, not they.
        var lines = Enumerable.Range(0, 3).SelectMany(_ => VatFact.Of([new("6420", 100.50m) { VatCode = "86", VatBase = 100.50m, VatAmount = 25.13m }, new("2714", 25.13m) { VatCode = "86" }, new("2704", -25.13m) { VatCode = "86" }, new("2400", -100.50m)], Day, Day, entry: Guid.NewGuid()));
        var vat = Of(lines);
        Assert.Equal([("86", 302m, 75m), ("86", null, -75m)], vat.Lines.Select(l => (l.Code, l.Base, l.Vat)));
        Assert.Equal(0, vat.Assessed);
    }

    private static IEnumerable<string> Broken(ReturnLine line) => ReturnRules.Check(Of([]) with { Lines = [line] }, new(new(2026, 12, 1), [])).Select(f => f.Rule.Id);

    private static VatReturn Of(IEnumerable<VatFact> facts) => new(DemoNumbers.Org(1), ReturnCategory.Ordinary, VatTerm.Bimonthly, VatDeadline.Containing(VatTerm.Bimonthly, Day)!, VatReturn.LinesOf(facts, Tax));

    // The authority's sheet marks both a base and its counter line with the code, and leaves it off the VAT accounts; we do the opposite. What remarks.csv says
    // the sheet lacks (the VAT of 82, 84, 87, 91 and 92) is taken from the counter line.
    private static IEnumerable<PostingLine> AsWePost(List<Dictionary<string, string>> lines, string code)
    {
        var coded = lines.Where(l => l["vat_code"] == code && l["account"][..2] != "27").ToList();
        var owed = coded.Select(l => Math.Abs(Number(l["vat_amount"]))).DefaultIfEmpty(0).Max();
        var isCalculated = Tax.Codes[code].Mechanism == VatMechanism.Calculated || code == "85";
        foreach (var line in lines)
        {
            var (account, amount) = (line["account"], Number(line["amount_debit_positive"]));
            if (amount == 0) continue;
            if (account[..3] is "270" or "271") yield return new(account, amount) { VatCode = code };
            else if (!coded.Contains(line)) yield return new(account, amount) { VatCode = line["vat_code"] is "20" or "21" ? line["vat_code"] : null };
            else if (!isCalculated) yield return new(account, amount) { VatCode = code, VatBase = amount, VatAmount = Math.Sign(amount) * owed };
            else if (amount > 0 || coded.Count == 1) yield return new(account, Math.Abs(amount)) { VatCode = code, VatBase = Math.Abs(amount), VatAmount = owed };
            else yield return new(account, amount);
        }
    }

    internal static string Validate(string kit, string schema, byte[] xml)
    {
        List<string> faults = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, DtdProcessing = DtdProcessing.Prohibit };
        settings.Schemas.Add(null, Path.Combine(kit, "schemas", $"no.skatteetaten.fastsetting.avgift.mva.{schema}.xsd"));
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new MemoryStream(xml), settings);
        while (reader.Read()) { }
        return string.Join('\n', faults);
    }

    private static string Word(VatSpecification specification) => specification switch { VatSpecification.Withdrawal => "Uttak", VatSpecification.LossOnClaim => "Tap på krav", VatSpecification.Adjustment => "Justering", VatSpecification.Reversal => "Tilbakeføring", _ => "" };

    private static string Text(decimal? amount) => amount is { } a ? a.ToString("0.##", CultureInfo.InvariantCulture) : "";

    private static decimal Number(string text) => text.Length == 0 ? 0 : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
