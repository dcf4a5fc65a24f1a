using System.Globalization;
using System.Xml.Linq;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>The official unit tests of the rules: each is a fragment that triggers, or must not trigger, one named rule.</summary>
public class OfficialCasesTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_rule_we_know_judges_the_official_cases_as_the_standard_does()
    {
        var known = EhfRules.All.Select(r => r.Id).ToHashSet();
        var judged = Cases().SelectMany(Outcomes).ToList();
        var ours = judged.Where(o => known.Contains(o.Rule)).ToList();
        var wrong = ours.Where(o => o.Expected != o.Actual).Select(o => $"{o.Rule} in {o.Where}: expected {o.Expected}, was {o.Actual}").ToList();

        output.WriteLine($"{ours.Count - wrong.Count} of {ours.Count} outcomes right; {judged.Count - ours.Count} belong to rules we do not have.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(688, judged.Count);
    }

    [Fact]
    public void The_fatal_rules_we_do_not_have_are_named_with_a_reason()
    {
        var rules = SharedStandards.Csv(Path.Combine(SharedStandards.EhfOrSkip(), "rules", "rules-3.0.21.csv"));
        var known = EhfRules.All.Select(r => r.Id).ToHashSet();
        var missing = rules.Where(r => r["severity"] == "fatal" && !known.Contains(r["rule_id"])).Select(r => r["rule_id"]).Order().ToList();

        output.WriteLine($"{rules.Count(r => r["severity"] == "fatal") - missing.Count} of {rules.Count(r => r["severity"] == "fatal")} fatal rules, {known.Count} in all.");
        Assert.Equal(RulesWeDoNotHave.Fatal.Keys.Order(), missing);
        Assert.All(EhfRules.All, r => Assert.Contains(rules, official => official["rule_id"] == r.Id && SeverityOf(official) == r.Severity));
    }

    private static Severity SeverityOf(Dictionary<string, string> rule) => rule["severity"] == "fatal" ? Severity.Fatal : Severity.Warning;

    private static List<Dictionary<string, string>> Cases() => SharedStandards.Csv(Path.Combine(SharedStandards.EhfOrSkip(), "unit-tests", "cases.csv"));

    private static IEnumerable<(string Rule, string Where, string Expected, string Actual)> Outcomes(Dictionary<string, string> row)
    {
        var findings = EhfRules.Check(new EhfDocument(Fragment(row))).ToLookup(f => f.Rule);
        Assert.All(findings.SelectMany(f => f), f => Assert.DoesNotContain('{', f.What.ToString()));
        return row["rules"].Split(';').Zip(row["expected"].Split(';'),
            (rule, expected) => (rule, $"{row["file"]} case {row["case"]}", expected, Outcome(findings[rule])));
    }

    private static string Outcome(IEnumerable<Finding> findings) => findings.FirstOrDefault() switch
    {
        null => "rule-passes",
        { Severity: Severity.Fatal } => "rule-fails-fatal",
        _ => "rule-fails-warning",
    };

    private static XElement Fragment(Dictionary<string, string> row)
    {
        var file = XDocument.Load(Path.Combine(SharedStandards.EhfOrSkip(), "unit-tests", row["file"]));
        var test = file.Descendants().First(e => e.Name.LocalName == "test" && (string?)e.Attribute("case") == row["case"].ToString(CultureInfo.InvariantCulture));
        return new XElement(test.Elements().Last(e => e.Name.LocalName == row["document"]));
    }
}
