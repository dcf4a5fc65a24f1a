using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>What an invoice cannot be an invoice without: a date, a currency, and exactly one of each total.</summary>
internal static class Required
{
    private const int MaxNumber = 100;

    private static readonly (string Path, Phrase Name)[] Totals =
    [
        ("cbc:TaxExclusiveAmount", Phrase.Of($"sum uten mva")),
        ("cbc:TaxInclusiveAmount", Phrase.Of($"sum med mva")),
        ("cbc:PayableAmount", Phrase.Of($"beløp å betale")),
    ];

    /// <summary>Everything else that is wrong becomes a finding, so that a person sees the invoice.</summary>
    internal static Phrase? Missing(EhfDocument document) =>
        Number(document.Root) ?? Date(document.Root) ?? Currency(document) ?? Sums(document);

    private static Phrase? Number(XElement root) => root.Text("cbc:ID") is { Length: > MaxNumber } number
        ? Phrase.Of($"Fakturanummeret er {number.Length} tegn langt og kan ikke være riktig. Be leverandøren sende fakturaen på nytt.")
        : null;

    private static Phrase? Date(XElement root) => root.One("cbc:IssueDate") switch
    {
        null => Phrase.Of($"Fakturaen mangler fakturadato. Uten den kan den ikke bokføres i riktig periode. Be leverandøren sende den på nytt."),
        var date when date.Date() is null => Phrase.Of($"Fakturadatoen er skrevet «{Shorten(date.Value)}» og kan ikke leses. Den skal skrives som 2026-01-31. Be leverandøren sende fakturaen på nytt."),
        _ => null,
    };

    private static Phrase? Currency(EhfDocument document) => document.Currency switch
    {
        null => Phrase.Of($"Fakturaen oppgir ikke hvilken valuta beløpene er i. Be leverandøren sende den på nytt."),
        { Length: 3 } code when code.All(char.IsAsciiLetterUpper) => null,
        var code => Phrase.Of($"Fakturaen oppgir valutaen «{Shorten(code)}», som ikke er en valutakode på tre bokstaver. Be leverandøren sende den på nytt."),
    };

    private static Phrase? Sums(EhfDocument document) =>
        document.Root.All("cac:LegalMonetaryTotal").Count() switch
        {
            0 => Phrase.Of($"Fakturaen mangler totalbeløp. Be leverandøren sende den på nytt."),
            1 => Totals.Select(t => Sum(document.Totals!, t.Path, t.Name)).FirstOrDefault(p => p is not null),
            _ => Phrase.Of($"Fakturaen har flere sett med totalbeløp, og det kan ikke avgjøres hvilket som gjelder. Be leverandøren sende den på nytt."),
        };

    private static Phrase? Sum(XElement totals, string path, Phrase name) => totals.All(path).ToArray() switch
    {
        [] => Phrase.Of($"Fakturaen mangler totalbeløpet «{name}». Be leverandøren sende den på nytt."),
        [var one] when one.Number() is null => Phrase.Of($"Totalbeløpet «{name}» er skrevet «{Shorten(one.Value)}» og er ikke et gyldig beløp. Be leverandøren sende fakturaen på nytt."),
        [_] => null,
        _ => Phrase.Of($"Totalbeløpet «{name}» er oppgitt flere ganger, og det kan ikke avgjøres hvilket som gjelder. Be leverandøren sende fakturaen på nytt."),
    };

    internal static string Shorten(string text) => Ubl.Clean(text) is { } clean ? clean.Length <= 40 ? clean : clean[..39] + "…" : "";
}
