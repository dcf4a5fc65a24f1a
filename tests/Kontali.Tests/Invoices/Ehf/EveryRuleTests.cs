using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>Every rule by its id, broken on purpose: EveryRule.txt says how, in one line a rule.</summary>
public partial class EveryRuleTests(ITestOutputHelper output)
{
    [Fact]
    public void A_right_invoice_with_everything_on_it_breaks_none()
    {
        string[] bases = ["", "S", "Z", "E", "AE", "K", "G", "O", "L", "M"];
        foreach (var category in bases) Assert.Equal([], Broken(Right(category)).Select(f => $"{category} {f.Rule}: {f.What}"));
    }

    [Fact]
    public void Each_line_breaks_its_rule()
    {
        var lines = Lines().ToList();
        var silent = lines.Where(l => Broken(Spoilt(l)).All(f => f.Rule != l.Rule)).Select(l => $"{l.Rule} {l.Changes}").ToList();

        output.WriteLine($"{lines.Count} lines, {lines.DistinctBy(l => l.Rule).Count()} rules.");
        Assert.Equal([], silent);
    }

    [Fact]
    public void No_rule_is_without_a_line() =>
        Assert.Equal([], EhfRules.All.Select(r => r.Id).Distinct().Except(Lines().Select(l => l.Rule)));

    [Fact]
    public void A_fault_says_where_it_stands_in_words_and_in_the_file()
    {
        var found = Broken(Spoilt(Lines().Single(l => l.Rule == "PEPPOL-EN16931-R120"))).Single(f => f.Rule == "PEPPOL-EN16931-R120");

        Assert.Equal("/Invoice/cac:InvoiceLine[1]", found.Path);
        Assert.StartsWith("Linje 1: ", found.What.ToString(), StringComparison.Ordinal);
    }

    private static List<Finding> Broken(XElement invoice) => [.. EhfRules.Check(new EhfDocument(invoice))];

    private sealed record Line(string Rule, string Base, string Changes);

    private static IEnumerable<Line> Lines() =>
        from line in File.ReadLines(Path.Combine(Folder(), "EveryRule.txt"))
        where line.Length > 0 && line[0] != '#'
        let match = Row().Match(line)
        select new Line(match.Groups["rule"].Value, match.Groups["base"].Value, match.Groups["changes"].Value);

    private static XElement Spoilt(Line line)
    {
        var invoice = Right(line.Base);
        foreach (var change in line.Changes.Split(" ; ", StringSplitOptions.TrimEntries)) Change(invoice, change);
        return invoice;
    }

    private static void Change(XElement invoice, string change)
    {
        if (change.StartsWith("- ", StringComparison.Ordinal)) At(invoice, change[2..]).Remove();
        else if (change.StartsWith("2 ", StringComparison.Ordinal)) At(invoice, change[2..]).AddAfterSelf(new XElement(At(invoice, change[2..])));
        else if (change.StartsWith("+ ", StringComparison.Ordinal) && change.Split(' ', 3) is [_, var path, var xml]) (path == "." ? invoice : At(invoice, path)).Add(Parse(xml));
        else if (change.Split('=', 2, StringSplitOptions.TrimEntries) is [var target, var value] && target.Split("/@") is [var element, .. var attribute])
        {
            if (attribute is [var name]) At(invoice, element).SetAttributeValue(name, value.Length == 0 ? null : value);
            else At(invoice, element).Value = value;
        }
    }

    /// <summary>The sample that holds all an invoice may hold, with another VAT category written all over it.</summary>
    private static XElement Right(string category)
    {
        var invoice = XElement.Load(Path.Combine(SampleTests.Folder(), category == "kreditnota" ? "kreditnota.xml" : "alt-som-kan-sta.xml"));
        if (category is "" or "S" or "kreditnota") return invoice;
        var rate = category is "L" or "M" ? 7m : 0m;
        foreach (var tax in invoice.Descendants().Where(e => e.Name.LocalName is "TaxCategory" or "ClassifiedTaxCategory"))
        {
            tax.One("cbc:ID")!.Value = category;
            if (category == "O") tax.One("cbc:Percent")!.Remove();
            else tax.One("cbc:Percent")!.Value = rate.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        Set("cac:TaxTotal/cbc:TaxAmount", 1648 * rate / 100);
        Set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", 1648 * rate / 100);
        Set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", 1648 * (1 + rate / 100));
        Set("cac:LegalMonetaryTotal/cbc:PayableAmount", 1648 * (1 + rate / 100) - 60);
        if (rate == 0 && category != "Z") At(invoice, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory").Add(Parse("<cbc:TaxExemptionReason>Derfor</cbc:TaxExemptionReason>"));
        if (category != "O") return invoice;
        foreach (var party in (string[])["cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme", "cac:TaxRepresentativeParty"]) At(invoice, party).Remove();
        return invoice;

        void Set(string path, decimal amount) => At(invoice, path).Value = amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The element at a path whose steps may say which one: cac:InvoiceLine[2]/cbc:ID.</summary>
    private static XElement At(XElement from, string path) => path.Split('/').Aggregate(from, (at, step) => Step().Match(step) is var s
        && at.All(s.Groups["name"].Value).ElementAtOrDefault(s.Groups["nth"] is { Success: true, Value: var nth } ? int.Parse(nth, System.Globalization.CultureInfo.InvariantCulture) - 1 : 0) is { } found
            ? found : throw new InvalidOperationException($"{path} is not in the sample."));

    private static IEnumerable<XElement> Parse(string xml) => XElement.Parse($"<x xmlns:cac=\"{Ubl.Cac}\" xmlns:cbc=\"{Ubl.Cbc}\">{xml}</x>").Elements();

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"^(?<rule>\S+)\s+(\[(?<base>\w+)\] )?(?<changes>.*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^(?<name>[\w:]+)(\[(?<nth>\d+)\])?$")]
    private static partial Regex Step();
}
