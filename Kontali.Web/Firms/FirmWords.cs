using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;

namespace Kontali.Web.Firms;

/// <summary>What the firm's choices are called on screen; keys of translations.</summary>
internal static class FirmWords
{
    public static readonly (VatStatus Value, string Word)[] VatStatuses =
        [(VatStatus.Registered, Texts.Of("Mva-registrert")), (VatStatus.NotRegistered, Texts.Of("Ikke registrert")), (VatStatus.Exempt, Texts.Of("Unntatt"))];

    public static readonly (VatTerm Value, string Word)[] VatTerms =
    [
        (VatTerm.Bimonthly, Texts.Of("Annenhver måned")), (VatTerm.Yearly, Texts.Of("Hvert år")), (VatTerm.YearlyPrimary, Texts.Of("Hvert år, primærnæring")),
        (VatTerm.Monthly, Texts.Of("Hver måned")), (VatTerm.Quarterly, Texts.Of("Hvert kvartal")), (VatTerm.HalfMonthly, Texts.Of("Hver halve måned")), (VatTerm.Weekly, Texts.Of("Hver uke")), (VatTerm.None, Texts.Of("Ingen")),
    ];

    public static readonly (AutomationLevel Value, string Word)[] Levels =
    [
        (AutomationLevel.Off, Texts.Of("Av")), (AutomationLevel.Suggest, Texts.Of("Foreslår")),
        (AutomationLevel.Assisted, Texts.Of("Bokfører det sikre")), (AutomationLevel.Full, Texts.Of("Bokfører uten beløpsgrense")),
    ];

    public static readonly (Role Value, string Word)[] Roles =
    [
        (Role.Administrator, Texts.Of("Administrator")), (Role.Accountant, Texts.Of("Regnskapsfører")),
        (Role.Bookkeeper, Texts.Of("Medarbeider")), (Role.Reader, Texts.Of("Leser")),
    ];

    public static readonly (PeriodState Value, string Word, Tone Tone)[] PeriodStates =
    [
        (PeriodState.Open, Texts.Of("Åpen"), Tone.Plain), (PeriodState.Held, Texts.Of("Holdt igjen"), Tone.Waits),
        (PeriodState.Closed, Texts.Of("Stengt"), Tone.Accent), (PeriodState.VatFiled, Texts.Of("Mva levert"), Tone.Accent),
    ];

    /// <summary>The trades' names, marked for translation; the words themselves stand in <see cref="Trades"/>.</summary>
    public static readonly string[] TradeNames =
    [
        Texts.Of("Bakeri"), Texts.Of("Byggmester"), Texts.Of("Kafé"), Texts.Of("Konsulent"), Texts.Of("Design"), Texts.Of("Tannlege"), Texts.Of("Elektriker"), Texts.Of("Gårdsbruk"),
        Texts.Of("Dagligvare"), Texts.Of("Treningssenter"), Texts.Of("Frisør"), Texts.Of("Advokat"), Texts.Of("Rørlegger"), Texts.Of("Restaurant"), Texts.Of("Butikk"),
        Texts.Of("Transport"), Texts.Of("Verksted"), Texts.Of("Annet"),
    ];

    public static string Of(VatStatus value) => VatStatuses.First(v => v.Value == value).Word;
    public static string Of(VatTerm value) => VatTerms.First(v => v.Value == value).Word;
    public static string Of(AutomationLevel value) => Levels.First(v => v.Value == value).Word;
    public static string Of(Role value) => Roles.First(v => v.Value == value).Word;
}
