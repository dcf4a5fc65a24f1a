using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Vat;
using Kontali.Web.Shared;

namespace Kontali.Web.Vat;

/// <summary>Terms, specifications and states in words.</summary>
internal static class VatWords
{
    public static readonly (TermState State, string Word, Tone Tone)[] States =
    [
        (TermState.Overdue, Texts.Of("Fristen er ute"), Tone.Trouble), (TermState.ToFile, Texts.Of("Skal leveres"), Tone.Waits), (TermState.Missed, Texts.Of("Noe kom etterpå"), Tone.Waits),
        (TermState.Running, Texts.Of("Løper"), Tone.Plain), (TermState.Filed, Texts.Of("Levert"), Tone.Accent),
    ];

    private static readonly (VatSpecification Of, string Word)[] Specifications =
    [
        (VatSpecification.Withdrawal, Texts.Of("Uttak")), (VatSpecification.LossOnClaim, Texts.Of("Tap på krav")), (VatSpecification.Adjustment, Texts.Of("Justering")), (VatSpecification.Reversal, Texts.Of("Tilbakeføring av inngående mva")),
    ];

    /// <summary>5. termin 2026, uke 41 2026, september 2026, året 2026.</summary>
    public static string Term(this Texts L, VatTerm term, VatDeadline period) => term switch
    {
        VatTerm.Bimonthly => L["{0}. termin {1}", period.Number(term), period.Year(term)],
        VatTerm.Weekly => L["uke {0} {1}", period.Number(term), period.Year(term)],
        VatTerm.Quarterly => L["{0}. kvartal {1}", period.Number(term), period.Year(term)],
        VatTerm.Monthly => Figures.Month(Period.Of(period.From)),
        VatTerm.HalfMonthly => L["{0} halvdel av {1}", period.From.Day == 1 ? L["første"] : L["andre"], Figures.Month(Period.Of(period.From))],
        _ => L["året {0}", period.Year(term)],
    };

    public static string? Specification(this Texts L, VatSpecification of) => Specifications.FirstOrDefault(s => s.Of == of).Word is { } word ? L[word] : null;

    /// <summary>What a line is called: the code's name, and which side of it.</summary>
    public static string Line(this Texts L, ReturnLine line, StandardTax tax)
    {
        var code = tax.Codes.GetValueOrDefault(line.Code);
        var name = code is null ? line.Code : System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? code.NameEn : code.Name;
        return L.Specification(line.Specification) is { } more ? $"{name} · {more}" : name;
    }

    /// <summary>12 345, with a true minus: whole kroner.</summary>
    public static string Kroner(decimal amount) => amount.ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("nb-NO"));
}
