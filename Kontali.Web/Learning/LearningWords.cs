using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Reports;
using Kontali.Web.Shared;

namespace Kontali.Web.Learning;

/// <summary>What is learned, in a bookkeeper's words.</summary>
internal static class LearningWords
{
    public static readonly (string Key, string Word)[] States =
        [("prove", Texts.Of("på prøve")), ("gjelder", Texts.Of("gjelder")), ("foreslatt", Texts.Of("venter på deg")), ("stanset", Texts.Of("stanset"))];

    public static PatternState? StateNamed(string? key) => key switch { "prove" => PatternState.Trial, "gjelder" => PatternState.Active, "stanset" => PatternState.Retired, _ => null };

    public static string Of(Texts L, PatternState state) => state switch { PatternState.Active => L["gjelder"], PatternState.Retired => L["stanset"], _ => L["på prøve"] };

    public static string Of(Texts L, PatternScope scope) => scope switch { PatternScope.Firm => L["Hele byrået"], PatternScope.AllFirms => L["Alle byråer"], _ => L["Klient"] };

    public static string Of(Texts L, Teacher by) => by switch { Teacher.Person => L["person"], Teacher.Audit => L["stikkprøve"], Teacher.Agent => L["agenten"], _ => L["historikk"] };

    public static string StateOf(Texts L, PatternRow row) => row.IsProposed ? L["venter på deg"] : row is { State: PatternState.Retired, IsStopped: false } ? L["avløst"] : Of(L, row.State);

    public static Tone ToneOf(PatternRow row) => row.IsProposed ? Tone.Waits : row.State switch { PatternState.Active => Tone.Accent, _ => Tone.Plain };

    public static string Bound(PatternRow row) => row.Cases == 0 ? "–" : Figures.Percent(decimal.Round((decimal)row.LowerBound * 100, 1));
}
