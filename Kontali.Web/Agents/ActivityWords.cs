using Kontali.Data.Tasks;
using Kontali.Web.Shared;

namespace Kontali.Web.Agents;

/// <summary>Tasks and events in a bookkeeper's words; keys of translations.</summary>
internal static class ActivityWords
{
    public static string Task(string type) => type switch
    {
        "read_document" => Texts.Of("Lese dokument og foreslå bokføring"),
        Data.Agents.Unpacker.UnpackDocument => Texts.Of("Pakke ut e-post eller ZIP"),
        Data.Agents.HistoryStudent.StudyHistory => Texts.Of("Studere bøkene fra før"),
        Data.Agents.Sampler.DrawSample => Texts.Of("Trekke stikkprøver"),
        Data.Agents.Reconciler.ReconcileBooks => Texts.Of("Avstemme bøkene"),
        Data.Agents.Verifier.VerifyBooks => Texts.Of("Etterprøve bøkene"),
        Data.Vouchers.PlanVouchers.PostPlanned => Texts.Of("Bokføre et planlagt bilag"),
        Data.Agents.Trimmer.TrimTasks => Texts.Of("Rydde bort gamle oppgaver"),
        _ => type,
    };

    public static string Happened(string type) => type switch
    {
        Data.Tasks.Happened.DocumentReceived => Texts.Of("Et dokument kom inn."),
        Data.Tasks.Happened.InvoiceRead => Texts.Of("En faktura ble lest."),
        Data.Tasks.Happened.DocumentRefused => Texts.Of("Et dokument ble avvist."),
        Data.Tasks.Happened.ReceiverUnknown => Texts.Of("En faktura har ukjent mottaker og venter i innboksen."),
        Data.Tasks.Happened.SuggestionMade => Texts.Of("Agenten foreslo en bokføring."),
        Data.Tasks.Happened.Posted => Texts.Of("Et bilag ble bokført."),
        Data.Tasks.Happened.PutToReview => Texts.Of("En faktura gikk til kontroll."),
        Data.Tasks.Happened.Approved => Texts.Of("Et forslag ble godkjent."),
        Data.Tasks.Happened.Corrected => Texts.Of("Et forslag ble rettet."),
        Data.Tasks.Happened.Rejected => Texts.Of("En faktura ble avvist av en person."),
        Data.Tasks.Happened.Reversed => Texts.Of("Et bilag ble tilbakeført."),
        Data.Booking.Learned.PatternLearned => Texts.Of("Et mønster ble lært."),
        Data.Booking.Learned.Promoted => Texts.Of("Et mønster begynte å gjelde."),
        Data.Booking.Learned.Demoted => Texts.Of("Et mønster er på prøve igjen."),
        Data.Booking.Learned.SampleDrawn => Texts.Of("Stikkprøver ble trukket."),
        Data.Booking.Learned.Audited => Texts.Of("En stikkprøve ble kontrollert."),
        Data.Booking.Learned.SampleJudged => Texts.Of("En stikkprøve ble regnet med."),
        Data.Booking.Learned.AutoPostStopped => Texts.Of("Automatisk bokføring ble slått av av kontrollen."),
        Data.Booking.Learned.AutoPostResumed => Texts.Of("Automatisk bokføring ble slått på igjen."),
        Data.Booking.Learned.BooksDisagree => Texts.Of("Avstemmingen fant noe som ikke stemmer."),
        Data.Tasks.Happened.TaskDied => Texts.Of("En oppgave ga opp etter siste forsøk."),
        _ => type,
    };

    /// <summary>How long the last try took.</summary>
    public static string Took(DateTimeOffset? started, DateTimeOffset completed) => started is { } since ? Long(completed - since) : "";

    /// <summary>A span as people read it: 340 ms, 2,4 s, 3 min.</summary>
    public static string Long(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 10 } => $"{Figures.Quantity(decimal.Round((decimal)Math.Max(0, span.TotalMilliseconds), 1))}\u00a0ms",
        { TotalSeconds: < 1 } => $"{span.TotalMilliseconds:0}\u00a0ms",
        { TotalMinutes: < 2 } => $"{Figures.Quantity(decimal.Round((decimal)span.TotalSeconds, 1))}\u00a0s",
        _ => $"{span.TotalMinutes:0}\u00a0min",
    };

    /// <summary>How long until then, in whole seconds or minutes.</summary>
    public static string In(TimeSpan wait) => wait.TotalSeconds < 90 ? $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}\u00a0s" : $"{Math.Ceiling(wait.TotalMinutes):0}\u00a0min";
}
