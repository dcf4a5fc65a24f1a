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

    public static string StateOf(Texts L, PatternRow row) => row is { IsByHand: true, State: PatternState.Trial } ? L["overprøvd"] : row.IsProposed ? L["venter på deg"] : row is { State: PatternState.Retired, IsStopped: false } ? L["avløst"] : Of(L, row.State);

    public static Tone ToneOf(PatternRow row) => row.IsProposed ? Tone.Waits : row.State switch { PatternState.Active => Tone.Accent, _ => Tone.Plain };

    /// <summary>What it looks for, in words.</summary>
    public static string TriggerOf(Texts L, PatternRow row)
    {
        var vendor = row.Vendor ?? row.Trigger.VendorIdentity;
        var says = row.Trigger.Words.Count == 0 ? L["En faktura fra {0}", vendor] : L["En linje fra {0} med {1}", vendor, string.Join(", ", row.Trigger.Words.Select(w => $"«{w}»"))];
        var kroner = (row.Trigger.AtLeast, row.Trigger.AtMost) switch
        {
            (null, null) => "",
            ({ } least, null) => ", " + L["fra {0} kr", Figures.Amount(least)],
            (null, { } most) => ", " + L["til {0} kr", Figures.Amount(most)],
            ({ } least, { } most) => ", " + L["{0}–{1} kr", Figures.Amount(least), Figures.Amount(most)],
        };
        return $"{says}{kroner}, {(row.Client is { } client ? L["hos {0}", client] : Of(L, row.Scope))}";
    }

    /// <summary>What it then does, in words.</summary>
    public static string ActionOf(Texts L, PatternRow row)
    {
        var coding = row.Action.Account.Length == 0 ? "" : row.Action.VatCode.Length == 0 ? L["{0}, mva etter fakturaen", row.Action.Account] : L["{0}, kode {1}", row.Action.Account, row.Action.VatCode];
        var says = row.Action.Kind switch { RuleKind.Look => L["legger saken til kontroll"], RuleKind.Approve => L["fører på {0} og godkjenner én i måneden", coding], _ => row.Scope == PatternScope.Client ? L["fører på {0}", coding] : L["fører på standardkonto {0}", coding] };
        return row.Cap is { } cap ? $"{says}, {L["og bokfører selv til {0} kr", Figures.Amount(cap)]}" : says;
    }

    /// <summary>How it has gone: in silence, or in earnest.</summary>
    public static string VerdictOf(Texts L, PatternRow row)
    {
        if (row.Action.Kind == RuleKind.Look) return row.Applied == 1 ? L["Har lagt 1 faktura til kontroll."] : L["Har lagt {0} fakturaer til kontroll.", Figures.Count(row.Applied)];
        if (row.Cases == 0) return row.IsByHand ? L["Har ikke vært brukt ennå."] : L["Prøves i det stille. Ingen kjente tilfeller ennå."];
        var (wrong, upper) = (row.Cases - row.RightSince, Figures.Percent(decimal.Round((decimal)row.UpperError * 100, 1)));
        return row.State == PatternState.Active ? L["Talte i {0}, feil {1}, øvre grense for feil {2}.", Figures.Count(row.Cases), Figures.Count(wrong), upper] : L["Ville ha bokført {0}, feil {1}, øvre grense for feil {2}.", Figures.Count(row.Cases), Figures.Count(wrong), upper];
    }

    public static string Bound(PatternRow row) => row.Cases == 0 ? "–" : Figures.Percent(decimal.Round((decimal)row.LowerBound * 100, 1));
}
