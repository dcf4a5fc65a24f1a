namespace Kontali.Tests.Invoices.Ehf;

/// <summary>The official fatal rules that are not in our code, and why.</summary>
internal static class RulesWeDoNotHave
{
    private const string Meaning = "Asks whether a code and a text mean the same; the official check passes everything.";

    public static readonly IReadOnlyDictionary<string, string> Fatal = new Dictionary<string, string>
    {
        ["BR-CO-05"] = Meaning,
        ["BR-CO-06"] = Meaning,
        ["BR-CO-07"] = Meaning,
        ["BR-CO-08"] = Meaning,
    };
}
