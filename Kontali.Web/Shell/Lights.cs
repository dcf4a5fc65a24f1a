using Kontali.Data.Agents;
using Kontali.Web.Shared;

namespace Kontali.Web.Shell;

/// <summary>Green, amber or red: amber waits for a person, red is true trouble only.</summary>
public enum Lamp
{
    /// <summary>All is in order.</summary>
    Fine,

    /// <summary>Something waits for a person.</summary>
    Waits,

    /// <summary>Something has stopped, or does not agree.</summary>
    Trouble,
}

/// <summary>A part of the program, how it is, and the one sentence that says so.</summary>
public sealed record Light(string Name, Lamp Lamp, string Says, string Href);

/// <summary>One light for each part, and the firm's own, which is the worst of them.</summary>
public static class Lights
{
    private const int Slow = 2000;

    /// <summary>The lights, in the order of a document's way.</summary>
    public static IReadOnlyList<Light> Of(HomeView view, Texts L) => [Intake(view, L), Agents(view, L), Review(view, L), Ledger(view, L), Payments(view, L), Proven(view, L), Learning(view, L), Database(view, L)];

    /// <summary>The worst of them.</summary>
    public static Lamp Worst(IEnumerable<Light> lights) => lights.Max(l => l.Lamp);

    private static Light Intake(HomeView view, Texts L)
    {
        Light Say(Lamp lamp, string says, string href) => new(L["Inntak"], lamp, says, href);
        if (view.Agents.Forgotten is > 0 and var forgotten) return Say(Lamp.Trouble, L["{0} mottatte dokumenter leses ikke av noen.", Figures.Count(forgotten)], "/innboks?tilstand=arbeid");
        if (view.Unassigned is > 0 and var unassigned) return Say(Lamp.Waits, L["{0} uten klient.", Figures.Count(unassigned)], "/innboks?tilstand=uten-klient");
        return view.Total["arbeid"] is > 0 and var reading ? Say(Lamp.Fine, L["{0} leses nå.", Figures.Count(reading)], "/innboks?tilstand=arbeid") : Say(Lamp.Fine, L["Alt mottatt er lest."], "/innboks");
    }

    private static Light Agents(HomeView view, Texts L)
    {
        Light Say(Lamp lamp, string says) => new(L["Agenter"], lamp, says, "/agenter");
        var counts = view.Agents.Counts;
        if (counts.Dead > 0) return Say(Lamp.Trouble, L["{0} oppgaver ga opp.", Figures.Count(counts.Dead)]);
        if (view.Agents.NobodyWorks) return Say(Lamp.Trouble, L["Oppgaver venter, og ingen tar dem."]);
        if (counts.EventsFailing + counts.Retrying is > 0 and var again) return Say(Lamp.Waits, L["{0} prøves på nytt.", Figures.Count(again)]);
        return Say(Lamp.Fine, counts.Running + counts.Waiting is > 0 and var busy ? L["{0} i arbeid og i kø.", Figures.Count(busy)] : L["Ingenting i kø."]);
    }

    private static Light Review(HomeView view, Texts L)
    {
        Light Say(Lamp lamp, string says) => new(L["Til kontroll"], lamp, says, "/til-kontroll");
        if (view.Review == 0) return Say(Lamp.Fine, L["Alt er kontrollert."]);
        return Say(Lamp.Waits, view.Stuck > 0 ? L["{0} venter, {1} i mer enn sju dager.", Figures.Count(view.Review), Figures.Count(view.Stuck)] : L["{0} venter, eldste {1}.", Figures.Count(view.Review), L.Age(view.Oldest, view.Now)]);
    }

    private static Light Ledger(HomeView view, Texts L)
    {
        Light Say(Lamp lamp, string says) => new(L["Hovedbok"], lamp, says, "/bilag");
        var disagreements = view.Notices.Count(n => n.Kind == NoticeKind.Disagreement);
        if (disagreements > 0) return Say(Lamp.Trouble, L["{0} steder stemmer ikke.", Figures.Count(disagreements)]);
        if (view.Reconciled is not { } reconciled) return Say(Lamp.Fine, L["Avstemmes første gang i natt."]);
        return view.Now - reconciled.CreatedAt > TimeSpan.FromHours(49) ? Say(Lamp.Waits, L["Ikke avstemt siden {0}.", Figures.Moment(reconciled.CreatedAt)]) : Say(Lamp.Fine, L["Stemte {0}.", Figures.Moment(reconciled.CreatedAt)]);
    }

    private static Light Payments(HomeView view, Texts L) => view.Payments switch
    {
        { Runs: > 0 and var runs } => new(L["Betalinger"], Lamp.Waits, L["{0} venter på godkjenning.", Figures.Count(runs)], Kontali.Web.Payments.RunsPage.Address),
        { Movements: > 0 and var movements } => new(L["Betalinger"], Lamp.Waits, L["{0} fra banken uten oppdrag.", Figures.Count(movements)], Kontali.Web.Payments.BankPage.Address),
        _ => new(L["Betalinger"], Lamp.Fine, L["Ingenting venter."], Kontali.Web.Payments.DuePage.Address),
    };

    private static Light Proven(HomeView view, Texts L)
    {
        Light Say(Lamp lamp, string says) => new(L["Etterprøving"], lamp, says, "/etterproving");
        var proven = view.Proven;
        if (proven.Faulty > 0) return Say(Lamp.Trouble, L["{0} klienter har noe som ikke stemmer.", Figures.Count(proven.Faulty)]);
        if (proven.Oldest is not { } oldest) return Say(Lamp.Fine, L["Etterprøves første gang i natt."]);
        return view.Now - oldest > TimeSpan.FromHours(49) ? Say(Lamp.Waits, L["Ikke etterprøvd siden {0}.", Figures.Moment(oldest)]) : Say(Lamp.Fine, L["{0} bilag etterprøvd {1}.", Figures.Count(proven.Vouchers), Figures.Moment(oldest)]);
    }

    private static Light Learning(HomeView view, Texts L)
    {
        Light Say(Lamp lamp, string says, string href) => new(L["Læring"], lamp, says, href);
        var off = view.Notices.Count(n => n.Kind == NoticeKind.SwitchedOff);
        if (off > 0) return Say(Lamp.Trouble, L["Automatikken slo seg av hos {0}.", Figures.Count(off)], "/laering");
        return view.Notices.Any(n => n.Kind == NoticeKind.Proposed) ? Say(Lamp.Waits, L["Mønstre venter på et ja."], "/monstre?tilstand=foreslatt") : Say(Lamp.Fine, L["Innenfor feilgrensen."], "/laering");
    }

    private static Light Database(HomeView view, Texts L) =>
        new(L["Database"], view.Milliseconds > Slow ? Lamp.Waits : Lamp.Fine, L["Svarte på {0} ms.", Figures.Count(view.Milliseconds)], "/agenter");
}
