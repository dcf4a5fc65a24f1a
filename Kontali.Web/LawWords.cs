using System.Text.RegularExpressions;
using Kontali.Data;
using Kontali.Web.Shared;

namespace Kontali.Web;

/// <summary>
/// The law's own triggers speak Norwegian, with their values in the sentence. Here each sentence is a pattern again, so that it can be said
/// in the reader's language; a test holds the list against the SQL.
/// </summary>
public static class LawWords
{
    private static readonly (string Pattern, Regex Reads)[] Known =
    [
        .. new[]
        {
            Texts.Of("Rader i {0} endres og slettes aldri: rett med en tilbakeføring og et nytt bilag (bfl § 9)."),
            Texts.Of("I {0} kan bare {1} settes, og bare én gang."),
            Texts.Of("Bilagsnummer {0} i serie {1} er ikke det neste: numre tildeles av ledger.next_number."),
            Texts.Of("Perioden {0} er ikke åpen for bokføring."),
            Texts.Of("Bilagsnummer {0}-{1}-{2} ble trukket, men ikke brukt."),
            Texts.Of("Bilag {0}-{1}-{2} har {3} linjer, det skal ha {4} (minst 2)."),
            Texts.Of("Bilag {0}-{1}-{2} er {3} kr i ubalanse."),
            Texts.Of("Konto {0} er stengt for bokføring."),
            Texts.Of("Bilaget har ikke plass til flere linjer."),
            Texts.Of("Postene hører ikke til samme leverandør, eller er ikke på hver sin side."),
            Texts.Of("Posten er allerede oppgjort, eller det gjenstår mindre enn beløpet."),
            Texts.Of("Et betalingsoppdrag settes opp av den som er logget inn, og er da ikke godkjent."),
            Texts.Of("Et betalingsoppdrag godkjennes av en annen enn den som satte det opp."),
            Texts.Of("Betalingsoppdraget er allerede avgjort."),
            Texts.Of("Ingen har godkjent kontonummeret som betalingen skal til."),
            Texts.Of("Betalingsfilen lages når en annen har godkjent oppdraget."),
            Texts.Of("Et oppgjort kall til rådgiveren endres ikke."),
        }.Select(pattern => (pattern, Reader(pattern))),
    ];

    /// <summary>The sentence as a phrase; one that nobody has listed is said as the database said it.</summary>
    public static Phrase Read(string said)
    {
        foreach (var (pattern, reads) in Known)
            if (reads.Match(said) is { Success: true } match)
                return new(pattern, [.. match.Groups.Values.Skip(1).Select(value => value.Value)]);
        // Braces would be holes; a foreign sentence has none of ours.
        return new(said.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    private static Regex Reader(string pattern) =>
        new($"^{Regex.Replace(Regex.Escape(pattern), @"\\\{\d}", "(.+?)")}$", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
}
