namespace Kontali.Tests.Invoices.Ehf;

/// <summary>
/// The official fatal rules that are not in our code, and why. Of the warnings we leave out those that only name elements and
/// attributes a sender need not have written (UBL-CR-…, UBL-DT-08 to 28): they say nothing to a bookkeeper. UBL-CR-679 is kept, for
/// Norwegian senders do write it; PEPPOL-COMMON-R057 (a Dutch place of business) is left out, its form is not in our sources.
/// </summary>
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
